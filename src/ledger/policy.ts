import { type NoteVerifier, parseVkey } from './note.ts';

/** A witness of a policy: the name is the policy's own, the key's name the witness's. */
export type PolicyWitness = {
  readonly name: string;
  readonly key: NoteVerifier;
  /** The submission prefix (C2SP tlog-witness), where it can be asked over the network. */
  readonly url: string | undefined;
};

/** A trust policy (C2SP tlog-policy). */
export type Policy = {
  readonly logs: readonly { readonly key: NoteVerifier; readonly url: string | undefined }[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  /** The name of a witness or a group, or `none`. */
  readonly quorum: string;
};

export type PolicyGroup = { readonly name: string; readonly threshold: number; readonly members: readonly string[] };

/** The policy is not one; the message names the line, counted from 1, and what is wrong with it. */
export class PolicyRefused extends Error {
  override readonly name = 'PolicyRefused';
  readonly line: number;

  constructor(line: number, message: string) {
    super(`line ${line} of the policy: ${message}`);
    this.line = line;
  }
}

/** What a policy may hold; C2SP recommends that 32 of each are taken. The cosignatures of all fit below one checkpoint. */
const POLICY_LIMITS = { bytes: 131_072, logs: 32, witnesses: 32, groups: 32 } as const;
const NONE = 'none';
const SHOWN_CHARS = 60;
/** Tab, line feed, 0x20 to 0x7E, 0x80 to 0xFF, each octet a character here. */
const FORBIDDEN = /[^\t\n\x20-\x7e\x80-\xff]/;

/**
 * Reads a policy strictly. Names are opaque octets: they come back as Latin-1 text, one character an octet. Takes untrusted bytes.
 * @throws PolicyRefused
 */
export function parsePolicy(bytes: Uint8Array): Policy {
  if (bytes.length > POLICY_LIMITS.bytes)
    throw new PolicyRefused(1, `${bytes.length} bytes are more than the ${POLICY_LIMITS.bytes} that are read`);
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  if (lines.pop() !== '') throw new PolicyRefused(lines.length + 1, 'the last line does not end in a line feed');
  const reading = new Reading();
  for (const [index, text] of lines.entries()) {
    const refuse = (message: string): never => {
      throw new PolicyRefused(index + 1, message);
    };
    if (FORBIDDEN.test(text)) refuse('holds a control character other than tab');
    const words = text.split(/[ \t]+/).filter((word) => word !== '');
    const [keyword, ...rest] = words;
    if (keyword === undefined || keyword.startsWith('#')) continue;
    reading.take(keyword, rest, refuse);
  }
  return reading.policy(lines.length + 1);
}

/** Whether a checkpoint is witnessed that exactly these have cosigned, by their names in the policy. */
export function quorumMet(policy: Policy, cosigned: ReadonlySet<string>): boolean {
  if (policy.quorum === NONE) return true;
  const met = new Set(policy.witnesses.map(({ name }) => name).filter((name) => cosigned.has(name)));
  // Groups name only what stands before them, so one pass decides all.
  for (const { name, threshold, members } of policy.groups) {
    if (members.filter((member) => met.has(member)).length >= threshold) met.add(name);
  }
  return met.has(policy.quorum);
}

/** Whether the policy asks for any witness at all. */
export function asksForWitnesses(policy: Policy): boolean {
  return policy.quorum !== NONE;
}

type Refuse = (message: string) => never;

class Reading {
  readonly #logs: Policy['logs'][number][] = [];
  readonly #witnesses: PolicyWitness[] = [];
  readonly #groups: PolicyGroup[] = [];
  readonly #names = new Set<string>();
  readonly #members = new Set<string>();
  readonly #keys = new Map<string, string>();
  #quorum: string | undefined;

  take(keyword: string, rest: readonly string[], refuse: Refuse): void {
    if (keyword === 'log') this.#log(rest, refuse);
    else if (keyword === 'witness') this.#witness(rest, refuse);
    else if (keyword === 'group') this.#group(rest, refuse);
    else if (keyword === 'quorum') this.#takeQuorum(rest, refuse);
    else refuse(`\`${shown(keyword)}\` is none of log, witness, group, quorum`);
  }

  policy(end: number): Policy {
    if (this.#quorum === undefined) throw new PolicyRefused(end, 'there is no quorum line');
    return { logs: this.#logs, witnesses: this.#witnesses, groups: this.#groups, quorum: this.#quorum };
  }

  #log([vkey, url, more]: readonly string[], refuse: Refuse): void {
    if (vkey === undefined || more !== undefined) refuse('a log is `log <vkey> [<url>]`');
    const key = vkeyOf(vkey, 'log', refuse);
    this.#oneKeyEach(key, 'log', refuse);
    this.#logs.push({ key, url: urlOf(url, refuse) });
    if (this.#logs.length > POLICY_LIMITS.logs) refuse(`more than ${POLICY_LIMITS.logs} logs`);
  }

  #witness([name, vkey, url, more]: readonly string[], refuse: Refuse): void {
    if (name === undefined || vkey === undefined || more !== undefined)
      refuse('a witness is `witness <name> <vkey> [<url>]`');
    this.#newName(name, refuse);
    const key = vkeyOf(vkey, 'witness', refuse);
    this.#oneKeyEach(key, 'witness', refuse);
    this.#witnesses.push({ name, key, url: urlOf(url, refuse) });
    if (this.#witnesses.length > POLICY_LIMITS.witnesses) refuse(`more than ${POLICY_LIMITS.witnesses} witnesses`);
  }

  #group([name, rule, ...members]: readonly string[], refuse: Refuse): void {
    if (name === undefined || rule === undefined || members.length === 0)
      refuse('a group is `group <name> all|any|<k> <name>…`, with at least one member');
    for (const member of members) {
      if (!this.#names.has(member)) refuse(`\`${shown(member)}\` is no witness or group of a line before`);
      if (this.#members.has(member)) refuse(`\`${shown(member)}\` is listed in a group already`);
      this.#members.add(member);
    }
    this.#newName(name, refuse);
    const threshold = thresholdOf(rule, members.length);
    if (threshold === undefined)
      refuse(`\`${shown(rule)}\` is none of all, any, and 1 to ${members.length} in decimal`);
    this.#groups.push({ name, threshold, members });
    if (this.#groups.length > POLICY_LIMITS.groups) refuse(`more than ${POLICY_LIMITS.groups} groups`);
  }

  #takeQuorum([name, more]: readonly string[], refuse: Refuse): void {
    if (name === undefined || more !== undefined) refuse('a quorum is `quorum <name>`');
    if (this.#quorum !== undefined) refuse('there is a quorum already');
    if (name !== NONE && !this.#names.has(name)) refuse(`\`${shown(name)}\` is no witness or group of a line before`);
    this.#quorum = name;
  }

  #newName(name: string, refuse: Refuse): void {
    if (name === NONE) refuse('`none` is nobody’s name');
    if (this.#names.has(name)) refuse(`\`${shown(name)}\` is defined already`);
    this.#names.add(name);
  }

  /** Two keys are the same where their 32 bytes are, whatever their names: no key is twice in a policy, nor in both parts. */
  #oneKeyEach({ publicKey }: NoteVerifier, part: 'log' | 'witness', refuse: Refuse): void {
    const key = Buffer.from(publicKey).toString('hex');
    const before = this.#keys.get(key);
    if (before !== undefined) {
      refuse(
        before === part
          ? `this key is a ${part}’s of a line before`
          : `no key is both a log’s and a witness’s, and this one is a ${before}’s of a line before`,
      );
    }
    this.#keys.set(key, part);
  }
}

function vkeyOf(text: string, type: 'log' | 'witness', refuse: Refuse): NoteVerifier {
  // A name that is not ASCII stands in the vkey as UTF-8, and its hash is over those octets.
  const vkey = Buffer.from(text, 'latin1').toString('utf8');
  const other = type === 'log' ? 'witness' : 'log';
  const key = parseVkey(vkey, type);
  if (key !== undefined) return key;
  if (parseVkey(vkey, other) !== undefined) refuse(`\`${shown(text)}\` is the key of a ${other}, not of a ${type}`);
  return refuse(`\`${shown(text)}\` is no Ed25519 verifier key of a ${type}`);
}

function urlOf(text: string | undefined, refuse: Refuse): string | undefined {
  if (text === undefined) return undefined;
  const url = Buffer.from(text, 'latin1').toString('utf8');
  if (!URL.canParse(url) || !/^https?:\/\//.test(url)) refuse(`\`${shown(text)}\` is no http or https address`);
  const { username, password } = new URL(url);
  if (username !== '' || password !== '') refuse('an address with a name or password in it: a policy is published');
  return url;
}

function thresholdOf(rule: string, members: number): number | undefined {
  if (rule === 'any') return 1;
  if (rule === 'all') return members;
  const k = /^[1-9][0-9]{0,3}$/.test(rule) ? Number(rule) : 0;
  return k >= 1 && k <= members ? k : undefined;
}

/** Octets as a person reads them, cut where they are long. */
function shown(text: string): string {
  const read = Buffer.from(text, 'latin1').toString('utf8');
  return read.length > SHOWN_CHARS ? `${read.slice(0, SHOWN_CHARS)}…` : read;
}
