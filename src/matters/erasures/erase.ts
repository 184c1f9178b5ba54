import * as z from 'zod';
import { Line, MatterId } from '../../terms/act.ts';
import { DATA_PROTECTION_ROLE } from '../../terms/act-kinds.ts';
import type { RecordShown } from '../../terms/api/retention.ts';
import { agencies, HOST_AUDIENCE, isHost } from '../audience.ts';
import { type Actor, type Directory, defineAct } from '../definition.ts';
import type { ReleaseRow } from '../items/rows.ts';
import { isOpenRow } from '../open-row.ts';
import { isPastWaiting } from '../retention/over.ts';
import { endedReviews, isTimeOver, REVIEW_RECORDS } from '../retention/reviews.ts';
import type { Records } from '../slices.ts';
import {
  ERASABLE,
  ERASURE_BASES,
  type ErasableSlice,
  type ErasureBasis,
  entryName,
  hasLiftedOfOther,
  isHeld,
  KEPT_KINDS,
  type PastRecord,
  RESTATED,
} from './rows.ts';

/** Entries of one record that are erased at once; an entry names them all. */
export const ENTRIES_MAX = 2_000;

/** How a record, or a single entry with what belongs to it, is named in a detail. */
export const Erasable = {
  record: MatterId.optional(),
  entry: z.int().min(0).optional(),
};

/** @param detail one of `record` and `entry` */
export function namedBy({
  record,
  entry,
}: {
  readonly record?: string | undefined;
  readonly entry?: number | undefined;
}): string {
  return record ?? entryName(entry ?? -1);
}

export const ONE_OF_THEM = { path: ['record'], message: 'either `record` or `entry` is named' };

const ERASING_RECORDS = [...new Set(['erasures', 'holds', ...ERASABLE, ...REVIEW_RECORDS] as const)] as const;

type AgainstErasing = RecordShown['against'][number];

/** The house rules against erasing a record of which the ledger holds this. @param by who would erase it, and may */
export function againstErasing(
  records: Pick<Records, (typeof ERASING_RECORDS)[number]>,
  past: PastRecord,
  {
    by,
    basis,
    at,
    index,
  }: { readonly by: string; readonly basis: ErasureBasis; readonly at: number; readonly index: number },
): AgainstErasing[] {
  const broken: AgainstErasing[] = isOver(past, records, at) && past.upTo === index ? [] : ['R-37'];
  if (isHeld(records, past.names, at)) broken.push('R-38');
  if (basis === 'retention' && !isTimeOver(records, past)) broken.push('R-40');
  if (hasLiftedOfOther(records, past.names, by)) broken.push('R-42');
  return broken;
}

/**
 * Erases a record for good: the boxes of everything that was entered of it are removed, and the keys that closed them are given up. The entries stay in the
 * tree, with outcome, clauses and facts; that this was erased, by whom and why, is an entry itself.
 */
export const recordErase = defineAct({
  kind: 'record.erase',
  forms: ['proposal'],
  detail: z
    .strictObject({ ...Erasable, basis: z.enum(ERASURE_BASES), reason: Line })
    .refine(({ record, entry }) => (record === undefined) !== (entry === undefined), ONE_OF_THEM),
  example: { record: 'OCC-guest-a-1', basis: 'request' as const, reason: 'whom it names asked for it' },
  records: ERASING_RECORDS,
  broken: ({ actor, detail, records, directory, at, index, past }) => {
    if (!mayErase(actor, directory)) return ['R-37'];
    // A preview looks at no entries: what it says of the record itself, the act will.
    if (past === undefined) return [];
    const against = againstErasing(records, past, { by: actor.id, basis: detail.basis, at, index });
    // What a guest keeps to itself is, while it is not to go, to the host as if it were not there.
    return against.length > 0 && !isShownTo(actor, past) ? ['R-37'] : against;
  },
  plan({ actor, detail, records, directory, at, index, past }, effects) {
    if (past === undefined) throw new RangeError('planned for a record that nobody looked at');
    const id = effects.number('ERA');
    const ended = endedReviews(records, directory, effects, past, { erasure: id, index });
    effects.forget(past);
    for (const ending of ended) effects.end(ending);
    records.erasures.set(id, {
      id,
      of: past.of,
      basis: detail.basis,
      entries: past.entries,
      keys: past.keys,
      by: actor.id,
      at,
      status: 'ordered',
      index,
    });
    return { matter: id, audience: agencies(HOST_AUDIENCE) };
  },
});

/** Does this person sit at the host's data protection desk? Nobody else's act is worth reading the ledger for. */
export function mayErase(actor: Pick<Actor, 'agency' | 'desk' | 'role'>, directory: Directory): boolean {
  return isHost(actor.agency, directory) && actor.desk !== null && actor.role === DATA_PROTECTION_ROLE;
}

/** Is some of it shown to whoever is of this agency of the host? */
function isShownTo({ agency }: Pick<Actor, 'agency'>, { agencies: shown }: PastRecord): boolean {
  return shown.includes(HOST_AUDIENCE) || shown.includes(agency);
}

/** Is it there, no more than can be erased at once, nothing but records, and all of it over? */
function isOver(
  { entries, kinds, rows, others }: PastRecord,
  records: Pick<Records, ErasableSlice>,
  at: number,
): boolean {
  if (entries.length === 0 || entries.length > ENTRIES_MAX) return false;
  if (kinds.some((kind) => KEPT_KINDS.some((start) => kind.startsWith(start)))) return false;
  if (others.some(({ slice }) => !(RESTATED as readonly string[]).includes(slice))) return false;
  return rows.every(({ slice, id }) => {
    const row = records[slice as ErasableSlice].get(id);
    if (row === undefined || isAlwaysOver(slice as ErasableSlice)) return true;
    return !isOpenRow(slice as OpenSlice, row) || isPastWaiting(slice, row, at) || isOfExpired(slice, row, records);
  });
}

type OpenSlice = Exclude<ErasableSlice, 'consents' | 'declarations'>;

/** What has no end of its own: a consent once given, a declaration once made. */
function isAlwaysOver(slice: ErasableSlice): slice is 'consents' | 'declarations' {
  return slice === 'consents' || slice === 'declarations';
}

/** A release that nobody recalled is over with its item. */
function isOfExpired(slice: string, row: object, { items }: Pick<Records, 'items'>): boolean {
  return slice === 'releases' && items.get((row as ReleaseRow).item)?.expired !== false;
}
