import type { Phrases } from './explain.ts';
import { PROSE_ENGLISH } from './prose/english.ts';
import { joined } from './prose/joined.ts';

/** Explanations in English. Another language is another table of this type. */
export const ENGLISH: Phrases = {
  outcomes: {
    permitted: 'permitted',
    'needs-approval': 'needs the host’s approval',
    prohibited: 'prohibited',
    outside: 'outside every mandate',
  },
  axes: {
    agency: 'the agency',
    accompaniment: 'the accompaniment by a host officer',
    approval: 'the host’s approval',
    clearance: 'the host’s clearance',
    component: 'the component',
    conferral: 'the conferral of the power',
    consent: 'the originator’s consent',
    direction: 'the direction',
    handling: 'the handling',
    place: 'the place',
    purpose: 'the purpose',
    recipient: 'the recipient',
    role: 'the role',
    room: 'the room',
    time: 'the time',
  },
  zone: (kind) => `the zone “${kind}”`,
  words: {
    'not-held': 'not held',
    'not-needed': 'not needed',
    host: 'the host’s',
    none: 'none',
    own: 'the agency’s own',
    unknown: 'unknown',
  },
  quote: (text) => `“${text}”`,
  and: (items) => joined(items, 'and'),
  or: (items) => joined(items, 'or'),
  others: 'others',
  window: (from, until) => {
    if (from === undefined) return until === undefined ? 'any time' : `before ${until}`;
    return until === undefined ? `from ${from} on` : `from ${from} until ${until}`;
  },
  decided: (outcome, clauses) => (clauses === '' ? `${outcome}.` : `${outcome} by ${clauses}.`),
  nearly: (clause, axes, details) => `${clause} would apply but for ${axes}: ${details}.`,
  failed: (axis, was, wanted) => `${axis} is ${was} and must be ${wanted}`,
  unknown: (facts, count, outcome) => {
    const clauses = outcome === 'prohibited' ? 'clauses that forbid' : 'clauses that ask for approval';
    return count === 1
      ? `${facts} is not known: ${clauses} count as if it were the one they name.`
      : `${facts} are not known: ${clauses} count as if they were the ones they name.`;
  },
  unknownMissing: (facts, count) =>
    count === 1 ? `${facts} is not known, and counts as missing.` : `${facts} are not known, and count as missing.`,
  missing: (axis) => `${axis} is missing`,
  notKnown: (axis) => `${axis} is not known`,
  elsewhere: (place) => `${place} (elsewhere in it)`,
  region: {
    anybody: 'anybody',
    unknownAgency: 'an agency that is not known',
    anything: 'any activity',
    anyOther: 'any other',
    deed: (activity, agency) => `${activity}, by ${agency}`,
    where: (axis, words) => `${axis} is ${words}`,
    but: (words) => `anything but ${words}`,
    known: 'nothing is unknown',
    knownBeside: 'nothing else is unknown',
    approved: 'the host has approved it',
    notApproved: 'the host has not approved it',
    claims: {
      always: (acts) => `always permitted: ${acts}`,
      never: (acts) => `never permitted: ${acts}`,
      'no-new-permission-since': (acts) => `no more permitted than before, nor nearer to it by approval: ${acts}`,
      equivalent: (acts) => `of the same outcome as before: ${acts}`,
      'unless-approved': (acts) => `never permitted without the host’s approval: ${acts}`,
    },
    acts: (deed, wheres) => (wheres === '' ? deed : `${deed}, where ${wheres}`),
    by: (clauses) => `by ${clauses}`,
    moreClauses: (count) => `${count} more`,
    told: (deed, outcome, other, wheres) =>
      `${deed}: ${outcome}${other === undefined ? '' : ` (before: ${other})`}${wheres === '' ? ', whatever else is the case' : `, where ${wheres}`}.`,
  },
  prose: PROSE_ENGLISH,
};
