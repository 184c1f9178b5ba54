import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Viewer } from '../../views/audience.ts';
import type { OpenRoom } from '../room.ts';
import { TEST_HOST } from '../sign-in/testing/browser.ts';
import { TestMachine } from '../testing/test-room.ts';
import type { Problem } from './problem.ts';
import { SignedReadings } from './signed-reading.ts';
import { readingOf } from './testing/reading.ts';

let room: OpenRoom;

before(async () => {
  room = await new TestMachine().open();
});
after(async () => await room.stop());

const read = (readings: SignedReadings, person: string): Viewer | Problem =>
  readings.viewer(readingOf(room, person), { purpose: 'log', to: `http://${TEST_HOST}` });

test('a program that asks as often as it may is answered for as long as its readings are remembered', () => {
  const readings = new SignedReadings(room);
  // docs/guides/asking-for-decisions.md: 240 in a minute; a reading is good for ten.
  for (let n = 0; n < 2_400; n += 1) {
    const viewer = read(readings, 'duty-a');
    assert(!('status' in viewer), `reading ${n + 1}: ${JSON.stringify(viewer)}`);
  }
});

test('who signs more than are remembered is told so, and when there is room again', () => {
  const readings = new SignedReadings(room, { ofPerson: 2, ofAll: 3 });
  const [one, two, more] = [1, 2, 3].map(() => read(readings, 'duty-a'));
  assert(one !== undefined && !('status' in one) && two !== undefined && !('status' in two));
  assert(more !== undefined && 'status' in more);
  assert.deepEqual([more.status, more.code], [429, 'too-many']);
  const seconds = more.retryAfterSeconds ?? 0;
  assert(seconds > 9 * 60 && seconds <= 11 * 60, String(seconds));
  assert(!('status' in read(readings, 'duty-b')), 'others read on');
});
