import { sha256Hex } from '../base/digest.ts';
import type { FilePort } from '../ledger/files/port.ts';
import type { DisclosureRow } from '../matters/ledger/rows.ts';
import { manifestPath, partPath, readManifest, statementPath } from '../publication/opened/batch-files.ts';
import { type OpenedNumbers, OpenedTally } from '../publication/opened/opened-numbers.ts';
import type { PublicView } from '../publication/public-view.ts';
import { textOf } from './placed-pages.ts';

/** Counts what lies opened in the public folder; counted again only where another batch has its statement. */
export class ShownOpened {
  readonly #files: FilePort;
  #shown: PublicView['opened'] = null;

  constructor(files: FilePort) {
    this.#files = files;
  }

  /** Null before the first batch; without numbers where files are missing, or others than were stated. */
  async at(rows: Iterable<DisclosureRow>): Promise<PublicView['opened']> {
    const stated: DisclosureRow[] = [];
    for (const row of [...rows].sort((a, b) => a.batch - b.batch)) {
      if ((await this.#files.read(statementPath(row.batch))) === undefined) break;
      stated.push(row);
    }
    const batches = stated.length;
    if (batches === 0) return null;
    if (this.#shown?.batches === batches && this.#shown.numbers !== null) return this.#shown;
    this.#shown = { batches, numbers: await this.#numbers(stated) };
    return this.#shown;
  }

  async #numbers(rows: readonly DisclosureRow[]): Promise<OpenedNumbers | null> {
    const tally = new OpenedTally();
    for (const { batch, manifest } of rows) {
      const text = await textOf(this.#files, manifestPath(batch));
      if (text === undefined || sha256Hex(text) !== manifest) return null;
      for (const [n, { digest }] of (readManifest(text)?.parts ?? []).entries()) {
        const part = await textOf(this.#files, partPath(batch, n + 1));
        if (part === undefined || sha256Hex(part) !== digest) return null;
        tally.add(part);
      }
    }
    const last = rows.at(-1);
    if (last === undefined) return null;
    const { size, opened, withheld, erased, filler } = last;
    return { size, opened, withheld, erased, filler, cells: tally.cells };
  }
}
