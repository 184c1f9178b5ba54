import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MINUTE, SECOND } from '../base/clock.ts';
import { seededRandom } from '../base/seeded-random.ts';
import { exerciseKey } from '../desk/keys.ts';
import { fillerGapMs } from './fillers.ts';
import type { OpenRoom } from './room.ts';
import { actOf, signOn, TestMachine } from './testing/test-room.ts';

/** The alarm clock of a test: rings when told. */
class Bell {
  readonly gaps: number[] = [];
  #call: (() => void) | undefined;

  readonly later = (call: () => void, ms: number) => {
    this.gaps.push(ms);
    this.#call = call;
    return () => {
      this.#call = undefined;
    };
  };

  get isSet(): boolean {
    return this.#call !== undefined;
  }

  /** Rings, and waits until it is set again. */
  async ring(room: OpenRoom): Promise<void> {
    const before = this.gaps.length;
    this.#call?.();
    while (this.gaps.length === before) await room.waitUntil(room.roomNow());
  }
}

describe('fillers', () => {
  test('are entered one by one as the bell rings, by the room’s clock, and each goes on the chain of the one before', async () => {
    const [machine, bell] = [new TestMachine(), new Bell()];
    const room = await machine.open({ fillers: { seconds: 30, later: bell.later } });
    const from = room.size();
    for (let n = 0; n < 3; n++) await bell.ring(room);
    assert.equal(room.size(), from + 3);
    const entries = await Promise.all([0, 1, 2].map((n) => room.readEntry(from + n)));
    for (const entry of entries) {
      assert.equal(entry?.fields.kind, 'ledger.fill');
      assert.equal(entry?.fields.outcome, 'permitted');
      assert.deepEqual(entry?.fields.changes, []);
      assert.deepEqual(entry?.fields.audience, { agencies: [], rooms: [], persons: [], everyone: false });
    }
    assert.equal(entries[1]?.fields.previousByActor?.index, from);
    assert.equal(entries[2]?.fields.previousByActor?.index, from + 1);
    await room.stop();
    assert.equal(bell.isSet, false);
  });

  test('look in clear like any other entry: as many digests, as many bytes', async () => {
    const [machine, bell] = [new TestMachine(), new Bell()];
    const room = await machine.open({ fillers: { seconds: 30, later: bell.later } });
    await signOn(room, 'duty-a', 'host-room.duty');
    await bell.ring(room);
    const size = room.size();
    const texts = machine.data.entries.slice(size - 2).map((bytes) => Buffer.from(bytes).toString('utf8'));
    const [signOnText = '', filler = ''] = texts;
    assert.equal(filler.length, signOnText.length);
    assert.deepEqual(Object.keys(JSON.parse(filler)), Object.keys(JSON.parse(signOnText)));
    assert.equal(JSON.parse(filler)._sd.length, JSON.parse(signOnText)._sd.length);
    await room.stop();
  });

  test('go on after a restart with a fresh gap, and nothing is caught up', async () => {
    const [machine, first, second] = [new TestMachine(), new Bell(), new Bell()];
    const room = await machine.open({ fillers: { seconds: 30, later: first.later } });
    await first.ring(room);
    const size = room.size();
    await room.stop();
    machine.clock.advance(60 * MINUTE);
    const again = await machine.open({ fillers: { seconds: 30, later: second.later } });
    assert.equal(again.size(), size);
    assert.equal(second.gaps.length, 1);
    await second.ring(again);
    assert.equal(again.size(), size + 1);
    await again.stop();
  });

  test('nobody else enters one', async () => {
    const room = await new TestMachine().open();
    const answer = await room.door.submit(actOf(room, 'duty-a', { kind: 'ledger.fill' }));
    assert(
      'outcome' in answer && answer.outcome !== 'permitted' && answer.clauses.includes('R-27'),
      JSON.stringify(answer),
    );
    const signed = actOf(room, 'timer', { kind: 'ledger.fill' }, exerciseKey('harbour-summit', 'duty-a'));
    const forged = await room.door.submit(signed);
    assert('refused' in forged && forged.refused === 'bad-signature');
    await room.stop();
  });

  test('one that was entered long ago is not entered again, whoever has its bytes', async () => {
    const room = await new TestMachine().open();
    const filler = { kind: 'ledger.fill', detail: {} } as const;
    const answer = await room.enterOwn('timer', filler);
    assert('outcome' in answer && answer.outcome === 'permitted', JSON.stringify(answer));
    const { act, signature } = (await room.readEntry(answer.index))?.fields ?? {};
    assert(act !== undefined && signature !== undefined);
    const signed = { act, key: signature.key, signature: signature.value };
    const size = room.size();
    const soon = await room.door.submit(signed);
    assert('outcome' in soon && soon.again === true && soon.index === answer.index, JSON.stringify(soon));
    assert.equal(room.size(), size);
    await room.waitUntil(room.roomNow() + 60 * MINUTE);
    const late = await room.door.submit(signed);
    assert('outcome' in late && late.outcome === 'prohibited', JSON.stringify(late));
    assert.deepEqual(late.clauses, ['R-19']);
    await room.stop();
  });
});

test('gaps have the mean that was asked for, and are as often short as an exponential says', () => {
  const random = seededRandom(5).bytes;
  const gaps = Array.from({ length: 20_000 }, () => fillerGapMs(10, random));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  assert(Math.abs(mean - 10 * SECOND) < 0.3 * SECOND, String(mean));
  // A half of them before ln 2 of the mean; no cadence that could be told by its remainder.
  const short = gaps.filter((gap) => gap < Math.LN2 * 10 * SECOND).length / gaps.length;
  assert(Math.abs(short - 0.5) < 0.02, String(short));
  assert(gaps.every((gap) => gap >= 1 && Number.isSafeInteger(gap)));
});

test('the extremes of a draw are gaps, too', () => {
  assert.equal(
    fillerGapMs(10, (length) => Buffer.alloc(length, 0xff)),
    1,
  );
  const longest = fillerGapMs(10, (length) => Buffer.alloc(length));
  assert(longest > 10 * SECOND && longest < 400 * SECOND, String(longest));
});
