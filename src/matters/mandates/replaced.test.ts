import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import type { Asked, DeskRoom } from '../../desk/testing/desk-room.ts';
import {
  accompany,
  approve,
  beginning,
  confer,
  HARBOUR_OPENS,
  harbourAtWork,
  harbourScenario,
  identityCheck,
  openIdentityCheck,
} from '../../desk/testing/harbour.ts';
import type { Clause, MandateDocument, Scenario } from '../../mandates/scenario.ts';

const CHECKS = 'guest-b/7';

/** The harbour with a second version of guest B’s mandate among its documents. */
async function renewed(change: (clauses: readonly Clause[]) => readonly Clause[]): Promise<Scenario> {
  const scenario = await harbourScenario();
  const first = scenario.mandates.find(({ mandate }) => mandate === 'guest-b') ?? assert.fail('no mandate of guest B');
  const second: MandateDocument = { ...first, version: 2, clauses: change(first.clauses) };
  return { ...scenario, mandates: [...scenario.mandates, second] };
}

const forbidding = (clauses: readonly Clause[]) =>
  clauses.map((clause): Clause => (clause.id === CHECKS ? { ...clause, effect: 'forbid' } : clause));
const silent = (clauses: readonly Clause[]) => clauses.filter(({ id }) => id !== CHECKS);

function replace(room: DeskRoom) {
  return room.permitted({
    by: 'commander-a',
    kind: 'mandate.enforce',
    detail: { mandate: 'guest-b', version: 2, reason: 'no more identity checks, at once' },
  });
}

/** Ends that followed from the entry `index`. */
function followed(room: DeskRoom, index: number): string[] {
  const fields = room.entries.map(({ draft }) => draft.fields).filter(({ cause }) => cause === index);
  return fields.map(({ kind, matter }) => `${kind} ${matter}`);
}

for (const [what, change] of [
  ['forbids it', forbidding],
  ['does not speak of it', silent],
] as const) {
  test(`a coercive deed ends in the commit that puts a version in force that ${what}, and all that it rests on`, async () => {
    const room = await harbourAtWork({ scenario: await renewed(change) });
    const { deed, asked, conferral } = await openIdentityCheck(room);
    const { index } = await replace(room);
    assert.deepEqual(followed(room, index), [
      `deed.ended ${deed}`,
      `approval.ended ${asked.matter}`,
      `conferral.ended ${conferral.matter}`,
    ]);
    assert.equal(room.state.get('deeds', deed)?.status, 'ended');
  });
}

test('and goes on where the new version permits the same', async () => {
  const room = await harbourAtWork({ scenario: await renewed((clauses) => clauses) });
  const { deed } = await openIdentityCheck(room);
  const { index } = await replace(room);
  assert.deepEqual(followed(room, index), []);
  assert.equal(room.state.get('deeds', deed)?.status, 'open');
});

test('and ends where the new version permits it for a part of what is left of its time only', async () => {
  const shorter = (clauses: readonly Clause[]) =>
    clauses.map((clause): Clause => {
      if (clause.id !== CHECKS) return clause;
      return { ...clause, scope: { ...clause.scope, windows: [[null, HARBOUR_OPENS + 30 * MINUTE]] } };
    });
  const room = await harbourAtWork({ scenario: await renewed(shorter) });
  const { deed } = await openIdentityCheck(room);
  const { index } = await replace(room);
  assert(followed(room, index).includes(`deed.ended ${deed}`));
});

test('a yes that waits to be used, and a question that waits for one, end when no clause could permit the deed any more', async () => {
  const room = await harbourAtWork({ scenario: await renewed(silent) });
  await confer(room);
  await accompany(room);
  const approved = await room.enter(identityCheck(room));
  await approve(room, approved);
  const asked = await room.enter(identityCheck(room, { deedAt: room.now + 2 * HOUR }));
  assert.equal(asked.outcome, 'needs-approval');
  const { index } = await replace(room);
  const ends = followed(room, index);
  assert(ends.includes(`approval.ended ${approved.matter}`), ends.join());
  assert(ends.includes(`request.ended ${asked.matter}`), ends.join());
  await room.advanceTo(room.now + 15 * MINUTE);
  assert.notEqual((await room.enter(beginning(approved))).outcome, 'permitted');
});

test('another agency’s mandate changes nothing of it', async () => {
  const room = await harbourAtWork();
  const { deed } = await openIdentityCheck(room);
  await room.permitted({
    by: 'commander-a',
    kind: 'mandate.suspend',
    detail: { mandate: 'guest-a', reason: 'looked into' },
  });
  const { index } = await room.permitted({
    by: 'commander-a',
    kind: 'mandate.enforce',
    detail: { mandate: 'guest-a', version: 1, reason: 'looked into' },
  });
  assert.deepEqual(followed(room, index), []);
  assert.equal(room.state.get('deeds', deed)?.status, 'open');
});

test('what gets people out goes on, and so does an alert, whatever comes into force', async () => {
  const room = await harbourAtWork({ scenario: await renewed(() => []) });
  const out: Asked = {
    by: 'gb-support-a',
    kind: 'deed.propose',
    activity: 'escort-to-safety',
    purpose: 'public-safety',
    place: 'ferry-terminal',
    detail: { until: room.now + HOUR, what: 'visitors out of the hall' },
  };
  const { deed } = await room.permitted(out);
  const alert = await room.permitted({
    by: 'gb-support-a',
    kind: 'alert.raise',
    detail: { alert: 'evacuation', text: 'smoke in the hall' },
  });
  await replace(room);
  assert.equal(room.state.get('deeds', deed ?? '')?.status, 'open');
  assert.equal(room.state.get('alerts', alert.matter ?? '')?.cancelled, null);
});

test('the record of a mandate says how it stood before its version came into force: not at all, in another version, suspended in this one', async () => {
  const scenario = await renewed((clauses) => clauses);
  const room = await harbourAtWork({ scenario });
  const stood = () => {
    const { version, before } = room.state.get('mandates', 'guest-b') ?? assert.fail('no mandate');
    return [version, before];
  };
  assert.deepEqual(stood(), [1, null]);
  const resume = (version: number) => {
    const detail = { mandate: 'guest-b', version, reason: 'looked into' };
    return room.permitted({ by: 'commander-a', kind: 'mandate.enforce', detail });
  };
  const suspend = () =>
    room.permitted({
      by: 'commander-a',
      kind: 'mandate.suspend',
      detail: { mandate: 'guest-b', reason: 'an occurrence' },
    });
  await replace(room);
  assert.deepEqual(stood(), [2, { version: 1, status: 'in-force' }]);
  await suspend();
  await resume(2);
  assert.deepEqual(stood(), [2, { version: 2, status: 'suspended' }]);
  await suspend();
  await resume(1);
  assert.deepEqual(stood(), [1, { version: 2, status: 'suspended' }]);
});
