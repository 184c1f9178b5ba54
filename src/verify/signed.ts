/** Step 1 of formats.md §9: the log's key, the checkpoint's signature, the origin. */
import { readFinding } from './accounts.ts';
import { decodeUtf8, quote } from './bytes.ts';
import type { Primitives } from './hash.ts';
import { KeyLinks, linksFinding, placeOf, shown } from './key-links.ts';
import {
  type Checkpoint,
  type Note,
  type NoteFault,
  noteBytesMax,
  openSigned,
  openSignedBy,
  parseOrigin,
  parseVkey,
  type SignedCheckpoint,
  type Vkey,
  vkeyBytesMax,
} from './note.ts';
import type { Policy } from './policy.ts';
import { type Fault, type Finding, type Findings, isFault } from './report.ts';
import type { Read, Source } from './source.ts';

/** A checkpoint whose signature is good. */
export interface Signed {
  readonly checkpoint: Checkpoint;
  /** The key that it was checked by: the published one, where there is one. */
  readonly vkey: Vkey;
  readonly links: KeyLinks;
  readonly note: Note;
  /** The note itself. */
  readonly bytes: Uint8Array;
  readonly mode: string;
  /** `witnessed`, read before the checkpoint: a log that grows meanwhile cannot make it the larger one. */
  readonly witnessed: Read;
}

/** A key that the reader had, and over how many links from it the one now used was come to. */
export interface Followed {
  readonly from: Vkey;
  readonly changes: number;
}

export interface KeyOptions {
  /** The text of the log's verifier key as the reader has it. */
  readonly vkey?: string | undefined;
  /** The logs of a policy are keys that the reader has, too. */
  readonly policy?: Policy | undefined;
}

/** What lies at one place, in the order in which it was read. */
interface Found {
  readonly witnessed: Read;
  /** Read before the checkpoint: the keys of one that is there later sign it, too (formats.md §6). */
  readonly vkey: Read;
  readonly checkpoint: Read;
}

/** The key to check by, and others of the ledger that the reader knows. */
interface Chosen {
  readonly vkey: Vkey;
  /** Linked keys from the reader's on: what they signed must be good, but is not enough. */
  readonly known: readonly Vkey[];
  /** What is wrong unless `vkey` has signed, and `others` as well: no link says how these keys of the reader's follow each other. */
  readonly unlinked?: { readonly finding: Finding; readonly others: readonly Vkey[] } | undefined;
}

/** The file that the links are asked for because of, and what is said of it. */
interface Place {
  readonly file: string;
  readonly says: string;
}

const SEVERAL = 'several keys are given, and the links say which is the newest';

/** Opens the checkpoint of a source. What it found so far stands in its fields, also when it fails. */
export class Opening {
  /** What stands before the paths of published files. */
  prefix = 'ledger/';
  vkey: Vkey | undefined;
  /** The reader's key, where it is not the one that is used. */
  followed: Followed | undefined;
  checkpoint: Checkpoint | undefined;
  readonly #source: Source;
  readonly #keys: KeyOptions;
  readonly #primitives: Primitives;
  readonly #findings: Findings;
  #links: KeyLinks | undefined;

  constructor(source: Source, keys: KeyOptions, primitives: Primitives, findings: Findings) {
    this.#source = source;
    this.#keys = keys;
    this.#primitives = primitives;
    this.#findings = findings;
  }

  /** The checkpoint, or `undefined` with a finding. */
  async open(): Promise<Signed | undefined> {
    const found = await this.#locate();
    if (found === undefined) return undefined;
    const { witnessed, checkpoint: read } = found;
    const chosen = await this.#chooseKeys(found);
    if (chosen === undefined) return undefined;
    this.vkey = chosen.vkey;
    const file = `${this.prefix}checkpoint`;
    if (read.kind !== 'bytes') return this.#say(readFinding(read, file, noteBytesMax));
    const byChosen = await this.#signedBy(chosen, read.bytes);
    const isUnsigned = isFault(byChosen) && byChosen.isUnsigned === true;
    if (isUnsigned && chosen.unlinked !== undefined) return this.#say(chosen.unlinked.finding);
    const opened = isUnsigned ? ((await this.#ledOn(chosen, read.bytes)) ?? byChosen) : byChosen;
    if (isFault(opened)) {
      const { code, fault, offset = 0 } = opened;
      return this.#say({ code, message: `\`${file}\` at byte offset ${offset}: ${fault}`, file, offset });
    }
    const { checkpoint, note } = opened;
    this.checkpoint = checkpoint;
    const vkey = opened.signers[0];
    this.vkey = vkey;
    const mode = parseOrigin(checkpoint.origin)?.mode;
    if (mode === undefined) {
      const form = '<name>.<mode>.remit.example/<12 hex digits>';
      const message = `\`${file}\` at byte offset 0: the origin ${quote(checkpoint.origin)} is not of the form ${form}`;
      return this.#say({ code: 'origin', message, file, offset: 0 });
    }
    const links = this.#links ?? new KeyLinks(this.#source, this.prefix, checkpoint.origin, this.#primitives);
    return { checkpoint, vkey, links, note, bytes: read.bytes, mode, witnessed };
  }

  /** By the key that was chosen, and by others where they must have signed. */
  async #signedBy({ vkey, known, unlinked }: Chosen, bytes: Uint8Array): Promise<SignedCheckpoint | NoteFault> {
    const wanted = [vkey, ...(unlinked?.others ?? [])] as const;
    const opened = await openSignedBy(bytes, [...wanted, ...known], this.#primitives);
    if (isFault(opened)) return opened;
    const missing = wanted.find((key) => !opened.signers.includes(key));
    return missing === undefined ? opened : openSigned(bytes, missing, this.#primitives);
  }

  /** By the last key that links lead to from the one that was chosen: the published one may be of before a change, where somebody keeps copies. */
  async #ledOn({ vkey, known }: Chosen, bytes: Uint8Array): Promise<SignedCheckpoint | undefined> {
    this.#links ??= new KeyLinks(this.#source, this.prefix, vkey.name, this.#primitives);
    const keys = await this.#links.keys();
    if (isFault(keys)) return undefined;
    const [at, last] = [placeOf(vkey, keys), keys.at(-1)];
    const changes = keys.length - 1 - at;
    if (at < 0 || changes === 0 || last === undefined) return undefined;
    const opened = await openSignedBy(bytes, [last, ...keys.slice(at, -1), ...known], this.#primitives);
    if (isFault(opened) || opened.signers[0] !== last) return undefined;
    const { from = vkey, changes: already = 0 } = this.followed ?? {};
    const isReaders = this.followed !== undefined || this.#keys.vkey !== undefined || this.#keys.policy !== undefined;
    if (isReaders) this.followed = { from, changes: already + changes };
    return opened;
  }

  /** Finds the checkpoint: below `ledger/`, or in the root itself. */
  async #locate(): Promise<Found | undefined> {
    for (const prefix of ['ledger/', '']) {
      this.prefix = prefix;
      const asked = this.#keys.policy !== undefined;
      const witnessed: Read = asked ? await this.#source.read(`${prefix}witnessed`, noteBytesMax) : { kind: 'missing' };
      const vkey = await this.#source.read(`${prefix}vkey`, vkeyBytesMax);
      const checkpoint = await this.#source.read(`${prefix}checkpoint`, noteBytesMax);
      if (checkpoint.kind !== 'missing') return { witnessed, vkey, checkpoint };
    }
    const message = `neither \`ledger/checkpoint\` nor \`checkpoint\` is in ${quote(this.#source.name)}`;
    return this.#say({ code: 'unreadable', message });
  }

  /** The key to check by. A published one that no key of the reader leads to is a fault. */
  async #chooseKeys({ vkey: read, checkpoint }: Found): Promise<Chosen | undefined> {
    const given = givenKeys(this.#keys, this.#primitives);
    if (isFault(given)) return this.#say({ code: 'vkey', message: given.fault });
    const file = `${this.prefix}vkey`;
    if (read.kind === 'missing' && given.length > 0) return await this.#ofGiven(checkpoint, given);
    if (read.kind !== 'bytes') return this.#say(readFinding(read, file, vkeyBytesMax));
    const text = decodeUtf8(read.bytes) ?? '';
    const published = parseVkey(text, this.#primitives);
    const fault = isFault(published)
      ? published.fault
      : text.endsWith('\n')
        ? undefined
        : 'does not end in a line feed';
    if (fault !== undefined || isFault(published)) {
      return this.#say({ code: 'vkey', message: `\`${file}\` at byte offset 0: ${fault}`, file, offset: 0 });
    }
    if (given.length === 0) return { vkey: published, known: [] };
    const isGiven = placeOf(published, given) >= 0;
    if (isGiven && ofLedger(published.name, given).length === 1) return { vkey: published, known: [] };
    const which = isGiven ? SEVERAL : given.length === 1 ? 'is not the key given' : 'is none of the keys given';
    return await this.#follow(published, published.name, given, { file, says: which });
  }

  /** The key to check by where none is published: the reader's of this ledger, and of several the newest. */
  async #ofGiven(checkpoint: Read, given: readonly Vkey[]): Promise<Chosen | undefined> {
    const origin = checkpoint.kind === 'bytes' ? (decodeUtf8(checkpoint.bytes)?.split('\n')[0] ?? '') : '';
    const own = ofLedger(origin, given);
    const [only = given[0] as Vkey] = own;
    if (own.length < 2) return { vkey: only, known: [] };
    return await this.#follow(undefined, origin, given, {
      file: `${this.prefix}checkpoint`,
      says: `is of a ledger of which ${SEVERAL}`,
    });
  }

  /**
   * By the links from the newest key of the reader to the published one. Of several keys of one ledger an older one counts no longer: whoever
   * kept a copy of it could else turn the ledger back for who knows better.
   */
  async #follow(
    published: Vkey | undefined,
    origin: string,
    given: readonly Vkey[],
    { file, says }: Place,
  ): Promise<Chosen | undefined> {
    const said = `\`${file}\` at byte offset 0: ${says}`;
    const links = new KeyLinks(this.#source, this.prefix, origin, this.#primitives);
    this.#links = links;
    const keys = await links.keys();
    const own = ofLedger(origin, given);
    if (isFault(keys)) {
      const finding = linksFinding('vkey', said, keys, file);
      return keys.code === 'missing' ? this.#unlinked(published, own, finding) : this.#say(finding);
    }
    const wrong = (why: string): Finding => ({ code: 'vkey', message: `${said}; ${why}`, file, offset: 0 });
    const places = given.map((key) => placeOf(key, keys)).filter((place) => place >= 0);
    const from = Math.max(...places);
    const strange = own.filter((key) => placeOf(key, keys) < 0);
    if (strange[0] !== undefined || places.length === 0) {
      const why =
        places.length === 0
          ? `the links do not lead from it: \`${this.prefix}keys/1\` begins at ${shown(keys[0])}`
          : `${shown(strange[0])}, which is given, is none of the keys that they link`;
      const newest = keys[from];
      return this.#unlinked(published, newest === undefined ? strange : [...strange, newest], wrong(why));
    }
    const at = published === undefined ? from : placeOf(published, keys);
    // What is published may be of before a change, where somebody keeps copies: the reader's own key must have signed then.
    const used = Math.max(at, from);
    const last = keys.length - 1;
    // A link is published before the key it leads to: between the two the file is one behind.
    if (at < 0 || used < last - 1) {
      return this.#say(wrong(`\`${this.prefix}keys/${last}\`, the last link, leads to ${shown(keys[last])}`));
    }
    if (used > from) this.followed = { from: keys[from] as Vkey, changes: used - from };
    return { vkey: keys[used] as Vkey, known: keys.slice(from, used + 2).filter((_, n) => n !== used - from) };
  }

  /** No link says how these keys of the reader's follow each other, be it that it is just being written: then all of them must have signed. */
  #unlinked(published: Vkey | undefined, wanted: readonly Vkey[], finding: Finding): Chosen | undefined {
    const vkey = wanted.find(({ text }) => text === published?.text) ?? wanted.at(-1);
    if (vkey === undefined) return this.#say(finding);
    return { vkey, known: [], unlinked: { finding, others: wanted.filter((key) => key !== vkey) } };
  }

  #say(finding: Finding): undefined {
    this.#findings.add(finding);
    return undefined;
  }
}

/** Those of the ledger with this origin. */
function ofLedger(origin: string, given: readonly Vkey[]): readonly Vkey[] {
  return given.filter(({ name }) => name === origin);
}

/** The log keys that the reader has: the one given, which a policy with logs must have too, and others that it has of that ledger; else the policy's. */
export function givenKeys({ vkey, policy }: KeyOptions, primitives: Primitives): readonly Vkey[] | Fault {
  const logs = policy?.logs ?? [];
  if (vkey === undefined) return logs;
  const key = parseVkey(vkey, primitives);
  if (isFault(key)) return { fault: `the key given: ${key.fault}` };
  if (logs.length > 0 && !logs.some(({ text }) => text === key.text)) {
    return { fault: 'the key given is none of the logs of the policy' };
  }
  return [key, ...logs.filter(({ name, text }) => name === key.name && text !== key.text)];
}
