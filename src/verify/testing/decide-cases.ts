/** Cases of `decide` (formats.md §8), each with the outcome that follows from the page, worked out by hand. */
import { facts, noon } from './example.ts';

export interface DecideCase {
  readonly why: string;
  /** Index in `exampleSets`. */
  readonly set: number;
  readonly facts: Record<string, unknown>;
  readonly outcome: string;
  readonly clauses: readonly string[];
}

const later = noon + 86_400_000;
const both = { accompaniment: 'yes', conferral: 'yes' };
const host = { agency: 'host-police' };
const arrest = { activity: 'arrest' };

const rows: [why: string, set: number, facts: Record<string, unknown>, outcome: string, ...clauses: string[]][] = [
  ['1: a permit of the agency and activity', 0, facts(host), 'permitted', 'c1'],
  ['1: an unknown token matches no permit but a forbid', 0, facts({}, { place: 'unknown' }), 'prohibited', 'c3'],
  ['1: a window is open at its beginning', 0, facts({ ...host, time: later }), 'needs-approval', 'c1', 'c4'],
  ['1: a window is closed just before it', 0, facts({ ...host, time: later - 1 }), 'permitted', 'c1'],
  ['1: a window is closed at its end', 0, facts({ ...host, time: 1000 }), 'permitted', 'c1'],
  ['1: a window is open just before its end', 0, facts({ ...host, time: 999 }), 'needs-approval', 'c1', 'c4'],
  [
    '1: an unknown token matches a require-approval',
    0,
    facts({ ...host, time: later }, { place: 'unknown' }),
    'needs-approval',
    'c1',
    'c4',
  ],
  [
    '1: an unknown agency matches forbids of any agency',
    0,
    facts({ agency: 'unknown' }, { place: 'elsewhere' }),
    'prohibited',
    'c3',
  ],
  [
    '1: an unknown agency matches no permit of an agency',
    0,
    facts({ agency: 'unknown', activity: 'log.line' }),
    'outside',
  ],
  [
    '1: an unknown agency matches a permit for every agency',
    0,
    facts({ agency: 'unknown', activity: 'roster.enrol' }),
    'permitted',
    'c6',
  ],
  ['1: an agency the set does not know', 0, facts({ agency: 'nobody' }, { place: 'elsewhere' }), 'outside'],
  [
    '1: an agency called like a property of objects',
    0,
    facts({ agency: 'constructor' }, { place: 'elsewhere' }),
    'outside',
  ],
  [
    '2: safety of everyone, whatever is broken or forbidden',
    0,
    facts({ activity: 'alert.raise', broken: ['R-02'] }),
    'permitted',
    'R-22',
  ],
  [
    '2: safety of everyone, agency unknown',
    0,
    facts({ activity: 'alert.raise', agency: 'unknown' }),
    'permitted',
    'R-22',
  ],
  [
    '2: safety of the host, by the host',
    0,
    facts({ ...host, activity: 'declaration.make', broken: ['R-02'] }),
    'permitted',
    'R-22',
  ],
  [
    '2: safety of the host, by the host authority',
    0,
    facts({ agency: 'host-ministry', activity: 'declaration.make' }),
    'permitted',
    'R-22',
  ],
  ['2: safety of the host, by a guest', 0, facts({ activity: 'declaration.make' }), 'outside'],
  [
    '2: safety of the host, by the organiser',
    0,
    facts({ agency: 'the-organiser', activity: 'declaration.make' }),
    'outside',
  ],
  ['2: coercion is never safety', 0, facts({ activity: 'escort' }), 'prohibited', 'R-05'],
  ['2: coercion is never safety, by the host neither', 0, facts({ ...host, activity: 'escort' }), 'outside'],
  ['3: the room', 0, facts({ agency: 'room', activity: 'ledger.create' }), 'permitted', 'R-28'],
  ['3: the clock of the room', 0, facts({ agency: 'room', activity: 'timer.due' }), 'permitted', 'R-27'],
  [
    '3: the room breaks a house rule',
    0,
    facts({ agency: 'room', activity: 'timer.due', broken: ['R-02', 'R-20'] }),
    'prohibited',
    'R-02',
    'R-20',
  ],
  [
    '4: all that is against, sorted',
    0,
    facts({ broken: ['R-02', 'R-20'] }, { place: 'elsewhere' }),
    'prohibited',
    'R-02',
    'R-20',
    'c3',
  ],
  ['4: coercion by a guest', 0, facts(arrest), 'prohibited', 'R-05'],
  ['4: coercion by a guest, only accompanied', 0, facts(arrest, { accompaniment: 'yes' }), 'prohibited', 'R-05'],
  ['4: coercion by a guest, only conferred', 0, facts(arrest, { conferral: 'yes' }), 'prohibited', 'R-05'],
  [
    '4: coercion by a guest, conferral unknown',
    0,
    facts(arrest, { ...both, conferral: 'unknown' }),
    'prohibited',
    'R-05',
  ],
  ['4: coercion by the organiser', 0, facts({ ...arrest, agency: 'the-organiser' }), 'prohibited', 'R-05'],
  ['4: coercion by an unknown agency', 0, facts({ ...arrest, agency: 'unknown' }), 'prohibited', 'R-05'],
  ['4: coercion with R-05 broken is listed once', 0, facts({ ...arrest, broken: ['R-05'] }), 'prohibited', 'R-05'],
  ['4: a granted approval changes nothing', 0, facts({ approval: 'granted', broken: ['R-02'] }), 'prohibited', 'R-02'],
  ['5: nothing permits', 0, facts({ ...host, activity: 'arrest' }), 'outside'],
  ['5: an activity the set does not know', 0, facts({ activity: 'parade', time: later }), 'outside'],
  ['5: a require-approval alone permits nothing', 0, facts({ agency: 'the-organiser', time: later }), 'outside'],
  ['6: coercion by a guest with both wants approval', 0, facts(arrest, both), 'needs-approval', 'R-05', 'c7'],
  ['8: and is permitted with it', 0, facts({ ...arrest, approval: 'granted' }, both), 'permitted', 'R-05', 'c7'],
  [
    '9: an approval not known is none',
    0,
    facts({ ...arrest, approval: 'unknown' }, both),
    'needs-approval',
    'R-05',
    'c7',
  ],
  ['9: a permit with approval', 0, facts({}), 'needs-approval', 'c2'],
  ['8: a permit with approval, granted', 0, facts({ approval: 'granted' }), 'permitted', 'c2'],
  ['9: and a require-approval', 0, facts({ time: later }), 'needs-approval', 'c2', 'c4'],
  ['7: a plain permit wins over one with approval', 1, facts(host), 'permitted', 'c1'],
  [
    '9: both, and a require-approval: only the plain permit is listed',
    1,
    facts({ ...host, time: later }),
    'needs-approval',
    'c1',
    'c4',
  ],
  [
    '8: both, granted: all are listed',
    1,
    facts({ ...host, time: later, approval: 'granted' }),
    'permitted',
    'c1',
    'c4',
    'c8',
  ],
  ['9: two permits with approval', 1, facts({}), 'needs-approval', 'c2', 'c8'],
];

export const decideCases: readonly DecideCase[] = rows.map(([why, set, vector, outcome, ...clauses]) => ({
  why,
  set,
  facts: vector,
  outcome,
  clauses,
}));
