import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Scenario } from '../mandates/scenario.ts';
import { suppliedScenario } from './testing/scenarios.ts';
import { withVersionsAtHand } from './versions-at-hand.ts';

const event = await suppliedScenario('harbour-summit');

function enforced({ exercise }: Scenario): string[] {
  return exercise.flatMap(({ steps }) =>
    steps.flatMap((one) =>
      one.step === 'act' && one.kind === 'mandate.enforce'
        ? [`${one.id} ${one.detail['mandate']} ${one.detail['version']}`]
        : [],
    ),
  );
}

test('a script that has all its versions is played as it is written', () => {
  const { scenario, instead } = withVersionsAtHand(event);
  assert.deepEqual(instead, []);
  assert.deepEqual(scenario, event);
});

test('a draft in the place of a version is what the script puts in force; what it expects to be refused stays', () => {
  const mandates = event.mandates.map((one) => (one.mandate === 'guest-b' ? { ...one, version: 9 } : one));
  const { scenario, instead } = withVersionsAtHand({ ...event, mandates });
  assert.deepEqual(instead, [{ mandate: 'guest-b', scripted: 1, atHand: 9 }]);
  const [before, after] = [enforced(event), enforced(scenario)];
  const changed = after.filter((one, n) => one !== before[n]);
  assert(changed.length > 0);
  for (const one of changed) assert.match(one, / guest-b 9$/);
  const refused = event.exercise.flatMap(({ steps }) =>
    steps.filter((one) => one.step === 'act' && one.kind === 'mandate.enforce' && one.expect.outcome !== 'permitted'),
  );
  assert(refused.length > 0);
  for (const one of refused) assert(after.some((told) => told.startsWith(`${one.id} `) && before.includes(told)));
});

test('a mandate that the event has not is not invented', () => {
  const mandates = event.mandates.filter(({ mandate }) => mandate !== 'guest-b');
  const { scenario, instead } = withVersionsAtHand({ ...event, mandates });
  assert.deepEqual([instead, enforced(scenario)], [[], enforced(event)]);
});
