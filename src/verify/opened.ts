/** What is opened to the public (formats.md §13): each batch against the act that states it, each disclosure against its entry, and counted again. */
import { readFinding } from './accounts.ts';
import { readAct } from './acts.ts';
import { hex, quote, utf8 } from './bytes.ts';
import { type JsonObject, writeCanonical } from './canonical.ts';
import { formFault } from './fields.ts';
import { type Primitives, sha256 } from './hash.ts';
import {
  differingSum,
  type Manifest,
  manifestBytesMax,
  partBytesMax,
  publicFields,
  readLine,
  readManifest,
  readStated,
  readStatement,
  type Stated,
  type Statement,
  type Sums,
  statementBytesMax,
} from './opened-form.ts';
import { checkDisclosure } from './openings.ts';
import { type Findings, isFault } from './report.ts';
import type { Signed } from './signed.ts';
import type { Source } from './source.ts';
import type { EntryTile } from './walk.ts';
import { WalkedEntries } from './walked-entries.ts';

/** What the batches say, counted from their disclosures; `withheld`, `erased` and `filler` are the operator's word. */
export interface OpenedReport extends Sums {
  readonly batches: number;
  /** How many entries disclose the same, the fields by name. */
  readonly counts: readonly { readonly fields: Readonly<Record<string, string>>; readonly entries: number }[];
}

const batchesMax = 10_000;
const statementsBytesMax = 32 * 1024 * 1024;
/** Different things that entries disclose. */
const countsMax = 20_000;
const wordMax = 200;

/** Something is not as it has to be: of a file, at a byte offset where one can be told. */
class Broken extends Error {
  readonly file: string;
  readonly offset: number | undefined;
  readonly code: 'opened' | 'unreadable';

  constructor(file: string, fault: string, offset?: number | undefined, code: 'opened' | 'unreadable' = 'opened') {
    super(`\`${file}\`${offset === undefined ? '' : ` at byte offset ${offset}`}: ${fault} (formats.md §13)`);
    this.file = file;
    this.offset = offset;
    this.code = code;
  }
}

/** Checks the batches of one published ledger: statements are read before the checkpoint, so that it holds the acts of all. */
export class Opened {
  readonly warnings: string[] = [];
  report: OpenedReport | undefined;
  readonly #source: Source;
  readonly #primitives: Primitives;
  readonly #findings: Findings;
  readonly #statements: Uint8Array[] = [];
  readonly #counts = new Map<string, number>();
  #entries: WalkedEntries | undefined;
  /** A bit for each entry that was opened. */
  #seen = new Uint8Array(0);

  constructor(source: Source, primitives: Primitives, findings: Findings) {
    this.#source = source;
    this.#primitives = primitives;
    this.#findings = findings;
  }

  /** Whether there is anything to check; then every tile is wanted. */
  get isThere(): boolean {
    return this.#statements.length > 0;
  }

  /** Reads the statements; before the checkpoint is. */
  async look(): Promise<void> {
    let bytes = 0;
    for (let n = 1; n <= batchesMax; n++) {
      const read = await this.#read(statementFile(n), statementBytesMax);
      if (read === undefined) return;
      bytes += read.length;
      if (bytes > statementsBytesMax) {
        return this.#say(new Broken(statementFile(n), `the statements are longer than ${statementsBytesMax} bytes`));
      }
      this.#statements.push(read);
    }
  }

  async #read(file: string, bytesMax: number): Promise<Uint8Array | undefined> {
    const read = await this.#source.read(file, bytesMax);
    if (read.kind === 'bytes') return read.bytes;
    if (read.kind !== 'missing') this.#findings.add(readFinding(read, file, bytesMax));
    return undefined;
  }

  /** Takes note of a tile that was walked. */
  note(tile: EntryTile, ledger: Source, prefix: string): void {
    if (!this.isThere) return;
    this.#entries ??= new WalkedEntries(ledger, prefix, this.#primitives);
    this.#entries.note(tile);
  }

  /** Checks all batches, against a tree in which nothing was wrong. */
  async check(signed: Signed): Promise<void> {
    const { size } = signed.checkpoint;
    this.#seen = new Uint8Array(Math.ceil(size / 8));
    let last: { readonly stated: Stated; readonly index: number } | undefined;
    try {
      for (const [i, bytes] of this.#statements.entries()) last = await this.#batch(i + 1, bytes, signed, last);
      await this.#after(this.#statements.length);
    } catch (error) {
      if (error instanceof Broken) return this.#say(error);
      throw error;
    }
    if (last === undefined) return;
    const { opened, withheld, erased, filler, size: looked } = last.stated;
    const counts = [...this.#counts].map(([key, entries]) => ({ fields: JSON.parse(key), entries }));
    counts.sort((a, b) => b.entries - a.entries);
    const batches = this.#statements.length;
    this.report = { batches, size: looked, opened, withheld, erased, filler, counts };
  }

  /** What follows the last statement: a batch that is not stated yet, or one whose statement is gone. */
  async #after(last: number): Promise<void> {
    const missing = statementFile(last + 1);
    if ((await this.#source.read(statementFile(last + 2), statementBytesMax)).kind === 'bytes') {
      // Unless both came since.
      if ((await this.#source.read(missing, statementBytesMax)).kind === 'missing') {
        throw new Broken(missing, `is missing, and \`${statementFile(last + 2)}\` is there`);
      }
    }
    if ((await this.#source.read(manifestFile(last + 1), manifestBytesMax)).kind !== 'missing') {
      this.warnings.push(`batch ${last + 1} in \`opened/\` had no statement yet: it counts nothing`);
    }
  }

  async #batch(
    n: number,
    bytes: Uint8Array,
    signed: Signed,
    last: { readonly stated: Stated; readonly index: number } | undefined,
  ): Promise<{ stated: Stated; index: number }> {
    const file = statementFile(n);
    const statement = readStatement(bytes);
    if (isFault(statement)) throw new Broken(file, statement.fault, statement.offset ?? 0);
    const { index } = statement;
    const stated = await this.#stated(file, statement, signed);
    const before = last?.stated;
    if (stated.batch !== n) throw new Broken(file, `states batch ${stated.batch}`);
    if (stated.size > index) throw new Broken(file, `states ${stated.size} entries, and stands at ${index} itself`);
    if (last !== undefined && index <= last.index)
      throw new Broken(file, 'does not come after that of the batch before');
    if (stated.size < (before?.size ?? 0)) throw new Broken(file, 'states fewer entries than the batch before');
    const fresh = stated.opened - (before?.opened ?? 0);
    if (fresh <= 0) throw new Broken(file, 'opens nothing more than the batch before');
    const manifest = await this.#manifest(n, stated, signed.checkpoint.origin);
    const listed = manifest.parts.reduce((sum, { entries }) => sum + entries, 0);
    if (listed !== fresh) throw new Broken(manifestFile(n), `lists ${listed} entries, but ${fresh} are stated`);
    let past = -1;
    for (let k = 0; k < manifest.parts.length; k++) past = await this.#part(n, k, manifest, past);
    return { stated, index };
  }

  /** What the operator's act says, as its entry discloses it. */
  async #stated(file: string, statement: Statement, { checkpoint, mode }: Signed): Promise<Stated> {
    const { index } = statement;
    if (index >= checkpoint.size) throw new Broken(file, `there is no entry ${index} among ${checkpoint.size}`);
    const fields = await this.#disclosed(file, statement, undefined);
    if (Object.keys(fields).sort().join(' ') !== 'act kind outcome') {
      throw new Broken(file, 'does not disclose exactly `act kind outcome`');
    }
    const act = readAct(fields['act'], checkpoint.origin, mode);
    if (typeof act === 'string') throw new Broken(file, act);
    const { actor, kind, value } = act;
    const isStated = kind === 'ledger.disclose' && fields['kind'] === kind && fields['outcome'] === 'permitted';
    if (!isStated || actor !== 'operator' || value['form'] !== 'proposal') {
      throw new Broken(file, 'discloses no permitted `ledger.disclose` of `operator`');
    }
    const stated = readStated(act.detail);
    if (isFault(stated)) throw new Broken(file, stated.fault);
    return stated;
  }

  async #manifest(n: number, stated: Stated, origin: string): Promise<Manifest> {
    const file = manifestFile(n);
    const bytes = await this.#wanted(file, manifestBytesMax);
    if (this.#hash(bytes) !== stated.manifest) throw new Broken(file, 'its SHA-256 is not the one that is stated');
    const manifest = readManifest(bytes);
    if (isFault(manifest)) throw new Broken(file, manifest.fault, manifest.offset ?? 0);
    if (manifest.ledger !== origin) throw new Broken(file, `is of the ledger ${quote(manifest.ledger)}`);
    if (manifest.batch !== n) throw new Broken(file, `is of batch ${manifest.batch}`);
    const differs = differingSum(manifest, stated);
    if (differs !== undefined) throw new Broken(file, `its \`${differs}\` is not the one that is stated`);
    if (this.#hash(utf8(writeCanonical(manifest.policy))) !== stated.policy) {
      throw new Broken(file, 'its `policy` is not the one that is stated');
    }
    return manifest;
  }

  /** The entries of part k + 1 come after `past`. Gives the last. */
  async #part(n: number, k: number, { parts, size }: Manifest, past: number): Promise<number> {
    const file = `opened/${n}/${k + 1}.jsonl`;
    const bytes = await this.#wanted(file, partBytesMax);
    const { digest, entries } = parts[k] ?? { digest: '', entries: 0 };
    if (this.#hash(bytes) !== digest) throw new Broken(file, 'its SHA-256 is not the one in the manifest');
    let [at, last, lines] = [0, past, 0];
    while (at < bytes.length) {
      const end = bytes.indexOf(0x0a, at);
      if (end < 0) throw new Broken(file, 'the last line has no end', at);
      const line = readLine(bytes.subarray(at, end));
      if (isFault(line)) throw new Broken(file, `the line ${line.fault}`, at + (line.offset ?? 0));
      const { index } = line;
      if (index >= size) throw new Broken(file, `entry ${index} is not among the ${size} that were looked at`, at);
      if (index <= last) throw new Broken(file, `entry ${index} does not come after entry ${last}`, at);
      this.#take(file, index, at);
      this.#count(file, await this.#disclosed(file, line, at), at);
      [at, last, lines] = [end + 1, index, lines + 1];
    }
    if (lines !== entries) throw new Broken(file, `has ${lines} entries, not the ${entries} in the manifest`);
    return last;
  }

  #take(file: string, index: number, at: number): void {
    const [byte, bit] = [index >> 3, 1 << (index & 7)];
    const seen = this.#seen[byte] ?? 0;
    if ((seen & bit) !== 0) throw new Broken(file, `entry ${index} stands in an earlier batch`, at);
    this.#seen[byte] = seen | bit;
  }

  /** @param at where the line stands; without it, it is a statement, which is of other fields */
  async #disclosed(file: string, { index, disclosures }: Statement, at: number | undefined): Promise<JsonObject> {
    const digests = await this.#entries?.digests(index);
    if (digests === undefined) throw new Broken(file, 'there are no entries', at);
    if (isFault(digests)) throw new Broken(file, digests.fault, at, digests.isUnreadable ? 'unreadable' : 'opened');
    const sealed = { digests, salts: new Set<string>() };
    const fields = Object.create(null) as JsonObject;
    for (const disclosure of disclosures) {
      const read = checkDisclosure(disclosure, sealed, this.#primitives);
      if (isFault(read)) throw new Broken(file, `entry ${index}: ${read.fault}`, at);
      if (at !== undefined && !publicFields.includes(read.name)) {
        throw new Broken(file, `entry ${index}: the field ${quote(read.name)} is none that is opened to everybody`, at);
      }
      if (read.name in fields) throw new Broken(file, `entry ${index}: ${quote(read.name)} stands twice`, at);
      fields[read.name] = read.value;
    }
    const fault = formFault(fields);
    if (fault !== undefined) throw new Broken(file, `entry ${index}: ${fault}`, at);
    return fields;
  }

  #count(file: string, fields: JsonObject, at: number): void {
    const key = writeCanonical(fields);
    const count = this.#counts.get(key) ?? 0;
    if (Object.values(fields).some((word) => String(word).length > wordMax)) {
      throw new Broken(file, `a word is longer than ${wordMax} characters`, at);
    }
    if (count === 0 && this.#counts.size >= countsMax) {
      throw new Broken(file, `more than ${countsMax} different things are disclosed`, at);
    }
    this.#counts.set(key, count + 1);
  }

  async #wanted(file: string, bytesMax: number): Promise<Uint8Array> {
    const read = await this.#source.read(file, bytesMax);
    if (read.kind === 'bytes') return read.bytes;
    if (read.kind === 'unreadable') throw new Broken(file, `cannot be read: ${read.reason}`, undefined, 'unreadable');
    throw new Broken(file, read.kind === 'missing' ? 'is missing' : `is longer than ${bytesMax} bytes`);
  }

  #hash(bytes: Uint8Array): string {
    return hex(sha256(this.#primitives, bytes));
  }

  #say({ code, message, file, offset }: Broken): void {
    this.#findings.add({ code, message, file, offset });
  }
}

function statementFile(n: number): string {
  return `opened/${n}.statement.json`;
}

function manifestFile(n: number): string {
  return `opened/${n}/manifest.json`;
}
