import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  askedOf,
  type ConsultationRow,
  firstKnew,
  lastOver,
  OversightView,
  relatedOf,
  standingGrant,
} from './oversight-view.ts';

const grant = (id: string, from: number, until: number, change: Partial<ConsultationRow> = {}): ConsultationRow => {
  return { id, person: 'me', of: 'record', purpose: 'room-duty', from, until, ended: null, ...change };
};

test('the grant that counts is mine, of the whole record, and stands now', () => {
  const rows = [
    grant('CONS-1', 0, 10),
    grant('CONS-2', 5, 30),
    grant('CONS-3', 5, 90, { person: 'other' }),
    grant('CONS-4', 5, 90, { of: 'ITEM-1' }),
    grant('CONS-5', 5, 90, { ended: 7 }),
  ];
  assert.equal(standingGrant(rows, 'me', 6)?.id, 'CONS-5');
  assert.equal(standingGrant(rows, 'me', 8)?.id, 'CONS-2');
  assert.equal(standingGrant(rows, 'me', 29)?.id, 'CONS-2');
  // Half-open, as the records have it.
  assert.equal(standingGrant(rows, 'me', 30), undefined);
  assert.equal(standingGrant([], 'me', 0), undefined);
});

test('the last one that is over is told', () => {
  const rows = [grant('CONS-1', 0, 10), grant('CONS-2', 20, 30), grant('CONS-3', 25, 90, { person: 'other' })];
  assert.equal(lastOver(rows, 'me', 30)?.id, 'CONS-2');
  assert.equal(lastOver(rows, 'me', 25)?.id, 'CONS-1');
  assert.equal(lastOver(rows, 'me', 5), undefined);
});

test('each who knew stands once, with the first minute', () => {
  const knew = [
    { person: 'b', at: 5, how: 'answered' as const },
    { person: 'a', at: 9, how: 'consulted' as const },
    { person: 'a', at: 3, how: 'released' as const },
  ];
  assert.deepEqual(firstKnew(knew), [knew[2], knew[0]]);
});

test('an address that makes no sense asks for everything, and what it asks is trimmed', () => {
  const empty = OversightView.parse({ q: {}, outcome: 'maybe', from: 'x', until: -1, order: 'sideways', kind: [] });
  assert.deepEqual(empty, {
    q: '',
    matter: '',
    person: '',
    agency: '',
    kind: '',
    outcome: '',
    from: null,
    until: null,
    order: 'desc',
  });
  assert.deepEqual(askedOf({ ...empty, q: ' briefing ', matter: ' REQ-1 ' }, 50), {
    ...empty,
    q: 'briefing',
    matter: 'REQ-1',
    report: '',
    limit: 50,
  });
  assert.equal(OversightView.parse({ q: 12 }).q, '12');
});

test('a refusal is asked for apart from a verdict on what was reported', () => {
  const asked = (outcome: string) => {
    const { outcome: of, report } = askedOf(OversightView.parse({ outcome }), 1);
    return [of, report];
  };
  assert.deepEqual(asked('prohibited'), ['prohibited', 'no']);
  assert.deepEqual(asked('deed-prohibited'), ['prohibited', 'yes']);
  assert.deepEqual(asked('deed-needs-approval'), ['needs-approval', 'yes']);
  assert.deepEqual(asked(''), ['', '']);
});

test('what belongs with the matter that is asked about stands once, and not itself', () => {
  const rows = [{ related: ['DEED-a-1'] }, { related: ['DEED-a-1', 'REQ-a-1'] }, { related: [] }];
  assert.deepEqual(relatedOf(rows, ' REQ-a-1 '), ['DEED-a-1']);
});
