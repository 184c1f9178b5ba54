import { fc } from '../../base/testing/properties.ts';
import { FIXED_AXES } from '../../terms/axes.ts';
import { HOUSE_RULE_LIST } from '../../terms/house-rules.ts';
import { type MandateSet, RULE_EFFECTS, type Rule, SAFETY, STANDINGS } from '../../terms/mandate-set.ts';
import { APPROVALS, type FactsVector } from '../../terms/outcome.ts';

/** Random mandate sets and vectors for property tests: few words each, so that rules and facts meet often. */

const AGENCIES = ['host', 'police', 'guest', 'other-guest', 'organiser', 'room'];
const ACTIVITIES = ['arrest', 'assess', 'patrol', 'alert', 'declare', 'timer.due'];
/** The words of every vocabulary here; small, and with both of the axes that R-05 looks at. */
export const AXES: Readonly<Record<string, readonly string[]>> = {
  accompaniment: FIXED_AXES.accompaniment,
  component: ['c1', 'c2', 'c3'],
  conferral: FIXED_AXES.conferral,
  place: ['p1', 'p2', 'p3', 'p4'],
  purpose: ['duty', 'security'],
  'zone.max': ['inside', 'outside'],
};
/** Words that stand in no vocabulary, and names that an object would mistake for its own. */
const STRANGERS = ['stranger', '__proto__', 'constructor', 'hasOwnProperty', ''];
const TIMES = [0, 99, 100, 101, 150, 199, 200, 201, 1_000];

const anyTime = fc.constantFrom(...TIMES);
const windows = fc.array(fc.tuple(fc.option(anyTime), fc.option(anyTime)), { maxLength: 3 });

export const anyRule: fc.Arbitrary<Rule> = fc.record({
  id: fc.constantFrom(...Array.from({ length: 40 }, (_, n) => `m/${n}`), 'K1', 'K2', 'R-05'),
  effect: fc.constantFrom(...RULE_EFFECTS),
  agency: fc.option(fc.subarray([...AGENCIES, 'stranger'], { minLength: 0 }), { freq: 3 }),
  activity: fc.option(fc.subarray([...ACTIVITIES, 'stranger']), { freq: 3 }),
  axes: anyAxes(),
  windows: fc.option(windows, { freq: 2 }),
});

function anyAxes(): fc.Arbitrary<Record<string, string[]>> {
  const lists = Object.entries(AXES).map(([axis, words]) =>
    fc.option(fc.subarray([...words, 'unknown', 'stranger']), { freq: 2 }).map((list) => [axis, list] as const),
  );
  return fc
    .tuple(...lists)
    .map((all) => Object.fromEntries(all.flatMap(([axis, list]) => (list === null ? [] : [[axis, list]]))));
}

/** Any mandate set, over few words so that rules and facts often meet. */
export function anySet(rule: fc.Arbitrary<Rule> = anyRule, rulesMax = 12): fc.Arbitrary<MandateSet> {
  const activity = fc.record({
    coercive: fc.boolean(),
    power: fc.constant(null),
    safety: fc.oneof({ weight: 6, arbitrary: fc.constant('none' as const) }, fc.constantFrom(...SAFETY)),
  });
  return fc
    .record({
      rules: fc.array(rule, { maxLength: rulesMax }),
      standings: fc.tuple(...AGENCIES.map(() => fc.constantFrom(...STANDINGS))),
      activities: fc.tuple(...ACTIVITIES.map(() => activity)),
    })
    .map(({ rules, standings, activities }) => ({
      format: 1,
      interpreter: 1,
      vocabulary: {
        id: 'random',
        version: 1,
        agencies: Object.fromEntries(AGENCIES.map((id, n) => [id, { standing: standings[n] ?? 'guest' }])),
        activities: Object.fromEntries(
          ACTIVITIES.map((id, n) => [id, activities[n] ?? { coercive: false, power: null, safety: 'none' as const }]),
        ),
        axes: AXES,
      },
      rules,
      houseRules: HOUSE_RULE_LIST,
    }));
}

export const anyFacts: fc.Arbitrary<FactsVector> = fc.record({
  agency: fc.constantFrom(...AGENCIES, ...AGENCIES, 'unknown', ...STRANGERS),
  activity: fc.constantFrom(...ACTIVITIES, ...ACTIVITIES, 'unknown', ...STRANGERS),
  approval: fc.constantFrom(...APPROVALS),
  axes: fc
    .tuple(
      ...Object.entries(AXES).map(([axis, words]) =>
        fc
          .oneof({ weight: 5, arbitrary: fc.constantFrom(...words, 'unknown') }, fc.constantFrom(...STRANGERS))
          .map((word) => [axis, word] as const),
      ),
    )
    .map((entries) => Object.fromEntries(entries)),
  broken: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.subarray(['R-01', 'R-02', 'R-05', 'R-23'])),
  time: anyTime,
});
