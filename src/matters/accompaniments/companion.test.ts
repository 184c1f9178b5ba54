import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR } from '../../base/clock.ts';
import { accompany, harbourAtWork, harbourScenario } from '../../desk/testing/harbour.ts';
import type { Clause, Scenario } from '../../mandates/scenario.ts';

/** Talking to visitors: permitted to guest B without approval, but only beside an officer of the host (guest-b/6). */
async function talking(scenario?: Scenario) {
  const room = await harbourAtWork(scenario === undefined ? {} : { scenario });
  const accompaniment = await accompany(room);
  const deed = await room.permitted({
    by: 'gb-support-a',
    kind: 'deed.propose',
    activity: 'talk-to-visitors',
    purpose: 'public-safety',
    place: 'ferry-terminal',
    detail: { until: room.now + HOUR, what: 'visitors from state B' },
  });
  assert.equal(room.state.get('deeds', deed.deed ?? '')?.status, 'open');
  return { room, accompaniment, status: () => room.state.get('deeds', deed.deed ?? '')?.status };
}

test('what is permitted only beside an officer ends when the officer goes', async () => {
  const { room, accompaniment, status } = await talking();
  const detail = { accompaniment: accompaniment.matter };
  await room.permitted({ by: 'police-a', kind: 'accompaniment.end', detail });
  assert.equal(status(), 'ended');
});

test('and when the officer goes off duty', async () => {
  const { room, status } = await talking();
  await room.permitted({ by: 'police-a', kind: 'desk.sign-off', detail: {} });
  assert.equal(status(), 'ended');
});

test('but not while another officer is beside', async () => {
  const { room, accompaniment, status } = await talking();
  await accompany(room, 'gb-support-a', 'duty-a');
  await room.permitted({
    by: 'police-a',
    kind: 'accompaniment.end',
    detail: { accompaniment: accompaniment.matter },
  });
  assert.equal(status(), 'open');
});

/** The harbour with the clause of the talks written in another way, and more clauses beside it. */
async function written(axes: Clause['scope']['axes'], ...more: readonly Pick<Clause, 'id' | 'effect' | 'scope'>[]) {
  const scenario = await harbourScenario();
  const mandates = scenario.mandates.map((mandate) => {
    if (mandate.mandate !== 'guest-b') return mandate;
    const clauses = mandate.clauses.flatMap((clause) => {
      if (clause.id !== TALKS) return [clause];
      const { accompaniment: _any, ...rest } = clause.scope.axes;
      const changed = { ...clause, scope: { ...clause.scope, axes: { ...rest, ...axes } } };
      return [changed, ...more.map((one) => ({ ...clause, ...one }))];
    });
    return { ...mandate, clauses };
  });
  return { ...scenario, mandates };
}

const TALKS = 'guest-b/6';
const anyOf = { agency: null, activity: ['talk-to-visitors'], windows: null };
const WAYS = [
  ['permitted only under the host’s direction', { direction: ['host'] }],
  [
    'forbidden to whom nobody is beside',
    {},
    { id: 'guest-b/90', effect: 'forbid', scope: { ...anyOf, axes: { accompaniment: ['no'] } } },
  ],
  [
    'forbidden under anybody’s own direction',
    {},
    {
      id: 'guest-b/91',
      effect: 'forbid',
      scope: { ...anyOf, axes: { direction: ['own'], place: ['ferry-terminal'] } },
    },
  ],
] as const;

for (const [what, axes, ...more] of WAYS) {
  test(`what is ${what} ends when the officer goes, whatever axis says so`, async () => {
    const { room, accompaniment, status } = await talking(await written(axes, ...more));
    await room.permitted({
      by: 'police-a',
      kind: 'accompaniment.end',
      detail: { accompaniment: accompaniment.matter },
    });
    assert.equal(status(), 'ended');
  });
}

test('and what may be done alone as well goes on', async () => {
  const { room, accompaniment, status } = await talking(await written({}));
  await room.permitted({ by: 'police-a', kind: 'accompaniment.end', detail: { accompaniment: accompaniment.matter } });
  assert.equal(status(), 'open');
});
