import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR } from '../base/clock.ts';
import { documentDigest } from '../mandates/compile.ts';
import type { Scenario } from '../mandates/scenario.ts';
import type { FactsVector } from '../terms/outcome.ts';
import { eventNow } from './event-now.ts';
import type { OpenRoom } from './room.ts';
import { actOf, signOn, supplied, TestMachine } from './testing/test-room.ts';

/** The clause of guest A that is written in hours of the day. */
const DAILY = 'guest-a/7';

/** The event as a Node reads it whose time zone table has the summit an hour elsewhere: same files, other windows, other digests. */
function readElsewhere(scenario: Scenario): Scenario {
  const mandates = scenario.mandates.map((mandate) => {
    const clauses = mandate.clauses.map((clause) => {
      if (!JSON.stringify(clause.written).includes('"daily"')) return clause;
      const windows = (clause.scope.windows ?? []).map(
        ([from, until]) => [(from ?? 0) + HOUR, (until ?? 0) + HOUR] as const,
      );
      return { ...clause, scope: { ...clause.scope, windows } };
    });
    return { ...mandate, clauses };
  });
  return { ...scenario, mandates };
}

async function enter(
  room: OpenRoom,
  kind: 'mandate.enforce' | 'mandate.suspend',
  detail: Record<string, string | number>,
) {
  const desk = 'host-room.commander';
  const answer = await room.door.submit(
    actOf(room, 'commander-a', { kind, desk, detail: { reason: 'agreed', ...detail } }),
  );
  assert('outcome' in answer && answer.outcome === 'permitted', JSON.stringify(answer));
}

const inForce = (room: OpenRoom) => room.readable.setInForce() ?? assert.fail('no set');

test('what was compiled when it came into force is what decides, whatever Node goes on with it; and which time zone table it was is on record', async () => {
  const machine = new TestMachine();
  const scenario = await supplied('harbour-summit');
  const other = readElsewhere(scenario);
  const of = ({ mandates }: Scenario) => mandates.find(({ mandate }) => mandate === 'guest-a') ?? assert.fail();
  assert.notEqual(documentDigest(of(other)), documentDigest(of(scenario)), 'another Node reads another document');

  const room = await machine.open({ scenario });
  await signOn(room, 'commander-a', 'host-room.commander');
  for (const mandate of ['guest-a', 'guest-b']) await enter(room, 'mandate.enforce', { mandate, version: 1 });
  assert.equal(room.state.get('drafts', 'guest-a@1')?.timeZones, process.versions.tz);
  assert(process.versions.tz, 'Node states its table');
  const plain = room.state.get('drafts', 'guest-b@1') ?? assert.fail();
  assert(!('timeZones' in plain), 'where no hours are local there is nothing to state');
  const set = inForce(room);
  const windows = room.sets.set(set).rules.find(({ id }) => id === DAILY)?.windows ?? assert.fail();
  const opens = windows[1]?.[0] ?? assert.fail();
  const early = { time: opens + HOUR / 2 };
  const before = room.sets.decide(set, factsAt(room, early.time));
  assert(before.clauses.includes(DAILY), before.outcome);
  await room.stop();

  const later = await machine.open({ scenario: other });
  assert.equal(inForce(later), set);
  assert.deepEqual(later.sets.decide(set, factsAt(later, early.time)), before);
  const rows = [...later.readable.state.values('mandates')];
  assert.deepEqual(of(eventNow(other, rows, later.sets)), of(scenario), 'and it is what is shown');
  // Halted and resumed it is still what was put in force, not what its files are read as by now.
  await enter(later, 'mandate.suspend', { mandate: 'guest-a' });
  assert.notEqual(inForce(later), set);
  await enter(later, 'mandate.enforce', { mandate: 'guest-a', version: 1, reason: 'looked into' });
  assert.equal(inForce(later), set);
  await later.stop();
});

/** An escort of guest A's at a time, of whom all else is as the clause wants it. */
function factsAt(room: OpenRoom, time: number): FactsVector {
  const { rules, vocabulary } = room.sets.set(inForce(room));
  const rule = rules.find(({ id }) => id === DAILY) ?? assert.fail();
  const word = (axis: string) => rule.axes[axis]?.[0] ?? vocabulary.axes[axis]?.[0] ?? 'unknown';
  const axes = Object.fromEntries(Object.keys(vocabulary.axes).map((axis) => [axis, word(axis)]));
  const agency = rule.agency?.[0] ?? assert.fail();
  const activity = rule.activity?.[0] ?? assert.fail();
  return { agency, activity, approval: 'none', axes, broken: [], time };
}
