import { createCipheriv, hash, type KeyObject } from 'node:crypto';
import { Bug } from '../base/assert.ts';
import { canonicalJson } from '../base/json.ts';
import { LIMITS } from '../base/limits.ts';
import { type EntryDraft, type EntryFields, FIELD_GROUPS, type FieldGroup } from '../terms/entry.ts';
import type { Opening } from './store/port.ts';

/** `length` fresh random bytes; the caller may overwrite them. */
export type RandomSource = (length: number) => Buffer;

/** Gives a key by its id, or undefined where there is none (never made, or destroyed). */
export type SubjectKeys = { key(id: string): KeyObject | undefined };
/** The same, and under which of a subject's keys new boxes are closed. */
export type SealingKeys = SubjectKeys & { current(subject: string): string };

export type SealRequest = {
  readonly draft: EntryDraft;
  /** The ledger's origin. */
  readonly ledger: string;
  /** Wall clock, ms. */
  readonly recorded: number;
  readonly index: number;
  readonly keys: SealingKeys;
  readonly random: RandomSource;
};

/** The logged bytes of an entry, and the boxes that open it: the decision's first. */
export type SealedEntry = { readonly bytes: Buffer; readonly openings: readonly Opening[] };

/** The id of the key that closes the group `decision` of every entry (docs/formats.md §3). */
export const DECISION_KEY = 'decision/1';

/** How many digests an entry may show: the smallest that fits, so that the count of fields tells nothing (§2). */
export const DIGEST_COUNTS = [16, 32, 64] as const;

const SALT_BYTES = 16;
const DECOY_BYTES = 32;
const NONCE_BYTES = 12;
const FIELD_NAMES = Object.keys(FIELD_GROUPS) as (keyof EntryFields)[];

/**
 * Seals an entry as docs/formats.md §2 and §3 say: salted digests between decoys in the logged bytes, the disclosures
 * in two encrypted boxes. Whoever has the bytes alone learns the ledger, the time of record, and nothing else.
 *
 * About 75 µs. All randomness is drawn at once and overwritten afterwards, so that nobody keeps what the decoys hash.
 * @throws Bug where the draft is no entry, a key was not ensured before, or the bytes are over the limit.
 */
export function sealEntry(request: SealRequest): SealedEntry {
  const { draft, ledger, recorded, index, keys, random } = request;
  checkDraft(draft.fields);
  const names = FIELD_NAMES.filter((name) => draft.fields[name] !== undefined);
  const shown = DIGEST_COUNTS.find((count) => count >= names.length);
  if (shown === undefined) throw new Bug(`an entry has \`${names.length}\` fields`);
  const decoys = shown - names.length;
  const pool = random(names.length * SALT_BYTES + decoys * DECOY_BYTES + 2 * NONCE_BYTES);
  let used = 0;
  const draw = (length: number): Buffer => {
    used += length;
    return pool.subarray(used - length, used);
  };

  const disclosures: Record<FieldGroup, string[]> = { decision: [], person: [] };
  const digests: string[] = [];
  for (const name of names) {
    const salt = pool.toString('base64url', used, used + SALT_BYTES);
    used += SALT_BYTES;
    const disclosure = toDisclosure(salt, name, draft.fields[name]);
    disclosures[FIELD_GROUPS[name]].push(disclosure);
    digests.push(hash('sha256', disclosure, 'base64url'));
  }
  for (let i = 0; i < decoys; i++) digests.push(hash('sha256', draw(DECOY_BYTES), 'base64url'));

  const bytes = Buffer.from(entryText(digests.sort(), ledger, recorded), 'utf8');
  if (bytes.length > LIMITS.entryBytes) {
    throw new Bug(`an entry of \`${bytes.length}\` bytes is over entryBytes, ${LIMITS.entryBytes}`);
  }
  const seal = (group: FieldGroup, key: string): Opening => {
    // A copy: an opening that is kept must not keep the pool.
    const nonce = Buffer.from(draw(NONCE_BYTES));
    const aad = openingAad(ledger, index, group);
    return { index, group, key, nonce, box: encrypt(disclosures[group], keyOf(keys, key), nonce, aad) };
  };
  const openings = [seal('decision', DECISION_KEY), seal('person', keys.current(draft.subjectKey))];
  pool.fill(0);
  return { bytes, openings };
}

/** What a box is bound to: it opens for this ledger, entry and group only (§3). */
export function openingAad(ledger: string, index: number, group: FieldGroup): Buffer {
  return Buffer.from(`remit/opening/v1\n${ledger}\n${index}\n${group}`, 'utf8');
}

/** RFC 9901 §4.2.1, over the canonical array. Passed whole, so that the limit on depth counts as a verifier counts it. */
function toDisclosure(salt: string, name: string, value: unknown): string {
  return Buffer.from(canonicalJson([salt, name, value]), 'utf8').toString('base64url');
}

/** Canonical JSON by template: the members are fixed and in order, base64url needs no escapes. */
function entryText(sortedDigests: readonly string[], ledger: string, recorded: number): string {
  if (!Number.isSafeInteger(recorded) || recorded < 0) throw new Bug(`\`${recorded}\` is no time of record`);
  const list = sortedDigests.join('","');
  return `{"_sd":["${list}"],"_sd_alg":"sha-256","ledger":${JSON.stringify(ledger)},"recorded":${recorded},"v":1}`;
}

/** AES-256-GCM; ciphertext, then the tag of 16 bytes. A KeyObject makes this four times faster than raw bytes (measured). */
function encrypt(disclosures: readonly string[], key: KeyObject, nonce: Buffer, aad: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(aad);
  const ciphertext = cipher.update(disclosures.length > 0 ? `["${disclosures.join('","')}"]` : '[]', 'latin1');
  cipher.final();
  return Buffer.concat([ciphertext, cipher.getAuthTag()]);
}

function keyOf(keys: SubjectKeys, id: string): KeyObject {
  const key = keys.key(id);
  if (key === undefined) throw new Bug(`the key \`${id}\` was not ensured before sealing`);
  return key;
}

function checkDraft(fields: EntryFields): void {
  const signed = fields.act !== undefined && fields.signature !== undefined;
  const neither = fields.act === undefined && fields.signature === undefined;
  if (signed === (fields.cause !== undefined) || !(signed || neither)) {
    throw new Bug('an entry has an act and its signature, or a cause, and not both');
  }
}
