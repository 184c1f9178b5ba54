import assert from 'node:assert/strict';
import type { Clause, Scenario } from '../../mandates/scenario.ts';

/** What the text of guest B would break, were it not for a clause of guest A's. */
export const LEANED_ON = 'C2';

/**
 * The harbour, in which the mandate of guest B permits what C2 promises never to happen, and that of guest A forbids it to everybody: the texts keep the
 * promise together, and without guest A's only the room's refusals do.
 * @param until when guest A's mandate is over, ms; as it is supplied, unless given
 */
export function leaningHarbour(scenario: Scenario, until?: number): Scenario {
  const promise = scenario.commitments.find(({ id }) => id === LEANED_ON);
  assert(promise?.form === 'rule' && promise.effect === 'forbid');
  const { scope } = promise;
  const mandates = scenario.mandates.map((mandate) => {
    const like = mandate.clauses[0] ?? assert.fail('a mandate without clauses');
    const clause = (id: string, more: Pick<Clause, 'effect' | 'scope'>): Clause => ({ ...like, id, ...more });
    if (mandate.mandate === 'guest-a') {
      const forbid = clause('guest-a/90', { effect: 'forbid', scope });
      return { ...mandate, until: until ?? mandate.until, clauses: [...mandate.clauses, forbid] };
    }
    if (mandate.mandate !== 'guest-b') return mandate;
    const permit = clause('guest-b/90', { effect: 'permit', scope: { ...scope, agency: ['guest-b-police'] } });
    return { ...mandate, clauses: [...mandate.clauses, permit] };
  });
  return { ...scenario, mandates };
}
