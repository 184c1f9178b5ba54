import { comesBefore } from '../mandates/holder-side.ts';
import type { MandateSet } from '../terms/mandate-set.ts';

/** Whether people of a component of an agency are admitted. */
export type Admitted = (agency: string, component: string) => boolean;

/**
 * Mandates admit components, not agencies: a component takes part while some permit in force is for its agency and admits the component, whatever the
 * activity and whoever holds the mandate: the rules that decide are the ones that admit. What the root mandate gives to everybody (attesting one's people,
 * signing for one's state) admits nobody: it stands when an agency's own mandate is suspended. Who takes no part is shown nothing of what their agency
 * shares with the host.
 */
export function admittedComponents({ rules }: Pick<MandateSet, 'rules'>): Admitted {
  const permits = rules.filter(
    ({ effect, ...scope }) => (effect === 'permit' || effect === 'permit-with-approval') && !comesBefore(scope),
  );
  const known = new Map<string, boolean>();
  return (agency, component) => {
    const key = `${agency}/${component}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const admits = permits.some(
      (rule) =>
        (rule.agency === null || rule.agency.includes(agency)) &&
        (rule.axes.component === undefined || rule.axes.component.includes(component)),
    );
    known.set(key, admits);
    return admits;
  };
}
