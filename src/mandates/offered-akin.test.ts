import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IsoTime } from './document-schema.ts';
import { offeredAkin } from './problem.ts';

const PLACES = ['of', 'san-siro', 'old-town', 'town-hall', 'town.elsewhere', 'new-town', 'group:town'];
const MANY = [...PLACES, ...Array.from({ length: 9 }, (_, n) => `other-${n}`)];

test('what is near is offered alone', () => {
  assert.equal(offeredAkin('san-sirro', MANY), '; did you mean `san-siro`?');
});

test('where none is near, at most three that share a part of three letters or more with it, `group` not being one', () => {
  const said = '; there is `old-town`, `town-hall`, `town.elsewhere`';
  assert.equal(offeredAkin('the-middle-of-the-town', MANY), said);
  assert.equal(offeredAkin('the middle_of:the.town', MANY), said);
  assert.equal(offeredAkin('a-bend-of-a-river', MANY), '');
  assert.equal(offeredAkin('group:harbourmasters', MANY), '');
  assert.equal(offeredAkin(`${'x'.repeat(64)}-town`, MANY), '', 'only the beginning of a long word is looked at');
});

test('where none is akin, all of them are named where they are twelve at most, and nothing where there are none', () => {
  const twelve = Array.from({ length: 12 }, (_, n) => `word-${n}`);
  assert.equal(offeredAkin('lighthouse', twelve), `; there is ${twelve.map((word) => `\`${word}\``).join(', ')}`);
  assert.equal(offeredAkin('lighthouse', [...twelve, 'word-12']), '');
  assert.equal(offeredAkin('lighthouse', []), '');
});

test('a day that the calendar does not have is told so, once, and no other time is', () => {
  const said = (text: string) => IsoTime.safeParse(text).error?.issues.map(({ message }) => message) ?? [];
  assert.deepEqual(said('2026-02-30T00:00:00Z'), ['the calendar has no such day']);
  assert.match(said('tomorrow').join(), /^a time is written like/);
  assert.equal(said('tomorrow').length, 1);
  assert.deepEqual(said('2026-02-28T00:00:00Z'), []);
});
