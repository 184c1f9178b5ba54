import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { HOUR, MINUTE } from '../base/clock.ts';
import type { Answer } from '../terms/answer.ts';
import type { Asked, DeskRoom } from './testing/desk-room.ts';
import { accompany, confer, enterItem, harbourAtWork, identityCheck } from './testing/harbour.ts';

const said = ({ outcome, clauses }: Pick<Answer, 'outcome' | 'clauses'>) => `${outcome} ${clauses.join(',')}`;

let room: DeskRoom;
let opened: number;
beforeEach(async () => {
  room = await harbourAtWork();
  opened = room.now;
});

/** Reports that this was done a while ago; gives the verdict as of then, and as of now. */
async function reported(by: string, kind: Asked['kind'], detail: object, more: Partial<Asked> = {}) {
  const deedAt = more.deedAt ?? room.now - MINUTE;
  const answer = await room.enter({ by, kind, form: 'report', detail, ...more, deedAt });
  return [said(answer), said(answer.atEntry ?? answer)];
}

describe('the house rules that bind a deed speak of it in the verdict on its report', () => {
  beforeEach(async () => {
    await room.advanceTo(room.now + 10 * MINUTE);
  });

  test('R-15: a power is conferred by the host only, on a guest, bounded, and never one that a commitment rules out', async () => {
    const detail = (changed: object = {}) => ({
      to: 'gb-support-a',
      power: 'identity-check',
      from: room.now,
      until: room.now + HOUR,
      reason: 'by telephone',
      ...changed,
    });
    const grant = (changed: object) => reported('commander-a', 'conferral.grant', detail(changed));
    assert.match((await grant({}))[0] ?? '', /^permitted /);
    for (const wrong of [
      { power: 'arrest' },
      { to: 'police-a' },
      { to: 'nobody-a' },
      { until: room.now + 90 * 24 * HOUR },
      { power: 'walk' },
    ]) {
      const [then, now] = await grant(wrong);
      assert.match(then ?? '', /^prohibited .*R-15/, JSON.stringify(wrong));
      assert.match(now ?? '', /^prohibited .*R-15/, JSON.stringify(wrong));
    }
    assert.match((await reported('ga-lead', 'conferral.grant', detail()))[0] ?? '', /^prohibited .*R-15/);
    assert.deepEqual([...room.state.values('conferrals')], [], 'R-13');
  });

  test('R-01, R-04, R-07: an answer is the host’s, binds what was asked, and names a giver who could have answered', async () => {
    const answer = { request: 'REQ-guest-b-9', digest: '0'.repeat(64), answer: 'approve', reason: 'x' };
    const oral = { ...answer, giver: 'commander-a', channel: 'telephone' };
    assert.match((await reported('ga-lead', 'approval.answer', answer))[0] ?? '', /^prohibited .*R-01/);
    assert.match((await reported('duty-a', 'approval.answer', answer))[0] ?? '', /^prohibited R-06/, 'not there');
    await confer(room);
    await accompany(room);
    const asked = await room.enter(identityCheck(room));
    const { matter: request, digest } = asked;
    if (request === undefined) throw new RangeError(`nothing was asked: ${said(asked)}`);
    assert.match((await reported('duty-a', 'approval.answer', { ...answer, request }))[0] ?? '', /^prohibited R-04/);
    const of = { request, digest };
    assert.match((await reported('duty-a', 'approval.answer', { ...answer, ...of }))[0] ?? '', /^permitted /);
    const given = { ...oral, ...of };
    assert.match((await reported('loggist-a', 'approval.oral', given))[0] ?? '', /^permitted /);
    assert.match(
      (await reported('loggist-a', 'approval.oral', { ...given, giver: 'ga-lead' }))[0] ?? '',
      /^prohibited R-07/,
    );
    assert.equal(room.state.get('requests', request)?.status, 'waiting', 'R-13');
    await room.permitted({ by: 'gb-support-a', kind: 'request.withdraw', detail: { request } });
    assert.match((await reported('duty-a', 'approval.answer', { ...answer, ...of }))[0] ?? '', /^permitted /);
  });

  test('R-16: an officer of the host is beside a guest, and was on duty at the time of the deed', async () => {
    const beside = { guest: 'gb-support-a', officer: 'police-a' };
    for (const wrong of [{ officer: 'gb-liaison' }, { guest: 'duty-a' }, { officer: 'police-b' }])
      assert.match(
        (await reported('police-a', 'accompaniment.begin', { ...beside, ...wrong }))[0] ?? '',
        /^prohibited .*R-16/,
        JSON.stringify(wrong),
      );
    await room.permitted({ by: 'police-a', kind: 'desk.sign-off', detail: {} });
    const [then, now] = await reported('duty-a', 'accompaniment.begin', beside, { deedAt: opened + MINUTE });
    assert.match(then ?? '', /^permitted /);
    assert.match(now ?? '', /^prohibited R-16/);
  });

  test('R-10, R-11: what was passed on was the releasing agency’s to give', async () => {
    const item = await enterItem(room, 'ga-lead');
    const [own] = await reported('ga-lead', 'item.release', { item, to: 'duty-a' }, { purpose: 'event-security' });
    assert.match(own ?? '', /^permitted /);
    for (const [by, to] of [
      ['duty-a', 'gb-liaison'],
      ['gb-support-a', 'duty-a'],
      ['ga-lead', 'nobody-a'],
    ] as const) {
      const [then] = await reported(by, 'item.release', { item, to }, { purpose: 'event-security' });
      assert.match(then ?? '', /^prohibited .*R-11/, `${by} to ${to}`);
    }
    await room.permitted({
      by: 'ga-lead',
      kind: 'item.release',
      purpose: 'event-security',
      detail: { item, to: 'duty-a' },
    });
    const [on] = await reported('duty-a', 'item.release', { item, to: 'gb-liaison' }, { purpose: 'event-security' });
    assert.match(on ?? '', /^prohibited .*R-10/);
  });
});

test('a report is entered whatever its verdict is', async () => {
  const size = room.door.size;
  await reported('ga-lead', 'approval.answer', {
    request: 'REQ-guest-b-9',
    digest: '0'.repeat(64),
    answer: 'approve',
    reason: 'x',
  });
  const [fields] = room.entries.slice(-1).map(({ draft }) => draft.fields);
  assert.equal(room.door.size, size + 1);
  assert.deepEqual([fields?.kind, fields?.outcome, fields?.act?.form], ['approval.answer', 'prohibited', 'report']);
  assert(fields?.facts.broken.includes('R-01') && fields.atEntry?.facts.broken.includes('R-01'));
});
