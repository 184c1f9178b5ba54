import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as z from 'zod';
import type { SearchAnswer } from '../../../terms/api/matters.ts';
import { citedPath, entryNumber, foundActs, foundDrafts, foundMatters } from './found.ts';

const ANSWER = {
  view: 9,
  matters: [
    { slice: 'requests', id: 'REQ-us-ice-1', text: 'a briefing', opened: { index: 4 } },
    { slice: 'incidents', id: 'INC-1', text: 'crowd', opened: { index: 5 } },
    { slice: 'log', id: '6', text: 'crowd', opened: { index: 6 } },
  ],
  acts: [{ index: 6, summary: 'crowd <b>' }],
} as unknown as z.infer<typeof SearchAnswer>;

test('a record is found on its screen, else by its entry; a log line once', () => {
  const found = foundMatters(ANSWER, { requests: (id) => `/record/requests/${id}` }, ({ text }) => `“${text}”`);
  assert.deepEqual(
    found.map(({ name, text, path }) => [name, text, path]),
    [
      ['REQ-us-ice-1', '“a briefing”', '/record/requests/REQ-us-ice-1'],
      ['INC-1', '“crowd”', '/entry/5'],
    ],
  );
  assert.deepEqual(
    foundActs(ANSWER, ({ summary }) => summary),
    [{ id: '#6', name: '#6', text: 'crowd <b>', path: '/entry/6' }],
  );
});

test('a clause as it is cited leads to its text', () => {
  assert.equal(citedPath('us-hsi/7')?.path, '/mandates?clause=us-hsi%2F7');
  assert.equal(citedPath('US-HSI/7')?.name, 'us-hsi/7');
  assert.equal(citedPath('k14')?.name, 'K14');
  assert.equal(citedPath('r-05')?.path, '/mandates?clause=R-05');
  for (const other of ['', 'crowd', 'us-hsi/', '/7', 'us-hsi/7/8', 'R-5', '../x', 'K']) {
    assert.equal(citedPath(other), undefined, other);
  }
});

test('the number of an entry', () => {
  assert.equal(entryNumber('#120'), '120');
  assert.equal(entryNumber('120'), '120');
  for (const other of ['', '#', '12a', '-1', '1.5', '9'.repeat(13)]) assert.equal(entryNumber(other), undefined, other);
});

test('a draft of a mandate is found by its name, its title, whose it is, and as a draft, and leads to its steps', () => {
  const digest = 'a'.repeat(64);
  const holder = { id: 'us-ice', name: 'Immigration and Customs Enforcement' };
  const drafts = [{ mandate: 'us-hsi', version: 2, digest, title: 'Support from the consulate room', holder }];
  const found = (q: string) =>
    foundDrafts(drafts, q, 'Drafts of mandates').map(({ name, text, path }) => [name, text, path]);
  const path = `/mandates/draft?draft=us-hsi%402&digest=${digest}&part=steps`;
  for (const q of ['us-hsi@2', 'draft', 'CONSULATE support', 'customs']) {
    assert.deepEqual(found(q), [['us-hsi@2', 'Support from the consulate room', path]], q);
  }
  for (const q of ['us-hsi@3', 'draft police']) assert.deepEqual(found(q), [], q);
});
