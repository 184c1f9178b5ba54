import type { MandateRow } from '../matters/mandates/rows.ts';
import type { MandateSet } from '../terms/mandate-set.ts';

/** Whether people of a component of an agency are admitted. */
export type Admitted = (agency: string, component: string) => boolean;

/**
 * Mandates admit components, not agencies: a component takes part while a mandate that its own agency holds is in force and some permit of it
 * admits the component, whatever the activity. What the host's mandates give to everybody (attesting one's people, alerts) admits
 * nobody: it stands when an agency's own mandate is suspended. Who takes no part is shown nothing of what their agency shares with the host.
 */
export function admittedComponents({ rules }: Pick<MandateSet, 'rules'>, mandates: Iterable<MandateRow>): Admitted {
  const inForce = [...mandates].filter(({ status }) => status === 'in-force');
  const permits = rules.filter(({ effect }) => effect === 'permit' || effect === 'permit-with-approval');
  const known = new Map<string, boolean>();
  return (agency, component) => {
    const key = `${agency}/${component}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const held = inForce.filter(({ holder }) => holder === agency);
    const admits = permits.some(
      (rule) =>
        held.some(({ id }) => rule.id.startsWith(`${id}/`)) &&
        (rule.agency === null || rule.agency.includes(agency)) &&
        (rule.axes.component === undefined || rule.axes.component.includes(component)),
    );
    known.set(key, admits);
    return admits;
  };
}
