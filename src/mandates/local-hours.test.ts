import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY, HOUR, MINUTE } from '../base/clock.ts';
import { dailyWindows, isInLocalHours, isTimezone, minutesOfDay } from './local-hours.ts';
import { mergedWindows, windowsWithin } from './time-windows.ts';

const span = (from: string, until: string): [number, number] => [Date.parse(from), Date.parse(until)];
const shown = (windows: readonly (readonly [number | null, number | null])[]) =>
  windows.map(([from, until]) => [from, until].map((ms) => new Date(ms ?? 0).toISOString().slice(5, 16)).join(' '));
const hours = (from: string, until: string, within: [number, number], timezone = 'Europe/Rome') =>
  shown(dailyWindows(minutesOfDay(from) ?? 0, minutesOfDay(until) ?? 0, within, timezone));

describe('hours of the day', () => {
  it('become a window a day, cut by the span', () => {
    const windows = hours('08:00', '20:00', span('2026-02-04T12:00:00Z', '2026-02-06T08:00:00Z'));
    assert.deepEqual(windows, ['02-04T12:00 02-04T19:00', '02-05T07:00 02-05T19:00', '02-06T07:00 02-06T08:00']);
  });

  it('of a night run into the next day, the night before the span among them', () => {
    const windows = hours('20:00', '08:00', span('2026-02-04T03:00:00Z', '2026-02-05T03:00:00Z'));
    assert.deepEqual(windows, ['02-04T03:00 02-04T07:00', '02-04T19:00 02-05T03:00']);
  });

  it('that the clock is put forward over begin and end at the first moment after the gap', () => {
    const day = span('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z');
    assert.deepEqual(hours('02:30', '04:00', day), ['03-29T01:00 03-29T02:00']);
    assert.deepEqual(hours('01:30', '02:30', day), ['03-29T00:30 03-29T01:00']);
    assert.deepEqual(hours('02:10', '02:50', day), [], 'these hours do not exist on this day');
  });

  it('that exist twice run from the earlier to the later', () => {
    const day = span('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z');
    assert.deepEqual(hours('02:15', '02:45', day), ['10-25T00:15 10-25T01:45']);
    assert.deepEqual(hours('00:00', '24:00', day), ['10-24T22:00 10-25T23:00']);
  });

  it('go by any zone, whole hours or not', () => {
    const day = span('2026-06-01T00:00:00Z', '2026-06-02T00:00:00Z');
    assert.deepEqual(hours('00:00', '01:00', day, 'Pacific/Kiritimati'), ['06-01T10:00 06-01T11:00']);
    assert.deepEqual(hours('12:00', '13:00', day, 'Asia/Kathmandu'), ['06-01T06:15 06-01T07:15']);
    assert.deepEqual(hours('23:30', '24:00', day, 'America/St_Johns'), ['06-01T02:00 06-01T02:30']);
  });

  it('show every minute of a year on the right side, by asking the zone minute by minute', () => {
    const within = span('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z');
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Rome', hour: '2-digit', minute: '2-digit' });
    const windows = dailyWindows(8 * 60, 20 * 60 + 30, within, 'Europe/Rome');
    for (let time = within[0]; time < within[1]; time += 37 * MINUTE) {
      const local = format.format(time);
      const isInside = windows.some(([from, until]) => (from ?? 0) <= time && time < (until ?? 0));
      assert.equal(isInside, local >= '08:00' && local < '20:30', new Date(time).toISOString());
    }
  });

  it('begin and end where a look at every minute of the days around a change of clocks finds it', () => {
    // Forward and back, by a whole hour and by half of one, at midnight, over a whole day, and in no zone at all.
    for (const [timezone, change] of [
      ['Europe/Rome', '2026-03-29'],
      ['Europe/Rome', '2026-10-25'],
      ['Australia/Lord_Howe', '2026-04-05'],
      ['Australia/Lord_Howe', '2026-10-04'],
      ['America/Sao_Paulo', '2018-11-04'],
      ['America/St_Johns', '2026-11-01'],
      ['Pacific/Apia', '2011-12-30'],
      ['Africa/Casablanca', '2026-02-15'],
      ['Etc/UTC', '2026-01-01'],
      ['Etc/GMT+12', '2026-01-01'],
      ['Etc/GMT-14', '2026-01-01'],
    ] as const) {
      const days = new DaysByMinute(timezone, Date.parse(`${change}T00:00:00Z`));
      for (const from of [0, 30, 120, 150, 180, 1_439]) {
        for (const until of [1, 90, 120, 150, 1_438, 1_440]) {
          for (const [start, end] of days.spans) {
            const told = `${timezone} ${change} ${from} ${until} ${new Date(start).toISOString()}`;
            assert.deepEqual(
              shown(dailyWindows(from, until, [start, end], timezone)),
              shown(days.windows(from, until, start, end)),
              told,
            );
          }
        }
      }
    }
  });

  it('are written from 00:00 to 24:00, in zones that exist', () => {
    assert.deepEqual(['00:00', '23:59', '24:00'].map(minutesOfDay), [0, 1_439, 1_440]);
    for (const text of ['24:01', '8:00', '08:60', '-1:00', '08:00:00', '']) assert.equal(minutesOfDay(text), undefined);
    assert.deepEqual(['Europe/Rome', 'Etc/GMT-4', 'Europe/Rom', '../etc', '', '+01:00', '-01:00'].map(isTimezone), [
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('windows', () => {
  it('that overlap or touch become one, and empty ones none', () => {
    assert.deepEqual(
      mergedWindows([
        [5, 7],
        [1, 3],
        [3, 4],
        [9, 9],
        [6, 8],
      ]),
      [
        [1, 4],
        [5, 8],
      ],
    );
    assert.deepEqual(
      mergedWindows([
        [5, null],
        [null, 6],
      ]),
      [[null, null]],
    );
  });

  it('within another are cut to it', () => {
    assert.deepEqual(
      windowsWithin(
        [
          [null, 3],
          [5, 9],
        ],
        [2, 6],
      ),
      [
        [2, 3],
        [5, 6],
      ],
    );
    assert.deepEqual(windowsWithin([[DAY, DAY + HOUR]], [null, DAY]), []);
  });
});

/** The local times of all minutes of some days, as the runtime names the offset of each. */
class DaysByMinute {
  readonly #middle: number;
  readonly #first: number;
  /** Local times, written as if they were UTC, by the minute from the first. */
  readonly #local: readonly number[];

  constructor(timeZone: string, middle: number) {
    const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
    this.#middle = middle;
    this.#first = middle - 5 * DAY;
    // Clocks of these years change at quarters of an hour.
    this.#local = Array.from({ length: (10 * DAY) / (15 * MINUTE) }, (_, n) => {
      const quarter = this.#first + n * 15 * MINUTE;
      const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(quarter)) ?? ['', '+', '0', '0'];
      const offset = (Number(hours) * HOUR + Number(minutes) * MINUTE) * (sign === '-' ? -1 : 1);
      return Array.from({ length: 15 }, (_, minute) => quarter + minute * MINUTE + offset);
    }).flat();
  }

  /** Spans of some hours and of some days around the change. */
  get spans(): readonly (readonly [number, number])[] {
    const at = (hours: number) => this.#middle + hours * HOUR;
    return [
      [at(-48), at(72)],
      [at(-3), at(4)],
      [at(1), at(26) + 1],
    ];
  }

  windows(from: number, until: number, start: number, end: number): (readonly [number, number])[] {
    const found: (readonly [number, number])[] = [];
    for (let day = this.#middle - 4 * DAY; day < this.#middle + 4 * DAY; day += DAY) {
      const opens = this.#reached(day + from * MINUTE);
      const closes = this.#passed(day + until * MINUTE + (until <= from ? DAY : 0));
      const window = [Math.max(opens, start), Math.min(closes, end)] as const;
      if (opens < closes && window[0] < window[1]) found.push(window);
    }
    return found;
  }

  /** The first moment at which clocks show a time or a later one. */
  #reached(local: number): number {
    return this.#first + this.#local.findIndex((shows) => shows >= local) * MINUTE;
  }

  /** The last moment at which clocks show a time; where none does, the first at which they show a later one. */
  #passed(local: number): number {
    const last = this.#local.lastIndexOf(local);
    return last === -1 ? this.#reached(local) : this.#first + last * MINUTE;
  }
}

it('a clause is in local hours where any of its windows is written so', () => {
  const daily = { daily: { from: '07:00', until: '22:00' } };
  const of = (time: unknown) => isInLocalHours({ written: { activity: ['patrol'], time } });
  for (const time of [daily, [daily], [{ phase: 'games' }, daily]]) assert.equal(of(time), true, JSON.stringify(time));
  const others = [
    undefined,
    null,
    'any',
    'daily',
    [],
    [{ phase: 'daily' }],
    [{ from: '..', until: '..' }],
    [null, ['daily']],
  ];
  for (const time of others) assert.equal(of(time), false, JSON.stringify(time));
});
