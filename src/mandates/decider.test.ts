import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '../base/testing/properties.ts';
import type { MandateSet, Rule } from '../terms/mandate-set.ts';
import type { FactsVector, NearMiss, Outcome } from '../terms/outcome.ts';
import { prepare } from './decider.ts';
import { decideV1, ruleMatches } from './interpreter-1.ts';
import { failedAxes } from './near-misses.ts';
import { AXES, anyFacts, anyRule, anySet } from './testing/set-arbitraries.ts';

const RUNS = { numRuns: 3_000 };
const vectors = fc.array(anyFacts, { minLength: 6, maxLength: 6 });

/** Near misses by looking at every permit. */
function nearMissesOneByOne(set: MandateSet, facts: FactsVector): NearMiss[] {
  const blank = (rule: Rule): Rule => ({ ...rule, axes: {}, windows: null });
  const isKnown = Object.hasOwn(set.vocabulary.activities, facts.activity);
  return set.rules
    .filter(({ effect }) => effect === 'permit' || effect === 'permit-with-approval')
    .filter((rule) => ruleMatches(blank(rule), facts, isKnown))
    .map((rule) => ({ clause: rule.id, failed: failedAxes(rule, facts) }))
    .filter(({ failed }) => failed.length <= 2)
    .sort((a, b) => a.failed.length - b.failed.length || (a.clause < b.clause ? -1 : a.clause > b.clause ? 1 : 0))
    .slice(0, 3);
}

describe('the prepared decider', () => {
  it('gives what interpreter 1 gives, for any set and vector', () => {
    const seen = new Map<Outcome, number>();
    fc.assert(
      fc.property(anySet(), vectors, (set, all) => {
        const decider = prepare(set);
        for (const facts of all) {
          const { outcome, clauses } = decider.decide(facts);
          assert.deepEqual({ outcome, clauses }, decideV1(set, facts));
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
        }
      }),
      RUNS,
    );
    // The property says nothing where an outcome hardly ever comes out.
    for (const outcome of ['permitted', 'needs-approval', 'prohibited', 'outside'] as const) {
      assert.ok((seen.get(outcome) ?? 0) > 50, `${outcome} came out ${seen.get(outcome) ?? 0} times`);
    }
  });

  it('gives the same with more rules than one mask holds', () => {
    fc.assert(
      fc.property(anySet(anyRule, 150), vectors, (set, all) => {
        const decider = prepare(set);
        for (const facts of all) {
          const { outcome, clauses } = decider.decide(facts);
          assert.deepEqual({ outcome, clauses }, decideV1(set, facts));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tells the near misses that looking one by one finds, and only where they help', () => {
    let told = 0;
    fc.assert(
      fc.property(anySet(anyRule, 40), vectors, (set, all) => {
        const decider = prepare(set);
        for (const facts of all) {
          const { outcome, clauses, near } = decider.decide(facts);
          if (outcome === 'outside') assert.deepEqual(counted(near), counted(nearMissesOneByOne(set, facts)));
          else if (clauses.join() !== 'R-05' || outcome !== 'prohibited') assert.deepEqual(near, []);
          told += near.length;
        }
      }),
      { numRuns: 1_000 },
    );
    assert.ok(told > 200);
  });

  it('decides a vector without the axes of the set as unknown', () => {
    fc.assert(
      fc.property(anySet(), anyFacts, (set, facts) => {
        const unknown = Object.fromEntries(Object.keys(AXES).map((axis) => [axis, 'unknown']));
        const { outcome, clauses } = prepare(set).decide({ ...facts, axes: {} });
        assert.deepEqual({ outcome, clauses }, decideV1(set, { ...facts, axes: unknown }));
      }),
      { numRuns: 500 },
    );
  });
});

/** Rules of one id in a random set come in any order, so only ids and numbers of failed axes are compared. */
const counted = (near: readonly NearMiss[]) => near.map(({ clause, failed }) => `${clause}: ${failed.length}`);

describe('whatever the rules are', () => {
  const ranks: Record<Outcome, number> = { permitted: 2, 'needs-approval': 1, outside: 0, prohibited: 0 };

  it('one more forbid or demand never allows more', () => {
    const against = anyRule.map(
      (rule): Rule => ({ ...rule, effect: rule.effect === 'permit' ? 'forbid' : 'require-approval' }),
    );
    fc.assert(
      fc.property(anySet(), against, vectors, (set, rule, all) => {
        const more = { ...set, rules: [...set.rules, rule] };
        for (const facts of all) {
          assert.ok(ranks[decideV1(more, facts).outcome] <= ranks[decideV1(set, facts).outcome]);
        }
      }),
      RUNS,
    );
  });

  it('what is unknown never allows more than every known word would at worst', () => {
    fc.assert(
      fc.property(anySet(), anyFacts, fc.constantFrom(...Object.keys(AXES)), (set, facts, axis) => {
        const withWord = (word: string) =>
          ranks[decideV1(set, { ...facts, axes: { ...facts.axes, [axis]: word } }).outcome];
        const worst = Math.min(...(AXES[axis] ?? []).map(withWord));
        assert.ok(withWord('unknown') <= worst, axis);
      }),
      RUNS,
    );
  });

  it('a guest’s coercive act without conferral, accompaniment and approval is never permitted', () => {
    let coercive = 0;
    const missing = fc.constantFrom('accompaniment', 'conferral', 'approval');
    const lack = fc.constantFrom('no', 'unknown', 'stranger');
    fc.assert(
      fc.property(anySet(anyRule, 40), vectors, missing, lack, (set, all, what, word) => {
        const decider = prepare(set);
        for (const facts of all) {
          const lacking: FactsVector =
            what === 'approval'
              ? { ...facts, approval: word === 'no' ? 'none' : 'unknown' }
              : { ...facts, axes: { ...facts.axes, [what]: word } };
          const activity = Object.hasOwn(set.vocabulary.activities, facts.activity)
            ? set.vocabulary.activities[facts.activity]
            : undefined;
          const standing = Object.hasOwn(set.vocabulary.agencies, facts.agency)
            ? set.vocabulary.agencies[facts.agency]?.standing
            : 'guest';
          if (activity?.coercive !== true || standing !== 'guest' || activity.safety === 'everyone') continue;
          coercive++;
          assert.notEqual(decideV1(set, lacking).outcome, 'permitted');
          assert.notEqual(decider.decide(lacking).outcome, 'permitted');
        }
      }),
      RUNS,
    );
    assert.ok(coercive > 1_000);
  });
});
