import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accompanimentDraft, conferralDraft, EMPTY_CONFERRAL } from './powers-form.ts';

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
