/** The receipts that a reader hands over in files and folders. Whoever wrote them may be hostile. */
import { oneLine, utf8 } from './bytes.ts';
import { type OpenFile, openPlainFile, receiptsIn } from './folder.ts';
import { receiptBytesMax, receiptHeader } from './receipt.ts';

export interface HandedReceipt {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is looked at together, in all files: so many receipts, and bytes. */
export const handedMax = { receipts: 50_000, bytes: 512 * 1024 * 1024 };

const boundary = utf8(`\n${receiptHeader}\n`);

/**
 * One receipt after the other; of all that is handed over no more than one and the next few megabytes are in memory. They may stand one
 * after the other in one file: each begins with the first line of a receipt. What stands before the first is one too, and will be found
 * to be none.
 */
export class ReceiptFiles implements Iterable<HandedReceipt> {
  /** Why it ended before the last one, by file and rule: then what was given is not all, and is worth nothing. */
  fault: string | undefined;
  readonly #named: readonly string[];
  readonly #max: typeof handedMax;
  #receipts = 0;
  #bytes = 0;

  /** `named`: files, and folders in which are such. */
  constructor(named: readonly string[], max = handedMax) {
    this.#named = named;
    this.#max = max;
  }

  *[Symbol.iterator](): Generator<HandedReceipt, void> {
    for (const one of this.#named) {
      for (const file of receiptsIn(one, this.#max.receipts + 1) ?? [one]) {
        yield* this.#in(file);
        if (this.fault !== undefined) return;
      }
    }
    if (this.#receipts === 0) this.fault = 'there are no receipts in what is named';
  }

  *#in(file: string): Generator<HandedReceipt, void> {
    const opened = openPlainFile(file);
    if ('kind' in opened) return this.#refuse(`cannot read the receipt ${named(file)}`);
    try {
      this.#bytes += opened.size;
      if (this.#bytes > this.#max.bytes) {
        return this.#refuse(`with ${named(file)} there are more than ${this.#max.bytes} bytes of receipts`);
      }
      let part = 0;
      for (const { bytes, isLast } of partsOf(opened)) {
        // Whoever handed over the folder chose the names in it: none begins a line of the report.
        const name = oneLine(part === 0 && isLast ? file : `${file}, ${part + 1}`);
        if (bytes === undefined) return this.#refuse(tooLong(name));
        this.#receipts += 1;
        if (this.#receipts > this.#max.receipts) {
          return this.#refuse(`with ${named(name)} there are more than ${this.#max.receipts} receipts`);
        }
        yield { name, bytes };
        part += 1;
      }
    } catch {
      this.#refuse(`cannot read the receipt ${named(file)}`);
    } finally {
      opened.close();
    }
  }

  #refuse(fault: string): void {
    this.fault = fault;
  }
}

/** Why the receipt called `name` is not even looked at. */
export function tooLong(name: string): string {
  return `${named(name)} is longer than ${receiptBytesMax} bytes, as no receipt is`;
}

/** All of a path: at its end stands which file it is. */
function named(file: string): string {
  return `\`${oneLine(file)}\``;
}

/** Without `bytes` where it is longer than a receipt may be; then none follows. */
type Part = { readonly bytes: Uint8Array | undefined; readonly isLast: boolean };

/** The parts of a file, each a copy; of it no more is held than one part and what shows that it ends. Throws what reading throws. */
function* partsOf(file: OpenFile): Generator<Part, void> {
  const held = Buffer.allocUnsafeSlow(Math.min(file.size, receiptBytesMax) + boundary.length);
  let [start, end, unread] = [0, 0, file.size];
  for (;;) {
    const at = held.subarray(start, end).indexOf(boundary);
    if (at < 0 && unread > 0 && end - start < held.length) {
      held.copyWithin(0, start, end);
      [start, end] = [0, end - start];
      const count = file.read(held, end, Math.min(unread, held.length - end));
      end += count;
      unread = count === 0 ? 0 : unread - count;
      continue;
    }
    const isLast = at < 0;
    const next = isLast ? end : start + at + 1;
    const isTooLong = next - start > receiptBytesMax;
    yield { bytes: isTooLong ? undefined : Uint8Array.prototype.slice.call(held, start, next), isLast };
    if (isLast || isTooLong) return;
    start = next;
  }
}
