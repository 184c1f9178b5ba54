import { byCodeUnits } from '../../base/order.ts';
import { FACT_SOURCES, type FactSource, sourceOf } from '../../terms/fact-sources.ts';
import type { MandateSet, Rule, Safety } from '../../terms/mandate-set.ts';
import type { Region } from './claim.ts';
import { commonRegion, isWithinRegion, regionOfRule } from './rule-region.ts';

/** A claim that speaks of one set. */
type AskedOfOne = { readonly says: 'never' | 'always' | 'unless-approved'; readonly region: Region };

/** Facts that a proof takes as they are stated, by who states them, in the order of the sources. */
export type Rests = readonly { readonly source: FactSource; readonly facts: readonly string[] }[];

/**
 * On which facts it rests what is said of acts under one set. A proof goes through every fact that an act can have, and cannot say that the facts of an
 * act are true: were the component of somebody another than the roster says, they would be decided as somebody else. Facts of which neither the
 * claim nor any clause that can meet its acts speaks make no difference. Rather one too many than one too few.
 */
export function restsOn(set: MandateSet, { says, region }: AskedOfOne): Rests {
  const meeting = set.rules.flatMap((rule) => {
    const acts = commonRegion(regionOfRule(rule), region);
    return acts === undefined ? [] : [{ rule, acts }];
  });
  const settles = ({ rule }: { readonly rule: Rule }) =>
    (rule.effect === 'forbid' || (says === 'unless-approved' && rule.effect === 'require-approval')) &&
    isWithinRegion(region, regionOfRule(rule));
  const facts = new Set([...factsIn(region), ...(says === 'unless-approved' ? ['approval'] : [])]);
  const isSettled = meeting.some(settles) || !meeting.some(({ rule }) => isPermit(rule));
  if (!isSettled) {
    for (const { rule, acts } of meeting) {
      for (const fact of factsIn(rule)) facts.add(fact);
      if (says === 'always' && rule.effect !== 'permit') facts.add('approval');
      // What R-05 asks of a guest’s coercive act.
      if (!isPermit(rule) || !isCoercive(set, acts)) continue;
      for (const fact of ['agency', 'activity', 'accompaniment', 'conferral']) facts.add(fact);
      if (says === 'always') facts.add('approval');
    }
  }
  // What nothing holds up, and whose.
  const safety = safetyOf(set, region);
  if (safety.some((whose) => whose !== 'none')) facts.add('activity');
  if (safety.includes('host')) facts.add('agency');
  return FACT_SOURCES.flatMap((source) => {
    const own = [...facts].filter((fact) => sourceOf(fact) === source).sort(byCodeUnits);
    return own.length === 0 ? [] : [{ source, facts: own }];
  });
}

function factsIn({ agency, activity, axes, windows }: Pick<Region, 'agency' | 'activity' | 'axes' | 'windows'>) {
  const named = Object.entries({ agency, activity, time: windows }).filter(([, words]) => words !== null);
  return [...named.map(([fact]) => fact), ...Object.keys(axes)];
}

function isPermit({ effect }: Rule): boolean {
  return effect === 'permit' || effect === 'permit-with-approval';
}

function isCoercive({ vocabulary }: MandateSet, { activity }: Region): boolean {
  return Object.entries(vocabulary.activities).some(
    ([id, { coercive }]) => coercive && (activity === null || activity.includes(id)),
  );
}

function safetyOf({ vocabulary }: MandateSet, { activity }: Region): Safety[] {
  return Object.entries(vocabulary.activities).flatMap(([id, { safety }]) =>
    activity === null || activity.includes(id) ? [safety] : [],
  );
}
