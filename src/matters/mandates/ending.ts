import type { ApprovalRow } from '../approvals/rows.ts';
import { type Open, openApproval, POWER_RECORDS, type PowerRecords, powersOf } from '../deeds/powers.ts';
import { type DeedRow, type DeedTerms, readingsOf } from '../deeds/rows.ts';
import { isSafety } from '../deeds/safety.ts';
import type { Directory, Effects, Ending, Judge, Use } from '../definition.ts';
import type { RequestRow } from '../requests/rows.ts';
import type { Records } from '../slices.ts';
import type { MandateRow } from './rows.ts';

export const ENDED_WITH_MANDATES = ['mandates', 'items', 'people', ...POWER_RECORDS] as const;
type MandateRecords = PowerRecords & Pick<Records, 'mandates' | 'items' | 'people'>;

/** How the mandates changed: what is asked before and after, and the mandate that is in force no more, if one went. */
export type Change = { readonly before: Judge; readonly after: Judge; readonly gone?: MandateRow };

/**
 * What ends when the mandates in force change. Open deeds are decided again for what is left of their time, and end unless they are permitted;
 * approvals, requests, conferrals, clearances and consultations end when nothing that they are for could be permitted any more. With a mandate that is
 * suspended or expires, all ends that rests on it, and where its holder has no other, all of the holder's. What gets people out
 * goes on.
 */
export function endedByChange(
  records: MandateRecords,
  effects: Effects,
  directory: Directory,
  { before: then, after: now, gone }: Change,
  at: number,
): Ending[] {
  const [before, after] = [then.remembering(), now.remembering()];
  const goes = gone === undefined ? () => false : restingOn(records, gone);
  return powersOf(records, effects, directory, at, (open) => {
    if (open.is !== 'deed') {
      if (goes(open)) return true;
      if (open.is === 'approval' && open.row.used !== null) {
        const deed = records.deeds.get(open.row.used);
        return deed?.status === 'open' && !goesOn(directory, after, deed);
      }
      const use = laterUse(records, directory, open);
      return use !== undefined && before.mayEverPermit(use) && !after.mayEverPermit(use);
    }
    if (getsOut(directory, open.row)) return false;
    const approval = records.approvals.get(open.row.approval);
    const withApproval = approval?.ended === null && goes(openApproval(records, approval));
    return goes(open) || withApproval || !goesOn(directory, after, open.row);
  });
}

/** Does an open deed go on under the mandates as they are now, as it was declared and as it was found to be? */
function goesOn(directory: Directory, after: Judge, deed: DeedRow): boolean {
  return getsOut(directory, deed) || readingsOf(deed).every((reading) => after.stillPermits(reading));
}

function getsOut(directory: Directory, deed: DeedRow): boolean {
  return readingsOf(deed).every((reading) => isSafety(directory, reading));
}

/** Does something rest on this mandate, or on nothing that a remaining mandate of that holder says? */
function restingOn(records: Pick<Records, 'mandates'>, mandate: MandateRow): (open: Open) => boolean {
  const remaining = [...records.mandates.values()].filter(
    (other) => other.status === 'in-force' && other.id !== mandate.id && other.holder === mandate.holder,
  );
  return ({ agency, clauses }) =>
    clauses.some((clause) => clause.startsWith(`${mandate.id}/`)) ||
    (agency === mandate.holder && remaining.length === 0);
}

/** What an open matter is for, as far as it is fixed; undefined for what is over. */
function laterUse(records: MandateRecords, directory: Directory, open: Exclude<Open, { is: 'deed' }>): Use | undefined {
  const { person } = open;
  switch (open.is) {
    case 'approval':
      return approvalUse(records, open.row);
    case 'request':
      return requestUse(records, open.row, null);
    case 'conferral': {
      const { power, from, until } = open.row;
      return {
        person,
        activities: directory.uses(power),
        axes: { accompaniment: ['yes'], conferral: ['yes'] },
        from,
        until,
      };
    }
    case 'clearance': {
      const { clears, from, until } = open.row;
      return { person, activities: directory.needing(clears), axes: { clearance: ['held'] }, from, until };
    }
    case 'consultation':
      if (open.row.ended !== null) return undefined;
      return {
        person,
        activities: ['consultation.open'],
        axes: { purpose: [open.row.purpose] },
        until: open.row.until,
      };
  }
}

function approvalUse(records: MandateRecords, approval: ApprovalRow): Use | undefined {
  const request = records.requests.get(approval.request);
  const offered = request?.counter?.digest === approval.digest ? request.counter.deed : undefined;
  if (offered !== undefined) return deedUse(offered);
  return request === undefined ? undefined : requestUse(records, request, approval.until);
}

function requestUse(records: MandateRecords, { asks }: RequestRow, until: number | null): Use {
  if ('deed' in asks) return deedUse(asks.deed);
  const { person, item, to, purpose, place } = asks.release;
  const axes = {
    purpose: [purpose],
    handling: [records.items.get(item)?.handling ?? 'unknown'],
    recipient: [records.people.get(to)?.component ?? 'unknown'],
    consent: ['given', 'not-needed'],
    ...(place === undefined ? {} : { place: [place] }),
  };
  return { person, activities: ['item.release'], axes, until };
}

function deedUse({ person, activity, purpose, place, from, until }: DeedTerms): Use {
  return { person, activities: [activity], axes: { purpose: [purpose], place: [place] }, from, until };
}
