import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { HOUR } from '../../base/clock.ts';
import type { DeskRoom } from '../../desk/testing/desk-room.ts';
import { approve, harbourAtWork } from '../../desk/testing/harbour.ts';
import type { DeedRow } from '../../matters/deeds/rows.ts';
import type { RequestRow } from '../../matters/requests/rows.ts';
import type { Answer } from '../../terms/answer.ts';
import { ReadableRecords } from '../readable-records.ts';
import type { Asked } from './waiting.ts';
import { approvedDeeds, waitingRequests } from './waiting-ids.ts';

let room: DeskRoom;
let asked: Answer;
let request: RequestRow;

before(async () => {
  room = await harbourAtWork({ checksSignatures: false });
  asked = await room.enter({
    ...{ by: 'gb-support-a', kind: 'deed.propose', activity: 'sweep-venue' },
    ...{ purpose: 'event-security', place: 'conference-hall' },
    detail: { until: room.now + 3 * HOUR, what: 'the hall' },
  });
  assert.equal(asked.outcome, 'needs-approval');
  request = room.state.get('requests', asked.matter ?? '') as RequestRow;
});

/** Somebody with the records as they are, who may answer requests or not. */
function as(person: string, answers: boolean): Asked {
  const readable = new ReadableRecords([], room.room.sets);
  for (const slice of ['people', 'shifts', 'deeds', 'requests', 'approvals'] as const) {
    readable.state.apply([...room.state.values(slice)].map((row) => ({ slice, id: idOf(row), row })));
  }
  const actor = readable.actor(person, room.room.directory, room.now);
  return { room: { readable, directory: room.room.directory }, actor, answers, answersChallenges: false, at: room.now };
}

function idOf(row: object): string {
  const { id, request: of } = row as { readonly id?: string; readonly request?: string };
  return id ?? of ?? assert.fail('a row of no name');
}

test('an older request is looked at whatever another agency asks for after it', () => {
  const { agency = '' } = room.state.get('people', 'ga-lead') ?? {};
  const many = Array.from({ length: 12_000 }, (_, n) => {
    const id = `REQ-${agency}-9${n}`;
    return { ...request, id, agency, requester: `minted-${n % 240}`, index: request.index + 1 + n };
  });
  room.state.apply(many.map((row) => ({ slice: 'requests', id: row.id, row })));
  const { agencies } = room.room.directory.scenario.vocabulary;
  const waiting = waitingRequests(
    as('duty-a', true),
    agencies.map(({ id }) => id),
    200,
  );
  assert.equal(waiting.ids.length, 200);
  assert.equal(waiting.ids.includes(request.id), true);
  assert.equal(waiting.more, 12_001 - 200);
  assert.deepEqual(waitingRequests(as('ga-lead', false), [agency, request.agency], 200).ids, []);
  room.state.apply(many.map((row) => ({ slice: 'requests', id: row.id, row: { ...row, status: 'lapsed' } })));
});

test('an approved deed waits for its doer whatever else of their agency waits', async () => {
  const deed = room.state.get('deeds', asked.deed ?? '') as DeedRow;
  await approve(room, asked);
  const many = Array.from({ length: 12_000 }, (_, n) => {
    return { ...deed, id: `DEED-${deed.agency}-9${n}`, person: 'gb-liaison', index: deed.index + 1 + n };
  });
  room.state.apply(many.map((row) => ({ slice: 'deeds', id: row.id, row })));
  assert.deepEqual(approvedDeeds(as(deed.person, false)), [deed.id]);
  assert.deepEqual(approvedDeeds(as('duty-a', false)), []);
});
