import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftingOf } from '../reading/drafting.ts';
import type { MandateDraft } from '../signing/acts.ts';
import { shownOf } from '../testing/drafting.ts';
import { beginning, isFree, keyOf, nextFree, readKey } from './begin.ts';

const drafting = draftingOf(await shownOf('milano-cortina-2026'));
const PLAIN = { until: '', holder: '', from: '' };
const handedIn = (version: number, index: number, document: string): MandateDraft => ({
  mandate: 'us-hsi',
  version,
  digest: 'a'.repeat(64),
  title: '',
  holder: { id: 'us-ice', name: '' },
  supplied: false,
  document,
  status: 'draft',
  begins: null,
  drafted: { index, at: 0, person: 'a', desk: null, reason: '' },
  review: null,
  signatures: [],
  settled: null,
  since: null,
  exceptions: [],
  needs: ['review'],
  against: { unkept: [], beaten: [] },
});

test('a draft is named in the address; what names none is none', () => {
  assert.deepEqual(readKey(keyOf({ mandate: 'us-hsi', version: 12 })), { mandate: 'us-hsi', version: 12 });
  for (const text of ['', 'us-hsi', 'us-hsi@0', '@1', 'US@1', 'us-hsi@1@2', '../x@1'])
    assert.equal(readKey(text), undefined, text);
});

test('the next version is above what the room has and what was handed in', () => {
  assert.equal(nextFree('us-hsi', drafting, []), 2);
  assert.equal(nextFree('us-hsi', drafting, [handedIn(4, 1, '')]), 5);
  assert.equal(nextFree('visitors', drafting, [handedIn(4, 1, '')]), 1);
});

test('it begins as the latest version, renewed where an end is given, as what was handed in last, or empty', () => {
  const next = drafting.read(beginning({ mandate: 'us-hsi', version: 2 }, PLAIN, drafting, []));
  assert(next.ok);
  assert.equal(next.document.version, 2);
  const until = '2026-03-15T00:00:00Z';
  const renewed = drafting.read(beginning({ mandate: 'us-hsi', version: 2 }, { ...PLAIN, until }, drafting, []));
  assert(renewed.ok);
  assert.equal(renewed.document.until, Date.parse(until));
  const drafts = [handedIn(2, 7, 'older'), handedIn(2, 9, 'newer'), handedIn(3, 11, 'other')];
  assert.equal(beginning({ mandate: 'us-hsi', version: 2 }, PLAIN, drafting, drafts), 'newer');
  const fresh = beginning({ mandate: 'visitors', version: 1 }, { ...PLAIN, holder: 'us-state' }, drafting, []);
  assert.match(fresh, /^mandate: visitors\nversion: 1\ntitle: ""\nholder: us-state\nissuer: it-interior\n/);
});

test('whoever goes on from what was handed in keeps its number while that is free, and begins with its text', () => {
  const text = beginning({ mandate: 'us-hsi', version: 2 }, PLAIN, drafting, []);
  const open = handedIn(2, 7, text);
  assert.equal(beginning({ mandate: 'us-hsi', version: 2 }, { ...PLAIN, from: open.digest }, drafting, [open]), text);
  const next = drafting.read(
    beginning({ mandate: 'us-hsi', version: 3 }, { ...PLAIN, from: open.digest }, drafting, [open]),
  );
  assert(next.ok);
  assert.equal(next.document.version, 3);
  for (const status of ['draft', 'objected', 'cleared', 'signed', 'withdrawn'] as const)
    assert.equal(isFree({ ...open, status }, drafting), true, status);
  for (const status of ['due', 'in-force', 'suspended', 'expired', 'replaced'] as const)
    assert.equal(isFree({ ...open, status }, drafting), false, status);
  assert.equal(isFree({ ...open, supplied: true }, drafting), false, 'a document of the event has this number');
  assert.equal(isFree({ ...open, version: 1 }, drafting), false, 'the room has a version that is as high');
});
