import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { MINUTE, SECOND } from '../base/clock.ts';
import { DueAlarm } from './due-alarm.ts';

/** Lets what a timer began come to its end. */
async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

test('wakes the door when the room’s clock is there, at its speed, and again for what comes next', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  try {
    const due = [10 * MINUTE, 20 * MINUTE];
    const ticks: number[] = [];
    const time = { speed: 60, now: () => Date.now() * 60 };
    const door = {
      nextDue: () => due[0],
      tick: async () => {
        ticks.push(time.now());
        due.shift();
      },
    };
    const alarm = new DueAlarm(door, time);
    mock.timers.tick(9_999);
    assert.deepEqual(ticks, []);
    mock.timers.tick(1);
    await settled();
    assert.deepEqual(ticks, [10 * MINUTE]);
    mock.timers.tick(10_000);
    await settled();
    assert.deepEqual(ticks, [10 * MINUTE, 20 * MINUTE]);
    alarm.stop();
  } finally {
    mock.timers.reset();
  }
});

test('a door that does not end what is due is asked now and then, not in a loop; a stopped one never', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  try {
    let ticks = 0;
    const door = {
      nextDue: () => 0,
      tick: async () => {
        ticks += 1;
      },
    };
    const alarm = new DueAlarm(door, { speed: 1, now: () => Date.now() });
    for (let ms = 0; ms < 10 * SECOND; ms += 100) {
      mock.timers.tick(100);
      await settled();
    }
    assert.ok(ticks >= 5 && ticks <= 12, `${ticks} ticks in ten seconds`);
    alarm.stop();
    const before = ticks;
    mock.timers.tick(MINUTE);
    await settled();
    assert.equal(ticks, before);
  } finally {
    mock.timers.reset();
  }
});
