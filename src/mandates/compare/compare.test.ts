import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../base/testing/properties.ts';
import { readScenarioFolder, scenarioFolder } from '../../scenarios/read.ts';
import type { FactsVector } from '../../terms/outcome.ts';
import { assembleSet } from '../compile.ts';
import { decideV1 } from '../interpreter-1.ts';
import type { Clause, MandateDocument, Scenario } from '../scenario.ts';
import { vocabularyOfSet, wordsOf } from '../vocabulary-words.ts';
import { compare, givesNoMore } from './compare.ts';

const read = await readScenarioFolder(scenarioFolder('milano-cortina-2026'));
assert(read.ok);
const scenario: Scenario = read.scenario;

/** The event with one clause changed; null takes it out. */
function withClause(id: string, change: ((clause: Clause) => Clause) | null): Scenario {
  const mandates = scenario.mandates.map((mandate): MandateDocument => {
    const clauses = mandate.clauses.flatMap((clause) => {
      if (clause.id !== id) return [clause];
      return change === null ? [] : [change(clause)];
    });
    return { ...mandate, clauses };
  });
  return { ...scenario, mandates };
}

test('documents beside themselves have no difference, whatever their order', () => {
  const turned = {
    ...scenario,
    mandates: scenario.mandates.toReversed().map((one) => ({ ...one, clauses: one.clauses.toReversed() })),
    commitments: scenario.commitments.toReversed(),
  };
  const found = compare(scenario, turned);
  assert.equal(found.before, found.after);
  assert.deepEqual([found.words, found.promises], [[], []]);
  assert.equal(found.logic.result, 'proved');
});

test('a clause that no longer asks first is a difference in words, in logic, and nowhere else', () => {
  const draft = withClause('de-bundespolizei/5', (clause) => ({ ...clause, effect: 'permit' }));
  const { words, logic, promises } = compare(scenario, draft);
  assert.deepEqual(words, [
    {
      change: 'changed',
      of: 'clause',
      id: 'de-bundespolizei/5',
      fields: [{ field: 'effect', before: 'permit-with-approval', after: 'permit' }],
    },
  ]);
  assert(logic.result === 'refuted' && logic.complete);
  for (const { region, outcome, other } of logic.counterexamples) {
    assert.deepEqual(region.activity, ['visit-site']);
    assert.deepEqual([outcome, other], ['permitted', 'needs-approval']);
  }
  assert.deepEqual(promises, []);
});

test('what gives somebody more is told from what only takes away', () => {
  const eased = withClause('de-bundespolizei/5', (clause) => ({ ...clause, effect: 'permit' }));
  const more = givesNoMore(scenario, eased);
  assert(more.result === 'refuted' && more.complete);
  for (const { region, outcome, other } of more.counterexamples) {
    assert.deepEqual(region.activity, ['visit-site']);
    assert.deepEqual([outcome, other], ['permitted', 'needs-approval']);
  }
  assert.equal(givesNoMore(eased, scenario).result, 'proved');
  assert.equal(givesNoMore(scenario, scenario).result, 'proved');
  assert.equal(givesNoMore(scenario, eased, { budget: 1 }).result, 'undecided');
  // A unit that the agency did not have before may do what its agency may.
  const unit = { id: 'de-bundespolizei.new', name: 'A new unit' };
  const agencies = scenario.vocabulary.agencies.map((one) =>
    one.id === 'de-bundespolizei' ? { ...one, components: [...one.components, unit] } : one,
  );
  const opened = withClause('de-bundespolizei/5', ({ scope, ...clause }) => {
    return { ...clause, scope: { ...scope, axes: { ...scope.axes, component: [unit.id] } } };
  });
  const grown = givesNoMore(scenario, { ...opened, vocabulary: { ...scenario.vocabulary, agencies } });
  assert(grown.result === 'refuted');
  assert.deepEqual(grown.counterexamples[0]?.region.axes['component'], [unit.id]);
});

test('a promise that is taken back, or broken where nothing kept it, is said', () => {
  const without = { ...scenario, commitments: scenario.commitments.filter(({ id }) => id !== 'K9') };
  const { words, promises } = compare(scenario, without);
  assert.deepEqual(promises, [{ commitment: 'K9', before: 'proved', after: null }]);
  assert.deepEqual(
    words.map(({ change, of, id }) => `${change} ${of} ${id}`),
    ['removed commitment K9'],
  );
});

test('the acts whose outcome changes are exactly those of the regions: tried at random', () => {
  const clauses = scenario.mandates.flatMap((mandate) => mandate.clauses);
  const vocabulary = vocabularyOfSet(wordsOf(scenario.vocabulary));
  const axes = fc.record(
    Object.fromEntries(Object.entries(vocabulary.axes).map(([axis, words]) => [axis, fc.constantFrom(...words)])),
  );
  const anyClause = fc.constantFrom(...clauses);
  fc.assert(
    fc.property(anyClause, axes, fc.constantFrom('none', 'granted'), fc.boolean(), (clause, others, approval, gone) => {
      const flipped = clause.effect === 'forbid' ? 'permit' : 'forbid';
      const draft = withClause(clause.id, gone ? null : (one) => ({ ...one, effect: flipped }));
      const { logic } = compare(scenario, draft);
      if (logic.result === 'refuted' && !logic.complete) return;
      const regions = logic.result === 'refuted' ? logic.counterexamples : [];
      // An act near the clause: what it names it has, the rest is as drawn.
      const picked = Object.entries(clause.scope.axes).map(([axis, words]) => [axis, words[0] ?? 'unknown'] as const);
      const component = clause.scope.axes['component']?.[0] ?? 'unknown';
      const facts: FactsVector = {
        agency: clause.scope.agency?.[0] ?? 'it-interior',
        activity: clause.scope.activity?.[0] ?? 'assess-threat',
        approval: approval as 'none' | 'granted',
        axes: { ...(others as Record<string, string>), ...Object.fromEntries(picked), component },
        broken: [],
        time: clause.scope.windows?.[0]?.[0] ?? Date.UTC(2026, 1, 10, 12),
      };
      const [now, then] = [draft, scenario].map((set) => decideV1(assembleSet(set), facts).outcome);
      const holding = regions.filter(
        ({ region }) =>
          (region.agency?.includes(facts.agency) ?? true) &&
          (region.activity?.includes(facts.activity) ?? true) &&
          (region.approval?.includes(facts.approval) ?? true) &&
          Object.entries(region.axes).every(([axis, words]) => words.includes(facts.axes[axis] ?? 'unknown')) &&
          (region.windows?.some(
            ([from, until]) => (from === null || from <= facts.time) && (until === null || facts.time < until),
          ) ??
            true),
      );
      assert.equal(holding.length, now === then ? 0 : 1, clause.id);
      if (holding[0] !== undefined) assert.deepEqual([holding[0].outcome, holding[0].other], [now, then]);
    }),
    { numRuns: 60 },
  );
});
