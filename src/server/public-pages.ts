import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Clock, SECOND } from '../base/clock.ts';
import { sha256Hex } from '../base/digest.ts';
import { placeFile, syncFoldersOf } from '../ledger/files/durable.ts';
import type { FilePort } from '../ledger/files/port.ts';
import { LINKS_FOLDER } from '../ledger/published-files.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import { publishedCounts } from '../publication/counts/published-counts.ts';
import { COUNTING_PACES, type CountingPace, StepCounts } from '../publication/counts/step-counts.ts';
import { type ExportedFile, exportsOf, type ShownExports, shownExports } from '../publication/exports.ts';
import { MandateStandings } from '../publication/mandate-standings.ts';
import { forbidding } from '../publication/pages/commitments.ts';
import { UNKNOWN_AGENCY } from '../publication/pages/counts.ts';
import type { PublicView } from '../publication/public-view.ts';
import { type ShownProofs, shownProofs } from '../publication/shown-proofs.ts';
import { type PublicFile, publicFiles } from '../publication/site.ts';
import type { EntryFields } from '../terms/entry.ts';
import { readWhole } from './decisions-read.ts';
import { eventNow } from './event-now.ts';
import { PlacedPages, textOf } from './placed-pages.ts';
import { type BuiltScript, PROGRAM_FILE } from './public-script.ts';
import type { OpenRoom } from './room.ts';
import { ShownOpened } from './shown-opened.ts';
import { shownWitnesses } from './shown-witnesses.ts';

/** How often it is looked whether something that is shown has changed. */
export const PUBLIC_PAGES_EVERY_MS = 30 * SECOND;
/** So soon after a mandate comes into force or is suspended: what is entered in one go is shown in one. */
export const PUBLIC_PAGES_SOON_MS = SECOND;
/** Entries read from the store at once while counts are made again. */
const READ_AT_ONCE = 512;

export const PUBLIC_SCRIPT_FILE = 'verify.js';
const NOT_BUILT: BuiltScript = { failed: 'it was not built' };
const STYLE_FILE = 'public.css';
const ICON_FILE = 'icon.svg';
const STATIC_FOLDER = join(import.meta.dirname, '..', 'publication');

export type PublicPagesPorts = {
  readonly room: Pick<
    OpenRoom,
    | 'origin'
    | 'mode'
    | 'directory'
    | 'keys'
    | 'sets'
    | 'touches'
    | 'size'
    | 'includedSize'
    | 'roomNow'
    | 'onCommitted'
    | 'witnesses'
    | 'readable'
  >;
  readonly store: Pick<LedgerStore, 'entries' | 'openings'>;
  /** The folder of what is published; nothing below `ledger/` and `sets/` is touched. */
  readonly files: FilePort;
  readonly clock: Pick<Clock, 'wallNow'>;
  /** `mailto:…` or `https://…`. */
  readonly feedback: string | null;
  /** Bytes of the script of the verify page, or why there are none. */
  readonly script: BuiltScript;
  /** The checker in one file, for whoever has Node; none where it could not be built. */
  readonly program?: BuiltScript | undefined;
  /** Unless the usual one of the mode. */
  readonly pace?: CountingPace | undefined;
  readonly warn: (message: string) => void;
  /** Calls back once after so many ms; gives what calls it off. Unless it is the usual timer. */
  readonly later?: ((call: () => void, ms: number) => () => void) | undefined;
};

/**
 * Keeps the public side as files beside the published ledger. Counts are followed as aggregated numbers in memory and made again from the
 * ledger's first entry at each start, with the same result; files are written only where what they show has changed.
 */
export class PublicPages {
  readonly #ports: PublicPagesPorts;
  readonly #pace: CountingPace;
  readonly #counts: StepCounts;
  readonly #standings = new MandateStandings();
  readonly #unlisten: () => void;
  readonly #placed: PlacedPages;
  readonly #opened: ShownOpened;
  #proved: ShownProofs | null = null;
  #exported: ShownExports | null = null;
  #next = 0;
  #shown: string | undefined;
  #countedUntil: number | null = null;
  #round: Promise<void> | undefined;
  /** Calls off the next look; undefined while pages are written. */
  #callOff: (() => void) | undefined;
  /** What is in force changed since pages were begun. */
  #isUrgent = false;
  #stopped = false;

  constructor(ports: PublicPagesPorts) {
    this.#ports = ports;
    this.#placed = new PlacedPages(ports.files);
    this.#opened = new ShownOpened(ports.files);
    this.#pace = ports.pace ?? COUNTING_PACES[ports.room.mode];
    this.#counts = new StepCounts(this.#pace);
    this.#unlisten = ports.room.onCommitted((entries) => {
      for (const { index, draft } of entries) this.#fold(index, draft.fields);
      if (entries.some(({ draft }) => draft.fields.changes?.some(({ slice }) => slice === 'mandates'))) this.#hurry();
    });
  }

  /** Room time up to which the pages that stand count, ms; null before the first. */
  get countedUntil(): number | null {
    return this.#countedUntil;
  }

  /** Writes the first pages soon, and from then on looks every {@link PUBLIC_PAGES_EVERY_MS}. */
  start(): void {
    if (this.#stopped) return;
    this.#callOff = undefined;
    this.#isUrgent = false;
    void this.write().finally(() => {
      if (this.#stopped) return;
      this.#startIn(this.#isUrgent ? PUBLIC_PAGES_SOON_MS : PUBLIC_PAGES_EVERY_MS);
    });
  }

  /** Guests and whoever reads of them need not wait for the next look where what is in force changes. */
  #hurry(): void {
    this.#isUrgent = true;
    if (this.#callOff === undefined || this.#stopped) return;
    this.#callOff();
    this.#startIn(PUBLIC_PAGES_SOON_MS);
  }

  #startIn(ms: number): void {
    this.#callOff = (this.#ports.later ?? later)(() => this.start(), ms);
  }

  /** Resolves when all that is to be shown at this moment stands in the folder. What the disk does not take is tried again the next time. */
  async write(): Promise<void> {
    await this.#round;
    this.#round = this.#writeChanged().catch((error: unknown) => {
      this.#shown = undefined;
      this.#ports.warn(`the public pages were not written: ${error instanceof Error ? error.message : String(error)}`);
    });
    await this.#round;
  }

  /** Writes nothing after; resolves when what is being written is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff?.();
    this.#unlisten();
    await this.#round;
  }

  #fold(index: number, fields: Partial<EntryFields>): void {
    // What came while others were read from the store is read from there as well.
    if (index !== this.#next) return;
    this.#next += 1;
    this.#counts.add(fields, this.#touchedBy(fields));
    this.#standings.add(fields);
  }

  #touchedBy({ set, facts }: Partial<EntryFields>): readonly string[] {
    return set === undefined || facts === undefined ? [] : this.#ports.room.touches(set, facts);
  }

  async #catchUp(): Promise<void> {
    const { room, store } = this.#ports;
    while (this.#next < room.size() && !this.#stopped) {
      const from = this.#next;
      const to = Math.min(room.size(), from + READ_AT_ONCE);
      for (const { index, fields } of await readWhole(room, store, from, to)) this.#fold(index, fields);
    }
  }

  async #writeChanged(): Promise<void> {
    await this.#catchUp();
    const { room, script, program = NOT_BUILT } = this.#ports;
    const { tally, until } = this.#counts.at(room.roomNow());
    const size = room.includedSize();
    // The sum is that of a checkpoint which anybody can fetch; what is not in one yet waits for it.
    if (tally.entries > size || this.#stopped) return;
    const { scenario } = room.directory;
    const agencies = [...scenario.vocabulary.agencies.map(({ id }) => id), UNKNOWN_AGENCY];
    const counts = publishedCounts(tally, size, until, agencies, forbidding(scenario));
    const standings = this.#standings.standings;
    const proofs = this.#proofs();
    const { exceptions } = this.#standings;
    const policy = (await this.#ports.files.read('ledger/policy')) !== undefined;
    const links = await this.#ports.files.list(LINKS_FOLDER);
    const keyChanges = links.filter((name) => /^[1-9][0-9]?$/.test(name)).length;
    const witnesses = shownWitnesses(room.witnesses.state(), this.#ports.clock.wallNow());
    const opened = await this.#opened.at(room.readable.records.disclosures.values());
    const shown = JSON.stringify([
      counts,
      [...standings],
      exceptions,
      proofs?.set,
      policy,
      keyChanges,
      witnesses,
      opened,
    ]);
    this.#countedUntil = until;
    if (shown === this.#shown) return;
    const { mode, origin: ledger } = room;
    const scriptDigest = 'bytes' in script ? sha256Hex(script.bytes) : null;
    const programDigest = 'bytes' in program ? sha256Hex(program.bytes) : null;
    const { feedback } = this.#ports;
    const exports = await this.#exports();
    const view: PublicView = {
      scenario: eventNow(
        scenario,
        [...standings].map(([id, { digest }]) => ({ id, digest })),
        room.sets,
      ),
      mode,
      ledger,
      counts,
      pace: this.#pace,
      standings,
      exceptions,
      proofs,
      exports,
      witnesses,
      opened,
      feedback,
      scriptDigest,
      programDigest,
      policy,
      keyChanges,
    };
    await this.#placed.place([...(await this.#staticFiles()), ...publicFiles(view)], this.#ports.clock.wallNow());
    this.#shown = shown;
  }

  /** Proved again only where another set is in force: milliseconds, but of the thread that decides. */
  #proofs(): ShownProofs | null {
    const { room } = this.#ports;
    const { set } = this.#standings;
    if (set !== null && this.#proved?.set !== set) {
      this.#proved = shownProofs(set, room.sets.set(set), room.directory.scenario);
    }
    return this.#proved;
  }

  /** In place before a page leads to them; written again only where another set is in force, or a program of before wrote something else. */
  async #exports(): Promise<ShownExports | null> {
    const { room, files: port } = this.#ports;
    const { set } = this.#standings;
    if (set === null || this.#exported?.set === set) return this.#exported;
    const all: ExportedFile[] = [];
    for (const files of exportsOf(set, room.sets.set(set), room.directory.scenario)) {
      const written: string[] = [];
      for (const { path, text } of files) {
        if ((await textOf(port, path)) === text) continue;
        await placeFile(port, path, Buffer.from(text, 'utf8'));
        written.push(path);
      }
      if (written.length > 0) await syncFoldersOf(port, written);
      all.push(...files);
      // Whoever waits for a decision is let in between.
      await setImmediate();
    }
    this.#exported = shownExports(set, all);
    return this.#exported;
  }

  async #staticFiles(): Promise<PublicFile[]> {
    const { script, program = NOT_BUILT } = this.#ports;
    const [style, icon] = [
      await readFile(join(STATIC_FOLDER, STYLE_FILE), 'utf8'),
      await readFile(join(STATIC_FOLDER, ICON_FILE), 'utf8'),
    ];
    const files = [
      { path: STYLE_FILE, text: () => style },
      { path: ICON_FILE, text: () => icon },
    ];
    const scripts = [
      { path: PUBLIC_SCRIPT_FILE, built: script },
      { path: PROGRAM_FILE, built: program },
    ].flatMap(({ path, built }) => {
      if ('failed' in built) return [];
      const code = Buffer.from(built.bytes).toString('utf8');
      return [{ path, text: () => code }];
    });
    return [...files, ...scripts];
  }
}

function later(call: () => void, ms: number): () => void {
  const timer = setTimeout(call, ms).unref();
  return () => clearTimeout(timer);
}
