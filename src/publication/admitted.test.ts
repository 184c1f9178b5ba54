import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suppliedScenario } from '../exercise/testing/scenarios.ts';
import { admittedComponents } from '../server/admission.ts';
import { admissionsOf } from './admitted.ts';

test('whoever a clause permits something is admitted, whoever holds its mandate; attesting and signing admit nobody', async () => {
  const scenario = await suppliedScenario('milano-cortina-2026');
  const dss = (mandates: typeof scenario.mandates) =>
    admissionsOf('us-state', { ...scenario, mandates }).map((one) => one.mandates);
  assert.deepEqual(dss(scenario.mandates), [['us-dss'], ['us-dss']]);
  const kin = scenario.mandates.map((one) => (one.mandate === 'us-dss' ? { ...one, holder: 'us-ice' } : one));
  assert.deepEqual(dss(kin), [['us-dss'], ['us-dss']], 'of the same state');
  const root = scenario.mandates.filter(({ mandate }) => mandate === scenario.rootMandate);
  assert.deepEqual(dss(root), [[], []]);
  const rules = (mandates: typeof scenario.mandates) => ({
    rules: mandates.flatMap(({ clauses }) =>
      clauses.map(({ id, effect, scope }) => ({ id, effect, ...scope, windows: scope.windows })),
    ),
  });
  const [component = ''] =
    scenario.vocabulary.agencies.find(({ id }) => id === 'us-state')?.components.map(({ id }) => id) ?? [];
  assert.equal(
    admittedComponents(rules(kin))('us-state', component),
    true,
    'the room admits whom the public page names',
  );
  assert.equal(admittedComponents(rules(root))('us-state', component), false);
});
