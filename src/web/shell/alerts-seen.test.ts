import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addSeen, readSeen, seenName } from './alerts-seen.ts';

function placeWith(text: string | null) {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_name: string, value: string) => {
      kept = value;
    },
  };
}

test('an alert is acknowledged for one desk of one ledger', () => {
  const place = placeWith(null);
  addSeen(place, seenName('room.example', 'room.duty', 'ALERT-1'));
  const seen = readSeen(place);
  assert.ok(seen.includes(seenName('room.example', 'room.duty', 'ALERT-1')));
  assert.ok(!seen.includes(seenName('room.example', 'room.air', 'ALERT-1')));
  assert.ok(!seen.includes(seenName('other.example', 'room.duty', 'ALERT-1')));
});

test('the same again is kept once, and only the latest are kept', () => {
  const place = placeWith(null);
  for (let n = 0; n < 300; n += 1) addSeen(place, seenName('l', 'd', `ALERT-${n % 250}`));
  const seen = readSeen(place);
  assert.equal(seen.length, 200);
  assert.equal(new Set(seen).size, 200);
  assert.equal(seen.at(-1), 'l d ALERT-49');
});

test('whatever stands there instead counts as nothing seen', () => {
  for (const text of ['', '{', 'null', '{"a":1}', '[1, null, {}]', '"ALERT-1"'])
    assert.deepEqual(readSeen(placeWith(text)), [], text);
});
