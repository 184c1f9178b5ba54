import { describe } from 'node:test';
import { itRefuses, type Refusal, replaced } from './testing/refusal-table.ts';

const REFUSED: readonly Refusal[] = [
  [
    'a statement of no office',
    'statements.yaml',
    replaced('office: minister', 'office: ministre'),
    /unknown office `ministre`; did you mean `minister`/,
    'ministre',
  ],
  [
    'a contradiction of nothing',
    'statements.yaml',
    replaced('source: [X1]', 'source: [X1], contradicts: [S7]'),
    /unknown statement `S7`/,
    'S7',
  ],
  [
    'a question on no axis',
    'open-questions.yaml',
    replaced('axis: null', 'axis: plase'),
    /unknown axis `plase`; did you mean `place`/,
    'plase',
  ],
  [
    'a person of another component',
    'roster.yaml',
    replaced('guest.analysts', 'guest.analyst'),
    /is no component of `guest`; did you mean `guest.analysts`/,
    'guest.analyst',
  ],
  [
    'a person called operator',
    'roster.yaml',
    replaced('id: analyst-a', 'id: operator'),
    /\[duplicate-id\]/,
    'operator',
  ],
  [
    'a script by nobody',
    'exercise/day-1.yaml',
    replaced('by: analyst-a', 'by: analyst-b'),
    /unknown person `analyst-b`; did you mean `analyst-a`/,
    'analyst-b',
  ],
  [
    'a desk of nowhere',
    'exercise/day-1.yaml',
    replaced('desk: guest-room.analysis', 'desk: guest-room.analysts'),
    /unknown desk/,
    'guest-room.analysts',
  ],
  [
    'no desk and no place',
    'exercise/day-1.yaml',
    replaced('desk: guest-room.analysis', 'desk: null'),
    /`place` is missing/,
    'id: d1-001',
  ],
  [
    'a place with parts',
    'exercise/day-1.yaml',
    replaced('purpose: security', 'purpose: security\n    place: town'),
    /\[place-not-leaf\]/,
    'town',
  ],
  [
    'time that runs back',
    'exercise/day-1.yaml',
    replaced('06:01:00Z', '05:59:00Z'),
    /\[act-order\]/,
    '"2026-02-06T05:59:00Z"',
  ],
  [
    'a reference to what comes later',
    'exercise/day-1.yaml',
    replaced('{deed: d1-001}', '{deed: d1-003}'),
    /\[unknown-act\]/,
    'd1-003',
  ],
  [
    'a clause nobody wrote',
    'exercise/day-1.yaml',
    replaced('[visit/2]', '[visit/9]'),
    /unknown clause `visit\/9`; did you mean/,
    'visit/9',
  ],
  [
    'outside, with clauses',
    'exercise/day-1.yaml',
    replaced('outcome: permitted', 'outcome: outside'),
    /\[expected-clauses\]/,
    '[visit/2]',
  ],
  [
    'a deed without its activity',
    'exercise/day-1.yaml',
    replaced('    activity: assess\n', ''),
    /`activity` is missing/,
    'id: d1-001',
  ],
  [
    'a detail whose time is none',
    'exercise/day-1.yaml',
    replaced('2026-02-06T08:00:00+01:00', 'tomorrow'),
    /`until` must be a time/,
    '"tomorrow"',
  ],
  [
    'an end of no kind',
    'exercise/day-1.yaml',
    replaced('deed.ended', 'deed.endet'),
    /not `deed.endet`; did you mean `deed.ended`/,
    'deed.endet',
  ],
];

describe('statements, people and scripts are refused for', () => itRefuses(REFUSED));
