import { approvalEnding } from '../approvals/ending.ts';
import { conferralEnding } from '../conferrals/ending.ts';
import { consultationEndings } from '../consultations/ending.ts';
import type { Directory, Effects, Ending } from '../definition.ts';
import { oldestFirst } from '../oldest.ts';
import { requestEnding } from '../requests/ending.ts';
import type { Records } from '../slices.ts';
import { deedEnding } from './ending.ts';

export const POWER_RECORDS = ['deeds', 'approvals', 'requests', 'conferrals', 'consultations'] as const;
type PowerRecords = Pick<Records, (typeof POWER_RECORDS)[number]>;
type Holder = { readonly person: string; readonly agency: string; readonly clauses: readonly string[] };

/**
 * One ending for each thing that stands open for the holders that `ends` picks: deeds, approvals, waiting requests, conferrals,
 * consultations.
 * Used when a mandate is suspended or expires and when a person is removed.
 */
export function powersOf(
  records: PowerRecords,
  effects: Effects,
  directory: Directory,
  at: number,
  ends: (holder: Holder, activity: string | null) => boolean,
): Ending[] {
  const endings: Ending[] = [];
  for (const deed of oldestFirst(records.deeds.values())) {
    if (deed.status === 'open' && ends(deed, deed.activity)) endings.push(deedEnding(records, effects, deed));
  }
  for (const approval of oldestFirst(records.approvals.values())) {
    if (approval.ended !== null || approval.until <= at) continue;
    const clauses = records.requests.get(approval.request)?.clauses ?? [];
    if (ends({ ...approval, clauses }, null)) {
      endings.push(approvalEnding(records, effects, approval, 'approval.ended', at));
    }
  }
  for (const request of oldestFirst(records.requests.values())) {
    if (request.status !== 'waiting') continue;
    if (ends({ person: request.requester, agency: request.agency, clauses: request.clauses }, null)) {
      endings.push(requestEnding(records, effects, request, 'withdrawn'));
    }
  }
  for (const conferral of oldestFirst(records.conferrals.values())) {
    if (conferral.ended !== null || conferral.until <= at) continue;
    if (ends({ person: conferral.to, agency: conferral.agency, clauses: [] }, null)) {
      endings.push(conferralEnding(records, effects, conferral, at));
    }
  }
  const reading = [...records.consultations.values()].filter((row) => ends(row, null));
  return [...endings, ...consultationEndings(records, effects, directory, reading, at)];
}
