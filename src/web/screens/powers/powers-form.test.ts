import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accompanimentDraft, clearanceDraft, conferralDraft, EMPTY_CLEARANCE, EMPTY_CONFERRAL } from './powers-form.ts';

const NOW = 1_000.5;
const read = (text: string) => (/^\d+$/.test(text) ? Number(text) : undefined);
const FULL = { to: 'de-field-a', power: 'identity-check', from: '', until: '5000', reason: 'joint check' };

test('one power for one guest, from now on where nothing else is said', () => {
  assert.deepEqual(conferralDraft(FULL, read, NOW), {
    draft: {
      kind: 'conferral.grant',
      detail: { to: 'de-field-a', power: 'identity-check', from: 1_000, until: 5_000, reason: 'joint check' },
    },
  });
});

test('one weapon of one guest, which is named', () => {
  const form = { ...EMPTY_CLEARANCE, to: 'de-field-a', until: '5000', reason: 'looked at', thing: ' pistol 12 ' };
  const detail = { to: 'de-field-a', from: 1_000, until: 5_000, reason: 'looked at' };
  assert.deepEqual(clearanceDraft({ ...form, clears: 'weapon' }, read, NOW), {
    draft: { kind: 'clearance.grant', detail: { ...detail, clears: 'weapon', thing: 'pistol 12' } },
  });
  assert.deepEqual(clearanceDraft({ ...form, clears: 'person' }, read, NOW), {
    draft: { kind: 'clearance.grant', detail: { ...detail, clears: 'person' } },
  });
  assert.deepEqual(clearanceDraft({ ...form, clears: 'vehicle', thing: '  ' }, read, NOW), { missing: ['thing'] });
  assert.deepEqual(clearanceDraft({ ...EMPTY_CLEARANCE, until: '' }, read, NOW), {
    missing: ['to', 'clears', 'until', 'reason'],
  });
  assert.deepEqual(clearanceDraft({ ...form, clears: 'weapon', from: '5000' }, read, NOW), { missing: ['order'] });
});

test('what is missing is named', () => {
  assert.deepEqual(conferralDraft({ ...EMPTY_CONFERRAL, from: 'x', until: '' }, read, NOW), {
    missing: ['to', 'power', 'from', 'until', 'reason'],
  });
  assert.deepEqual(conferralDraft({ ...FULL, from: '5000' }, read, NOW), { missing: ['order'] });
  assert.deepEqual(accompanimentDraft({ guest: '', officer: '' }), { missing: ['guest', 'officer'] });
});

test('an officer beside a guest', () => {
  assert.deepEqual(accompanimentDraft({ guest: 'de-field-a', officer: 'it-cortina-unit-a' }), {
    draft: { kind: 'accompaniment.begin', detail: { guest: 'de-field-a', officer: 'it-cortina-unit-a' } },
  });
});
