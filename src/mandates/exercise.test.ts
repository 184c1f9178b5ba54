import { describe } from 'node:test';
import { itRefuses, type Refusal, replaced } from './testing/refusal-table.ts';

const REFUSED: readonly Refusal[] = [
  [
    'a statement of no office',
    'statements.yaml',
    replaced('office: minister', 'office: ministre'),
    /unknown office `ministre`; did you mean `minister`/,
  ],
  [
    'a contradiction of nothing',
    'statements.yaml',
    replaced('source: [X1]', 'source: [X1], contradicts: [S7]'),
    /unknown statement `S7`/,
  ],
  [
    'a question on no axis',
    'open-questions.yaml',
    replaced('axis: null', 'axis: plase'),
    /unknown axis `plase`; did you mean `place`/,
  ],
  [
    'a person of another component',
    'roster.yaml',
    replaced('guest.analysts', 'guest.analyst'),
    /is no component of `guest`; did you mean `guest.analysts`/,
  ],
  ['a person called operator', 'roster.yaml', replaced('id: analyst-a', 'id: operator'), /\[duplicate-id\]/],
  [
    'a script by nobody',
    'exercise/day-1.yaml',
    replaced('by: analyst-a', 'by: analyst-b'),
    /unknown person `analyst-b`; did you mean `analyst-a`/,
  ],
  [
    'a desk of nowhere',
    'exercise/day-1.yaml',
    replaced('desk: guest-room.analysis', 'desk: guest-room.analysts'),
    /unknown desk/,
  ],
  [
    'no desk and no place',
    'exercise/day-1.yaml',
    replaced('desk: guest-room.analysis', 'desk: null'),
    /`place` is missing/,
  ],
  [
    'a place with parts',
    'exercise/day-1.yaml',
    replaced('purpose: security', 'purpose: security\n    place: town'),
    /\[place-not-leaf\]/,
  ],
  ['time that runs back', 'exercise/day-1.yaml', replaced('06:01:00Z', '05:59:00Z'), /\[act-order\]/],
  [
    'a reference to what comes later',
    'exercise/day-1.yaml',
    replaced('{deed: d1-001}', '{deed: d1-003}'),
    /\[unknown-act\]/,
  ],
  [
    'a clause nobody wrote',
    'exercise/day-1.yaml',
    replaced('[visit/2]', '[visit/9]'),
    /unknown clause `visit\/9`; did you mean/,
  ],
  [
    'outside, with clauses',
    'exercise/day-1.yaml',
    replaced('outcome: permitted', 'outcome: outside'),
    /\[expected-clauses\]/,
  ],
  [
    'a deed without its activity',
    'exercise/day-1.yaml',
    replaced('    activity: assess\n', ''),
    /`activity` is missing/,
  ],
  [
    'a detail whose time is none',
    'exercise/day-1.yaml',
    replaced('2026-02-06T08:00:00+01:00', 'tomorrow'),
    /`until` must be a time/,
  ],
  [
    'an end of no kind',
    'exercise/day-1.yaml',
    replaced('deed.ended', 'deed.endet'),
    /not `deed.endet`; did you mean `deed.ended`/,
  ],
];

describe('statements, people and scripts are refused for', () => itRefuses(REFUSED));
