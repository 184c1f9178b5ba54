import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnyWord, Day, DottedId, Id, IsoTime, LetteredId, parseTime } from './document-schema.ts';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';

test('times with an offset are read to milliseconds, and nothing else is a time', () => {
  const day = Date.parse('2026-02-28T00:00:00Z');
  const read: readonly (readonly [text: string, ms: number | undefined])[] = [
    ['2026-02-28T00:00Z', day],
    ['2026-02-28T23:59:59.9Z', day + 86_399_900],
    ['2026-02-28T00:00:01.25+14:59', day + 1_250 - (14 * 60 + 59) * 60_000],
    ['2026-02-28T00:00:00-00:30', day + 30 * 60_000],
    ['2028-02-29T00:00:00.001Z', Date.parse('2028-02-29T00:00:00.001Z')],
    ['1970-01-01T00:00:00Z', 0],
    ['1969-12-31T23:59:59.999Z', undefined],
    ['2243-10-17T00:00:00Z', 8_640_000_000_000],
    ['2243-10-17T00:00:00.001Z', undefined],
    ...['2026-02-29T00:00:00Z', '2026-02-28T24:00:00Z', '2026-02-28T00:60:00Z', '2026-02-28T00:00:60Z'].map(
      (text) => [text, undefined] as const,
    ),
    ...['2026-02-28T00:00:00', '2026-02-28', '2026-02-28T00:00:00.1234Z', '2026-02-28T00:00:00+15:00'].map(
      (text) => [text, undefined] as const,
    ),
    ...['x2026-02-28T00:00:00Z', '2026-02-28T00:00:00Zx', '+002026-02-28T00:00:00Z', ''].map(
      (text) => [text, undefined] as const,
    ),
  ];
  for (const [text, ms] of read) {
    assert.equal(parseTime(text), ms, text);
    assert.equal(IsoTime.safeParse(text).data, ms, text);
  }
});

test('ids, words and days are what they look like, from their first letter to their last', () => {
  const schemas = { Id, DottedId, LetteredId, Day, AnyWord };
  const table: readonly (readonly [
    schema: keyof typeof schemas,
    taken: readonly string[],
    refused: readonly string[],
  ])[] = [
    [
      'Id',
      ['a', '0-9', 'us-hsi', 'a'.repeat(64)],
      ['', '-a', 'a.b', 'A', 'aB', 'a_', ' a', 'a ', 'a\n', 'a'.repeat(65)],
    ],
    [
      'DottedId',
      ['a.b', '0-.9-', `a.${'b'.repeat(94)}`],
      ['a', 'a.', '.b', 'a.b.c', '-a.b', 'a.-b', 'A.b', 'a.B', ' a.b', 'a.b ', `a.${'b'.repeat(95)}`],
    ],
    ['LetteredId', ['R4', 'Q1234567'], ['R', '4', 'r4', 'RR4', 'R4a', ' R4', 'R4 ', 'Q12345678']],
    [
      'Day',
      ['2026-01-27', '0000-01-01', '9999-12-31'],
      [
        '2026-02-30',
        '2026-1-27',
        '2026-01',
        '2026',
        '',
        ' 2026-01-27',
        '2026-01-27 ',
        '+012026-01',
        '+012026-01-27',
        '+002026-01-27',
      ],
    ],
    ['AnyWord', [' ', 'group:a b', 'x'.repeat(160)], ['', 'x'.repeat(161)]],
  ];
  for (const [name, taken, refused] of table) {
    for (const text of taken) assert(schemas[name].safeParse(text).success, `${name}: ${text}`);
    for (const text of refused) assert(!schemas[name].safeParse(text).success, `${name}: ${text}`);
  }
});

itRefusesAsNoted('lists-form', 'no-mappings');
