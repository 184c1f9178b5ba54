import { comesBefore } from '../mandates/holder-side.ts';
import type { Clause, MandateDocument, Scenario } from '../mandates/scenario.ts';

/** What the documents say of one component: by which mandates it is admitted, or by which clauses it is ruled out. */
export type Admission = {
  readonly component: string;
  readonly name: string;
  /** Mandates with a clause that permits it something, as documents; whether they are in force stands beside them. */
  readonly mandates: readonly string[];
  /** Clauses and commitments that forbid it something by name; empty where it is admitted. */
  readonly ruledOutBy: readonly string[];
};

type Rule = Pick<Clause, 'id' | 'scope'>;

/** Who may not even take a desk takes no part. */
const TAKING_PART = 'desk.sign-on';

/**
 * Each component of an agency: guests are admitted by component, never as a whole, by whatever clause permits them anything, whoever holds its mandate.
 * What the host's own mandate keeps open to everyone, as attesting one's people and signing for one's state, admits nobody.
 */
export function admissionsOf(agencyId: string, { vocabulary, mandates, commitments }: Scenario): Admission[] {
  const agency = vocabulary.agencies.find(({ id }) => id === agencyId);
  const forbids: readonly Rule[] = [
    ...mandates.flatMap(({ clauses }) => clauses.filter(({ effect }) => effect === 'forbid')),
    ...commitments.flatMap((one) => (one.form === 'rule' && one.effect === 'forbid' ? [one] : [])),
  ];
  return (agency?.components ?? []).map(({ id, name }) => {
    const byName = forbids.filter(({ scope }) => scope.axes['component']?.join() === id);
    const out = byName.some(({ scope }) => scope.activity === null || scope.activity.includes(TAKING_PART));
    const admitted = out
      ? []
      : mandates.filter((mandate) => permits(mandate, agencyId, id)).map(({ mandate }) => mandate);
    return {
      component: id,
      name,
      mandates: admitted,
      ruledOutBy: admitted.length > 0 ? [] : byName.map((rule) => rule.id),
    };
  });
}

function permits({ clauses }: MandateDocument, agency: string, component: string): boolean {
  return clauses.some(
    ({ effect, scope }) =>
      effect !== 'forbid' &&
      !comesBefore(scope) &&
      (scope.agency === null || scope.agency.includes(agency)) &&
      (scope.axes['component'] === undefined || scope.axes['component'].includes(component)),
  );
}
