import { describe } from 'node:test';
import { itRefuses, type Refusal, replaced } from './testing/refusal-table.ts';

const REFUSED: readonly Refusal[] = [
  ['a root that the guest holds', 'mandates/root.yaml', replaced('holder: host', 'holder: guest'), /\[root-holder\]/],
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
  ],
  [
    'a reversed mandate',
    'mandates/visit.yaml',
    replaced('until: "2026-02-09', 'until: "2026-02-01'),
    /\[empty-window\]/,
  ],
  [
    'no instrument and no question',
    'mandates/visit.yaml',
    replaced('openQuestions: [Q1]', 'openQuestions: []'),
    /\[no-instrument\]/,
  ],
  [
    'a question nobody asked',
    'mandates/visit.yaml',
    replaced('openQuestions: [Q1]', 'openQuestions: [Q2]'),
    /unknown open question `Q2`/,
  ],
  [
    'an instrument that is missing',
    'mandates/visit.yaml',
    replaced('basis: assumption', 'basis: instrument'),
    /\[no-instrument\] a clause cannot/,
  ],
  [
    'a source that is missing',
    'mandates/visit.yaml',
    replaced('source: [X1]', 'source: [X9]'),
    /\[unknown-source\] unknown source `X9`/,
  ],
  [
    'an axis left out of a permit',
    'mandates/visit.yaml',
    replaced('    consent: any\n', ''),
    /\[missing\] a permit must write `consent`, with `any` in so many words/,
  ],
  [
    'zones left out of a permit',
    'mandates/visit.yaml',
    replaced('    zones: any\n', ''),
    /a permit must write `zones`/,
  ],
  [
    'a word where a list belongs',
    'mandates/visit.yaml',
    replaced('place: [consulate]', 'place: consulate'),
    /\[wrong-type\] `place` must be `any`, a list of words.*not `consulate`/,
  ],
  [
    'an unknown activity',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'activity: [asess]'),
    /unknown activity `asess`; did you mean `assess`/,
  ],
  [
    'an unknown group',
    'mandates/visit.yaml',
    replaced('[group:streets]', '[group:street]'),
    /unknown activity `group:street`; did you mean `group:streets`/,
  ],
  [
    '`unknown` in a list',
    'mandates/visit.yaml',
    replaced('place: [consulate]', 'place: [unknown]'),
    /`unknown` is never listed/,
  ],
  [
    'an activity that is never decided',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'activity: [deed.propose]'),
    /\[never-decided\]/,
  ],
  [
    'any activity for a guest',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'activity: any'),
    /\[guest-permit-any\]/,
  ],
  [
    'all but some for a guest',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'activity: {not: [arrest]}'),
    /\[guest-permit-any\]/,
  ],
  [
    'a component of another agency',
    'mandates/visit.yaml',
    replaced('[guest.analysts]', '[host.desk]'),
    /\[component-of-agency\]/,
  ],
  [
    'a list without a word',
    'mandates/visit.yaml',
    replaced('place: [consulate]', 'place: []'),
    /\[never-applies\].*no place is left/,
  ],
  [
    'all words taken out',
    'mandates/visit.yaml',
    replaced('place: {not: [consulate]}', 'place: {not: [land]}'),
    /\[never-applies\]/,
  ],
  [
    'a window outside the mandate',
    'mandates/visit.yaml',
    replaced('[{phase: games}]', '[{from: "2026-03-01T00:00:00Z", until: null}]'),
    /\[never-applies\].*no window lies within/,
  ],
  [
    'a reversed window',
    'mandates/visit.yaml',
    replaced('[{phase: games}]', '[{from: "2026-02-07T00:00:00Z", until: "2026-02-06T00:00:00Z"}]'),
    /\[empty-window\]/,
  ],
  [
    'a phase of nobody',
    'mandates/visit.yaml',
    replaced('{phase: games}', '{phase: game}'),
    /unknown phase `game`; did you mean `games`/,
  ],
  [
    'hours of an unbounded mandate',
    'mandates/root.yaml',
    replaced('time: any', 'time: [{daily: {from: "08:00", until: "20:00"}}]'),
    /\[daily-unbounded\]/,
  ],
  ['a clause given twice', 'mandates/visit.yaml', replaced('- id: 2', '- id: 1'), /\[duplicate-id\] the clause `1`/],
  [
    'an effect of none',
    'mandates/visit.yaml',
    replaced('effect: forbid', 'effect: forbit'),
    /must be one of permit, permit-with-approval, forbid, not `forbit`; did you mean `forbid`/,
  ],
  [
    'a zone kind of none',
    'mandates/visit.yaml',
    replaced('zones: any', 'zones: {maximun: [inside]}'),
    /unknown zone kind `maximun`/,
  ],
  [
    'a promise that binds nobody known',
    'commitments.yaml',
    replaced('agency: [guest]', 'agency: [gueste]'),
    /unknown agency `gueste`; did you mean `guest`/,
  ],
  [
    'a promise of a component elsewhere',
    'commitments.yaml',
    replaced('component: [guest.field]', 'component: [host.desk]'),
    /\[component-of-agency\]/,
  ],
  ['a statement with an axis', 'commitments.yaml', replaced('why:', 'place: any\n    why:'), /unknown key `place`/],
  [
    'a rule that permits',
    'commitments.yaml',
    replaced('effect: forbid', 'effect: permit'),
    /must be one of forbid, require-approval/,
  ],
];

describe('a mandate or a commitment is refused for', () => itRefuses(REFUSED));
