import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TimeWindow } from '../../terms/mandate-set.ts';
import { PROSE_ENGLISH } from './english.ts';
import { PROSE_ITALIAN } from './italian.ts';
import { toldTime } from './told-time.ts';

/** Windows from `01T08:00/01T20:00` with days of June 2026 in UTC, `..` for no bound. */
const windows = (...texts: readonly string[]): TimeWindow[] =>
  texts.map((text) => {
    const [from, until] = text.split('/').map((one) => (one === '..' ? null : Date.parse(`2026-06-${one}Z`)));
    return [from ?? null, until ?? null];
  });
const told = (...texts: readonly string[]) =>
  toldTime(windows(...texts), 'Etc/UTC', PROSE_ENGLISH).split(/, (?=from)| or /);

const daily = (hours: string, first: number, last: number) =>
  `${hours} of every day from ${first} June 2026 to ${last} June 2026`;
const once = (from: string, until: string) => {
  const at = (text: string) => `${Number(text.slice(0, 2))} June 2026, ${text.slice(3)}`;
  return `from ${at(from)} until ${at(until)}`;
};

test('the same hours of three days on end are told as hours of the day, and of fewer day by day', () => {
  assert.deepEqual(told('01T08:00/01T20:00', '02T08:00/02T20:00', '03T08:00/03T20:00'), [
    daily('from 08:00 until 20:00', 1, 3),
  ]);
  assert.deepEqual(told('01T22:30/02T02:00', '02T22:30/03T02:00', '03T22:30/04T02:00', '04T22:30/05T02:00'), [
    daily('from 22:30 until 02:00', 1, 4),
  ]);
  assert.deepEqual(told('01T08:00/01T20:00', '02T08:00/02T20:00'), [
    once('01T08:00', '01T20:00'),
    once('02T08:00', '02T20:00'),
  ]);
  assert.deepEqual(told(), ['']);
});

test('hours that change, and a day that is left out, begin anew', () => {
  const early = ['01T08:00/01T20:00', '02T08:00/02T20:00', '03T08:00/03T20:00'];
  const hours = daily('from 08:00 until 20:00', 1, 3);
  for (const next of ['04T08:00/04T20:01', '04T08:01/04T20:00', '05T08:00/05T20:00', '04T08:00/05T20:00']) {
    const [from = '', until = ''] = next.split('/');
    assert.deepEqual(told(...early, next), [hours, once(from, until)]);
  }
  assert.deepEqual(told(...early, '05T08:00/05T20:00', '06T08:00/06T20:00', '07T08:00/07T20:00'), [
    hours,
    daily('from 08:00 until 20:00', 5, 7),
  ]);
  assert.deepEqual(told('01T00:00/02T00:00', '02T00:00/03T00:00', '03T00:00/04T00:00'), [
    once('01T00:00', '02T00:00'),
    once('02T00:00', '03T00:00'),
    once('03T00:00', '04T00:00'),
  ]);
});

test('what has no bound, or no whole minutes, is no hours of the day', () => {
  assert.deepEqual(told('../01T20:00', '02T08:00/02T20:00', '03T08:00/03T20:00', '04T08:00/..'), [
    'before 1 June 2026, 20:00',
    once('02T08:00', '02T20:00'),
    once('03T08:00', '03T20:00'),
    'from 4 June 2026, 08:00 on',
  ]);
  const off = (which: 0 | 1, day: number) =>
    windows('01T08:00/01T20:00', '02T08:00/02T20:00', '03T08:00/03T20:00').map(([from, until], n): TimeWindow => {
      if (n !== day || from === null || until === null) return [from, until];
      return which === 0 ? [from + 1_500, until] : [from, until + 1_500];
    });
  const moments = [0, 1, 2].flatMap((day) =>
    ([0, 1] as const).map((which) => toldTime(off(which, day), 'Etc/UTC', PROSE_ENGLISH)),
  );
  for (const text of moments) {
    assert.doesNotMatch(text, /every day/);
    assert.match(text, /^from 1 June 2026, 08:00.* from 2 June 2026, 08:00.* or from 3 June 2026, 08:00/);
    assert.equal(text.match(/:00 \+ 1500 ms/g)?.length, 1, text);
  }
});

test('a moment whose time comes twice is told with its offset, and no other is', () => {
  const moment = (zone: string, time: string) => toldTime([[Date.parse(time), null]], zone, PROSE_ITALIAN);
  const rows: readonly (readonly [zone: string, time: string, told: string])[] = [
    ['Europe/Rome', '2026-10-24T23:59Z', '25 ottobre 2026, 01:59'],
    ['Europe/Rome', '2026-10-25T00:00Z', '25 ottobre 2026, 02:00 (GMT+02:00)'],
    ['Europe/Rome', '2026-10-25T01:59Z', '25 ottobre 2026, 02:59 (GMT+01:00)'],
    ['Europe/Rome', '2026-10-25T02:00Z', '25 ottobre 2026, 03:00'],
    ['Europe/Rome', '2026-03-29T01:30Z', '29 marzo 2026, 03:30'],
    ['Australia/Lord_Howe', '2026-04-04T14:45Z', '5 aprile 2026, 01:45 (GMT+11:00)'],
    ['Australia/Lord_Howe', '2026-04-04T15:15Z', '5 aprile 2026, 01:45 (GMT+10:30)'],
    ['Antarctica/Troll', '2026-10-24T23:30Z', '25 ottobre 2026, 01:30 (GMT+02:00)'],
    ['Antarctica/Troll', '2026-10-25T01:30Z', '25 ottobre 2026, 01:30 (GMT+00:00)'],
  ];
  for (const [zone, time, local] of rows) assert.equal(moment(zone, time), `nel periodo ${local} – senza fine`);
});
