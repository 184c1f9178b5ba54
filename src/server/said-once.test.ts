import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saidOnce } from './said-once.ts';

test('what comes over and over is said once a minute, with how often it came', () => {
  const said: string[] = [];
  const due: (() => void)[] = [];
  const say = saidOnce(
    (message) => said.push(message),
    (_ms, call) => due.push(call),
  );
  for (let n = 0; n < 66; n++) say('timeout');
  say('other');
  assert.deepEqual(said.splice(0), ['timeout', 'other']);
  for (const call of due.splice(0)) call();
  assert.deepEqual(said.splice(0), ['65 times more within a minute: timeout']);
  say('timeout');
  assert.deepEqual(said.splice(0), ['timeout'], 'and said anew after it');
});

test('however many messages differ, none is lost and few are kept', () => {
  const said: string[] = [];
  const due: (() => void)[] = [];
  const say = saidOnce(
    (message) => said.push(message),
    (_ms, call) => due.push(call),
  );
  for (let n = 0; n < 1_000; n++) say(`error ${n}`);
  assert.equal(said.length, 1_000);
  assert.equal(due.length, 64);
});
