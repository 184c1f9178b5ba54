import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { previewOf } from '../../desk/preview.ts';
import type { DeskRoom } from '../../desk/testing/desk-room.ts';
import { enterItem, harbourAtWork } from '../../desk/testing/harbour.ts';

const PURPOSE = 'event-security';
let room: DeskRoom;
/** An item of guest A's own. */
let item: string;

beforeEach(async () => {
  room = await harbourAtWork();
  item = await enterItem(room, 'ga-lead');
});

/** What the release would be answered with, as anybody who is enrolled may ask. */
function previewed(form: 'proposal' | 'report', of: string, to: string) {
  const desk = 'embassy-a-room.lead';
  const { act } = room.sign({
    by: 'ga-lead',
    desk,
    kind: 'item.release',
    form,
    purpose: PURPOSE,
    detail: { item: of, to },
  });
  return previewOf(room.room, room.state, room.origin, act, room.now);
}

test('who holds no desk learns from no proposal whether a recipient is enrolled', async () => {
  await room.permitted({ by: 'ga-lead', kind: 'desk.sign-off', detail: {} });
  assert.deepEqual(previewed('proposal', item, 'duty-a'), previewed('proposal', item, 'nobody-a'));
});

test('nor who has nothing to release', () => {
  for (const named of ['ITEM-guest-a-99', 'ITEM-guest-b-1']) {
    assert.deepEqual(previewed('proposal', named, 'duty-a'), previewed('proposal', named, 'nobody-a'), named);
  }
  assert.notDeepEqual(previewed('proposal', item, 'duty-a'), previewed('proposal', item, 'nobody-a'));
});

test('a reported release is judged by whom it truly went to', () => {
  const reported = previewed('report', item, 'duty-a');
  assert('outcome' in reported);
  assert.deepEqual([reported.outcome, reported.clauses], ['permitted', ['guest-a/5']]);
});
