import type * as z from 'zod';
import { ENDING_KINDS } from '../../terms/act-kinds.ts';
import type { MatterShown } from './records.ts';
import { AccompanimentRow, ApprovalRow, ClearanceRow, ConferralRow, DeedRow, RequestRow } from './rows.ts';

/** Whose a record is, and when it would have ended by itself (ms of room time; null where it has no end of its own). */
type Stood = { readonly people: readonly string[]; readonly until: number | null };

/** How each kind of record that ends for somebody says so; undefined where nothing that stood ended. */
const STOOD = {
  deeds: of(DeedRow, ({ person, status, until }) => (status === 'ended' ? { people: [person], until } : undefined)),
  requests: of(RequestRow, ({ requester, status, deadline }) =>
    status === 'ended' ? { people: [requester], until: deadline } : undefined,
  ),
  approvals: of(ApprovalRow, ({ person, ended, until }) => (ended === null ? undefined : { people: [person], until })),
  conferrals: of(ConferralRow, ({ to, ended, until }) => (ended === null ? undefined : { people: [to], until })),
  clearances: of(ClearanceRow, ({ to, ended, until }) => (ended === null ? undefined : { people: [to], until })),
  accompaniments: of(AccompanimentRow, ({ guest, officer, ended }) =>
    ended === null ? undefined : { people: [guest, officer], until: null },
  ),
} as const;

export type EndedSlice = keyof typeof STOOD;
export const ENDED_SLICES = Object.keys(STOOD) as EndedSlice[];

function of<Row>(schema: z.ZodType<Row>, stood: (row: Row) => Stood | undefined) {
  return (row: unknown) => stood(schema.parse(row));
}

/** Whose these records were: of a deed its doer, of an accompaniment the guest and the officer. */
export function peopleOf({ slice, row }: Pick<MatterShown, 'slice' | 'row'>): readonly string[] {
  return (STOOD[slice as EndedSlice](row) ?? { people: [] }).people;
}

/** The act that ended something: of the record itself, or the one from which its end followed; null where it is not the reader's to see. */
export type EndedBy = NonNullable<MatterShown['changed']['cause']> | null;

const FOLLOWS: readonly string[] = ENDING_KINDS;

/** Whether an entry of this kind is one that nobody did: an end that follows from an act. */
export function isEnding(kind: string): boolean {
  return FOLLOWS.includes(kind);
}

/** By which act a record ended. */
export function endedBy({ changed }: Pick<MatterShown, 'changed'>): EndedBy {
  return isEnding(changed.kind) ? changed.cause : changed;
}

/** The kind of record that an end is of: `deed.ended` is of a deed. Undefined where it is of nobody's own. */
export function sliceOfEnding(kind: string): EndedSlice | undefined {
  if (!isEnding(kind)) return undefined;
  return ENDED_SLICES.find((slice) => kind.startsWith(`${slice.slice(0, -1)}.`) && kind !== 'deed.reclassified');
}

/**
 * What ended for a person before its time by an act that was not theirs, latest first: deeds, requests, approvals, powers, clearances, company. A request
 * that ended with its approval is told of once.
 * @param since room time, ms; what ended before is left out
 */
export function endedFor(person: string, matters: readonly MatterShown[], since: number): MatterShown[] {
  const approved = new Set(matters.filter(({ slice }) => slice === 'approvals').map(({ id }) => id));
  const theirs = matters.filter((matter) => {
    const { slice, row, changed } = matter;
    const stood = STOOD[slice as EndedSlice](row);
    if (stood === undefined || changed.at < since || !stood.people.includes(person)) return false;
    const withApproval = slice === 'requests' && approved.has(matter.id);
    return !withApproval && endedBy(matter)?.person !== person && (stood.until === null || changed.at < stood.until);
  });
  return theirs.sort((a, b) => b.changed.at - a.changed.at || b.changed.index - a.changed.index);
}
