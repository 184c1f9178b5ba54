/** The form of a receipt (formats.md §12): a C2SP tlog-proof whose extra data is an entry with disclosures. */
import { decodeBase64, decodeUtf8, quote } from './bytes.ts';
import { hasExactly, isSortedStrings, parseCanonical } from './canonical.ts';
import { hashBytes } from './hash.ts';
import { type Fault, isFault } from './report.ts';
import { entryBytesMax } from './tiles.ts';

export const receiptBytesMax = 4 * 1024 * 1024;
/** Hashes in a proof: a tree of 2^53 entries has no longer one. */
export const proofHashesMax = 53;

/** A receipt as it stands there, nothing of it checked. */
export interface Receipt {
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  /** The logged bytes. */
  readonly entry: Uint8Array;
  /** In ascending order, none twice. */
  readonly disclosures: readonly string[];
  /** The checkpoint with its signatures, and where it begins in the file. */
  readonly note: Uint8Array;
  readonly noteOffset: number;
}

/** The first line of every receipt. */
export const receiptHeader = 'c2sp.org/tlog-proof@v1';

/** The parts of `bytes` (hostile), or what is wrong with the form, and where. */
export function parseReceipt(bytes: Uint8Array): Receipt | Fault {
  if (bytes.length > receiptBytesMax) return { fault: `is longer than ${receiptBytesMax} bytes` };
  const lines = new Lines(bytes);
  const first = lines.next();
  if (first?.text !== receiptHeader) return { fault: `the first line is not \`${receiptHeader}\``, offset: 0 };
  const extra = lines.next();
  if (extra === undefined || !extra.text.startsWith('extra ')) {
    return { fault: 'the second line is not `extra` with an entry', offset: extra?.offset };
  }
  const indexed = lines.next();
  const index = /^index (0|[1-9][0-9]{0,15})$/.exec(indexed?.text ?? '')?.[1];
  if (index === undefined || !Number.isSafeInteger(Number(index))) {
    return { fault: 'the third line is not `index` with a decimal number up to 2^53-1', offset: indexed?.offset };
  }
  const proof: Uint8Array[] = [];
  for (;;) {
    const line = lines.next();
    if (line === undefined) return { fault: 'ends before the empty line after the proof', offset: bytes.length };
    if (line.text === '') break;
    if (proof.length === proofHashesMax) {
      return { fault: `the proof has more than ${proofHashesMax} hashes`, offset: line.offset };
    }
    const hash = decodeBase64(line.text, 'b64');
    if (hash?.length !== hashBytes) {
      return { fault: `${quote(line.text)} is not base64 of a hash of ${hashBytes} bytes`, offset: line.offset };
    }
    proof.push(hash);
  }
  const read = readExtra(extra.text.slice('extra '.length));
  if (isFault(read)) return { fault: `the extra data ${read.fault}`, offset: extra.offset };
  return { index: Number(index), proof, ...read, note: bytes.subarray(lines.at), noteOffset: lines.at };
}

/** `{"disclosures":[…],"entry":…,"v":1}` in canonical JSON, in b64. */
function readExtra(text: string): Pick<Receipt, 'entry' | 'disclosures'> | Fault {
  const bytes = decodeBase64(text, 'b64');
  if (bytes === undefined) return { fault: 'is not base64' };
  const parsed = parseCanonical(bytes);
  if (isFault(parsed)) return parsed;
  const { value } = parsed;
  if (!hasExactly(value, ['disclosures', 'entry', 'v']) || value['v'] !== 1) {
    return { fault: 'does not have exactly the members `disclosures entry v`, `v` being 1' };
  }
  const { disclosures } = value;
  if (!isSortedStrings(disclosures)) {
    return { fault: 'has `disclosures` that are no texts in ascending order, or one of them twice' };
  }
  const entry = typeof value['entry'] === 'string' ? decodeBase64(value['entry'], 'b64u') : undefined;
  if (entry === undefined || entry.length > entryBytesMax) {
    return { fault: `has no \`entry\` that is base64url of at most ${entryBytesMax} bytes` };
  }
  return { entry, disclosures };
}

/** Line after line, each ended by a line feed; one that is not UTF-8 is like one that is not there. */
class Lines {
  at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  next(): { text: string; offset: number } | undefined {
    const offset = this.at;
    const end = this.#bytes.indexOf(0x0a, offset);
    if (end < 0) return undefined;
    this.at = end + 1;
    const text = decodeUtf8(this.#bytes.subarray(offset, end));
    return text === undefined ? undefined : { text, offset };
  }
}
