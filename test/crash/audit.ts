/** Looks at a room from outside: its database, its published files, its log; and compares with what was acknowledged. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { canonicalJson } from '../../src/base/json.ts';
import type { KeyRing } from '../../src/ledger/keys.ts';
import type { Opening } from '../../src/ledger/store/port.ts';
import { unsealEntry } from '../../src/ledger/unseal.ts';
import { REGISTRAR_PREFIX } from '../../src/terms/act-kinds.ts';
import { nodePrimitives } from '../../src/verify/node.ts';
import { readKeys } from '../../src/verify/openings.ts';
import { memorySource } from '../../src/verify/testing/memory.ts';
import { verifyLedger } from '../../src/verify/verify.ts';
import { Erased } from './erased.ts';
import { exportFiles, secretsOf } from './export.ts';
import { Findings } from './findings.ts';
import { Published } from './published.ts';
import type { Acknowledgement, Ready } from './ready.ts';
import { readLog } from './signed-log.ts';
import { readStored } from './stored.ts';

export type AuditPlace = {
  readonly dataFolder: string;
  readonly acks: string;
  readonly erasures: string;
  readonly pins: string;
};

/** What was ordered is finished by then: also where the database was gone in the middle, and the room tried again a minute later. */
const ERASED_MS = 120_000;
const AGAIN_MS = 100;

/** `act` is not known of what was erased before it was looked at, nor of what is no act. */
type Stands = { readonly act: string | undefined; readonly outcome: string; readonly clauses: string };

export class Audit {
  readonly findings = new Findings();
  readonly published: Published;
  readonly erasures: Erased;
  readonly #place: AuditPlace;
  readonly #acks: Acknowledgement[] = [];
  readonly #stands: Stands[] = [];
  readonly #entries: Uint8Array[] = [];
  readonly #openings: Opening[] = [];
  readonly #indexes = new Map<string, number>();
  #bytesRead = 0;
  #checked = 0;
  #keys: KeyRing | undefined;

  constructor(place: AuditPlace) {
    this.#place = place;
    this.erasures = new Erased(place.erasures, [place.dataFolder], this.findings);
    this.published = new Published(join(place.dataFolder, 'public'), place.pins, this.findings);
  }

  get acked(): number {
    return this.#acks.length;
  }

  /** After a restart: what is new is read and compared, and the whole published ledger is verified against the pin of the last look. */
  async look(room: Ready, runs: () => boolean): Promise<void> {
    this.#readAcks();
    this.erasures.readTold();
    await this.#readEntries(room);
    if (this.#keys !== undefined) await this.erasures.look(room, this.#keys);
    for (const ack of this.#acks.slice(this.#checked)) this.#compare(ack);
    this.#checked = this.#acks.length;
    await this.published.included(this.#stands.length, runs);
    await this.published.verify();
  }

  /** At the end, with the room still up: all of it again from the first entry on, also under the seals, and what the log shows. */
  async lookAtAll(room: Ready): Promise<void> {
    await this.#allErased(room);
    for (const list of [this.#stands, this.#entries, this.#openings]) list.length = 0;
    this.#indexes.clear();
    this.#checked = 0;
    await this.look(room, () => true);
    // The room's clock may enter something at any time: what is published now is compared with what is stored after it.
    const published = this.published.files();
    await this.#readEntries(room);
    this.published.compareWith(this.#entries);
    await this.#verifyExport(room, published);
    for (const [actor, acks] of Map.groupBy(this.#acks, (ack) => ack.actor)) {
      // A registrar is no person of the roster, and reads nothing.
      if (actor.startsWith(REGISTRAR_PREFIX)) continue;
      const shown = await readLog(room, actor);
      if (this.erasures.shows(JSON.stringify([...shown.values()])))
        this.findings.breaks(`the log shows \`${actor}\` what was erased`);
      for (const { act, index, outcome } of acks) {
        const row = shown.get(index);
        if (row === undefined && this.erasures.has(index)) continue;
        if (row?.outcome !== outcome)
          this.findings.loses(act, `the log shows \`${actor}\` entry ${index} as ${row?.outcome}`);
      }
    }
  }

  /** Whole lines only: the client may be writing. */
  #readAcks(): void {
    const bytes = readFileSync(this.#place.acks).subarray(this.#bytesRead);
    const whole = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
    this.#bytesRead += whole.length;
    const lines = whole.toString('utf8').split('\n');
    this.#acks.push(...lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Acknowledgement));
  }

  /** Everything that was ordered is finished, also what a room before has left half way. */
  async #allErased(room: Ready): Promise<void> {
    this.erasures.readTold();
    const until = performance.now() + ERASED_MS;
    for (;;) {
      await this.#readEntries(room);
      const { pending } = this.erasures;
      if (pending.length === 0) return await this.erasures.search();
      if (performance.now() > until)
        return this.findings.breaks(`ordered, and not finished after ${ERASED_MS} ms: ${pending.join(', ')}`);
      await wait(AGAIN_MS);
    }
  }

  async #readEntries(room: Ready): Promise<void> {
    const { entries, openings, keys } = await readStored(room, this.#place.dataFolder, this.#stands.length);
    this.#keys = keys;
    this.#entries.push(...entries);
    this.#openings.push(...openings);
    this.erasures.keep(openings);
    this.#unseal(
      room.origin,
      keys,
      Map.groupBy(openings, ({ index }) => index),
    );
  }

  #unseal(ledger: string, keys: KeyRing, boxes: ReadonlyMap<number, Opening[]>): void {
    const closed: number[] = [];
    for (const bytes of this.#entries.slice(this.#stands.length)) {
      const index = this.#stands.length;
      const entry = unsealEntry({ bytes, index, openings: boxes.get(index) ?? [], ledger, keys });
      if (entry.state === 'damaged') this.findings.breaks(`entry ${index} is damaged`);
      else this.erasures.note(index, entry.fields);
      if (entry.state === 'closed') closed.push(index);
      if (entry.state === 'closed' && entry.closed.join() !== 'person')
        this.findings.breaks(`of entry ${index} is closed: ${entry.closed.join(', ')}`);
      const { act, outcome = '', clauses = [] } = entry.state === 'damaged' ? {} : entry.fields;
      const before = act && this.#indexes.get(act.id);
      if (act && before !== undefined)
        this.findings.breaks(`the act \`${act.id}\` stands twice, at ${before} and ${index}`);
      if (act) this.#indexes.set(act.id, index);
      this.#stands.push({ act: act?.id, outcome, clauses: clauses.join(' ') });
    }
    // The entry that erased one may come after it.
    for (const index of closed) if (!this.erasures.has(index)) this.findings.breaks(`entry ${index} is closed`);
  }

  #compare({ act, index, outcome, clauses, repeated, differs }: Acknowledgement): void {
    const stands = this.#stands[index];
    const wrong = [
      differs !== undefined && `answered otherwise when it was sent again: ${differs}`,
      stands === undefined && `acknowledged at ${index}; the ledger ends before`,
      stands !== undefined &&
        repeated === undefined &&
        stands.act !== act &&
        !(stands.act === undefined && this.erasures.has(index)) &&
        `acknowledged at ${index}, where \`${stands.act}\` stands`,
      stands !== undefined &&
        (stands.outcome !== outcome || stands.clauses !== clauses.join(' ')) &&
        `acknowledged as ${outcome} ${clauses}, and ${stands.outcome} ${stands.clauses} stands`,
    ].find((said) => said !== false);
    if (wrong !== undefined) this.findings.loses(act, `\`${act}\` was ${wrong}`);
  }

  async #verifyExport(room: Ready, published: ReadonlyMap<string, Uint8Array>): Promise<void> {
    if (this.#keys === undefined) return;
    const files = exportFiles({ published, entries: this.#entries, openings: this.#openings });
    const keys = readKeys(Buffer.from(canonicalJson(secretsOf(room.origin, this.#keys)), 'utf8'));
    if ('fault' in keys) return this.findings.breaks(keys.fault);
    const { status, findings, counts } = await verifyLedger(memorySource(files), { primitives: nodePrimitives, keys });
    if (status !== 'OK')
      this.findings.breaks(`the export is ${status}: ${findings.map(({ message }) => message).join('; ')}`);
    if (counts.closed !== this.erasures.entries || counts.replayMismatches > 0)
      this.findings.breaks(`the export: ${JSON.stringify(counts)}`);
  }
}
