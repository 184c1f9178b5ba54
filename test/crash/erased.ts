/** What was erased in a run: closed for good and nowhere, as soon as it is said to be finished; and nothing else is closed. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { KeyRing } from '../../src/ledger/keys.ts';
import type { Opening } from '../../src/ledger/store/port.ts';
import type { ErasureRow } from '../../src/matters/erasures/rows.ts';
import type { EntryFields } from '../../src/terms/entry.ts';
import type { Findings } from './findings.ts';
import type { Erasing, Ready } from './ready.ts';
import { stillBoxed } from './stored.ts';

/** As the crowd writes them. */
const CANARIES = 'CANARY-[a-z-]+-[0-9]+';
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

export class Erased {
  readonly #file: string;
  readonly #folders: readonly string[];
  readonly #findings: Findings;
  /** As the entries state them. */
  readonly #rows = new Map<string, ErasureRow>();
  readonly #finishedAt = new Map<string, number>();
  readonly #erased = new Set<number>();
  /** Boxes of the person as they were first seen: an old copy of the database. */
  readonly #copies = new Map<number, Opening>();
  readonly #canaries = new Map<string, string>();
  /** Where the client saw each finished. */
  readonly #told = new Map<string, number>();
  /** Finished ones that the folders were searched for. */
  #searched = 0;

  /** @param file the client's; `folders` are searched for what is gone */
  constructor(file: string, folders: readonly string[], findings: Findings) {
    this.#file = file;
    this.#folders = folders;
    this.#findings = findings;
  }

  get finished(): number {
    return this.#finishedAt.size;
  }

  /** Those that were ordered and that no entry says to be finished. */
  get pending(): readonly string[] {
    return [...this.#rows.keys()].filter((id) => !this.#finishedAt.has(id));
  }

  /** How many entries are closed by now. */
  get entries(): number {
    return this.#erased.size;
  }

  has(index: number): boolean {
    return this.#erased.has(index);
  }

  /** Takes note of an entry, opened as far as it opens. */
  note(index: number, { changes = [] }: Partial<EntryFields>): void {
    for (const { slice, row } of changes) {
      if (slice !== 'erasures' || row === null) continue;
      const erasure = row as ErasureRow;
      this.#rows.set(erasure.id, erasure);
      for (const entry of erasure.entries) this.#erased.add(entry);
      if (erasure.status === 'done') this.#finishedAt.set(erasure.id, index);
    }
  }

  keep(openings: readonly Opening[]): void {
    for (const box of openings)
      if (box.group === 'person' && !this.#copies.has(box.index)) this.#copies.set(box.index, box);
  }

  /** Looks at everything that was erased until now. What was told before the entries were read ({@link Erased.readTold}) must stand in them. */
  async look(room: Ready, keys: KeyRing): Promise<void> {
    this.#compareTold();
    const boxed = await stillBoxed(room, [...this.#erased]);
    if (boxed.length > 0) this.#findings.breaks(`the entries ${boxed.join(', ')} were erased, and have their boxes`);
    for (const id of this.#finishedAt.keys()) {
      const open = this.#rows.get(id)?.entries.filter((entry) => opens(this.#copies.get(entry), keys)) ?? [];
      if (open.length > 0) this.#findings.breaks(`${id} is finished, and old copies of ${open.join(', ')} still open`);
    }
    if (this.#searched === this.finished) return;
    this.#searched = this.finished;
    await this.search();
  }

  /** What the client saw finished by now, the ledger must say from now on. Whole lines only: the client may be writing. */
  readTold(): void {
    const text = readFileSync(this.#file, 'utf8');
    for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
      if (line === '') continue;
      const told = JSON.parse(line) as Erasing;
      if ('canary' in told) this.#canaries.set(told.erasure, told.canary);
      else this.#told.set(told.erasure, told.finished);
    }
  }

  /** Searches the folders for the texts of all that is finished. */
  async search(): Promise<void> {
    const found = await this.#found();
    for (const id of this.#finishedAt.keys()) {
      const canary = this.#canaries.get(id);
      const where = canary === undefined ? [] : found.filter((line) => line.endsWith(`:${canary}`));
      if (where.length > 0) this.#findings.breaks(`${id} is finished, and its text is there: ${where[0]}`);
    }
  }

  /** Does a text hold anything of what is finished? */
  shows(text: string): boolean {
    const shown = new Set(text.match(new RegExp(CANARIES, 'g')));
    return [...this.#finishedAt.keys()].some((id) => shown.has(this.#canaries.get(id) ?? ''));
  }

  #compareTold(): void {
    for (const [erasure, finished] of this.#told) {
      const stands = this.#finishedAt.get(erasure);
      if (stands === finished) continue;
      const why = `${erasure} was shown finished at ${finished}, and ${stands ?? 'no entry'} says so`;
      this.#findings.loses(erasure, why);
    }
  }

  /** Lines of file and text. Files of a database come and go meanwhile, which grep minds and we do not. */
  #found(): Promise<readonly string[]> {
    const args = ['-rsoaE', CANARIES, ...this.#folders];
    return new Promise((found) => {
      execFile('grep', args, { maxBuffer: OUTPUT_BYTES_MAX, encoding: 'latin1' }, (_error, stdout) =>
        found([...new Set(stdout.split('\n'))]),
      );
    });
  }
}

function opens(copy: Opening | undefined, keys: KeyRing): boolean {
  return copy !== undefined && keys.key(copy.key) !== undefined;
}
