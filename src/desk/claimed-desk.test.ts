import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { MINUTE } from '../base/clock.ts';
import { rowOf } from '../views/acts-row.ts';
import type { Asked, DeskRoom } from './testing/desk-room.ts';
import { harbourAtWork } from './testing/harbour.ts';

let room: DeskRoom;
beforeEach(async () => {
  room = await harbourAtWork();
});

/** Enters an act, and gives it as lists and the wall show it. */
async function shown(asked: Asked) {
  const answer = await room.enter(asked);
  const [committed] = room.entries.slice(-1);
  if (committed === undefined) throw new RangeError('nothing was entered');
  const { index, draft } = committed;
  assert.equal(index, answer.index);
  return rowOf({ index, recorded: 0, fields: draft.fields }, () => []);
}

const DESK = 'host-room.duty';
const DEED = {
  agency: 'guest-b-police',
  component: 'unknown',
  role: 'unknown',
  activity: 'identity-check',
  purpose: 'unknown',
  place: 'unknown',
};
const DID = { activity: 'assess-threat', purpose: 'event-security', detail: { what: 'x' } } as const;
const REPORTS: readonly (Pick<Asked, 'kind' | 'detail'> & Partial<Asked>)[] = [
  { kind: 'deed.report', ...DID },
  { kind: 'occurrence.report', detail: { text: 'x', deed: DEED } },
  { kind: 'log.line', detail: { text: 'the host allowed it' } },
  {
    kind: 'approval.answer',
    detail: { request: 'REQ-guest-a-1', digest: '0'.repeat(64), answer: 'approve', reason: 'x' },
  },
];

describe('nobody speaks from a desk at which they do not sit', () => {
  test('an alarm that names one is raised all the same, and shown as from none', async () => {
    const alarm = { kind: 'alert.raise', detail: { alert: 'evacuation', text: 'by the north gate' } } as const;
    for (const [by, desk] of [
      ['ga-field', DESK],
      ['police-a', DESK],
      ['ga-lead', DESK],
    ] as const) {
      const row = await shown({ by, desk, ...alarm });
      assert.deepEqual([row.outcome, row.desk, row.person], ['permitted', null, by], by);
      assert.match(row.matter ?? '', /^ALERT-/);
    }
    assert.equal((await shown({ by: 'duty-a', ...alarm })).desk, DESK);
    assert.equal((await shown({ by: 'ga-field', desk: null, ...alarm })).desk, null);
  });

  for (const { kind, ...more } of REPORTS) {
    test(`a report (\`${kind}\`) that names one is taken, and shown as from none`, async () => {
      for (const by of ['ga-field', 'ga-lead', 'police-a']) {
        const row = await shown({ by, desk: DESK, kind, form: 'report', ...more });
        assert.deepEqual([row.kind, row.form, row.person, row.desk], [kind, 'report', by, null], by);
        assert(!row.clauses.includes('R-02'), 'the verdict is on the deed');
      }
    });
  }

  test('a report is shown as from the desk that its reporter holds as they enter it', async () => {
    await room.advanceTo(room.now + 10 * MINUTE);
    for (const { kind, ...more } of REPORTS.slice(0, 3)) {
      const row = await shown({ by: 'duty-a', kind, form: 'report', ...more, deedAt: room.now - 5 * MINUTE });
      assert.equal(row.desk, DESK, kind);
    }
  });

  test('what needs no desk is refused where it names a wrong one', async () => {
    const detail = { mandate: 'guest-a', version: 9, digest: '0'.repeat(64) };
    const signed = await shown({ by: 'ga-envoy', desk: DESK, kind: 'mandate.sign', detail });
    assert.deepEqual([signed.outcome, signed.clauses.includes('R-02'), signed.desk], ['prohibited', true, null]);
    const without = await room.enter({ by: 'ga-envoy', desk: null, kind: 'mandate.sign', detail });
    assert(!without.clauses.includes('R-02'));
  });

  test('whoever takes a desk may name it, and is not shown as from it where they do not get it', async () => {
    const taking = { room: 'host-room', desk: 'host-room.duty' };
    const refused = await shown({ by: 'duty-b', desk: DESK, kind: 'desk.sign-on', detail: taking });
    assert.deepEqual([refused.outcome, refused.clauses, refused.desk], ['prohibited', ['R-03'], null]);
    const other = await shown({ by: 'duty-b', desk: 'host-room.commander', kind: 'desk.sign-on', detail: taking });
    assert(other.clauses.includes('R-02'));
    await room.permitted({ by: 'duty-a', kind: 'desk.sign-off', detail: {} });
    const taken = await shown({ by: 'duty-b', desk: DESK, kind: 'desk.sign-on', detail: taking });
    assert.deepEqual([taken.outcome, taken.desk], ['permitted', DESK]);
  });
});
