/** Policies (C2SP tlog-policy, formats.md §11): which logs and witnesses a reader knows, and how many of whom are enough. */
import { decodeUtf8, oneLine, quote } from './bytes.ts';
import { type Primitives, sha256 } from './hash.ts';
import { keyAlgorithms, parseKey, type Vkey } from './note.ts';
import { type Fault, isFault } from './report.ts';

export const policyBytesMax = 262_144;
export const policyLinesMax = 4096;
/** Of logs, of witnesses and of groups, each. C2SP asks for at least 32. */
export const policyItemsMax = 256;

/** A witness, by what the policy calls it. */
export interface Witness {
  readonly kind: 'witness';
  readonly name: string;
  readonly key: Vkey;
}

/** Witnesses a checkpoint where at least `threshold` of its members do. */
export interface WitnessGroup {
  readonly kind: 'group';
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly (Witness | WitnessGroup)[];
}

export interface Policy {
  /** The keys of logs, each the key of the log whose origin is its name. May be none. */
  readonly logs: readonly Vkey[];
  readonly witnesses: readonly Witness[];
  /** `undefined` for `quorum none`: no cosignature is asked for. */
  readonly quorum: Witness | WitnessGroup | undefined;
  /** SHA-256 of the file. */
  readonly digest: Uint8Array;
}

/**
 * The policy in `bytes`. A fault, with the offset of its line, for whatever C2SP tlog-policy does not allow, for keys that
 * are not Ed25519, for a key that is both a log's and a witness's, and beyond the limits of this file.
 */
export function parsePolicy(bytes: Uint8Array, primitives: Primitives): Policy | Fault {
  if (bytes.length > policyBytesMax) return { fault: `is longer than ${policyBytesMax} bytes`, offset: policyBytesMax };
  const reader = new PolicyReader(primitives);
  let [start, lines] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte !== 0x0a) {
      if ((byte < 0x20 && byte !== 0x09) || byte === 0x7f) {
        return { fault: 'has a control character other than tab and line feed', offset: at };
      }
      continue;
    }
    if (++lines > policyLinesMax) return { fault: `has more than ${policyLinesMax} lines`, offset: start };
    const fault = reader.line(octets(bytes.subarray(start, at)));
    if (fault !== undefined) return { fault: `line ${lines}: ${fault}`, offset: start };
    start = at + 1;
  }
  if (start !== bytes.length) return { fault: 'does not end in a line feed', offset: start };
  const { logs, witnesses, quorum } = reader;
  if (quorum === null) return { fault: 'has no quorum line', offset: bytes.length };
  return { logs, witnesses, quorum, digest: sha256(primitives, bytes) };
}

/** Whether the witnesses in `cosigned` are enough for the quorum of `policy`. */
export function meetsQuorum({ quorum }: Policy, cosigned: ReadonlySet<Witness>): boolean {
  return quorum === undefined || hasWitnessed(quorum, cosigned);
}

function hasWitnessed(item: Witness | WitnessGroup, cosigned: ReadonlySet<Witness>): boolean {
  if (item.kind === 'witness') return cosigned.has(item);
  return item.members.filter((member) => hasWitnessed(member, cosigned)).length >= item.threshold;
}

/** Takes in line after line. Names are octets, a character each: they are compared, and never read. */
class PolicyReader {
  readonly logs: Vkey[] = [];
  readonly witnesses: Witness[] = [];
  /** `null` until the quorum line. */
  quorum: Witness | WitnessGroup | undefined | null = null;
  readonly #primitives: Primitives;
  readonly #named = new Map<string, Witness | WitnessGroup>();
  /** Names that are members of a group already. */
  readonly #taken = new Set<string>();
  readonly #publicKeys = new Set<string>();
  #groups = 0;

  constructor(primitives: Primitives) {
    this.#primitives = primitives;
  }

  /** What is wrong with a line, if anything. */
  line(line: string): string | undefined {
    const [keyword, ...items] = line.split(/[ \t]+/).filter((item) => item !== '');
    if (keyword === undefined || keyword.startsWith('#')) return undefined;
    if (keyword === 'log') return this.#log(items);
    if (keyword === 'witness') return this.#witness(items);
    if (keyword === 'group') return this.#group(items);
    if (keyword === 'quorum') return this.#setQuorum(items);
    if (keyword.startsWith('\xef\xbb\xbf')) return 'a byte order mark';
    return `${shown(keyword)} is not \`log\`, \`witness\`, \`group\` or \`quorum\``;
  }

  #log(items: string[]): string | undefined {
    const [spelled] = items;
    if (spelled === undefined || items.length > 2) return 'not `log <vkey> [<url>]`';
    if (this.logs.length >= policyItemsMax) return `more than ${policyItemsMax} logs`;
    const key = this.#key(spelled, keyAlgorithms.log);
    if (typeof key === 'string') return key;
    this.logs.push(key);
    return undefined;
  }

  #witness(items: string[]): string | undefined {
    const [name, spelled] = items;
    if (name === undefined || spelled === undefined || items.length > 3) return 'not `witness <name> <vkey> [<url>]`';
    if (this.witnesses.length >= policyItemsMax) return `more than ${policyItemsMax} witnesses`;
    const fault = this.#nameFault(name);
    if (fault !== undefined) return fault;
    const key = this.#key(spelled, keyAlgorithms.witness);
    if (typeof key === 'string') return key;
    const witness: Witness = { kind: 'witness', name, key };
    this.witnesses.push(witness);
    this.#named.set(name, witness);
    return undefined;
  }

  #group([name, rule, ...names]: string[]): string | undefined {
    if (name === undefined || rule === undefined || names.length === 0) {
      return 'not `group <name> all|any|<k> <name>…`';
    }
    if (++this.#groups > policyItemsMax) return `more than ${policyItemsMax} groups`;
    const fault = this.#nameFault(name);
    if (fault !== undefined) return fault;
    const members = [];
    for (const member of names) {
      const found = this.#named.get(member);
      if (found === undefined) return `${shown(member)} was not defined before`;
      if (this.#taken.has(member)) return `${shown(member)} is a member a second time`;
      this.#taken.add(member);
      members.push(found);
    }
    const threshold = rule === 'all' ? names.length : rule === 'any' ? 1 : Number(rule);
    if (!/^(?:all|any|[1-9][0-9]{0,3})$/.test(rule) || threshold > names.length) {
      return `${shown(rule)} is not \`all\`, \`any\` or a number from 1 to ${names.length}`;
    }
    this.#named.set(name, { kind: 'group', name, threshold, members });
    return undefined;
  }

  #setQuorum(items: string[]): string | undefined {
    const [name] = items;
    if (name === undefined || items.length > 1) return 'not `quorum <name>`';
    if (this.quorum !== null) return 'a second quorum line';
    const found = this.#named.get(name);
    if (found === undefined && name !== 'none') return `${shown(name)} was not defined before`;
    this.quorum = found;
    return undefined;
  }

  #nameFault(name: string): string | undefined {
    if (name === 'none') return '`none` is no name that can be given';
    return this.#named.has(name) ? `the name ${shown(name)} stands for something already` : undefined;
  }

  /** A key that no line before has, under whatever name. */
  #key(spelled: string, algorithm: number): Vkey | string {
    const key = parseKey(readable(spelled), algorithm, this.#primitives);
    if (isFault(key)) return key.fault;
    const raw = octets(key.publicKey);
    if (this.#publicKeys.has(raw)) return `the public key of ${shown(spelled)} stands on a line before`;
    this.#publicKeys.add(raw);
    return key;
  }
}

function octets(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The text of octets; octets as they are where they are not UTF-8. */
function readable(text: string): string {
  return decodeUtf8(Uint8Array.from(text, (octet) => octet.charCodeAt(0))) ?? text;
}

function shown(text: string): string {
  return quote(readable(text));
}

/** What the policy calls a witness or a group, as text on a line. */
export function policyName({ name }: Witness | WitnessGroup): string {
  return oneLine(readable(name));
}
