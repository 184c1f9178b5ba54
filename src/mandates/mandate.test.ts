import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { noteOf } from './testing/noted-documents.ts';
import { itRefuses, type Refusal, replaced } from './testing/refusal-table.ts';
import { WHOLE_EVENT, wholeNotes } from './testing/whole-event.ts';

const REFUSED: readonly Refusal[] = [
  [
    'a root that the guest holds',
    'mandates/root.yaml',
    replaced('holder: host', 'holder: guest'),
    /\[root-holder\]/,
    'guest',
  ],
  [
    'a root that ends',
    'mandates/root.yaml',
    replaced('until: null', 'until: "2026-02-09T00:00:00Z"'),
    /\[root-until\]/,
  ],
  [
    'a mandate named for another file',
    'mandates/visit.yaml',
    replaced('mandate: visit', 'mandate: visitt'),
    /\[mandate-of-file\]/,
    'visitt',
  ],
  [
    'a reversed mandate',
    'mandates/visit.yaml',
    replaced('until: "2026-02-09', 'until: "2026-02-01'),
    /\[empty-window\]/,
    '"2026-02-01T00:00:00Z"',
  ],
  [
    'no instrument and no question',
    'mandates/visit.yaml',
    replaced('openQuestions: [Q1]', 'openQuestions: []'),
    /\[no-instrument\]/,
    'null',
  ],
  [
    'a question nobody asked',
    'mandates/visit.yaml',
    replaced('openQuestions: [Q1]', 'openQuestions: [Q2]'),
    /unknown open question `Q2`/,
    'Q2',
  ],
  [
    'an instrument that is missing',
    'mandates/visit.yaml',
    replaced('basis: assumption', 'basis: instrument'),
    /\[no-instrument\] a clause cannot/,
    'instrument',
  ],
  [
    'a source that is missing',
    'mandates/visit.yaml',
    replaced('source: [X1]', 'source: [X9]'),
    /\[unknown-source\] unknown source `X9`/,
    'X9',
  ],
  [
    'an axis left out of a permit',
    'mandates/visit.yaml',
    replaced('    consent: any\n', ''),
    /\[missing\] a permit must write `consent`, with `any` in so many words/,
    'id: 1',
  ],
  [
    'an effect that is spelled wrong as a key',
    'mandates/visit.yaml',
    replaced('    effect: ', '    efect: '),
    /\[unknown-key\] unknown key `efect`; did you mean `effect`\?/,
    'efect',
  ],
  [
    'a word that is far from all, and shares a part with one',
    'mandates/visit.yaml',
    replaced('place: ', 'place: [stadium-of-the-town] # '),
    /unknown place `stadium-of-the-town`; there is `[a-z.-]+`/,
    'stadium-of-the-town',
  ],
  [
    'zones left out of a permit',
    'mandates/visit.yaml',
    replaced('    zones: any\n', ''),
    /a permit must write `zones`/,
    'id: 1',
  ],
  [
    'a word where a list belongs',
    'mandates/visit.yaml',
    replaced('place: [consulate]', 'place: consulate'),
    /\[wrong-type\] `place` must be `any`, a list of words.*not `consulate`/,
    'consulate',
  ],
  [
    'an unknown activity',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'activity: [asess]'),
    /unknown activity `asess`; did you mean `assess`/,
    'asess',
  ],
  [
    'an unknown group',
    'mandates/visit.yaml',
    replaced('[group:streets]', '[group:street]'),
    /unknown activity `group:street`; did you mean `group:streets`/,
    'group:street',
  ],
  [
    '`unknown` in a list',
    'mandates/visit.yaml',
    replaced('place: [consulate]', 'place: [unknown]'),
    /`unknown` is never listed/,
    'unknown',
  ],
  [
    'an activity that is never decided',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'activity: [deed.propose]'),
    /\[never-decided\]/,
    'deed.propose',
  ],
  [
    'a permit to somebody of another side',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'agency: [guest, host]\n    activity: [assess]'),
    /\[permit-other-side\] what `host` may do stands in a mandate of its own side/,
    'host]',
  ],
  [
    'any activity for a guest',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'activity: any'),
    /\[guest-permit-any\]/,
    'any',
  ],
  [
    'all but some for a guest',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'activity: {not: [arrest]}'),
    /\[guest-permit-any\]/,
    '{not: [arrest]}',
  ],
  [
    'a component of another agency',
    'mandates/visit.yaml',
    replaced('[guest.analysts]', '[host.desk]'),
    /\[component-of-agency\]/,
    'host.desk',
  ],
  [
    'a list without a word',
    'mandates/visit.yaml',
    replaced('place: [consulate]', 'place: []'),
    /\[never-applies\].*no place is left/,
    '[]',
  ],
  [
    'all words taken out',
    'mandates/visit.yaml',
    replaced('place: {not: [consulate]}', 'place: {not: [land]}'),
    /\[never-applies\]/,
    '{not: [land]}',
  ],
  [
    'a window outside the mandate',
    'mandates/visit.yaml',
    replaced('[{phase: games}]', '[{from: "2026-03-01T00:00:00Z", until: null}]'),
    /\[never-applies\].*no window lies within/,
    '[{from: "2026-03-01T00:00:00Z", until: n',
  ],
  [
    'a reversed window',
    'mandates/visit.yaml',
    replaced('[{phase: games}]', '[{from: "2026-02-07T00:00:00Z", until: "2026-02-06T00:00:00Z"}]'),
    /\[empty-window\]/,
    '"2026-02-06T00:00:00Z"',
  ],
  [
    'a phase of nobody',
    'mandates/visit.yaml',
    replaced('{phase: games}', '{phase: game}'),
    /unknown phase `game`; did you mean `games`/,
    'game',
  ],
  [
    'hours of an unbounded mandate',
    'mandates/root.yaml',
    replaced('time: any', 'time: [{daily: {from: "08:00", until: "20:00"}}]'),
    /\[daily-unbounded\]/,
    '{from: "08:00", until: "20:00"}',
  ],
  [
    'a clause given twice',
    'mandates/visit.yaml',
    replaced('- id: 2', '- id: 1'),
    /\[duplicate-id\] the clause `1`/,
    '1',
  ],
  [
    'an effect of none',
    'mandates/visit.yaml',
    replaced('effect: forbid', 'effect: forbit'),
    /must be one of permit, permit-with-approval, forbid, not `forbit`; did you mean `forbid`/,
    'forbit',
  ],
  [
    'a zone kind of none',
    'mandates/visit.yaml',
    replaced('zones: any', 'zones: {maximun: [inside]}'),
    /unknown zone kind `maximun`/,
    'maximun: [inside',
  ],
  [
    'a promise that binds nobody known',
    'commitments.yaml',
    replaced('agency: [guest]', 'agency: [gueste]'),
    /unknown agency `gueste`; did you mean `guest`/,
    'gueste',
  ],
  [
    'a promise of a component elsewhere',
    'commitments.yaml',
    replaced('component: [guest.field]', 'component: [host.desk]'),
    /\[component-of-agency\]/,
    'host.desk',
  ],
  [
    'a statement with an axis',
    'commitments.yaml',
    replaced('why:', 'place: any\n    why:'),
    /unknown key `place`/,
    'place: any',
  ],
  [
    'a rule that permits',
    'commitments.yaml',
    replaced('effect: forbid', 'effect: permit'),
    /must be one of forbid, require-approval/,
    'permit',
  ],
  [
    'a holder of nobody',
    'mandates/visit.yaml',
    replaced('holder: guest', 'holder: gest'),
    /\[unknown-agency\] unknown agency `gest`; did you mean `guest`/,
    'gest',
  ],
  [
    'an issuer of nobody',
    'mandates/visit.yaml',
    replaced('issuer: host', 'issuer: hots'),
    /\[unknown-agency\] unknown agency `hots`; did you mean `host`/,
    'hots',
  ],
  [
    'an instrument of no source',
    'mandates/visit.yaml',
    replaced('instrument: null', 'instrument: X9'),
    /\[unknown-source\] unknown source `X9`; did you mean `X1`/,
    'X9',
  ],
  [
    'a permit to anybody',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'agency: any\n    activity: [assess]'),
    /\[permit-agency\]/,
    'any',
  ],
  [
    'a clause about an agency that nobody knows',
    'mandates/visit.yaml',
    replaced('activity: [group:streets]', 'agency: [guest, gest]\n    activity: [group:streets]'),
    /\[unknown-agency\] unknown agency `gest`; did you mean `guest`/,
    'gest',
  ],
  [
    'a mandate that ends as it begins',
    'mandates/visit.yaml',
    replaced('until: "2026-02-09', 'until: "2026-02-05'),
    /\[empty-window\] the mandate ends before it begins, or as it begins/,
    '"2026-02-05T00:00:00Z"',
  ],
  [
    'hours of a mandate of years',
    'mandates/visit.yaml',
    (text) =>
      replaced(
        '[{phase: games}]',
        '[{daily: {from: "08:00", until: "20:00"}}]',
      )(replaced('from: "2026-02-05', 'from: "2016-02-05')(text)),
    /\[daily-too-long\]/,
    '{from: "08:00", until: "20:00"}',
  ],
  [
    'hours that are none',
    'mandates/visit.yaml',
    replaced('[{phase: games}]', '[{daily: {from: "08:00", until: "08:00"}}]'),
    /\[empty-window\] these hours are empty/,
    '{from: "08:00", until: "08:00"}',
  ],
  [
    'hours from the end of the day',
    'mandates/visit.yaml',
    replaced('[{phase: games}]', '[{daily: {from: "24:00", until: "08:00"}}]'),
    /\[empty-window\] these hours are empty/,
    '{from: "24:00", until: "08:00"}',
  ],
  [
    'a promise of a source that is missing',
    'commitments.yaml',
    replaced('source: [X1]', 'source: [X1, X9]'),
    /\[unknown-source\] unknown source `X9`/,
    'X9',
  ],
  [
    'a promise whose components stand twice',
    'commitments.yaml',
    replaced('effect: require-approval', 'effect: require-approval\n    component: [guest.analysts]'),
    /\[component-twice\]/,
    '[guest.analysts]',
  ],
  [
    'a promise of a component that nobody knows',
    'commitments.yaml',
    replaced('component: [guest.field]', 'component: [guest.fields]'),
    /\[unknown-component\] unknown component `guest.fields`; did you mean `guest.field`/,
    'guest.fields',
  ],
  ['a promise given twice', 'commitments.yaml', replaced('id: K2', 'id: K1'), /\[duplicate-id\]/, 'K1'],
  [
    'an activity of the room alone',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'activity: [timer.due]'),
    /\[never-decided\]/,
    'timer.due',
  ],
  [
    'a zone inside of what is no side',
    'mandates/visit.yaml',
    replaced('zones: any', 'zones: {maximum: [insid]}'),
    /\[unknown-zone\] unknown zone `insid`; did you mean `inside`/,
    'insid',
  ],
];

describe('a mandate or a commitment is refused for', () => itRefuses(REFUSED));

itRefusesAsNoted('mandate-head');

const ORDERED_MANDATES = ['visit', 'port'] as const;

test('a mandate is read as it is noted: its head with every term, and each clause with all that its words mean', () => {
  assert.deepEqual(
    WHOLE_EVENT.mandates.map(({ mandate }) => mandate),
    ORDERED_MANDATES,
  );
  for (const mandate of WHOLE_EVENT.mandates) {
    const { clauses, ...head } = mandate;
    const told = [head, ...clauses.map(({ id, scope }) => ({ id, ...scope }))].map(noteOf);
    assert.deepEqual(told, wholeNotes(`mandates/${mandate.mandate}.yaml`, '='));
  }
});
