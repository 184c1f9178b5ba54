import type { MandateSet } from '../../../terms/mandate-set.ts';
import type { FactsVector, Outcome } from '../../../terms/outcome.ts';
import { decideV1 } from '../../interpreter-1.ts';
import type { Assumptions, Claim, Region } from '../claim.ts';

/** Whether one act of the claim's region breaks it, as plainly as can be. */
export function breaks(claim: Claim, set: MandateSet, facts: FactsVector): boolean {
  const { outcome } = decideV1(set, facts);
  const far = (one: Outcome) =>
    ['outside', 'needs-approval', 'permitted'].indexOf(one === 'prohibited' ? 'outside' : one);
  switch (claim.says) {
    case 'never':
      return outcome === 'permitted' || outcome === 'needs-approval';
    case 'always':
      return outcome !== 'permitted';
    case 'unless-approved':
      return facts.approval !== 'granted' && outcome === 'permitted';
    case 'equivalent':
      return outcome !== decideV1(claim.to, facts).outcome;
    case 'no-new-permission-since':
      return far(outcome) > far(decideV1(claim.before, facts).outcome);
  }
}

/** Whether an act is one of a region. */
export function isIn({ agency, activity, axes, windows, approval }: Region, facts: FactsVector): boolean {
  return (
    (agency?.includes(facts.agency) ?? true) &&
    (activity?.includes(facts.activity) ?? true) &&
    Object.entries(axes).every(([axis, words]) => words.includes(facts.axes[axis] ?? 'unknown')) &&
    (windows?.some(
      ([from, until]) => (from === null || from <= facts.time) && (until === null || facts.time < until),
    ) ??
      true) &&
    (approval?.includes(facts.approval) ?? true)
  );
}

/** Whether an act can be, by what is taken for granted. */
export function isPossible({ componentsOf, activitiesOf }: Assumptions, facts: FactsVector): boolean {
  const component = facts.axes['component'] ?? 'unknown';
  return (
    (component === 'unknown' || (componentsOf?.get(facts.agency)?.includes(component) ?? true)) &&
    (activitiesOf?.get(facts.agency)?.includes(facts.activity) ?? true)
  );
}
