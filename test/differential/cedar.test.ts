import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '../../src/base/testing/properties.ts';
import { cedarWordsOf } from '../../src/mandates/export/cedar-words.ts';
import { decideV1 } from '../../src/mandates/interpreter-1.ts';
import { anyFacts, anySet } from '../../src/mandates/testing/set-arbitraries.ts';
import { UNKNOWN } from '../../src/terms/axes.ts';
import { OUTCOMES } from '../../src/terms/outcome.ts';
import { compareRandomSets, compareScenario, SCENARIOS, total } from './cedar-differential.ts';
import { ruleThatMeets } from './rules.ts';
import { loadCedar } from './stock-cedar.ts';

const seed = fc.readConfigureGlobal().seed ?? 0;
console.log(`seed ${seed} (REMIT_SEED)`);

describe('stock Cedar', () => {
  it('gives the outcome and the clauses of interpreter 1: 3,000 decisions over random sets and both scenarios', async () => {
    const scenarios = await Promise.all(SCENARIOS.map((name) => compareScenario(name, 500, seed)));
    const compared = total([compareRandomSets(2_000, seed), ...scenarios]);
    assert.equal(compared.decisions, 3_000);
    assert.deepEqual(compared.differences, []);
    for (const outcome of OUTCOMES) {
      assert.ok(
        (compared.outcomes[outcome] ?? 0) >= 40,
        `${outcome} came out ${compared.outcomes[outcome] ?? 0} times`,
      );
    }
  });

  it('gives the same where the set has hardly a word: no axes, no house rules, no agencies', () => {
    fc.assert(
      fc.property(anySet(undefined, 4), anyFacts, (set, facts) => {
        const vocabulary = { ...set.vocabulary, agencies: {}, activities: {}, axes: {} };
        const bare = { ...set, vocabulary, houseRules: [] };
        assert.deepEqual(loadCedar(bare).decide(facts), { ok: true, verdict: decideV1(bare, facts) });
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same before 1970, where times are negative', () => {
    fc.assert(
      fc.property(anySet(ruleThatMeets), anyFacts, (set, facts) => {
        const earlier = (time: number | null) => (time === null ? null : time - 150);
        const rules = set.rules.map((rule) => ({
          ...rule,
          windows: rule.windows?.map(([from, until]) => [earlier(from), earlier(until)] as const) ?? null,
        }));
        const [old, then] = [
          { ...set, rules },
          { ...facts, time: facts.time - 150 },
        ];
        assert.deepEqual(loadCedar(old).decide(then), { ok: true, verdict: decideV1(old, then) });
      }),
      { numRuns: 40 },
    );
  });

  it('takes a request that is held against the schema only with every fact and known words', () => {
    const [set, facts] = fc.sample(fc.tuple(anySet(), anyFacts), 1)[0] ?? assert.fail();
    const words = cedarWordsOf(set);
    const place = words.axes.get('place') ?? assert.fail();
    const asked = (uid: { type: string; id: string } | undefined) => {
      const axes = Object.fromEntries(
        [...words.axes].map(([axis, { type }]) => [axis, { __entity: { type, id: String(UNKNOWN) } }] as const),
      );
      if (uid === undefined) delete axes['place'];
      else axes['place'] = { __entity: uid };
      return loadCedar(set).ask({
        principal: { type: 'Agency', id: 'unknown' },
        action: { type: 'Action', id: 'patrol' },
        resource: { type: 'Deed', id: 'this' },
        context: { approved: false, time: facts.time, broken: [], axes },
      }).errors;
    };
    assert.deepEqual(asked({ type: place.type, id: 'p1' }), []);
    assert.notDeepEqual(asked({ type: place.type, id: 'no place' }), []);
    assert.notDeepEqual(asked({ type: 'Purpose', id: 'duty' }), []);
    assert.notDeepEqual(asked(undefined), []);
  });
});
