import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordPath, sliceOfNumber } from './record-path.ts';

test('a number tells the slice of its record', () => {
  assert.equal(sliceOfNumber('REQ-us-ice-1'), 'requests');
  assert.equal(sliceOfNumber('DEED-us-ice-12'), 'deeds');
  assert.equal(sliceOfNumber('INC-4'), 'incidents');
  assert.equal(sliceOfNumber('ALERT-1'), 'alerts');
});

test('what is no number of a record', () => {
  for (const text of ['', 'REQ', 'REQ-', 'REQ-us-ice-0', 'req-us-ice-1', 'constructor-1', 'ZZZ-1', 'REQ-1 ', 'INC-4\n'])
    assert.equal(sliceOfNumber(text), undefined, text);
});

test('an id is one part of the path, whatever stands in it', () => {
  assert.equal(recordPath('shifts', 'it-duty-a/12'), '/record/shifts/it-duty-a%2F12');
});
