/**
 * How far the check of what is under the seals of an export came (formats.md §9, "Going on"). No root binds what such a check knows by
 * then: the file carries a code that only who has the secrets can make, and they read all that is in it anyway.
 */

import { KeyDirectory } from './acts.ts';
import { decodeBase64, decodeUtf8, encodeBase64, quote, utf8 } from './bytes.ts';
import {
  hasExactly,
  isCount,
  isObject,
  itemsOf,
  type Json,
  type JsonObject,
  parseCanonical,
  spell,
  writeCanonical,
} from './canonical.ts';
import { digestBytesKept } from './digest-set.ts';
import { isSetId } from './fields.ts';
import { hashBytes, type Primitives, sha256 } from './hash.ts';
import { History } from './history.ts';
import { hkdfExpand, hkdfExtract, hmacSha256, isSameCode } from './hmac.ts';
import { Known } from './known.ts';
import type { Keys } from './openings.ts';
import { OwnRecord } from './own-record.ts';
import { type Counts, type Fault, Findings, isFault } from './report.ts';
import { type ResumeOf, sealsMagic } from './resume.ts';
import { tileWidth } from './tiles.ts';

/** What a full check was of: it goes on only for the same. */
export interface SealsOf extends ResumeOf {
  /** SHA-256 of `export.json`, hex. */
  readonly export: string;
  readonly size: number;
  /** b64. */
  readonly root: string;
  /** Whose own record is checked; `null` where nobody's is. */
  readonly person: string | null;
}

/** A place in the check of what is under the seals, behind full tiles in which nothing was wrong. */
export interface KeptSeals {
  readonly tiles: number;
  readonly counts: SealedCounts;
  readonly known: Known;
  /** The person's own record so far (`OwnRecord.kept`); `null` without a person. */
  readonly own: Json;
  /** The ids of the mandate sets that decisions were taken by. */
  readonly sets: readonly string[];
}

/** The counts of a report but for that of the tree. */
export type SealedCounts = Omit<Counts, 'entries'>;

const magic = utf8(sealsMagic);
const salt = utf8('remit/verify/resume/v1');
/** Of the line before what is 16 bytes an act: keys, actors, sets. */
const lineBytesMax = 16_777_216;
/** Some 30 million acts. */
const bytesMax = 536_870_912;
const codeBytes = hashBytes;

/** The longest file that a check of so many entries can keep. */
export function keptSealsBytesMax(size: number): number {
  return Math.min(bytesMax, magic.length + lineBytesMax + (digestBytesKept + 1) * size + codeBytes);
}

/** What the secrets given make: the key of the code, and by what it is told that others were given. */
export class SealsKey {
  /** b64u of 16 bytes: says which secrets, and nothing of them. */
  readonly name: string;
  readonly #extracted: Uint8Array;
  readonly #primitives: Primitives;

  /** INVARIANT: there is a key among `keys`; what nobody keeps secret makes no code. */
  constructor({ keys, ledger }: { readonly keys: Keys; readonly ledger: string }, primitives: Primitives) {
    const spelled: JsonObject = Object.create(null);
    for (const [id, key] of keys) spelled[id] = encodeBase64(key, 'b64u');
    this.#primitives = primitives;
    this.#extracted = hkdfExtract(primitives, salt, utf8(writeCanonical({ keys: spelled, ledger })));
    this.name = encodeBase64(this.#derived('secrets', 16), 'b64u');
  }

  /** The code over `bytes`, of a check of what `of` says. */
  codeOf(bytes: Uint8Array, of: SealsOf): Uint8Array {
    const key = this.#derived(`code\n${writeCanonical({ ...of })}`);
    return hmacSha256(this.#primitives, key, sha256(this.#primitives, bytes));
  }

  #derived(what: string, length?: number): Uint8Array {
    return hkdfExpand(this.#primitives, this.#extracted, utf8(`remit/verify/resume/v1/${what}`), length);
  }
}

/** The file: a line that names it, one of canonical JSON, what is 16 bytes an act, two bits an entry, the code. A fault where it would be too long. */
export function writeKeptSeals(of: SealsOf, kept: KeptSeals, key: SealsKey): Uint8Array | Fault {
  const { tiles, counts, known, own, sets } = kept;
  const { actors, digests, acts, closed } = known.history.kept(tiles * tileWidth);
  const line = writeCanonical({
    of: { ...of, secrets: key.name },
    place: {
      actors,
      counts: Object.fromEntries(countNames.map((name) => [name, counts[name]])),
      digests: digests.length / digestBytesKept,
      keys: known.directory.kept(),
      openings: encodeBase64(known.openings, 'b64'),
      own,
      rosterUnsure: known.rosterUnsure,
      sets: [...sets],
      tiles,
    },
  });
  const text = utf8(`${line}\n`);
  if (text.length > lineBytesMax) return { fault: `what is to be kept has a line of more than ${lineBytesMax} bytes` };
  const parts = [magic, text, digests, acts, closed];
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length + codeBytes > keptSealsBytesMax(of.size)) {
    return { fault: `what is to be kept has more than ${keptSealsBytesMax(of.size)} bytes` };
  }
  const bytes = new Uint8Array(length + codeBytes);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  bytes.set(key.codeOf(bytes.subarray(0, length), of), length);
  return bytes;
}

/** The place in `bytes` (hostile), or why the check cannot go on there; `otherKey` where it is one of another log's key alone. */
export function readKeptSeals(
  bytes: Uint8Array,
  of: SealsOf,
  key: SealsKey,
  primitives: Primitives,
): KeptSeals | (Fault & { readonly otherKey?: string }) {
  if (decodeUtf8(bytes.subarray(0, magic.length)) !== sealsMagic) {
    return { fault: 'is not one of a check with `--keys`' };
  }
  const end = bytes.indexOf(0x0a, magic.length);
  if (end < 0 || end - magic.length >= lineBytesMax) return { fault: 'ends before its line' };
  const parsed = parseCanonical(bytes.subarray(magic.length, end));
  if (isFault(parsed)) return parsed;
  const line = parsed.value;
  if (!hasExactly(line, ['of', 'place']) || !isObject(line['of'])) {
    return { fault: 'does not have the members of a kept place' };
  }
  const differing = differingFrom(line['of'], { ...of, secrets: key.name });
  if (differing !== undefined) return differing;
  const length = Math.max(end + 1, bytes.length - codeBytes);
  if (!isSameCode(key.codeOf(bytes.subarray(0, length), of), bytes.subarray(length))) {
    return { fault: 'was changed since it was written, or written without these secrets: its code is another' };
  }
  return (
    placeOf(line['place'], bytes.subarray(end + 1, length), of, primitives) ?? { fault: 'has a place that cannot be' }
  );
}

const names = {
  checker: 'version of the checker',
  origin: 'ledger',
  policy: 'policy',
  person: 'person',
  export: 'export',
  size: 'size of the tree',
  root: 'root',
  secrets: 'secrets file',
  vkey: 'key',
} as const;

/** The first thing that is not the same, the key last. */
function differingFrom(found: JsonObject, wanted: JsonObject) {
  if (!hasExactly(found, Object.keys(names).sort())) return { fault: 'does not have the members of a kept place' };
  for (const [name, what] of Object.entries(names)) {
    if (found[name] === wanted[name]) continue;
    const said = spell(found[name]);
    const fault = name === 'secrets' ? `is of another ${what}` : `is of another ${what}, ${quote(said)}`;
    return name === 'vkey' ? { fault, otherKey: said } : { fault };
  }
  return undefined;
}

const countNames = ['closed', 'opened', 'replayMismatches', 'replayed', 'signatures', 'signaturesUnchecked'] as const;
const placeNames = ['actors', 'counts', 'digests', 'keys', 'openings', 'own', 'rosterUnsure', 'sets', 'tiles'];

function placeOf(place: Json | undefined, rest: Uint8Array, { size, person }: SealsOf, primitives: Primitives) {
  if (!hasExactly(place, placeNames)) return undefined;
  const { counts: counted, digests, own = null, rosterUnsure, tiles } = place;
  if (!isCount(tiles) || tiles * tileWidth > size || !isCount(digests) || typeof rosterUnsure !== 'boolean')
    return undefined;
  const bitsAt = digests * digestBytesKept;
  const bitsLength = (tiles * tileWidth) / 8;
  if (rest.length !== bitsAt + 2 * bitsLength) return undefined;
  const history = History.from({
    actors: place['actors'] ?? null,
    digests: rest.subarray(0, bitsAt),
    acts: rest.subarray(bitsAt, bitsAt + bitsLength),
    closed: rest.subarray(bitsAt + bitsLength),
  });
  const directory = KeyDirectory.from(place['keys'], primitives);
  const openings = decodeBase64(spell(place['openings']), 'b64');
  const sets = itemsOf(place['sets']);
  if (history === undefined || directory === undefined || openings?.length !== hashBytes) return undefined;
  if (!sets.every(isSetId) || !hasExactly(counted, countNames)) return undefined;
  if (person === null ? own !== null : !new OwnRecord(person, new Findings()).restore(own)) return undefined;
  const counts = {} as SealedCounts;
  for (const name of countNames) {
    const count = counted[name];
    if (!isCount(count)) return undefined;
    counts[name] = count;
  }
  const known = new Known(directory, history, rosterUnsure, openings);
  return { tiles, counts, known, own, sets: sets as string[] };
}
