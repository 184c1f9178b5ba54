import { seededRandom } from '../../src/base/seeded-random.ts';
import { fc } from '../../src/base/testing/properties.ts';
import { FactsMaker } from '../../src/mandates/export/conformance-facts.ts';
import type { Assumptions, Claim, Region } from '../../src/mandates/prove/claim.ts';
import { ANY_OTHER } from '../../src/mandates/prove/space.ts';
import { AXES, anySet } from '../../src/mandates/testing/set-arbitraries.ts';
import { ROOM_KINDS } from '../../src/terms/act-kinds.ts';
import type { MandateSet } from '../../src/terms/mandate-set.ts';
import { APPROVALS, type ApprovalFact } from '../../src/terms/outcome.ts';

import { ruleThatMeets } from './rules.ts';

/** A claim about a set, to be proved and to be put to z3. */
export type Question = { readonly set: MandateSet; readonly claim: Claim; readonly assumptions: Assumptions };

const SAYS = ['never', 'always', 'unless-approved', 'no-new-permission-since', 'equivalent'] as const;
const anyBound = fc.option(fc.constantFrom(-1, 0, 99, 100, 101, 200, 201, 1_000));

/** Of some agencies and activities only: of everything hardly any claim holds. */
const anyRegion: fc.Arbitrary<Region> = fc.record({
  agency: fc.option(anyOf(['host', 'police', 'guest', 'room', 'unknown', ANY_OTHER], 3), { freq: 4 }),
  activity: fc.option(anyOf(['arrest', 'patrol', 'alert', 'timer.due', ANY_OTHER], 2), { freq: 8 }),
  axes: fc
    .tuple(
      ...Object.entries(AXES).map(([axis, words]) =>
        fc.tuple(fc.constant(axis), fc.nat({ max: 3 }), anyOf([...words, 'unknown'], 3)),
      ),
    )
    .map((all) => Object.fromEntries(all.flatMap(([axis, n, words]) => (n === 0 ? [[axis, words]] : [])))),
  windows: fc.option(fc.array(fc.tuple(anyBound, anyBound), { maxLength: 2 }), { freq: 1 }),
  approval: fc.option(fc.subarray<ApprovalFact>([...APPROVALS], { minLength: 1 }), { freq: 1 }),
});

/** Of nearly a single act that is near to a rule, so that every detail of the rule counts. */
function regionNear(set: MandateSet, seed: number): Region {
  const random = seededRandom(seed);
  const { agency, activity, axes, approval, time } = new FactsMaker(set, random).random();
  return {
    agency: [agency],
    activity: [activity],
    axes: Object.fromEntries(Object.entries(axes).map(([axis, word]) => [axis, [word]])),
    windows: [[time, time + 1]],
    approval: random.chance(0.5) ? [approval] : null,
  };
}

const anyAssumptions: fc.Arbitrary<Assumptions> = fc.constantFrom<Assumptions>(
  {},
  {
    componentsOf: new Map([
      ['guest', ['c1']],
      ['room', []],
    ]),
    activitiesOf: new Map([['room', ROOM_KINDS]]),
  },
);

/** Any claim about any set. The other set of a claim is near to the first, so that comparing them can come out either way. */
export const anyQuestion: fc.Arbitrary<Question> = fc
  .record({
    says: fc.constantFrom(...SAYS),
    set: anySet(ruleThatMeets),
    wide: anyRegion,
    near: fc.option(fc.nat(), { freq: 2 }),
    assumptions: anyAssumptions,
    more: fc.option(ruleThatMeets),
    without: fc.option(fc.nat({ max: 11 })),
    unrelated: fc.option(anySet(ruleThatMeets), { freq: 1 }),
  })
  .map(({ says, set, wide, near, assumptions, more, without, unrelated }) => {
    const region = near === null ? wide : regionNear(set, near);
    const rules = set.rules.filter((_, n) => n !== without).reverse();
    const other = unrelated ?? { ...set, rules: more === null ? rules : [...rules, more] };
    return { set, assumptions, claim: claimOf(says, region, other) };
  });

function claimOf(says: (typeof SAYS)[number], region: Region, other: MandateSet): Claim {
  if (says === 'equivalent') return { says, region, to: other };
  if (says === 'no-new-permission-since') return { says, region, before: other };
  return { says, region };
}

function anyOf<Word extends string>(words: readonly Word[], maxLength: number): fc.Arbitrary<Word[]> {
  return fc.subarray([...words], { minLength: 1, maxLength });
}
