import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import type { DeskRoom } from '../../desk/testing/desk-room.ts';
import { harbourAtWork, harbourScenario, openIdentityCheck } from '../../desk/testing/harbour.ts';
import type { Clause, MandateDocument, Scenario } from '../../mandates/scenario.ts';
import type { Answer } from '../../terms/answer.ts';

const said = ({ outcome, clauses }: Answer) => (clauses.length === 0 ? outcome : `${outcome} ${clauses}`);

/** The harbour with a second version of its root, which stands among the documents of the event. */
async function withRoot(change: (root: MandateDocument) => MandateDocument): Promise<Scenario> {
  const scenario = await harbourScenario();
  const root = scenario.mandates.find(({ mandate }) => mandate === 'host-root') ?? assert.fail('no root');
  return { ...scenario, mandates: [...scenario.mandates, change({ ...root, version: 2 })] };
}

/** Without what the commander's clause says of mandates, or with it for a time only. */
const mandating = (change: (clause: Clause) => Clause[]) => (root: MandateDocument) => ({
  ...root,
  clauses: root.clauses.flatMap((clause) =>
    clause.scope.activity?.includes('mandate.suspend') === true ? change(clause) : [clause],
  ),
});

function enforce(room: DeskRoom, from?: number): Promise<Answer> {
  const detail = { mandate: 'host-root', version: 2, reason: 'agreed', ...(from === undefined ? {} : { from }) };
  return room.enter({ by: 'commander-a', kind: 'mandate.enforce', detail });
}

test('R-17: nobody suspends the root mandate: what stands open would stay so, and nobody could halt it', async () => {
  const room = await harbourAtWork();
  const { deed } = await openIdentityCheck(room);
  const suspend = (mandate: string) =>
    room.enter({ by: 'commander-a', kind: 'mandate.suspend', detail: { mandate, reason: 'a slip, or a thief' } });
  assert.equal(said(await suspend('host-root')), 'prohibited R-17');
  assert.equal(room.state.get('mandates', 'host-root')?.status, 'in-force');
  assert.match(said(await suspend('guest-b')), /^permitted/);
  assert.equal(room.state.get('deeds', deed)?.status, 'ended');
});

test('R-17: no version comes into force with which nobody of the host could enforce and suspend, now or for good', async () => {
  const none = await harbourAtWork({ scenario: await withRoot(mandating(() => [])) });
  assert.equal(said(await enforce(none)), 'prohibited R-17');
  assert.equal(said(await enforce(none, none.now + HOUR)), 'prohibited R-17', 'nor at a stated time');

  const only = await harbourAtWork({
    scenario: await withRoot(
      mandating((clause) => [
        { ...clause, scope: { ...clause.scope, activity: ['mandate.enforce', 'mandate.draft'] } },
      ]),
    ),
  });
  assert.equal(said(await enforce(only)), 'prohibited R-17', 'who could enforce could not suspend');

  const opens = none.now;
  const bounded = await harbourAtWork({
    scenario: await withRoot(
      mandating((clause) => [{ ...clause, scope: { ...clause.scope, windows: [[null, opens + 48 * HOUR]] } }]),
    ),
  });
  assert.equal(said(await enforce(bounded)), 'prohibited R-17', 'for two days is not for good');

  const same = await harbourAtWork({ scenario: await withRoot((root) => root) });
  assert.match(said(await enforce(same)), /^permitted/);
});

test('R-17: whether somebody can is asked again at the moment when the clock would begin it', async () => {
  const nobodys = mandating((clause) => [
    { ...clause, scope: { ...clause.scope, axes: { ...clause.scope.axes, role: ['legal-adviser'] } } },
  ]);
  const room = await harbourAtWork({ scenario: await withRoot(nobodys) });
  const lawyers = [...room.state.values('people')].filter(
    ({ agency, roles }) => agency === 'host-justice' && roles.includes('legal-adviser'),
  );
  assert(lawyers.length > 0);
  const from = room.now + 30 * MINUTE;
  const stated = await enforce(room, from);
  assert.match(said(stated), /^permitted/, 'a lawyer of the host could, from their desk');
  for (const { id } of lawyers) {
    const detail = { person: id, reason: 'called away' };
    await room.permitted({ by: 'registrar:host-justice', kind: 'roster.remove', detail });
  }
  const size = room.door.size;
  await room.advanceTo(from);
  assert(room.kindsFrom(size).includes('mandate.lapsed'), room.kindsFrom(size).join());
  assert.equal(room.state.get('mandates', 'host-root')?.version, 1);
});
