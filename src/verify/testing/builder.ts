/**
 * Makes whole ledgers for tests, good ones and, through hooks, broken ones that are signed all the same. Shares
 * nothing with the checker: it writes, by node:crypto alone, what the checker reads.
 */
import { createCipheriv, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { exampleSets, roundOfActs, type Template } from './example.ts';
import { digest, leafHash, nodeHash, treeRoot } from './merkle.ts';

export const origin = 'example.exercise.remit.example/0123456789ab';
export const startMilliseconds = 1_770_000_000_000;

/** Places where a test can put its hand in. Each gets the index of the entry. */
export interface Hooks {
  template?: (index: number, template: Template) => Template;
  act?: (index: number, act: Record<string, unknown>) => void;
  signature?: (index: number, signature: { key: string; value: string }) => void;
  fields?: (index: number, fields: Record<string, unknown>) => void;
  disclosures?: (index: number, disclosures: Record<string, string[]>) => void;
  digests?: (index: number, digests: string[]) => string[];
  entry?: (index: number, entry: string) => string;
  line?: (index: number, line: { groups: Record<string, unknown>[]; index: number }) => void;
}

export interface Built {
  /** All files of an export by path, `ledger/…` the published ones. */
  readonly files: Map<string, Uint8Array>;
  /** The secrets file. */
  readonly secrets: Uint8Array;
  readonly vkey: string;
  readonly root: Buffer;
}

/** A ledger of `size` entries. The same arguments give the same bytes; another `seed` gives other salts, not other keys. */
export function buildLedger(size: number, hooks: Hooks = {}, seed = 'seed'): Built {
  const writer = new Writer(hooks, seed);
  for (let index = 0; index < size; index++) writer.write(index);
  const files = publish(writer.entries);
  for (const set of exampleSets) files.set(`sets/${idOf(set)}.json`, Buffer.from(canonical(set)));
  for (let n = 0; n * 256 < size; n++) {
    const lines = writer.lines.slice(n * 256, n * 256 + 256).join('');
    files.set(`openings/${String(n).padStart(9, '0')}.jsonl`, Buffer.from(lines));
  }
  const root = treeRoot(writer.entries.map(leafHash));
  const about = {
    ledger: origin,
    mode: 'exercise',
    recorded: writer.recorded,
    root: root.toString('base64'),
    size,
    v: 1,
  };
  files.set('export.json', Buffer.from(canonical(about)));
  const keys = Object.fromEntries([...writer.keys].map(([id, key]) => [id, key.toString('base64url')]));
  const secrets = Buffer.from(canonical({ keys, ledger: origin, v: 1 }));
  return { files, secrets, vkey: vkeyOf(origin, 'log'), root };
}

/** The published files of a log of `entries`, signed by the key of `signer`. */
export function publish(entries: readonly Buffer[], signer = 'log', name = origin): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const size = entries.length;
  const framed = entries.map((entry) => Buffer.concat([Buffer.from([entry.length >> 8, entry.length & 255]), entry]));
  let row = entries.map(leafHash);
  for (let n = 0; n * 256 < size; n++) {
    files.set(`ledger/tile/entries/${tileName(n, size)}`, Buffer.concat(framed.slice(n * 256, n * 256 + 256)));
  }
  for (let level = 0; row.length > 0; level++) {
    for (let n = 0; n * 256 < row.length; n++) {
      files.set(`ledger/tile/${level}/${tileName(n, row.length)}`, Buffer.concat(row.slice(n * 256, n * 256 + 256)));
    }
    for (let height = 0; height < 8; height++) {
      row = Array.from({ length: Math.floor(row.length / 2) }, (_, i) => nodeHash(row[2 * i], row[2 * i + 1]));
    }
  }
  const text = `${name}\n${size}\n${treeRoot(entries.map(leafHash)).toString('base64')}\n`;
  files.set('ledger/checkpoint', Buffer.from(signNote(text, signer, name)));
  files.set('ledger/vkey', Buffer.from(`${vkeyOf(name, signer)}\n`));
  return files;
}

/** `text` as a signed note. */
export function signNote(text: string, signer = 'log', name = origin): string {
  const signature = sign(null, Buffer.from(text), keyPair(signer).privateKey);
  return `${text}\n— ${name} ${Buffer.concat([noteKeyHash(name, signer), signature]).toString('base64')}\n`;
}

export function vkeyOf(name: string, signer: string): string {
  const key = Buffer.concat([Buffer.from([1]), keyPair(signer).raw]);
  return `${name}+${noteKeyHash(name, signer).toString('hex')}+${key.toString('base64')}`;
}

class Writer {
  readonly entries: Buffer[] = [];
  readonly lines: string[] = [];
  readonly keys = new Map<string, Buffer>();
  recorded = 0;
  readonly #hooks: Hooks;
  readonly #seed: string;
  readonly #last = new Map<string, { count: number; index: number }>();
  #drawn = 0;

  constructor(hooks: Hooks, seed: string) {
    this.#hooks = hooks;
    this.#seed = seed;
    this.keys.set('decision/1', digest('box decision/1')).set('room/1', digest('box room/1'));
    for (const person of ['ada', 'bo']) this.keys.set(`person/${person}`, digest(`box person/${person}`));
  }

  write(index: number): void {
    const made = roundOfActs(index, publicText);
    const template = this.#hooks.template?.(index, made) ?? made;
    this.recorded = startMilliseconds + 1000 * index;
    const fields = this.#fields(index, template);
    this.#hooks.fields?.(index, fields);
    const byGroup = this.#disclosures(fields);
    this.#hooks.disclosures?.(index, byGroup);
    const all = Object.values(byGroup).flat();
    let digests = all.map((disclosure) => digest(disclosure).toString('base64url'));
    const size = [16, 32, 64].find((fits) => fits >= digests.length) ?? 64;
    while (digests.length < size) digests.push(digest(this.#draw(32)).toString('base64url'));
    digests.sort();
    digests = this.#hooks.digests?.(index, digests) ?? digests;
    const entry = canonical({ _sd: digests, _sd_alg: 'sha-256', ledger: origin, recorded: this.recorded, v: 1 });
    this.entries.push(Buffer.from(this.#hooks.entry?.(index, entry) ?? entry));
    const subject = template.subject ?? template.actor;
    const personKey = /^(?:ada|bo)$/.test(subject) ? `person/${subject}` : 'room/1';
    const line = {
      groups: [
        this.#box(index, 'decision', 'decision/1', byGroup['decision'] ?? []),
        this.#box(index, 'person', personKey, byGroup['person'] ?? []),
      ],
      index,
    };
    this.#hooks.line?.(index, line);
    this.lines.push(`${canonical(line)}\n`);
  }

  #fields(index: number, template: Template): Record<string, unknown> {
    const { kind, outcome, agency, activityClass, clauses, facts, atEntry } = template;
    const set = idOf(exampleSets[template.set]);
    const fields: Record<string, unknown> = {
      kind,
      outcome,
      agency,
      activityClass,
      clauses,
      set,
      facts,
      at: this.recorded,
      changes: [{ id: `ROW-${index}`, row: { n: index }, slice: 'deeds' }],
      audience: 'room',
    };
    if (atEntry) fields['atEntry'] = { ...atEntry, set };
    if (template.cause !== undefined) return { ...fields, cause: index - template.cause };
    const act: Record<string, unknown> = {
      v: 1,
      id: `act-${String(index).padStart(8, '0')}`,
      ledger: origin,
      mode: 'exercise',
      kind,
      form: template.form,
      actor: template.actor,
      desk: null,
      activity: template.activity ?? kind,
      purpose: 'order',
      place: 'stadium',
      deedAt: this.recorded,
      signedAt: this.recorded,
      detail: template.detail,
    };
    this.#hooks.act?.(index, act);
    const actor = String(act['actor']);
    const signer = template.signer ?? actor;
    const signature = { key: keyIdOf(signer), value: signAct(act, signer) };
    this.#hooks.signature?.(index, signature);
    const last = this.#last.get(actor);
    const count = (last?.count ?? 0) + 1;
    this.#last.set(actor, { count, index });
    return { ...fields, act, signature, previousByActor: { count, index: last?.index ?? null } };
  }

  #disclosures(fields: Record<string, unknown>): Record<string, string[]> {
    const decision = /^(?:kind|outcome|agency|activityClass|clauses|set|facts|at|atEntry)$/;
    const groups: Record<string, string[]> = { decision: [], person: [] };
    for (const [name, value] of Object.entries(fields)) {
      groups[decision.test(name) ? 'decision' : 'person']?.push(disclose(this.#draw(16), name, value));
    }
    return groups;
  }

  #box(index: number, group: string, key: string, disclosures: string[]) {
    const nonce = this.#draw(12);
    const cipher = createCipheriv('aes-256-gcm', this.keys.get(key) ?? digest(key), nonce);
    cipher.setAAD(Buffer.from(`remit/opening/v1\n${origin}\n${index}\n${group}`));
    const box = Buffer.concat([cipher.update(canonical(disclosures)), cipher.final(), cipher.getAuthTag()]);
    return { box: box.toString('base64url'), group, key, nonce: nonce.toString('base64url') };
  }

  #draw(count: number): Buffer {
    return digest(`${this.#seed} ${this.#drawn++}`).subarray(0, count);
  }
}

/** The disclosure of a field. */
export function disclose(salt: Buffer, name: string, value: unknown): string {
  return Buffer.from(canonical([salt.toString('base64url'), name, value])).toString('base64url');
}

/** The text under an act's signature. */
export function actText(act: Record<string, unknown>): string {
  return `remit/act/v1\n${act['mode']}\n${act['ledger']}\n${canonical(act)}`;
}

export function signAct(act: Record<string, unknown>, signer: string): string {
  return sign(null, Buffer.from(actText(act)), keyPair(signer).privateKey).toString('base64url');
}

export function keyIdOf(name: string): string {
  return `k${digest(keyPair(name).raw).toString('hex').slice(0, 16)}`;
}

/** The seed of the key pair called `name`. */
export function seedOf(name: string): Buffer {
  return digest(`key of ${name}`);
}

/** The public key called `name`, b64u. */
export function publicText(name: string): string {
  return keyPair(name).raw.toString('base64url');
}

const pairs = new Map<string, ReturnType<typeof makePair>>();

export function keyPair(name: string): { privateKey: KeyObject; raw: Buffer } {
  const pair = pairs.get(name) ?? makePair(name);
  pairs.set(name, pair);
  return pair;
}

function makePair(name: string): { privateKey: KeyObject; raw: Buffer } {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seedOf(name)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  return { privateKey, raw };
}

/** The four bytes by which a note says whose signature it is. */
export function noteKeyHash(name: string, signer: string): Buffer {
  return digest(Buffer.concat([Buffer.from(`${name}\n\x01`), keyPair(signer).raw])).subarray(0, 4);
}

export function tileName(n: number, size: number): string {
  const groups = [String(n % 1000).padStart(3, '0')];
  for (let rest = Math.floor(n / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  const width = Math.min(256, size - n * 256);
  return groups.join('/') + (width < 256 ? `.p/${width}` : '');
}

/** Sorted members; JSON.stringify does the rest of RFC 8785 for strings and integers. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

export function idOf(set: unknown): string {
  return digest(canonical(set)).toString('hex');
}
