import { createDecipheriv, hash } from 'node:crypto';
import { fromBase64url } from '../base/base64url.ts';
import { type EntryFields, FIELD_GROUPS, type FieldGroup } from '../terms/entry.ts';
import { openingAad, type SubjectKeys } from './seal.ts';
import type { Opening } from './store/port.ts';

/** One box opened: its disclosures as logged and the fields they hold; or why not. */
export type OpenedBox =
  | { readonly state: 'open'; readonly disclosures: readonly string[]; readonly fields: Partial<EntryFields> }
  /** No key: it was destroyed, or is not in this ring. */
  | { readonly state: 'closed'; readonly group: FieldGroup; readonly key: string }
  | { readonly state: 'damaged'; readonly why: string };

/** An entry read with what keys there are. */
export type UnsealedEntry =
  | { readonly state: 'open'; readonly recorded: number; readonly fields: EntryFields }
  /** Some groups are closed; `fields` are those of the others. */
  | {
      readonly state: 'closed';
      readonly recorded: number;
      readonly fields: Partial<EntryFields>;
      readonly closed: readonly FieldGroup[];
    }
  /** What the store gave is not what was sealed. `why` names the entry. */
  | { readonly state: 'damaged'; readonly why: string };

const TAG_BYTES = 16;
const NONCE_BYTES = 12;
const GROUPS: readonly FieldGroup[] = ['decision', 'person'];
const REQUIRED: Readonly<Record<FieldGroup, readonly (keyof EntryFields)[]>> = {
  decision: ['kind', 'outcome', 'agency', 'activityClass', 'clauses', 'set', 'facts', 'at'],
  person: ['audience', 'changes'],
};

/**
 * Reads an entry of our own store with our own keys, for views and export. The store is not trusted: every field's digest
 * must be among those logged. Values are typed as they were sealed; a stranger's ledger is for `verify`, not for this.
 */
export function unsealEntry(source: {
  /** The logged bytes. */
  readonly bytes: Uint8Array;
  readonly index: number;
  /** Those of this entry, in any order. */
  readonly openings: readonly Opening[];
  readonly ledger: string;
  readonly keys: SubjectKeys;
}): UnsealedEntry {
  const { bytes, index, openings, ledger, keys } = source;
  const damaged = (why: string): UnsealedEntry => ({ state: 'damaged', why: `entry ${index}: ${why}` });
  const clear = parseClear(bytes);
  if (clear === undefined) return damaged('the logged bytes are no entry');
  if (clear.ledger !== ledger) return damaged(`it belongs to the ledger \`${clear.ledger}\``);
  const fields: Partial<EntryFields> = {};
  const closed: FieldGroup[] = [];
  for (const group of GROUPS) {
    const own = openings.filter((opening) => opening.index === index && opening.group === group);
    const [opening] = own;
    if (own.length > 1) return damaged(`there are \`${own.length}\` boxes for the group ${group}`);
    if (opening === undefined) {
      closed.push(group);
      continue;
    }
    const box = openBox(opening, ledger, keys);
    if (box.state === 'damaged') return damaged(box.why);
    if (box.state === 'closed') {
      closed.push(group);
      continue;
    }
    const stranger = box.disclosures.find((disclosure) => !clear.digests.has(hash('sha256', disclosure, 'base64url')));
    if (stranger !== undefined) return damaged(`a disclosure of the group ${group} is not among the logged digests`);
    const missing = REQUIRED[group].find((name) => box.fields[name] === undefined);
    if (missing !== undefined) return damaged(`the field \`${missing}\` is missing`);
    Object.assign(fields, box.fields);
  }
  const { recorded } = clear;
  if (closed.length > 0) return { state: 'closed', recorded, fields, closed };
  return { state: 'open', recorded, fields: fields as EntryFields };
}

/** The disclosures of an entry by the name of their field, of the boxes that open; of an entry that {@link unsealEntry} did not find damaged. */
export function disclosuresOf(
  openings: readonly Opening[],
  ledger: string,
  keys: SubjectKeys,
): ReadonlyMap<keyof EntryFields, string> {
  const named = new Map<keyof EntryFields, string>();
  for (const opening of openings) {
    const box = openBox(opening, ledger, keys);
    if (box.state !== 'open') continue;
    for (const disclosure of box.disclosures) {
      const [name] = parseDisclosure(disclosure) ?? [];
      if (name !== undefined) named.set(name as keyof EntryFields, disclosure);
    }
  }
  return named;
}

/** Opens one box. A box that does not decrypt under its key is damaged, not closed: nobody seals with a wrong key. */
export function openBox(opening: Opening, ledger: string, keys: SubjectKeys): OpenedBox {
  const { index, group, key: id, nonce, box } = opening;
  const key = keys.key(id);
  if (key === undefined) return { state: 'closed', group, key: id };
  if (nonce.length !== NONCE_BYTES || box.length < TAG_BYTES)
    return { state: 'damaged', why: `the box of ${group} is cut short` };
  let text: string;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(openingAad(ledger, index, group));
    decipher.setAuthTag(box.subarray(box.length - TAG_BYTES));
    text = Buffer.concat([decipher.update(box.subarray(0, box.length - TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return { state: 'damaged', why: `the box of ${group} does not open with the key \`${id}\`` };
  }
  const disclosures = parseJson(text);
  if (!isStrings(disclosures)) return { state: 'damaged', why: `the box of ${group} holds no disclosures` };
  const fields: Record<string, unknown> = {};
  for (const disclosure of disclosures) {
    const field = parseDisclosure(disclosure);
    if (field === undefined) return { state: 'damaged', why: `a disclosure of ${group} is malformed` };
    const [name, value] = field;
    if (!Object.hasOwn(FIELD_GROUPS, name) || FIELD_GROUPS[name as keyof EntryFields] !== group) {
      return { state: 'damaged', why: `\`${name}\` is no field of the group ${group}` };
    }
    if (Object.hasOwn(fields, name)) return { state: 'damaged', why: `the field \`${name}\` is there twice` };
    fields[name] = value;
  }
  return { state: 'open', disclosures, fields: fields as Partial<EntryFields> };
}

/** The members of a logged entry that are in clear; undefined where the bytes are no entry. */
function parseClear(bytes: Uint8Array): { digests: Set<string>; ledger: string; recorded: number } | undefined {
  const entry = parseJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { _sd: digests, _sd_alg: algorithm, ledger, recorded, v } = entry as Record<string, unknown>;
  if (v !== 1 || algorithm !== 'sha-256' || !isStrings(digests)) return undefined;
  if (typeof ledger !== 'string' || typeof recorded !== 'number') return undefined;
  return { digests: new Set(digests), ledger, recorded };
}

function parseDisclosure(disclosure: string): [name: string, value: unknown] | undefined {
  const array = parseJson(fromBase64url(disclosure)?.toString('utf8') ?? '');
  if (!Array.isArray(array) || array.length !== 3) return undefined;
  const [salt, name, value] = array as unknown[];
  return typeof salt === 'string' && typeof name === 'string' ? [name, value] : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
