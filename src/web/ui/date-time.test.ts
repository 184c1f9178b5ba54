import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockName, dateAndMinute, dayAndTime, readTime, timeOnly, zoneOffset } from './date-time.ts';

const ROME = 'Europe/Rome';
const NOON = Date.UTC(2026, 1, 6, 12, 0, 7);

test('times are day/month and 24 hours', () => {
  assert.equal(dayAndTime(NOON, 'UTC'), '06/02 12:00:07');
  assert.equal(dayAndTime(NOON, ROME), '06/02 13:00:07');
  assert.equal(timeOnly(Date.UTC(2026, 1, 6), 'UTC'), '00:00:00');
  assert.equal(zoneOffset(NOON, ROME), 3_600_000);
  assert.equal(zoneOffset(Date.UTC(2026, 6, 1), ROME), 7_200_000);
});

test('a clock is called by its city; where its zone has none, by how far it is from UTC, never by the name whose sign is turned round', () => {
  assert.equal(clockName(NOON, 'America/New_York'), 'New York');
  assert.equal(clockName(NOON, 'America/Argentina/Buenos_Aires'), 'Buenos Aires');
  for (const [zone, called] of [
    ['Etc/GMT-4', 'UTC+4'],
    ['Etc/GMT+5', 'UTC−5'],
    ['Etc/GMT-14', 'UTC+14'],
    ['Etc/GMT', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['UTC', 'UTC'],
    ['EST', 'UTC−5'],
    ['+05:30', 'UTC+5:30'],
    ['-03:30', 'UTC−3:30'],
    ['-00:30', 'UTC−0:30'],
  ] as const)
    assert.equal(clockName(NOON, zone), called, zone);
  // With the clocks of the moment.
  assert.equal(clockName(Date.UTC(2026, 6, 1), 'CET'), 'UTC+2');
  assert.equal(clockName(NOON, 'CET'), 'UTC+1');
});

test('a moment with its year is read again as the same', () => {
  for (const ms of [NOON, Date.UTC(2027, 6, 1, 4, 30)]) {
    assert.equal(readTime(dateAndMinute(ms, ROME), ROME, Date.UTC(2026, 0, 1)), ms);
  }
  assert.equal(dateAndMinute(Date.UTC(2027, 6, 1, 4, 30), ROME), '01/07/2027 06:30');
  assert.equal(dateAndMinute(NOON, ROME), '06/02/2026 13:00:07');
});

test('a time alone is the latest such time', () => {
  assert.equal(readTime('12:40', ROME, NOON), Date.UTC(2026, 1, 6, 11, 40));
  assert.equal(readTime('23:10', ROME, NOON), Date.UTC(2026, 1, 5, 22, 10));
  assert.equal(readTime('11:59Z', ROME, NOON), Date.UTC(2026, 1, 6, 11, 59));
});

test('a day is taken as it stands, also tomorrow', () => {
  assert.equal(readTime('07/02 08:00', ROME, NOON), Date.UTC(2026, 1, 7, 7));
  assert.equal(readTime('07/02/2027 08:00 Z', ROME, NOON), Date.UTC(2027, 1, 7, 8));
});

test('the hours beside a change of the clock', () => {
  assert.equal(readTime('29/03 01:30', ROME, NOON), Date.UTC(2026, 2, 29, 0, 30));
  assert.equal(readTime('29/03 03:30', ROME, NOON), Date.UTC(2026, 2, 29, 1, 30));
});

test('what is no time', () => {
  for (const text of ['', '24:00', '12:60', '1240', '31/02 10:00', '00/01 10:00', '12:40 pm', '12:40;', '1'.repeat(99)])
    assert.equal(readTime(text, ROME, NOON), undefined, text);
});
