import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../base/testing/properties.ts';
import type { MandateSet } from '../../terms/mandate-set.ts';
import { APPROVALS, type ApprovalFact, type FactsVector } from '../../terms/outcome.ts';
import { decideV1 } from '../interpreter-1.ts';
import { AXES, anyFacts, anySet } from '../testing/set-arbitraries.ts';
import { type Claim, EVERYTHING, type Region } from './claim.ts';
import { prove } from './prove.ts';
import { everyAct, found, smallSet, TIMES } from './testing/every-act.ts';
import { breaks, isIn } from './testing/naive-claims.ts';

const SAYS = ['never', 'always', 'unless-approved', 'no-new-permission-since', 'equivalent'] as const;

const anyBound: fc.Arbitrary<number | null> = fc.option(fc.constantFrom(...TIMES));
const smallRegion: fc.Arbitrary<Region> = fc.record({
  agency: fc.option(fc.subarray(['host', 'guest', 'unknown', '(any other)']), { freq: 3 }),
  activity: fc.option(fc.subarray(['arrest', 'patrol', '(any other)']), { freq: 3 }),
  axes: fc.option(fc.subarray(['p1', 'p2', 'unknown']), { freq: 2 }).map((place) => (place === null ? {} : { place })),
  windows: fc.option(fc.array(fc.tuple(anyBound, anyBound), { maxLength: 2 })),
  approval: fc.option(fc.subarray<ApprovalFact>([...APPROVALS]), { freq: 2 }),
});

const anyClaim = (set: fc.Arbitrary<MandateSet>, region: fc.Arbitrary<Region>): fc.Arbitrary<Claim> =>
  fc.tuple(fc.constantFrom(...SAYS), set, region).map(([says, other, within]) => claimOf(says, other, within));

function claimOf(says: (typeof SAYS)[number], other: MandateSet, region: Region): Claim {
  if (says === 'equivalent') return { says, region, to: other };
  if (says === 'no-new-permission-since') return { says, region, before: other };
  return { says, region };
}

test('a claim is broken by exactly the acts of its counterexamples: every act of small sets is tried', () => {
  const acts = [...everyAct()];
  fc.assert(
    fc.property(smallSet, anyClaim(smallSet, smallRegion), (set, claim) => {
      const counterexamples = found(prove(set, claim));
      for (const facts of acts) {
        const holding = counterexamples.filter(({ region }) => isIn(region, facts));
        const isBroken = isIn(claim.region, facts) && breaks(claim, set, facts);
        assert.equal(holding.length, isBroken ? 1 : 0, JSON.stringify({ facts, holding }));
        if (isBroken) assert.equal(holding[0]?.outcome, decideV1(set, facts).outcome);
      }
    }),
    { numRuns: 150 },
  );
});

test('and by exactly those of larger sets that are tried at random', () => {
  const region = fc.constant(EVERYTHING);
  const known = anyFacts.filter(({ axes }) =>
    Object.entries(axes).every(([axis, word]) => word === 'unknown' || AXES[axis]?.includes(word) === true),
  );
  fc.assert(
    fc.property(
      anySet(),
      anyClaim(anySet(), region),
      fc.array(known, { minLength: 40, maxLength: 40 }),
      (set, claim, acts) => {
        const proof = prove(set, claim);
        assert(proof.result !== 'undecided', 'the budget suffices for something');
        // A claim that is broken nearly everywhere is given up after so many regions; those that are named must still be right.
        const isWhole = proof.result === 'proved' || proof.complete;
        const counterexamples = proof.result === 'proved' ? [] : proof.counterexamples;
        for (const act of acts) {
          const facts = { ...act, broken: [] };
          const named = inWordsOf(facts, setsOf(set, claim));
          const holding = counterexamples.filter(({ region: of }) => isIn(of, named));
          const isBroken = breaks(claim, set, facts);
          if (isBroken && !isWhole) assert(holding.length <= 1);
          else assert.equal(holding.length, isBroken ? 1 : 0, JSON.stringify({ facts, holding }));
        }
      },
    ),
    { numRuns: 150 },
  );
});

function setsOf(set: MandateSet, claim: Claim): readonly MandateSet[] {
  if (claim.says === 'equivalent') return [set, claim.to];
  return claim.says === 'no-new-permission-since' ? [set, claim.before] : [set];
}

/** As regions name it: what no vocabulary has is any other. */
function inWordsOf(facts: FactsVector, sets: readonly MandateSet[]): FactsVector {
  const listed = sets.flatMap(({ rules }) => rules.flatMap(({ agency: of }) => of ?? []));
  const known = ['unknown', ...listed, ...sets.flatMap(({ vocabulary }) => Object.keys(vocabulary.agencies))];
  const agency = known.includes(facts.agency) ? facts.agency : '(any other)';
  return {
    ...facts,
    agency,
    activity: sets.some(({ vocabulary }) => Object.hasOwn(vocabulary.activities, facts.activity))
      ? facts.activity
      : '(any other)',
  };
}

test('no two counterexamples of one outcome differ on one axis only', () => {
  fc.assert(
    fc.property(smallSet, smallRegion, (set, region) => {
      const counterexamples = found(prove(set, { says: 'always', region }));
      const keys = counterexamples.flatMap(({ region: { axes, ...rest }, outcome }) =>
        ['accompaniment', 'conferral', 'place'].map((axis) =>
          JSON.stringify({ outcome, ...rest, axis, axes: Object.entries({ ...axes, [axis]: null }).sort() }),
        ),
      );
      assert.equal(new Set(keys).size, keys.length);
    }),
    { numRuns: 100 },
  );
});

test('a budget that does not suffice ends in undecided, or in what was found until then', () => {
  fc.assert(
    fc.property(anySet(), fc.integer({ min: 1, max: 60 }), (set, budget) => {
      const never = { says: 'never', region: EVERYTHING } as const;
      const [short, whole] = [prove(set, never, { budget }), prove(set, never)];
      if (short.result === 'refuted') assert.equal(whole.result, 'refuted');
      if (short.result === 'proved') assert.equal(whole.result, 'proved');
    }),
  );
});

test('an act is of a component of its own agency: where that is taken for granted, what would break a claim elsewhere is none', () => {
  const components = new Map([
    ['guest', ['c1']],
    ['other-guest', ['c2', 'c3']],
  ]);
  const rule = { id: 'm/1', effect: 'permit', activity: null, windows: null } as const;
  const bare = { agencies: {}, activities: { patrol: { coercive: false, power: null, safety: 'none' } }, axes: AXES };
  const set: MandateSet = {
    format: 1,
    interpreter: 1,
    vocabulary: { id: 'two', version: 1, ...bare } as MandateSet['vocabulary'],
    rules: [{ ...rule, agency: ['guest', 'other-guest'], axes: { component: ['c2', 'c3'] } }],
    houseRules: [],
  };
  const never: Claim = { says: 'never', region: { ...EVERYTHING, agency: ['guest'] } };
  assert.equal(prove(set, never).result, 'refuted');
  assert.equal(prove(set, never, { assumptions: { componentsOf: components } }).result, 'proved');
  const both = prove(set, { says: 'never', region: EVERYTHING }, { assumptions: { componentsOf: components } });
  assert.deepEqual(
    found(both).map(({ region: { agency, axes } }) => [agency, axes]),
    [[['other-guest'], { component: ['c2', 'c3'] }]],
  );
});

test('and an agency that has some activities only has no others', () => {
  const set = {
    format: 1,
    interpreter: 1,
    vocabulary: {
      id: 'room',
      version: 1,
      agencies: { room: { standing: 'room' }, guest: { standing: 'guest' } },
      activities: {
        patrol: { coercive: false, power: null, safety: 'none' },
        'timer.due': { coercive: false, power: null, safety: 'none' },
      },
      axes: {},
    },
    rules: [],
    houseRules: [],
  } as const satisfies MandateSet;
  const never = (activity: string): Claim => ({ says: 'never', region: { ...EVERYTHING, activity: [activity] } });
  const assumptions = { activitiesOf: new Map([['room', ['timer.due']]]) };
  assert.equal(prove(set, never('patrol')).result, 'refuted');
  assert.equal(prove(set, never('patrol'), { assumptions }).result, 'proved');
  assert.equal(prove(set, never('timer.due'), { assumptions }).result, 'refuted');
});
