import type { World } from '../world/world.ts';
import {
  coerciveDeeds,
  deedsUnder,
  type EndNote,
  endAfterChange,
  endApproval,
  endClearance,
  endConferral,
  endDeed,
  endReading,
  endRequest,
  unclearedDeeds,
} from './endings.ts';
import { rulesAt } from './facts.ts';
import { beginByClock, putInForce } from './mandate-effects.ts';
import type { ModelRecords } from './records.ts';

/** What the room's clock has to end by now, as `<what>:<matter>`: found by looking at everything. */
export function overdue(records: ModelRecords, at: number): string[] {
  return [
    ...records.requests
      .filter((row) => row.status === 'waiting' && row.deadline <= at)
      .map(({ id }) => `request:${id}`),
    ...records.approvals
      .filter((row) => row.ended === null && !row.countersigned && (row.countersignBy ?? at + 1) <= at)
      .map(({ request }) => `countersign:${request}`),
    ...records.approvals
      .filter((row) => row.ended === null && row.until <= at)
      .map(({ request }) => `approval:${request}`),
    ...records.deeds
      .filter((row) => row.status === 'open' && (row.closes ?? row.terms.until) <= at)
      .map(({ id }) => `deed:${id}`),
    ...records.conferrals.filter((row) => row.ended === null && row.until <= at).map(({ id }) => `conferral:${id}`),
    ...records.clearances.filter((row) => row.ended === null && row.until <= at).map(({ id }) => `clearance:${id}`),
    ...records.consultations.filter((row) => !row.ended && row.until <= at).map(({ id }) => `consultation:${id}`),
    ...records.items.filter((row) => !row.expired && row.expires <= at).map(({ id }) => `item:${id}`),
    ...records.mandates
      .filter((row) => row.status === 'in-force' && (row.until ?? at + 1) <= at)
      .map(({ id }) => `mandate:${id}`),
    ...records.drafts
      .filter((row) => row.status === 'due' && (row.begins ?? at + 1) <= at)
      .map(({ id }) => `begin:${id}`),
    ...records.holds.filter((row) => !row.lifted && !row.over && row.until <= at).map(({ id }) => `hold:${id}`),
    ...records.reviews
      .filter((row) => row.status === 'extended' && (row.until ?? at + 1) <= at)
      .map(({ id }) => `extension:${id}`),
    ...records.refusals.filter((row) => row.count > 1 && row.closes <= at).map(({ key }) => `refusal:${key}`),
  ];
}

/** Ends one thing; gives the end and all that follows from it. */
export function endByClock(world: World, records: ModelRecords, timer: string, at: number): EndNote[] {
  const [what, ...rest] = timer.split(':');
  const id = rest.join(':');
  const request = records.requests.find((row) => row.id === id);
  const approval = records.approvals.find((row) => row.request === id);
  const conferral = records.conferrals.find((row) => row.id === id);
  const mandate = records.mandates.find((row) => row.id === id);
  if (what === 'request' && request !== undefined) return endRequest(records, request, 'request.lapsed');
  if (what === 'countersign' && approval !== undefined)
    return [endApproval(approval, 'approval.lapsed', at), ...deedsUnder(records, approval)];
  if (what === 'approval' && approval !== undefined)
    return [endApproval(approval, 'approval.expired', at), ...deedsUnder(records, approval)];
  if (what === 'deed') return records.deeds.filter((row) => row.id === id).map(endDeed);
  if (what === 'conferral' && conferral !== undefined) {
    return [endConferral(conferral, at), ...coerciveDeeds(world, records, conferral.to, conferral.power, at)];
  }
  const clearance = records.clearances.find((row) => row.id === id);
  if (what === 'clearance' && clearance !== undefined) {
    return [endClearance(clearance, at), ...unclearedDeeds(world, records, clearance, at)];
  }
  if (what === 'consultation') {
    for (const row of records.consultations) if (row.id === id) row.ended = true;
    return [`consultation.ended ${id}`];
  }
  if (what === 'item') {
    for (const item of records.items) if (item.id === id) item.expired = true;
    return [`item.expired ${id}`, ...endReading(records, (row) => row.of === id, at)];
  }
  if (what === 'hold') {
    for (const hold of records.holds) if (hold.id === id) hold.over = true;
    return [`hold.ended ${id}`];
  }
  if (what === 'extension') {
    for (const review of records.reviews) if (review.id === id) review.status = 'due';
    return [`retention.due ${id}`];
  }
  if (what === 'begin') return beginByClock(world, records, id, at);
  if (what === 'mandate' && mandate !== undefined) {
    const rules = rulesAt(world, records, at);
    mandate.status = 'expired';
    putInForce(records, at);
    return [`mandate.expired ${id}`, ...endAfterChange(world, records, rules, mandate, at)];
  }
  return [];
}
