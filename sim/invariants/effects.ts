import { type Journal, must, type Stepped, type Watcher } from '../journal.ts';
import { isBeside } from './ledger.ts';

const SKEW_MS = 10 * 60_000;
const CONFERRING = [
  'approval.answer',
  'approval.oral',
  'conferral.grant',
  'clearance.grant',
  'accompaniment.begin',
  'item.release',
];

/** What may change by what outcome: refused proposals nothing, those that need approval only a request, late reports no authority. */
export class EffectsOfOutcomes implements Watcher {
  before({ entered, moment, result }: Stepped, { everything }: Journal): void {
    const { act, key } = entered.signed;
    const { answer, changes, entries } = result;
    const real = changes.filter((change) => !isBeside(change));
    const refused = answer.outcome === 'prohibited' || answer.outcome === 'outside';
    if (act.form === 'proposal' && refused) {
      must(
        real.length === 0,
        'effects',
        () => `the refused \`${act.id}\` changed \`${real[0]?.slice}/${real[0]?.id}\``,
      );
    }
    if (act.form === 'proposal' && answer.outcome === 'needs-approval') {
      const opening = real.every(({ slice, row }) => {
        const status = (row as { status?: string } | null)?.status;
        return (
          slice === 'counters' ||
          slice === 'timers' ||
          ((slice === 'deeds' || slice === 'requests') && status === 'waiting')
        );
      });
      must(opening, 'effects', () => `\`${act.id}\` needs approval and did more than ask for it`);
    }
    if (act.form === 'report' && CONFERRING.includes(act.kind)) {
      must(real.length === 0, 'late', () => `the report \`${act.id}\` of a ${act.kind} conferred something`);
    }
    for (const { slice, id, row } of real) {
      const since = sinceWhen(slice, row);
      const known = everything.get(slice as 'deeds', id) !== undefined;
      must(
        known || since === undefined || since >= moment.at,
        'retroactive',
        () => `\`${slice}/${id}\` is authority from before its entry`,
      );
    }
    if (act.form !== 'report' || answer.again === true || answer.repeated !== undefined) return;
    const person = everything.get('people', act.actor);
    const enrolled =
      act.actor.startsWith('registrar:') || (person !== undefined && person.removed === null && person.key === key);
    const used = (everything.get('acts', act.id) ?? everything.get('keptActs', act.id)) !== undefined;
    const proper = act.deedAt <= moment.at && Math.abs(act.signedAt - moment.at) <= SKEW_MS && enrolled && !used;
    const accepted =
      entries.length > 0 &&
      (CONFERRING.includes(act.kind) || (real.length > 0 && !entries[0]?.fields.facts.broken.length));
    must(!proper || accepted, 'reports', () => `the report \`${act.id}\` was not accepted`);
  }
}

function sinceWhen(slice: string, row: object | null): number | undefined {
  const times = row as { from?: number; entered?: number; enrolled?: number } | null;
  if (slice === 'conferrals' || slice === 'clearances') return times?.entered;
  if (slice === 'people') return times?.enrolled;
  return slice === 'approvals' || slice === 'accompaniments' || slice === 'shifts' || slice === 'sets'
    ? times?.from
    : undefined;
}
