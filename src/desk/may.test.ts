import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { HOUR } from '../base/clock.ts';
import { type Replay, replayExercise } from '../exercise/replay.ts';
import { suppliedScenario } from '../exercise/testing/scenarios.ts';
import type { Act } from '../terms/act.ts';
import { ROOM_PURPOSE } from '../terms/act-kinds.ts';
import type { Outcome } from '../terms/outcome.ts';
import { type MayRow, mayOf } from './may.ts';
import { previewOf } from './preview.ts';
import type { DeskRoom } from './testing/desk-room.ts';
import { clear, confer, harbourAtWork, openIdentityCheck } from './testing/harbour.ts';
import { SEVERITY } from './worst-moment.ts';

function rowOf(rows: readonly MayRow[], activity: string): MayRow {
  return rows.find((row) => row.activity === activity) ?? assert.fail(`no row \`${activity}\``);
}

describe('what somebody may do in the middle of the exercise of Milano Cortina 2026', () => {
  const at = Date.parse('2026-02-05T13:00:00Z');
  let replay: Replay;

  before(async () => {
    const scenario = await suppliedScenario('milano-cortina-2026');
    const [first] = scenario.exercise;
    assert(first !== undefined);
    const steps = first.steps.filter((step) => step.at < at);
    replay = await replayExercise({ ...scenario, exercise: [{ ...first, steps }] });
  });

  function may(person: string, place: string, purpose?: string): MayRow[] {
    return mayOf(replay.room, replay.state, person, { place, purpose }, at);
  }

  /** What a deed of one moment would be answered with. */
  function previewed(person: string, activity: string, purpose: string, place: string) {
    const desk = replay.state.idsWhere('shifts', 'person', person);
    const shift = [...desk].map((id) => replay.state.get('shifts', id)).find((row) => row?.until === null);
    const act: Act = {
      v: 1,
      id: 'test-may-0001',
      ledger: replay.origin,
      mode: 'exercise',
      kind: 'deed.propose',
      form: 'proposal',
      actor: person,
      desk: shift?.desk ?? null,
      activity,
      purpose,
      place,
      deedAt: at,
      signedAt: at,
      detail: { until: at + 1, what: 'a moment' },
    };
    const answer = previewOf(replay.room, replay.state, replay.origin, act, at);
    assert('outcome' in answer, JSON.stringify(answer));
    return answer;
  }

  const PEOPLE = [
    ['us-hsi-liaison-a', 'us-consulate-milan'],
    ['us-hsi-investigator-a', 'piazza-xxv-aprile'],
    ['us-dss-agent-a', 'san-siro'],
    ['us-ero-officer-a', 'us-consulate-milan'],
    ['de-field-a', 'curling-stadium'],
    ['it-milan-unit-a', 'san-siro-perimeter'],
    ['it-approver-c', 'viminale'],
    ['oc-venue-a', 'san-siro'],
  ] as const;
  for (const [person, place] of PEOPLE) {
    test(`every deed of ${person} at ${place} is as the act would be answered, for the best of the purposes`, () => {
      const rows = may(person, place);
      const { activities, purposes } = replay.room.directory.scenario.vocabulary;
      for (const { id } of activities) {
        const row = rowOf(rows, id);
        const answers = [ROOM_PURPOSE, ...purposes.map((purpose) => purpose.id)].map((purpose) => ({
          purpose,
          ...previewed(person, id, purpose, place),
        }));
        const least = Math.min(...answers.map(({ outcome }) => SEVERITY[outcome]));
        const best = answers.filter(({ outcome }) => SEVERITY[outcome] === least);
        assert.equal(row.outcome, best[0]?.outcome, id);
        assert.deepEqual(
          row.purposes,
          best.map(({ purpose }) => purpose),
          id,
        );
        assert.deepEqual(row.clauses, [...new Set(best.flatMap(({ clauses }) => clauses))].sort(), id);
      }
    });
  }

  test('every activity and every kind that is decided by kind is there once', () => {
    const rows = may('it-duty-a', 'viminale').map(({ activity }) => activity);
    assert.equal(new Set(rows).size, rows.length);
    for (const kind of ['desk.sign-on', 'approval.answer', 'item.release', 'consultation.open', 'deed.end']) {
      assert(rows.includes(kind), kind);
    }
    for (const kind of ['timer.due', 'ledger.create', 'clock.accept', 'deed.propose', 'occurrence.report']) {
      assert(!rows.includes(kind), kind);
    }
  });

  test('a guest’s executive powers are prohibited with R-05 and with the promise', () => {
    const row = rowOf(may('us-hsi-liaison-a', 'us-consulate-milan'), 'identity-check');
    assert.equal(row.outcome, 'prohibited');
    for (const clause of ['R-05', 'K3', 'us-hsi/13']) assert(row.clauses.includes(clause), clause);
  });

  test('asked about one purpose, it is judged for that alone', () => {
    const row = rowOf(may('us-hsi-liaison-a', 'us-consulate-milan', 'event-security'), 'assess-threat');
    assert.equal(row.outcome, 'prohibited');
    assert.deepEqual(row.purposes, ['event-security']);
    assert.deepEqual(row.clauses, ['K5']);
  });

  test('a release is judged for the recipient and handling that fare best', () => {
    const row = rowOf(may('us-hsi-investigator-a', 'us-consulate-milan'), 'item.release');
    assert.equal(row.outcome, 'permitted');
    assert.deepEqual(row.clauses, ['us-hsi/10']);
    assert.deepEqual(row.purposes, ['counter-organised-crime', 'delegation-protection']);
  });

  test('`until` is the moment at which the outcome changes, and not a moment earlier', () => {
    let changes = 0;
    for (const [person, place] of PEOPLE) {
      for (const { activity, outcome, until } of may(person, place)) {
        if (until === null) continue;
        changes += 1;
        const then = (time: number): Outcome =>
          rowOf(mayOf(replay.room, replay.state, person, { place }, time), activity).outcome;
        // Everything is asked again for each, so only some are: a stride that still takes each person.
        if (changes % 17 !== 1) continue;
        assert.equal(then(until - 1), outcome, `${person} ${activity}`);
        assert.notEqual(then(until), outcome, `${person} ${activity}`);
      }
    }
    assert(changes > 50, `${changes} changes ahead`);
  });

  test('a zone that ends changes what it forbids at its end', () => {
    const row = rowOf(may('us-dss-agent-a', 'san-siro', 'delegation-protection'), 'carry-arms');
    assert.deepEqual([row.outcome, row.clauses], ['prohibited', ['us-dss/14']]);
    assert.equal(row.until, Date.parse('2026-02-22T23:00:00Z'));
  });
});

describe('what somebody may do follows their desk, their conferrals and their removal', () => {
  let room: DeskRoom;

  beforeEach(async () => {
    room = await harbourAtWork();
  });

  function may(person: string, place = 'ferry-terminal'): MayRow[] {
    return mayOf(room.room, room.state, person, { place }, room.now);
  }

  test('a version that is ordered to come into force changes what it permits, at that moment', async () => {
    await room.permitted({
      by: 'commander-a',
      kind: 'mandate.suspend',
      detail: { mandate: 'guest-b', reason: 'until the new one' },
    });
    const [place, purpose] = ['ferry-terminal', 'public-safety'];
    const row = () => rowOf(mayOf(room.room, room.state, 'gb-support-a', { place, purpose }, room.now), 'advise-crowd');
    assert.deepEqual([row().outcome, row().until], ['outside', null]);
    const from = room.now + HOUR;
    const detail = { mandate: 'guest-b', version: 1, reason: 'they are back', from };
    await room.permitted({ by: 'commander-a', kind: 'mandate.enforce', detail });
    assert.deepEqual([row().outcome, row().until], ['outside', from]);
    await room.advanceTo(from - 1);
    assert.deepEqual([row().outcome, row().until], ['outside', from]);
    await room.advanceTo(from);
    assert.equal(row().outcome, 'permitted');
  });

  test('R-02: without a desk there is nothing but what needs none', async () => {
    await room.permitted({ by: 'duty-a', kind: 'desk.sign-off', detail: {} });
    const rows = may('duty-a');
    assert.deepEqual(rowOf(rows, 'log.line').clauses, ['R-02']);
    assert.deepEqual(rowOf(rows, 'assess-threat').clauses, ['R-02']);
    assert.equal(rowOf(rows, 'desk.sign-on').outcome, 'permitted');
    assert.equal(rowOf(rows, 'alert.raise').outcome, 'permitted');
    assert.equal(rowOf(rows, 'escort-to-safety').outcome, 'permitted');
  });

  test('a conferred power is asked for until the conferral ends', async () => {
    assert.equal(rowOf(may('gb-support-a'), 'identity-check').outcome, 'prohibited');
    await openIdentityCheck(room);
    const row = rowOf(may('gb-support-a'), 'identity-check');
    assert.equal(row.outcome, 'needs-approval');
    const [conferral] = [...room.state.values('conferrals')];
    assert.equal(row.until, conferral?.until);
    assert(row.until !== null && row.until < room.now + 5 * HOUR);
  });

  test('a conferral that was withdrawn is none', async () => {
    await openIdentityCheck(room);
    const second = await confer(room);
    for (const { id } of [...room.state.values('conferrals')]) {
      const detail = { conferral: id, reason: 'over' };
      await room.permitted({ by: 'commander-a', kind: 'conferral.withdraw', detail });
    }
    assert.equal(second.outcome, 'permitted');
    assert.equal(rowOf(may('gb-support-a'), 'identity-check').outcome, 'prohibited');
  });

  test('under arms may go who is cleared, from the beginning of the clearance until its end', async () => {
    await room.signOn('ga-officer-a', 'embassy-a-room.detail');
    const armed = () => rowOf(may('ga-officer-a', 'conference-hall'), 'armed-escort');
    const before = armed();
    assert.deepEqual([before.outcome, before.until], ['outside', null]);
    const [from, until] = [room.now + HOUR, room.now + 2 * HOUR];
    const { matter = '' } = await clear(room, { from, until });
    assert.deepEqual([armed().outcome, armed().until], ['outside', from]);
    await room.advanceTo(from);
    assert.deepEqual([armed().outcome, armed().until, armed().clauses], ['needs-approval', until, ['C3', 'guest-a/8']]);
    await room.permitted({ by: 'commander-a', kind: 'clearance.withdraw', detail: { clearance: matter, reason: 'x' } });
    assert.deepEqual([armed().outcome, armed().until], ['outside', null]);
  });

  test('R-20: who was removed may do nothing that rests on a mandate', async () => {
    const detail = { person: 'ga-lead', reason: 'recalled' };
    await room.permitted({ by: 'registrar:guest-a-protection', kind: 'roster.remove', detail });
    for (const { activity, outcome, clauses } of may('ga-lead', 'embassy-a')) {
      if (outcome === 'permitted') assert.deepEqual(clauses, ['R-22'], activity);
      else assert(clauses.includes('R-20'), activity);
    }
  });

  test('nobody of that name is a mistake of the caller', () => {
    assert.throws(() => may('nobody-here'), /`nobody-here`/);
  });
});
