/** Looks at a room from outside: its database, its published files, its log; and compares with what was acknowledged. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { canonicalJson } from '../../src/base/json.ts';
import { NodeFiles } from '../../src/ledger/files/node.ts';
import { KeyRing } from '../../src/ledger/keys.ts';
import type { Opening } from '../../src/ledger/store/port.ts';
import { unsealEntry } from '../../src/ledger/unseal.ts';
import { nodePrimitives } from '../../src/verify/node.ts';
import { readKeys } from '../../src/verify/openings.ts';
import { memorySource } from '../../src/verify/testing/memory.ts';
import { verifyLedger } from '../../src/verify/verify.ts';
import { exportFiles, secretsOf } from './export.ts';
import { Findings } from './findings.ts';
import { Published } from './published.ts';
import type { Acknowledgement, Ready } from './ready.ts';
import { readLog } from './signed-log.ts';

export type AuditPlace = { readonly dataFolder: string; readonly acks: string; readonly pins: string };

type Stands = { readonly act: string; readonly outcome: string; readonly clauses: string };

export class Audit {
  readonly findings = new Findings();
  readonly published: Published;
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
    this.published = new Published(join(place.dataFolder, 'public'), place.pins, this.findings);
  }

  get acked(): number {
    return this.#acks.length;
  }

  /** After a restart: what is new is read and compared, and the whole published ledger is verified against the pin of the last look. */
  async look(room: Ready, runs: () => boolean): Promise<void> {
    this.#readAcks();
    await this.#readEntries(room);
    for (const ack of this.#acks.slice(this.#checked)) this.#compare(ack);
    this.#checked = this.#acks.length;
    await this.published.included(this.#stands.length, runs);
    await this.published.verify();
  }

  /** At the end, with the room still up: all of it again from the first entry on, also under the seals, and what the log shows. */
  async lookAtAll(room: Ready): Promise<void> {
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
      const shown = await readLog(room, actor);
      for (const { act, index, outcome } of acks) {
        const row = shown.get(index);
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

  async #readEntries(room: Ready): Promise<void> {
    const client = new Client(room.address);
    client.on('error', () => {});
    await client.connect();
    try {
      const from = this.#stands.length;
      const sealed = await client.query<{ bytes: Buffer }>(
        'select bytes from entries where index >= $1 order by index',
        [from],
      );
      type Box = Omit<Opening, 'index'> & { readonly index: string };
      const boxes = await client.query<Box>(
        `select index, entry_group as group, key_id as key, nonce, box from openings
          where index >= $1 and index < $2 order by index, entry_group`,
        [from, from + sealed.rows.length],
      );
      const openings = boxes.rows.map((row) => ({ ...row, index: Number(row.index) }));
      await this.#takeKeys(room.origin, openings);
      for (const { bytes } of sealed.rows) this.#entries.push(bytes);
      for (const opening of openings) this.#openings.push(opening);
      this.#unseal(
        room.origin,
        Map.groupBy(openings, ({ index }) => index),
      );
    } finally {
      await client.end();
    }
  }

  async #takeKeys(ledger: string, openings: readonly Opening[]): Promise<void> {
    if (openings.every(({ key }) => this.#keys?.key(key) !== undefined)) return;
    const files = await NodeFiles.open(join(this.#place.dataFolder, 'keys'), { secret: true });
    this.#keys = await KeyRing.open({ files, ledger, random: () => Buffer.alloc(0) });
  }

  #unseal(ledger: string, boxes: ReadonlyMap<number, Opening[]>): void {
    const keys = this.#keys;
    if (keys === undefined) return;
    for (const bytes of this.#entries.slice(this.#stands.length)) {
      const index = this.#stands.length;
      const entry = unsealEntry({ bytes, index, openings: boxes.get(index) ?? [], ledger, keys });
      if (entry.state !== 'open') this.findings.breaks(`entry ${index} is ${entry.state}`);
      const { act, outcome = '', clauses = [] } = entry.state === 'damaged' ? {} : entry.fields;
      const before = act && this.#indexes.get(act.id);
      if (act && before !== undefined)
        this.findings.breaks(`the act \`${act.id}\` stands twice, at ${before} and ${index}`);
      if (act) this.#indexes.set(act.id, index);
      this.#stands.push({ act: act?.id ?? '', outcome, clauses: clauses.join(' ') });
    }
  }

  #compare({ act, index, outcome, clauses, repeated, differs }: Acknowledgement): void {
    const stands = this.#stands[index];
    const wrong = [
      differs !== undefined && `answered otherwise when it was sent again: ${differs}`,
      stands === undefined && `acknowledged at ${index}; the ledger ends before`,
      stands !== undefined &&
        repeated === undefined &&
        stands.act !== act &&
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
    if (counts.closed > 0 || counts.replayMismatches > 0) this.findings.breaks(`the export: ${JSON.stringify(counts)}`);
  }
}
