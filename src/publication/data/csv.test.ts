import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvText } from './csv.ts';

test('lines end in CRLF, texts are quoted, numbers are bare', () => {
  assert.equal(csvText(['a', 'b'], [['x "y", z', 3]]), '"a","b"\r\n"x ""y"", z",3\r\n');
});

test('no cell begins a formula, however it is spelled', () => {
  for (const evil of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '=cmd|" /C calc"!A0']) {
    const [, line = ''] = csvText(['a'], [[evil]]).split('\r\n"');
    assert.match(line, /^['\ufffd]/, JSON.stringify(evil));
  }
  assert.match(csvText(['a'], [['fine = 1']]), /"fine = 1"/);
});
