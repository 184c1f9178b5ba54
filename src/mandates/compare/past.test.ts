import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readScenarioFolder, scenarioFolder } from '../../scenarios/read.ts';
import type { FactsVector } from '../../terms/outcome.ts';
import type { Clause, Scenario } from '../scenario.ts';
import { changesOf, decidedOtherwise, pastDecisionOf } from './past.ts';

const read = await readScenarioFolder(scenarioFolder('milano-cortina-2026'));
assert(read.ok);
const scenario: Scenario = read.scenario;

/** The event with one clause changed. */
function withClause(id: string, change: (clause: Clause) => Clause): Scenario {
  const mandates = scenario.mandates.map((mandate) => ({
    ...mandate,
    clauses: mandate.clauses.map((clause) => (clause.id === id ? change(clause) : clause)),
  }));
  return { ...scenario, mandates };
}

const facts: FactsVector = {
  agency: 'us-ice',
  activity: 'visit-site',
  approval: 'granted',
  axes: Object.fromEntries(
    Object.entries(
      scenario.mandates.flatMap((mandate) => mandate.clauses).find(({ id }) => id === 'us-hsi/7')?.scope.axes ?? {},
    ).map(([axis, words]) => [axis, words[0] ?? '']),
  ),
  broken: [],
  time: Date.UTC(2026, 1, 10, 12),
};

test('what of the past would have come out otherwise is found, on the facts that were recorded', () => {
  const past = [
    { index: 7, facts, outcome: 'permitted' },
    { index: 8, facts: { ...facts, activity: 'patrol' }, outcome: 'outside' },
  ] as const;
  assert.deepEqual(decidedOtherwise(scenario, past), []);
  const draft = withClause('us-hsi/7', (clause) => ({ ...clause, effect: 'forbid' }));
  assert.deepEqual(
    decidedOtherwise(draft, past).map(({ index, draft: outcome, clauses }) => ({ index, outcome, clauses })),
    [{ index: 7, outcome: 'prohibited', clauses: ['us-hsi/7'] }],
  );
});

test('a house rule that was broken stays broken, whatever a draft permits', () => {
  const past = [{ index: 7, facts: { ...facts, broken: ['R-02'] }, outcome: 'prohibited' }] as const;
  const draft = withClause('us-hsi/7', (clause) => ({ ...clause, effect: 'permit' }));
  assert.deepEqual(decidedOtherwise(draft, past), []);
});

test('changes are told by what becomes of the outcome, the most frequent first, each in the order given', () => {
  const past = [
    { index: 9, facts, outcome: 'outside' },
    { index: 8, facts, outcome: 'permitted' },
    { index: 7, facts, outcome: 'outside' },
    { index: 6, facts, outcome: 'prohibited' },
  ] as const;
  const draft = withClause('us-hsi/7', (clause) => ({ ...clause, effect: 'forbid' }));
  const changes = changesOf(decidedOtherwise(draft, past));
  assert.deepEqual(
    changes.map(({ from, to, decisions }) => [from, to, decisions.map(({ index }) => index)]),
    [
      ['outside', 'prohibited', [9, 7]],
      ['permitted', 'prohibited', [8]],
    ],
  );
});

test('an end holds no decision of its own, also where nobody can read any more what it followed from; one taken again does', () => {
  const outcome = 'permitted';
  assert.deepEqual(pastDecisionOf({ index: 3, kind: 'deed.propose', facts, outcome }), { index: 3, facts, outcome });
  assert.equal(pastDecisionOf({ index: 3, kind: 'deed.ended', cause: 0, facts, outcome }), undefined);
  assert.equal(pastDecisionOf({ index: 3, kind: 'deed.ended', facts, outcome }), undefined);
  assert.equal(pastDecisionOf({ index: 3, kind: 'log.line', cause: 0, facts, outcome }), undefined);
  assert.notEqual(pastDecisionOf({ index: 3, kind: 'deed.reclassified', cause: 1, facts, outcome }), undefined);
  assert.equal(pastDecisionOf({ index: 3, kind: 'deed.propose', facts }), undefined);
  assert.equal(pastDecisionOf({ index: 3, kind: 'deed.propose', outcome }), undefined);
});
