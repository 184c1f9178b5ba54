import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY_INCIDENT, incidentDraft, METHANE, methaneText, missingOfIncident } from './incident-form.ts';

const LABELS = {
  major: 'M major incident',
  location: 'E exact location',
  type: 'T type',
  hazards: 'H hazards',
  access: 'A access',
  casualties: 'N number of casualties',
  services: 'E emergency services',
  unknown: 'unknown',
};

test('the seven prompts make seven lines in their order; a gap is unknown, not nothing', () => {
  const form = { ...EMPTY_INCIDENT, major: 'no', type: 'crush at a gate', casualties: ' two injured ' };
  assert.equal(
    methaneText(form, LABELS),
    [
      'M major incident: no',
      'E exact location: unknown',
      'T type: crush at a gate',
      'H hazards: unknown',
      'A access: unknown',
      'N number of casualties: two injured',
      'E emergency services: unknown',
    ].join('\n'),
  );
  assert.equal(METHANE.length, 7);
});

test('an incident needs title, category and text, and no place', () => {
  assert.deepEqual(missingOfIncident(EMPTY_INCIDENT, ''), ['title', 'category', 'text']);
  const form = { ...EMPTY_INCIDENT, title: 'queue', category: 'crowd' };
  assert.deepEqual(missingOfIncident(form, 'x'.repeat(4_001)), ['long']);
  assert.deepEqual(missingOfIncident(form, 'two hundred'), []);
  assert.deepEqual(incidentDraft(form, 'two hundred'), {
    kind: 'incident.open',
    detail: { title: 'queue', category: 'crowd', gravity: 'minor', text: 'two hundred' },
  });
});

test('the place is where it happened, else where the desk stands; without a category there is nothing to ask about', () => {
  const form = { ...EMPTY_INCIDENT, title: 'queue', category: 'crowd', place: 'san-siro' };
  assert.equal(incidentDraft(form, 'x')?.place, 'san-siro');
  assert.equal(incidentDraft({ ...form, category: '' }, 'x'), null);
});
