import type { DeedRow } from '../deeds/rows.ts';
import type { OccurrenceRow } from '../occurrences/rows.ts';
import type { Records } from '../slices.ts';
import type { Judged } from './rows.ts';

/** A deed that was done, as the records have it: who did it, where, when, and all that its decision can be taken again on. */
export type Done = {
  readonly person: string;
  readonly agency: string;
  readonly place: string;
  /** Room time as of which it was decided, ms. */
  readonly at: number;
  /** The time for all of which it was decided; null for a report, which is of a moment. */
  readonly lasts: { readonly from: number; readonly until: number } | null;
  /** The set that it was decided under, and who its doer was then, as far as that was kept. */
  readonly set: string | null;
  readonly seat: { readonly component: string; readonly role?: string; readonly room?: string } | null;
};

/** A record that can be challenged: a deed that took effect, or the report of a deed of one's own. */
export type Challenged = {
  readonly of: { readonly deed: DeedRow } | { readonly report: OccurrenceRow };
  readonly declared: Judged;
  readonly done: Done;
};

/** What can be challenged under this id; undefined for what never took effect, for what somebody told of somebody else, and for what is not there. */
export function challengedOf(records: Pick<Records, 'deeds' | 'occurrences'>, id: string): Challenged | undefined {
  const deed = records.deeds.get(id);
  if (deed !== undefined) return deed.status === 'open' || deed.status === 'ended' ? deedDone(deed) : undefined;
  const report = records.occurrences.get(id);
  return report === undefined ? undefined : reportDone(report);
}

function deedDone(deed: DeedRow): Challenged {
  const { person, agency, activity, purpose, place, from, until, clauses, basis } = deed;
  const seat = basis === undefined ? null : { component: basis.component, role: basis.role, room: basis.room };
  // Of deeds of before it was kept, the time that they claim is the nearest to when they took effect.
  const done = {
    person,
    agency,
    place,
    at: basis?.at ?? from,
    lasts: { from, until },
    set: basis?.set ?? null,
    seat,
  };
  return { of: { deed }, declared: { activity, purpose, outcome: 'permitted', clauses }, done };
}

function reportDone(report: OccurrenceRow): Challenged | undefined {
  const { own, reporter: person, agency, activity, deedAt: at, outcome, clauses } = report;
  if (own === undefined) return undefined;
  const { purpose, place } = own;
  const { set, component } = own.basis;
  const done = { person, agency, place, at, lasts: null, set, seat: { component } };
  return { of: { report }, declared: { activity, purpose, outcome, clauses }, done };
}

/** The challenge of it that is open, or null. */
export function openChallenge({ of }: Challenged): string | null {
  return ('deed' in of ? of.deed.challenge : of.report.challenge) ?? null;
}

/** Plans what its record says of challenges of it. */
export function setChallenged(
  records: Pick<Records, 'deeds' | 'occurrences'>,
  { of }: Challenged,
  change: Pick<DeedRow, 'challenge' | 'reclassified'>,
): void {
  if ('deed' in of) records.deeds.set(of.deed.id, { ...of.deed, ...change });
  else records.occurrences.set(of.report.id, { ...of.report, ...change });
}
