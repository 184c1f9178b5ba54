import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { MINUTE, SECOND } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import { type SeededRandom, seededRandom } from '../base/seeded-random.ts';
import { Stamper } from '../desk/stamp.ts';
import { AS_FAST_AS_IT_GOES, ExerciseTime, exerciseTime, steppedTime, waitForTime } from './room-time.ts';

const START = 1_790_000_000_000;
const IDLE = { nextDue: () => undefined, tick: async () => {} };

/** A machine whose clock a test moves. */
function machine() {
  const now = { ms: 0 };
  return { now, clock: { wallNow: () => START + now.ms, monotonicNow: () => now.ms } };
}

/** Lets what was resolved come to its end. */
async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

test('a paused clock stands, and goes on from where it stood', () => {
  const { now, clock } = machine();
  const time = new ExerciseTime(clock, START, 60);
  now.ms += 1_000;
  time.direct({ paused: true, pace: 60 });
  assert.equal(time.speed, 0);
  now.ms += HOURS_ON_THE_WALL;
  assert.equal(time.now(), START + 60_000);
  time.direct({ paused: false, pace: 60 });
  assert.equal(time.now(), START + 60_000, 'what it stood is not caught up');
  now.ms += 10;
  assert.equal(time.now(), START + 60_600);
});

const HOURS_ON_THE_WALL = 5 * 60 * MINUTE;

test('another speed counts from now on, and changes nothing of what has passed', () => {
  const { now, clock } = machine();
  const time = new ExerciseTime(clock, START, 60);
  now.ms += 1_000;
  time.direct({ paused: false, pace: 1 });
  assert.equal(time.now(), START + 60_000);
  now.ms += 1_000;
  assert.equal(time.now(), START + 61_000);
  time.direct({ paused: false, pace: 1_000 });
  now.ms += 1;
  assert.equal(time.now(), START + 62_000);
});

test('a clock that goes from act to act can be told to run, and back', () => {
  const { now, clock } = machine();
  const time = new ExerciseTime(clock, START, AS_FAST_AS_IT_GOES);
  now.ms += 5_000;
  assert.equal(time.now(), START);
  time.stepTo(START + 500);
  time.direct({ paused: false, pace: 2 });
  now.ms += 100;
  time.stepTo(START + 9_000);
  assert.equal(time.now(), START + 700, 'a clock that runs is not moved');
  time.direct({ paused: false, pace: AS_FAST_AS_IT_GOES });
  now.ms += 100;
  assert.equal(time.now(), START + 700);
  time.direct({ paused: true, pace: AS_FAST_AS_IT_GOES });
  time.stepTo(START + 9_000);
  assert.equal(time.now(), START + 700, 'nor one that is paused');
});

test('the earliest of those who hold it counts, and who lets go holds nothing up', () => {
  const { now, clock } = machine();
  const time = new ExerciseTime(clock, START, 1);
  time.holdAt(START + 5_000, 'script');
  time.holdAt(START + 2_000, 'inject');
  now.ms += 60_000;
  assert.equal(time.now(), START + 2_000);
  time.letGo('inject');
  now.ms += 60_000;
  assert.equal(time.now(), START + 5_000);
});

test('a clock that is held every half millisecond still runs', () => {
  const { now, clock } = machine();
  const time = new ExerciseTime(clock, START, 1);
  for (let n = 0; n < 2_000; n++) {
    now.ms += 0.5;
    time.holdAt(START + 10_000, 'script');
  }
  assert.equal(time.now(), START + 1_000);
});

/**
 * Random sequences of everything that can be done to the clock, against what it may do at the most: never back, never beyond a hold, never
 * faster than its speed, standing while paused.
 */
test('whatever is done to it, the clock neither goes back nor jumps', (t) => {
  const seed = Number(process.env.SEED ?? randomInt(2 ** 32));
  t.diagnostic(`seed ${seed}`);
  const random = seededRandom(seed);
  for (let run = 0; run < 200; run++) {
    const { now, clock } = machine();
    const time = new ExerciseTime(clock, START, SPEEDS[random.below(SPEEDS.length)] ?? 1);
    const stamper = new Stamper(clock, time, { at: START, recorded: START });
    const holds = new Map<string, number>();
    let last = time.now();
    for (let n = 0; n < 80; n++) {
      const speed = time.speed;
      const passed = random.below(4_000) / 7;
      now.ms += passed;
      const at = time.now();
      const why = `seed ${seed}, run ${run}, step ${n}`;
      assert(at >= last, `${why}: it went back from ${last} to ${at}`);
      assert(
        at - last <= Math.ceil(passed * speed) + 1,
        `${why}: it jumped by ${at - last} ms in ${passed} at ${speed}`,
      );
      const held = Math.min(Number.POSITIVE_INFINITY, ...holds.values());
      assert(at <= Math.max(last, held), `${why}: it ran over a hold`);
      assert.equal(stamper.halted(), undefined, `${why}: the guard of the machine's clock was tripped`);
      assert(stamper.next().at >= at - 1, why);
      last = change(time, holds, random);
      assert(last >= at, `${why}: a change took it back`);
      if (speed !== 0 || time.speed !== 0) assert.equal(last, at, `${why}: a change moved it`);
    }
  }
});

const SPEEDS = [AS_FAST_AS_IT_GOES, 1, 5, 60, 999.5, 100_000];

/** One random change; gives the time right after it. */
function change(time: ExerciseTime, holds: Map<string, number>, random: SeededRandom): number {
  const holder = `holder-${random.below(3)}`;
  const pace = SPEEDS[random.below(SPEEDS.length)] ?? 1;
  const to = time.now() - 2_000 + random.below(200_000);
  switch (random.below(5)) {
    case 0:
      time.direct({ paused: true, pace: time.pace });
      break;
    case 1:
      time.direct({ paused: false, pace });
      break;
    case 2:
      time.holdAt(to, holder);
      holds.set(holder, to);
      break;
    case 3:
      time.letGo(holder);
      holds.delete(holder);
      break;
    default:
      time.stepTo(to);
  }
  return time.now();
}

test('who waits on a paused clock waits until it is let on, also where the time has come', async () => {
  for (const pace of [AS_FAST_AS_IT_GOES, 100_000]) {
    const { now, clock } = machine();
    const running = exerciseTime(clock, pace)(START);
    const time = running.exercise;
    assert(time !== undefined);
    time.direct({ paused: true, pace });
    let there = false;
    const waiting = waitForTime({ running, door: IDLE, roomTime: START }).then(() => {
      there = true;
    });
    now.ms += 60 * SECOND;
    await settled();
    assert.equal(there, false);
    time.direct({ paused: false, pace });
    await waiting;
    assert.equal(time.now(), START);
  }
});

test('who waits on a paused clock ends at the signal, and nothing is entered', async () => {
  const { clock } = machine();
  const running = steppedTime(clock)(START);
  running.exercise?.direct({ paused: true, pace: AS_FAST_AS_IT_GOES });
  const ending = new AbortController();
  let ticks = 0;
  const tick = async () => {
    ticks += 1;
  };
  const door = { ...IDLE, tick };
  const waiting = waitForTime({ running, door, roomTime: START + 5, signal: ending.signal });
  ending.abort();
  await waiting;
  assert.equal(ticks, 0);
  assert.equal(running.now(), START);
});

test('two who play beside one another on a clock that goes from act to act come to their turns in order', async () => {
  const { clock } = machine();
  const running = steppedTime(clock)(START);
  const time = running.exercise;
  assert(time !== undefined);
  const turns: string[] = [];
  const play = async (holder: string, times: readonly number[]) => {
    for (const at of times) {
      await waitForTime({ running, door: IDLE, roomTime: START + at, holder });
      turns.push(`${holder} ${running.now() - START}`);
    }
    time.letGo(holder);
  };
  await Promise.all([play('script', [10, 40, 60]), play('inject', [20, 30, 50])]);
  assert.deepEqual(turns, ['script 10', 'inject 20', 'inject 30', 'script 40', 'inject 50', 'script 60']);
});

test('what is due is entered at its time on the way, and a door that ends nothing does not stop the clock', async () => {
  const { clock } = machine();
  const running = steppedTime(clock)(START);
  const due = [START + 10, START + 20];
  const ticks: number[] = [];
  const door = {
    nextDue: () => due[0],
    tick: async () => {
      ticks.push(running.now() - START);
      if ((due[0] ?? Number.POSITIVE_INFINITY) <= running.now()) due.shift();
    },
  };
  await waitForTime({ running, door, roomTime: START + 25 });
  assert.deepEqual(ticks, [10, 20, 25]);
  const stuck = { nextDue: () => START + 30, tick: async () => {} };
  await waitForTime({ running, door: stuck, roomTime: START + 35 });
  assert.equal(running.now(), START + 35);
});

test('the guard of the machine’s clock is about the machine: a fast exercise does not trip it, a jump does', () => {
  const { now, clock } = machine();
  const time = new ExerciseTime(clock, START, 100_000);
  const wall = { jumped: 0 };
  const jumping = { wallNow: () => clock.wallNow() + wall.jumped, monotonicNow: clock.monotonicNow };
  const stamper = new Stamper(jumping, time, { at: START, recorded: START });
  now.ms += 10 * MINUTE;
  time.direct({ paused: true, pace: 1 });
  now.ms += 10 * MINUTE;
  assert.equal(stamper.halted(), undefined);
  wall.jumped = LIMITS.clockJumpMs + 1;
  assert.notEqual(stamper.halted(), undefined);
});
