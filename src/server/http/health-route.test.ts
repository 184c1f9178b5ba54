import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SECOND } from '../../base/clock.ts';
import { LIMITS } from '../../base/limits.ts';
import { MemoryActsView } from '../../views/memory.ts';
import { actOf, TestMachine } from '../testing/test-room.ts';
import { buildHttpServer } from './http-server.ts';

const HOST = { host: '127.0.0.1:0' };

test('a view that stands still is told by /healthz after a time, with how far it is behind, and no more once it goes on', async () => {
  const other = new TestMachine();
  const view = new MemoryActsView();
  other.view = view;
  const lagging = await other.open();
  const server = await buildHttpServer(lagging, { wallNow: () => other.clock.wallNow(), unforeseen: () => {} });
  const health = async () => {
    const answer = await server.app.inject({ url: '/healthz', headers: HOST });
    return [answer.statusCode, answer.json().status, answer.json().viewLag, answer.json().reason];
  };
  const size = lagging.size();
  assert.equal(await lagging.views.follower.reached(size - 1, 5_000), true);
  const held = Promise.withResolvers<void>();
  const append = view.append.bind(view);
  view.append = async (entries) => {
    await held.promise;
    await append(entries);
  };
  // However long nothing happened before, only the time behind counts.
  other.clock.advance(LIMITS.viewStillMs * 2);
  const alarm = (text: string) =>
    actOf(lagging, 'duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text } });
  for (const text of ['smoke', 'fire']) {
    await lagging.door.submit(alarm(text));
    other.clock.advance(LIMITS.viewStillMs / 2 - SECOND);
  }
  assert.deepEqual(await health(), [200, 'ok', 2, undefined]);
  other.clock.advance(2 * SECOND);
  const reason = 'what is shown has stood still for 30 s, 2 entries behind the ledger: the log says why';
  assert.deepEqual(await health(), [503, 'still', 2, reason]);
  held.resolve();
  assert.equal(await lagging.views.follower.reached(size + 1, 5_000), true);
  assert.deepEqual(await health(), [200, 'ok', 0, undefined]);
  await server.close();
  await lagging.stop();
});
