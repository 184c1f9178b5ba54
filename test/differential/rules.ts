import { fc } from '../../src/base/testing/properties.ts';
import { anyRule } from '../../src/mandates/testing/set-arbitraries.ts';
import type { Rule } from '../../src/terms/mandate-set.ts';

/** Axes that a rule of the second kind still lists. */
const AXES_LISTED = 2;

/** Rules of any kind, and as many that facts meet often: without lists that hold nothing, and of few axes. */
export const ruleThatMeets: fc.Arbitrary<Rule> = fc.oneof(anyRule, anyRule.map(meeting));

function meeting(rule: Rule): Rule {
  const { agency, activity, axes, windows } = rule;
  const orAny = <Item>(list: readonly Item[] | null) => (list === null || list.length === 0 ? null : list);
  const listed = Object.entries(axes).filter(([, words]) => words.length > 1);
  return {
    ...rule,
    agency: orAny(agency),
    activity: orAny(activity),
    axes: Object.fromEntries(listed.slice(0, AXES_LISTED)),
    windows: orAny(windows),
  };
}
