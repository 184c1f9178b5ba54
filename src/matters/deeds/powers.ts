import { approvalEnding } from '../approvals/ending.ts';
import type { ApprovalRow } from '../approvals/rows.ts';
import { clearanceEnding } from '../clearances/ending.ts';
import type { ClearanceRow } from '../clearances/rows.ts';
import { conferralEnding } from '../conferrals/ending.ts';
import type { ConferralRow } from '../conferrals/rows.ts';
import { consultationEndings } from '../consultations/ending.ts';
import type { ConsultationRow } from '../consultations/rows.ts';
import type { Directory, Effects, Ending } from '../definition.ts';
import { oldestFirst } from '../oldest.ts';
import { requestEnding } from '../requests/ending.ts';
import type { RequestRow } from '../requests/rows.ts';
import type { Records } from '../slices.ts';
import { deedEnding } from './ending.ts';
import type { DeedRow } from './rows.ts';

export const POWER_RECORDS = ['deeds', 'approvals', 'requests', 'conferrals', 'clearances', 'consultations'] as const;
export type PowerRecords = Pick<Records, (typeof POWER_RECORDS)[number]>;

/** Something that stands open: whose it is, and the clauses that it rests on. */
export type Open = { readonly person: string; readonly agency: string; readonly clauses: readonly string[] } & (
  | { readonly is: 'deed'; readonly row: DeedRow }
  | { readonly is: 'approval'; readonly row: ApprovalRow }
  | { readonly is: 'request'; readonly row: RequestRow }
  | { readonly is: 'conferral'; readonly row: ConferralRow }
  | { readonly is: 'clearance'; readonly row: ClearanceRow }
  | { readonly is: 'consultation'; readonly row: ConsultationRow }
);

/**
 * One ending for each thing that stands open and that `ends` picks: deeds, approvals, waiting requests, conferrals, clearances, consultations, each
 * oldest first.
 * Used when mandates change and when a person leaves.
 */
export function powersOf(
  records: PowerRecords,
  effects: Effects,
  directory: Directory,
  at: number,
  ends: (open: Open) => boolean,
): Ending[] {
  const endings: Ending[] = [];
  for (const deed of oldestFirst(open(records.deeds, ({ status }) => status === 'open'))) {
    if (ends({ ...deed, is: 'deed', row: deed })) {
      endings.push(deedEnding(records, effects, deed));
    }
  }
  for (const approval of oldestFirst(records.approvals.values())) {
    if (approval.ended === null && at < approval.until && ends(openApproval(records, approval))) {
      endings.push(approvalEnding(records, effects, approval, 'approval.ended', at));
    }
  }
  for (const request of oldestFirst(open(records.requests, ({ status }) => status === 'waiting'))) {
    if (ends({ ...request, person: request.requester, is: 'request', row: request })) {
      endings.push(requestEnding(records, effects, request, 'withdrawn'));
    }
  }
  for (const conferral of oldestFirst(records.conferrals.values())) {
    const open = {
      person: conferral.to,
      agency: conferral.agency,
      clauses: [],
      is: 'conferral',
      row: conferral,
    } as const;
    if (conferral.ended === null && at < conferral.until && ends(open)) {
      endings.push(conferralEnding(records, effects, conferral, at));
    }
  }
  for (const clearance of oldestFirst(records.clearances.values())) {
    const { to: person, agency } = clearance;
    const open = { person, agency, clauses: [], is: 'clearance', row: clearance } as const;
    if (clearance.ended === null && at < clearance.until && ends(open)) {
      endings.push(clearanceEnding(records, effects, clearance, at));
    }
  }
  const reading = [...records.consultations.values()].filter((row) => ends({ ...row, is: 'consultation', row }));
  return [...endings, ...consultationEndings(records, effects, directory, reading, at)];
}

/** Before they are put in order: of all that ever was, little is open. */
function* open<Row>(records: { values(): Iterable<Row> }, is: (row: Row) => boolean): Iterable<Row> {
  for (const row of records.values()) if (is(row)) yield row;
}

/** An approval rests on the clauses that asked for it. */
export function openApproval(records: Pick<Records, 'requests'>, approval: ApprovalRow): Open {
  const clauses = records.requests.get(approval.request)?.clauses ?? [];
  return { person: approval.person, agency: approval.agency, clauses, is: 'approval', row: approval };
}
