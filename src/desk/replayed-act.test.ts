import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import { MemoryStore } from '../ledger/store/memory.ts';
import type { Answer } from '../terms/answer.ts';
import type { EdgeRefusal } from '../terms/refusal.ts';
import { harbourAtWork } from './testing/harbour.ts';

const ALERT = {
  by: 'duty-a',
  kind: 'alert.raise',
  detail: { alert: 'emergency', text: 'smoke in the hall' },
} as const;
const LINE = { by: 'duty-a', kind: 'log.line', detail: { text: 'gates open' } } as const;

function recorded(answer: Answer | EdgeRefusal): Answer {
  assert('outcome' in answer, JSON.stringify(answer));
  return answer;
}

test('an alert that somebody copied is not raised again, however late it is sent', async () => {
  const room = await harbourAtWork();
  const alert = room.sign(ALERT);
  const first = recorded(await room.door.submit(alert));
  assert.equal(first.outcome, 'permitted');
  room.clock.advanceTo(room.now + 5 * HOUR);
  // Time passes with acts in it, so that whatever may be forgotten is.
  recorded(await room.send(LINE));
  const size = room.door.size;
  const later = recorded(await room.door.submit(alert));
  assert.deepEqual([later.again, later.index, room.door.size], [true, first.index, size]);
  assert.equal([...room.state.values('alerts')].length, 1);
});

test('an ordinary act that is sent again after hours is entered as a refusal by R-19', async () => {
  const room = await harbourAtWork();
  const line = room.sign(LINE);
  recorded(await room.door.submit(line));
  room.clock.advanceTo(room.now + 5 * HOUR);
  recorded(await room.send({ ...LINE, detail: { text: 'hours later' } }));
  const later = recorded(await room.door.submit(line));
  assert.equal(later.outcome, 'prohibited');
  assert(later.clauses.includes('R-19') && later.clauses.includes('R-12'));
});

test('an act that is old enough to forget is not answered again because a batch that would have forgotten it was undone', async () => {
  const store = new MemoryStore();
  const room = await harbourAtWork({ store });
  const line = room.sign(LINE);
  recorded(await room.door.submit(line));
  await room.advanceTo(room.now + LIMITS.signedSkewMs);
  recorded(await room.send({ ...LINE, detail: { text: 'kept still' } }));
  await room.advanceTo(room.now + LIMITS.signedSkewMs + 1);
  store.failNext('not-committed');
  assert('refused' in (await room.send({ ...LINE, detail: { text: 'undone' } })));
  recorded(await room.send({ ...LINE, detail: { text: 'entered after that' } }));
  const later = recorded(await room.door.submit(line));
  assert.deepEqual([later.outcome, later.again], ['prohibited', undefined]);
  // The refusal is remembered under the id now, and is what a repetition gets.
  const repeated = recorded(await room.door.submit(line));
  assert.deepEqual([repeated.index, repeated.again], [later.index, true]);
});
