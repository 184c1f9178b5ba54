import { setImmediate } from 'node:timers/promises';
import { SECOND } from '../base/clock.ts';
import { sha256Hex } from '../base/digest.ts';
import { canonicalJson } from '../base/json.ts';
import { placeFile, syncFoldersOf, writeDurably } from '../ledger/files/durable.ts';
import type { FilePort } from '../ledger/files/port.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import type { DisclosureRow } from '../matters/ledger/rows.ts';
import {
  begunPath,
  begunText,
  manifestPath,
  manifestText,
  PART_ENTRIES,
  PARTS_MAX,
  partLine,
  partPath,
  readBegun,
  statementPath,
  statementText,
} from '../publication/opened/batch-files.ts';
import { Choice, type ChoiceOptions, type Chosen } from '../publication/opened/choice.ts';
import { OPERATOR } from '../terms/act-kinds.ts';
import type { EntryFields } from '../terms/entry.ts';
import { type ReadFields, readDecisions } from './decisions-read.ts';
import { OpenedAltered, type OpenedBefore, openedBefore, writtenBatch } from './opened-files.ts';
import { textOf } from './placed-pages.ts';
import type { OpenRoom } from './room.ts';

/** How often it is looked whether a batch is due. */
export const OPENINGS_EVERY_MS = 30 * SECOND;

const READ_AT_ONCE = 128;
/** Of the act of a batch: what anybody needs to see what the room stated. */
const STATEMENT_FIELDS = ['kind', 'outcome', 'act'] as const satisfies readonly (keyof EntryFields)[];

export type OpeningsPorts = {
  readonly room: Pick<
    OpenRoom,
    | 'origin'
    | 'mode'
    | 'directory'
    | 'keys'
    | 'readable'
    | 'readSealed'
    | 'size'
    | 'includedSize'
    | 'roomNow'
    | 'enterOwn'
    | 'onIncluded'
  >;
  readonly store: Pick<LedgerStore, 'entries' | 'openings'>;
  /** The folder of what is published. */
  readonly files: FilePort;
  /** Up to when acts are counted in public, room time, ms; null while none are. */
  readonly countedUntil: () => number | null;
  readonly log: { info(message: string): void; warn(message: string): void };
  /** Calls back once after so many ms; gives what calls it off. Unless it is the usual timer. */
  readonly later?: ((call: () => void, ms: number) => () => void) | undefined;
};

/**
 * Opens to the public what the event's policy says, batch by batch (docs/decisions/0022-opened-to-the-public.md): the files, then the act that binds
 * them, then, once a checkpoint includes it, its statement. What a process before left half done is gone on with as it lies there.
 */
export class Openings {
  readonly #ports: OpeningsPorts;
  readonly #unlisten: () => void;
  /** Room time before which no batch is tried again. */
  #next = Number.NEGATIVE_INFINITY;
  /** Entries before this one have their statements. */
  #statedTo = 0;
  #said: string | undefined;
  #round: Promise<void> | undefined;
  #callOff: (() => void) | undefined;
  #stopped = false;

  constructor(ports: OpeningsPorts) {
    this.#ports = ports;
    this.#unlisten = ports.room.onIncluded((size) => {
      if (this.#rows().some(({ index }) => index < size && index >= this.#statedTo)) void this.look();
    });
  }

  /** Looks now, and from then on every {@link OPENINGS_EVERY_MS}. */
  start(): void {
    if (this.#stopped) return;
    void this.look().finally(() => {
      if (!this.#stopped) this.#callOff = (this.#ports.later ?? later)(() => this.start(), OPENINGS_EVERY_MS);
    });
  }

  /** Resolves when all that is due at this moment is done. What cannot be is said, and tried again the next time. */
  async look(): Promise<void> {
    while (this.#round !== undefined) await this.#round;
    this.#round = this.#open()
      .catch((error: unknown) => this.#warn(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        this.#round = undefined;
      });
    await this.#round;
  }

  /** Begins nothing after; resolves when what is under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff?.();
    this.#unlisten();
    await this.#round;
  }

  /** Once, as long as it is the same. */
  #warn(why: string): void {
    if (this.#said === why) return;
    this.#said = why;
    this.#ports.log.warn(`NOTHING MORE IS OPENED TO THE PUBLIC: ${why}`);
  }

  #rows(): DisclosureRow[] {
    return [...this.#ports.room.readable.records.disclosures.values()].sort((a, b) => a.batch - b.batch);
  }

  async #open(): Promise<void> {
    if (this.#stopped) return;
    const { room, files } = this.#ports;
    const rows = this.#rows();
    await this.#state(rows);
    if (room.directory.scenario.publication === null && rows.length === 0) return;
    const batch = rows.length + 1;
    const written = await writtenBatch(files, batch);
    if (written === undefined && !this.#isTime()) return;
    const before = await openedBefore(files, rows);
    if (written === undefined && !(await this.#write(batch, before))) return;
    await this.#enter(batch, rows.at(-1));
    this.#said = undefined;
  }

  /** The statement of each batch whose act is in a checkpoint. @throws OpenedAltered where one stands there that is another */
  async #state(rows: readonly DisclosureRow[]): Promise<void> {
    const { room, files } = this.#ports;
    for (const { batch, index } of rows) {
      if (index < this.#statedTo || index >= room.includedSize()) continue;
      const disclosures = (await room.readSealed(index))?.disclosures;
      const shown = STATEMENT_FIELDS.flatMap((name) => disclosures?.get(name) ?? []);
      if (shown.length < STATEMENT_FIELDS.length)
        throw new OpenedAltered(`entry ${index}, which states a batch, is closed`);
      const text = statementText(index, shown);
      const standing = await textOf(files, statementPath(batch));
      if (standing !== undefined && standing !== text) {
        throw new OpenedAltered(`\`${statementPath(batch)}\` is not the one of entry ${index}`);
      }
      if (standing === undefined) await writeDurably(files, statementPath(batch), Buffer.from(text, 'utf8'));
      this.#statedTo = index + 1;
    }
  }

  #isTime(): boolean {
    const { room, countedUntil } = this.#ports;
    return room.directory.scenario.publication !== null && countedUntil() !== null && room.roomNow() >= this.#next;
  }

  /** Parts, then the manifest. @returns whether there is a batch: one that would open nothing is not made */
  async #write(batch: number, before: OpenedBefore): Promise<boolean> {
    const { room, files, countedUntil } = this.#ports;
    const { directory, mode, origin: ledger, roomNow } = room;
    const policy = directory.scenario.publication;
    if (policy === null) return false;
    const begun = await this.#begun(batch, canonicalJson(policy));
    const now = roomNow();
    if (begun === undefined && before.at !== null && now < before.at + policy.everyMs[mode]) return false;
    const at = begun?.at ?? now;
    const { opened } = before;
    const until = begun === undefined ? (countedUntil() ?? Number.NEGATIVE_INFINITY) : Number.POSITIVE_INFINITY;
    const chosen = await this.#choose({ policy, mode, at, countedUntil: until, opened }, begun?.size);
    if (chosen === undefined) return false;
    this.#next = now + policy.everyMs[mode];
    if (chosen.fresh.length === 0) return false;
    const begins = begunText({ at, size: chosen.size, policy });
    if (begun === undefined) await writeDurably(files, begunPath(batch), Buffer.from(begins, 'utf8'));
    else if (begun.size !== chosen.size) throw new OpenedAltered(`\`${begunPath(batch)}\` is not what was begun`);
    const parts = await this.#parts(batch, chosen.fresh);
    if (parts === undefined) return false;
    const text = manifestText(chosen, { ledger, batch, at, parts, policy });
    await writeDurably(files, manifestPath(batch), Buffer.from(text, 'utf8'));
    return true;
  }

  /** What a process before began and did not end. */
  async #begun(batch: number, policy: string) {
    const { files, room } = this.#ports;
    const path = begunPath(batch);
    const text = await textOf(files, path);
    if (text === undefined) return undefined;
    const begun = readBegun(text);
    const fits = begun !== undefined && begun.at <= room.roomNow() && begun.size <= room.includedSize();
    if (fits && canonicalJson(begun.policy) === policy) return begun;
    // As long as nothing of it was shown, it may begin anew.
    if ((await files.read(partPath(batch, 1))) === undefined) return undefined;
    throw new OpenedAltered(
      fits
        ? `batch ${batch} was begun under another \`publication.yaml\`: put that one back`
        : `\`${path}\` was altered`,
    );
  }

  /** @param size of a batch that was begun. @returns undefined where the room stops meanwhile */
  async #choose(options: ChoiceOptions, size: number | undefined): Promise<Chosen | undefined> {
    const choice = new Choice(options);
    const end = size ?? this.#ports.room.includedSize();
    for (let from = 0; from < end; from += READ_AT_ONCE) {
      for (const { index, fields, disclosures } of await this.#read(from, Math.min(end, from + READ_AT_ONCE))) {
        if (!choice.add(index, fields, disclosures.get('at'))) return choice.chosen();
      }
      // Whoever waits for a decision is let in between.
      await setImmediate();
      if (this.#stopped) return undefined;
    }
    return choice.chosen();
  }

  async #parts(batch: number, fresh: Chosen['fresh']): Promise<{ digest: string; entries: number }[] | undefined> {
    const { files } = this.#ports;
    const count = Math.ceil(fresh.length / PART_ENTRIES);
    if (count > PARTS_MAX) throw new RangeError(`batch ${batch} would have ${count} parts`);
    const parts: { digest: string; entries: number }[] = [];
    for (let n = 0; n < count; n++) {
      const own = fresh.slice(n * PART_ENTRIES, (n + 1) * PART_ENTRIES);
      let text = '';
      for (const [index, names] of own) {
        const [entry] = await this.#read(index, index + 1);
        text += partLine(
          index,
          names.flatMap((name) => entry?.disclosures.get(name) ?? []),
        );
      }
      const path = partPath(batch, n + 1);
      const standing = await textOf(files, path);
      if (standing !== undefined && standing !== text) throw new OpenedAltered(`\`${path}\` is not what was begun`);
      if (standing === undefined) await placeFile(files, path, Buffer.from(text, 'utf8'));
      parts.push({ digest: sha256Hex(text), entries: own.length });
      if (this.#stopped) return undefined;
    }
    await syncFoldersOf(
      files,
      parts.map((_, n) => partPath(batch, n + 1)),
    );
    return parts;
  }

  async #read(from: number, to: number): Promise<ReadFields[]> {
    return await readDecisions(this.#ports.room, this.#ports.store, from, to);
  }

  /** The act that binds the files as they lie there. */
  async #enter(batch: number, last: DisclosureRow | undefined): Promise<void> {
    const { room, files, log } = this.#ports;
    const written = await writtenBatch(files, batch);
    if (written === undefined) throw new OpenedAltered(`\`${manifestPath(batch)}\` is missing`);
    const { size, opened, withheld, erased, filler, policy } = written.manifest;
    const adds = opened + withheld + erased + filler === size && size <= room.size();
    // The act would be refused each time, and each time leave an entry.
    if (!adds || opened !== (last?.opened ?? 0) + written.indices.length || size < (last?.size ?? 0)) {
      throw new OpenedAltered(`\`${manifestPath(batch)}\` does not add up with the ledger`);
    }
    const detail = {
      batch,
      manifest: written.digest,
      policy: sha256Hex(canonicalJson(policy)),
      size,
      opened,
      withheld,
      erased,
      filler,
    };
    const answer = await room.enterOwn(OPERATOR, { kind: 'ledger.disclose', detail });
    if ('refused' in answer) throw new Error(`batch ${batch} was not stated: ${answer.message}`);
    if (answer.outcome !== 'permitted') {
      this.#stopped = true;
      throw new Error(`batch ${batch} was not stated: ${answer.clauses.join(', ')}`);
    }
    log.info(`batch ${batch} of openings is published: ${written.indices.length} entries`);
  }
}

function later(call: () => void, ms: number): () => void {
  const timer = setTimeout(call, ms).unref();
  return () => clearTimeout(timer);
}
