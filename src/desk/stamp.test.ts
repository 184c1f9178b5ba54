import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS } from '../base/limits.ts';
import { exerciseClock, Stamper, SteppedClock } from './stamp.ts';

const START = 1_790_000_000_000;

/** A machine whose two clocks a test moves, and a stamper on it. */
function machine(previous = { at: START, recorded: START }) {
  const now = { wall: START, monotonic: 500, room: START };
  const clock = { wallNow: () => now.wall, monotonicNow: () => now.monotonic };
  const stamper = new Stamper(clock, { now: () => now.room }, previous);
  const pass = (ms: number) => {
    now.wall += ms;
    now.monotonic += ms;
    now.room += ms;
  };
  return { now, stamper, pass };
}

test('stamps follow both clocks while these agree', () => {
  const { stamper, pass } = machine();
  pass(1_000);
  assert.equal(stamper.halted(), undefined);
  assert.deepEqual(stamper.next(), { at: START + 1_000, recorded: START + 1_000 });
  pass(3_600_000);
  assert.equal(stamper.halted(), undefined);
  assert.deepEqual(stamper.peek(), { at: START + 3_601_000, recorded: START + 3_601_000 });
});

test('a clock that goes back a little never takes a stamp back', () => {
  const { stamper, now, pass } = machine();
  pass(10_000);
  const before = stamper.next();
  now.wall -= 5_000;
  now.room -= 5_000;
  assert.equal(stamper.halted(), undefined);
  assert.deepEqual(stamper.next(), before);
  pass(6_000);
  assert.deepEqual(stamper.next(), { at: START + 11_000, recorded: START + 11_000 });
});

test('a jump of the wall clock against the monotonic one halts, forwards and back, at the limit and not below', () => {
  for (const direction of [1, -1]) {
    const { stamper, now } = machine();
    now.wall += direction * LIMITS.clockJumpMs;
    assert.equal(stamper.halted(), undefined, 'exactly the limit is none');
    now.wall += direction * (LIMITS.clockJumpMs + 1);
    assert.match(stamper.halted() ?? '', /jumped by -?60 s/);
    now.wall -= direction * (LIMITS.clockJumpMs + 1);
    assert.notEqual(stamper.halted(), undefined, 'jumping back does not take the halt away');
  }
});

test('a sleep of the machine, where the monotonic clock stood, is a jump', () => {
  const { stamper, now } = machine();
  now.wall += 8 * 3_600_000;
  assert.match(stamper.halted() ?? '', /28800 s/);
});

test('a start at a time far before the last record halts; a little before does not', () => {
  assert.match(machine({ at: START, recorded: START + 61_000 }).stamper.halted() ?? '', /61 s behind/);
  const near = machine({ at: START, recorded: START + 59_000 });
  assert.equal(near.stamper.halted(), undefined);
  assert.equal(near.stamper.next().recorded, START + 59_000);
});

test('after the operator accepted, stamps go on at the new time and never before the old ones', () => {
  const { stamper, now, pass } = machine();
  pass(10_000);
  stamper.next();
  now.wall -= 3_600_000;
  assert.notEqual(stamper.halted(), undefined);
  stamper.accept();
  assert.equal(stamper.halted(), undefined);
  assert.equal(stamper.next().recorded, START + 10_000);
});

test('a batch that was not committed gives back its stamps and its acceptance', () => {
  const { stamper, now, pass } = machine();
  const before = stamper.next();
  now.wall += 120_000;
  const halted = stamper.halted();
  assert.notEqual(halted, undefined);
  stamper.accept();
  pass(1_000);
  stamper.next();
  stamper.rewind(before, halted);
  assert.deepEqual(stamper.previous, before);
  assert.equal(stamper.halted(), halted);
  stamper.accept();
  stamper.rewind(before, undefined);
  assert.equal(stamper.halted(), undefined);
});

test('the clock of an exercise runs as fast as it is told from where it is told', () => {
  const now = { monotonic: 1_000 };
  const clock = exerciseClock({ wallNow: () => 0, monotonicNow: () => now.monotonic }, START, 60);
  assert.equal(clock.now(), START);
  now.monotonic += 1_000.5;
  assert.equal(clock.now(), START + 60_030);
});

test('the clock of an exercise stands where it is held, and goes on from there', () => {
  const now = { monotonic: 0 };
  const clock = exerciseClock({ wallNow: () => 0, monotonicNow: () => now.monotonic }, START, 1_000);
  clock.holdAt(START + 5_000);
  now.monotonic += 4;
  assert.equal(clock.now(), START + 4_000);
  now.monotonic += 100;
  assert.equal(clock.now(), START + 5_000);
  clock.holdAt(START + 9_000);
  assert.equal(clock.now(), START + 5_000, 'the time it stood is not caught up');
  now.monotonic += 1;
  assert.equal(clock.now(), START + 6_000);
  clock.holdAt(START);
  now.monotonic += 50;
  assert.equal(clock.now(), START + 6_000, 'it never goes back');
  clock.holdAt(Number.POSITIVE_INFINITY);
  now.monotonic += 1;
  assert.equal(clock.now(), START + 7_000);
});

test('a stepped clock never goes back', () => {
  const clock = new SteppedClock(START);
  clock.advanceTo(START + 5);
  clock.advanceTo(START + 1);
  assert.equal(clock.now(), START + 5);
});
