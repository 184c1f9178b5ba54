import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exerciseKey } from '../../desk/keys.ts';
import type { SignedAct } from '../../terms/act.ts';
import { Api } from '../session/api.ts';
import { composeAct } from './compose.ts';
import { type KeptAct, OUTBOX_MAX, Outbox } from './outbox.ts';

const key = exerciseKey('harbour-summit', 'duty-a');

function line(text: string): SignedAct {
  const context = {
    ledger: 'x',
    mode: 'exercise',
    person: 'duty-a',
    desk: null,
    deskPlace: 'pier',
    likely: null,
    now: 1_000,
  } as const;
  return key.sign(composeAct({ kind: 'log.line', detail: { text } }, context));
}

/** A room at the other end of a wire that can be cut: `down` before the room hears anything, `deaf` after it has recorded. */
class WiredRoom {
  readonly recorded: string[] = [];
  readonly bodies: string[] = [];
  readonly assertions: (string | null)[] = [];
  kept: readonly KeptAct[] = [];
  wire: 'up' | 'down' | 'deaf' | number = 'up';

  outbox(): Outbox {
    const api = new Api({ fetch: async (_url, init) => this.#answer(init ?? {}), onSignedOut: () => undefined });
    const place = {
      all: async () => structuredClone(this.kept),
      put: async (act: KeptAct) => {
        this.kept = [...this.kept, act];
      },
      drop: async ({ signed }: KeptAct) => {
        this.kept = this.kept.filter((act) => act.signed.act.id !== signed.act.id);
      },
    };
    return new Outbox(api, place, 'duty-a');
  }

  #answer({ body, headers }: RequestInit): Response {
    if (this.wire === 'down') throw new TypeError('network');
    if (typeof this.wire === 'number') {
      const problem = { type: 'about:blank', title: 'no', status: this.wire, code: 'no', detail: 'why' };
      return Response.json(problem, { status: this.wire });
    }
    this.bodies.push(String(body));
    this.assertions.push(new Headers(headers).get('remit-assertion'));
    const { act } = JSON.parse(String(body)) as SignedAct;
    const before = this.recorded.indexOf(act.id);
    const index = before < 0 ? this.recorded.push(act.id) - 1 : before;
    if (this.wire === 'deaf') throw new TypeError('network');
    const answer = { act: act.id, index, outcome: 'permitted', clauses: [], near: [], at: 1_000 };
    return Response.json(before < 0 ? answer : { ...answer, again: true }, { status: before < 0 ? 201 : 200 });
  }
}

test('an act that gets through is recorded and no longer kept', async () => {
  const room = new WiredRoom();
  const outbox = room.outbox();
  const state = await outbox.send(line('one'), 'evidence');
  assert.equal(state.is === 'recorded' && state.answer.index, 0);
  assert.deepEqual(room.kept, []);
  assert.deepEqual(room.assertions, ['evidence']);
  assert.equal(outbox.waiting, 0);
});

test('without a network it is kept, counted, and the same bytes go out later, once, in order', async () => {
  const room = new WiredRoom();
  const outbox = room.outbox();
  room.wire = 'down';
  const acts = [line('one'), line('two'), line('three')];
  for (const act of acts) assert.deepEqual(await outbox.send(act), { is: 'waiting' });
  assert.equal(outbox.waiting, 3);
  room.wire = 'up';
  await outbox.retry();
  assert.deepEqual(
    room.bodies,
    acts.map((act) => JSON.stringify(act)),
  );
  assert.equal(outbox.waiting, 0);
});

test('recorded but the answer lost: sent again, it is the same entry', async () => {
  const room = new WiredRoom();
  const outbox = room.outbox();
  room.wire = 'deaf';
  const act = line('one');
  assert.deepEqual(await outbox.send(act), { is: 'waiting' });
  room.wire = 'up';
  await outbox.retry();
  const state = outbox.state(act.act.id);
  assert.equal(state?.is === 'recorded' && state.answer.again, true);
  assert.equal(room.recorded.length, 1);
  assert.equal(room.bodies[0], room.bodies[1]);
});

test('a crash of the browser loses none', async () => {
  const room = new WiredRoom();
  room.wire = 'down';
  const act = line('one');
  await room.outbox().send(act, 'evidence');
  room.wire = 'up';
  const next = room.outbox();
  await next.open();
  assert.deepEqual(room.recorded, [act.act.id]);
  assert.deepEqual(room.assertions, ['evidence']);
});

test('what the room turned away is not sent again; what it is too busy for is', async () => {
  const room = new WiredRoom();
  const outbox = room.outbox();
  room.wire = 403;
  assert.deepEqual(await outbox.send(line('no')), { is: 'turned-away', code: 'no', detail: 'why' });
  for (const status of [429, 503]) {
    room.wire = status;
    assert.deepEqual(await outbox.send(line(`later ${status}`)), { is: 'waiting' });
  }
  room.wire = 'up';
  await outbox.retry();
  assert.equal(room.recorded.length, 2);
});

test('acts that are sent at once all arrive, in order', async () => {
  const room = new WiredRoom();
  const outbox = room.outbox();
  const acts = Array.from({ length: 20 }, (_, n) => line(`at once ${n}`));
  await Promise.all(acts.map((act) => outbox.send(act)));
  assert.deepEqual(
    room.recorded,
    acts.map(({ act }) => act.id),
  );
  assert.equal(room.bodies.length, 20);
});

test('more than the limit is not taken', async () => {
  const room = new WiredRoom();
  room.kept = Array.from({ length: OUTBOX_MAX }, () => ({ signed: line('x'), assertion: null }));
  room.wire = 'down';
  const outbox = room.outbox();
  await outbox.open();
  await assert.rejects(outbox.send(line('one more')), RangeError);
});
