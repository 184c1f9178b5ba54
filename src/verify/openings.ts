/** Openings (formats.md §3): the boxes of an entry, and the disclosures in them. Everything here is hostile. */
import { decodeBase64, encodeBase64, quote, utf8 } from './bytes.ts';
import { hasExactly, isObject, type Json, type JsonObject, parseCanonical, spell } from './canonical.ts';
import { type Primitives, sha256 } from './hash.ts';
import { type Fault, isFault } from './report.ts';

export const openingsBytesMax = 64 * 1024 * 1024;
export const keysBytesMax = 16 * 1024 * 1024;

export type Group = 'decision' | 'person';

/** Which group each field belongs to (formats.md §2). No other name is a field. */
export const groupOfField: ReadonlyMap<string, Group> = new Map([
  ...(['kind', 'outcome', 'agency', 'activityClass', 'clauses', 'set', 'facts', 'at', 'atEntry'] as const).map(
    (name) => [name, 'decision'] as const,
  ),
  ...(['act', 'signature', 'near', 'matter', 'changes', 'audience', 'previousByActor', 'cause'] as const).map(
    (name) => [name, 'person'] as const,
  ),
]);

export interface Box {
  readonly group: Group;
  /** Key id: `decision/1`, `person/<id>` or `room/1`. */
  readonly key: string;
  readonly nonce: Uint8Array;
  readonly box: Uint8Array;
}

/** The keys of a secrets file (formats.md §7): key id to 32 bytes. */
export type Keys = ReadonlyMap<string, Uint8Array>;

/**
 * The `keys` of a secrets file, for the ledger it says. The other members are not looked at: they are what
 * one needs to go on with a ledger, not to check it.
 */
export function readKeys(bytes: Uint8Array): { keys: Keys; ledger: string } | Fault {
  const parsed = parseCanonical(bytes);
  if (isFault(parsed)) return parsed;
  const file = parsed.value;
  if (!isObject(file) || file['v'] !== 1 || typeof file['ledger'] !== 'string' || !isObject(file['keys'])) {
    return { fault: 'does not have `keys`, `ledger` and `v` 1' };
  }
  const keys = new Map<string, Uint8Array>();
  for (const [id, spelled] of Object.entries(file['keys'])) {
    const key = typeof spelled === 'string' ? decodeBase64(spelled, 'b64u') : undefined;
    if (key?.length !== 32) return { fault: `the key ${quote(id)} is not base64url of 32 bytes` };
    keys.set(id, key);
  }
  return { keys, ledger: file['ledger'] };
}

/** One line of an openings file, without its line feed: the boxes of entry `index`, which the line has to name. */
export function readBoxes(line: Uint8Array, index: number): Box[] | Fault {
  const parsed = parseCanonical(line);
  if (isFault(parsed)) return parsed;
  const value = parsed.value;
  if (!hasExactly(value, ['groups', 'index']) || !Array.isArray(value['groups'])) {
    return { fault: 'does not have exactly the members `groups index`' };
  }
  if (value['index'] !== index) return { fault: `has the index ${quote(spell(value['index']))}, not ${index}` };
  const boxes: Box[] = [];
  for (const group of value['groups']) {
    const box = readBox(group);
    if (box === undefined) return { fault: `box ${boxes.length} does not have the form` };
    if (boxes.some((before) => before.group >= box.group)) {
      return { fault: `has the group \`${box.group}\` twice or out of order` };
    }
    boxes.push(box);
  }
  return boxes;
}

function readBox(value: Json): Box | undefined {
  if (!hasExactly(value, ['box', 'group', 'key', 'nonce'])) return undefined;
  const { group, key } = value;
  const box = decodeBase64(spell(value['box']), 'b64u');
  const nonce = decodeBase64(spell(value['nonce']), 'b64u');
  if (typeof key !== 'string' || (group !== 'decision' && group !== 'person')) return undefined;
  const hasForm = group === 'decision' ? key === 'decision/1' : key === 'room/1' || /^person\/./s.test(key);
  if (!hasForm || nonce?.length !== 12 || box === undefined || box.length < 16) return undefined;
  return { group, key, nonce, box };
}

/** An entry whose boxes are opened. */
export interface SealedEntry {
  readonly origin: string;
  readonly index: number;
  /** Its `_sd`. */
  readonly digests: ReadonlySet<string>;
  /** Those seen in it so far, where more than one box is opened. */
  readonly salts?: Set<string>;
}

/**
 * Opens `box` of entry `index` and checks each disclosure against `digests`, the `_sd` of the entry: the digest is
 * in it, the form is `[salt, name, value]`, the name is a field of the group, no field and no salt stands twice.
 */
export async function openBox(
  box: Box,
  key: Uint8Array,
  entry: SealedEntry,
  primitives: Primitives,
): Promise<JsonObject | Fault> {
  const { origin, index, digests, salts = new Set() } = entry;
  const additional = utf8(`remit/opening/v1\n${origin}\n${index}\n${box.group}`);
  const plain = await primitives.aesGcmOpen(key, box.nonce, additional, box.box);
  if (plain === undefined) return { fault: `the box does not open with the key ${quote(box.key)}` };
  const parsed = parseCanonical(plain);
  if (isFault(parsed)) return { fault: `the content of the box ${parsed.fault}` };
  if (!Array.isArray(parsed.value)) return { fault: 'the content of the box is not an array' };
  const fields = Object.create(null) as JsonObject;
  for (const disclosure of parsed.value) {
    if (typeof disclosure !== 'string') return { fault: 'a disclosure is not a string' };
    const read = checkDisclosure(disclosure, { digests, salts }, primitives);
    if (isFault(read)) return read;
    const { name, value } = read;
    if (groupOfField.get(name) !== box.group) {
      return { fault: `${quote(name)} is not a field of the group \`${box.group}\`` };
    }
    if (name in fields) return { fault: `the field ${quote(name)} stands twice` };
    fields[name] = value;
  }
  return fields;
}

/** Names that an entry, or RFC 9901, uses for itself: never fields. */
const reserved: readonly string[] = ['_sd', '_sd_alg', '...', 'ledger', 'recorded', 'v'];

/**
 * Checks one disclosure against the entry it is of: its form, its digest in `digests`, its name a field, its salt in no
 * other (`salts`, to which it is added). Its name may still stand twice.
 */
export function checkDisclosure(
  disclosure: string,
  { digests, salts }: { readonly digests: ReadonlySet<string>; readonly salts: Set<string> },
  primitives: Primitives,
): { name: string; value: Json } | Fault {
  const read = readDisclosure(disclosure);
  if (isFault(read)) return read;
  const { salt, name, value } = read;
  if (!digests.has(encodeBase64(sha256(primitives, utf8(disclosure)), 'b64u'))) {
    return { fault: `the digest of the field ${quote(name)} is not in \`_sd\`` };
  }
  if (reserved.includes(name)) return { fault: `the name ${quote(name)} is reserved, and no field` };
  if (!groupOfField.has(name)) return { fault: `${quote(name)} is not a field` };
  if (salts.has(salt)) return { fault: `the salt of the field ${quote(name)} is that of another` };
  salts.add(salt);
  return { name, value };
}

/** A disclosure (RFC 9901 §4.2.1): b64u of the canonical JSON `[salt, name, value]`. */
export function readDisclosure(disclosure: string): { salt: string; name: string; value: Json } | Fault {
  const bytes = decodeBase64(disclosure, 'b64u');
  if (bytes === undefined) return { fault: 'a disclosure is not base64url' };
  const parsed = parseCanonical(bytes);
  if (isFault(parsed)) return { fault: `a disclosure ${parsed.fault}` };
  const [salt, name, value, ...rest] = Array.isArray(parsed.value) ? parsed.value : [];
  if (value === undefined || rest.length > 0 || typeof name !== 'string' || typeof salt !== 'string') {
    return { fault: 'a disclosure is not `[salt, name, value]`' };
  }
  if (decodeBase64(salt, 'b64u')?.length !== 16) return { fault: 'a salt is not base64url of 16 bytes' };
  return { salt, name, value };
}
