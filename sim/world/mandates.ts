import { TERM_NAMES } from '../../src/terms/mandate-terms.ts';

/** The invented mandates and commitments of the simulation. */

const ANY_AXES = {
  component: 'any',
  role: 'any',
  purpose: 'any',
  place: 'any',
  room: 'any',
  accompaniment: 'any',
  conferral: 'any',
  clearance: 'any',
  direction: 'any',
  handling: 'any',
  consent: 'any',
  recipient: 'any',
  zones: 'any',
  time: 'any',
};

type Clause = { readonly activity: readonly string[]; readonly [axis: string]: unknown };

export const permit = (clause: Clause) => ({ effect: 'permit', ...ANY_AXES, ...clause });
const withApproval = (clause: Clause) => ({ effect: 'permit-with-approval', ...ANY_AXES, ...clause });
const forbid = (clause: Clause) => ({ effect: 'forbid', ...clause });

type Head = { readonly holder: string; readonly version?: number; readonly until?: string };

const TERMS = Object.fromEntries(TERM_NAMES.map((name) => [name, { text: 'invented', source: ['X1'] }]));

export function mandate(id: string, { holder, version = 1, until }: Head, clauses: readonly object[]) {
  return {
    mandate: id,
    version,
    title: `Mandate of ${holder}`,
    holder,
    issuer: 'host-auth',
    instrument: 'X1',
    from: null,
    until: until ?? null,
    openQuestions: [],
    terms: TERMS,
    clauses: clauses.map((clause, n) => ({
      id: n + 1,
      text: 'invented',
      basis: 'instrument',
      source: ['X1'],
      ...clause,
    })),
  };
}

const HOSTS = ['host-auth', 'host-police'];
const KEEPING = [
  'desk.sign-on',
  'desk.sign-off',
  'log.line',
  'log.correct',
  'request.withdraw',
  'deed.end',
  'declaration.acknowledge',
  'tasking.acknowledge',
  'tasking.done',
];

const HOST_ROOT = [
  permit({ agency: HOSTS, activity: ['group:room-keeping'] }),
  permit({
    activity: ['group:answering'],
    role: ['commander', 'duty-officer'],
    room: ['host-room'],
    purpose: ['room-duty'],
  }),
  permit({ activity: ['group:oral-answering'], role: ['loggist'], room: ['host-room'] }),
  permit({ agency: HOSTS, activity: ['group:commanding'], room: ['host-room', 'quay-room'] }),
  permit({ activity: ['group:mandating'], role: ['commander', 'duty-officer'], room: ['host-room'] }),
  permit({ agency: HOSTS, activity: ['group:sharing'], room: ['host-room', 'quay-room'], purpose: ['event-security'] }),
  permit({ activity: ['group:stating'], room: ['host-room'] }),
  permit({ agency: [...HOSTS, 'summit-office', 'guest-a', 'guest-b'], activity: ['group:registering'] }),
  permit({ agency: ['host-police'], activity: ['patrol', 'escort', 'group:coercion'], place: ['city'] }),
  withApproval({ agency: HOSTS, activity: ['sweep'], place: ['city'] }),
  permit({ agency: HOSTS, activity: ['sweep'], role: ['commander'], place: ['city'], zones: { secure: ['inside'] } }),
  forbid({ agency: HOSTS, activity: ['group:coercion'], place: ['embassy', 'hotel'] }),
  forbid({ agency: [...HOSTS, 'guest-a', 'guest-b'], activity: ['item.release'], handling: ['red'] }),
  permit({ agency: HOSTS, activity: ['group:consulting'] }),
  permit({ activity: ['group:legal-reviewing'], role: ['loggist'], room: ['host-room'] }),
  permit({
    agency: ['host-auth', 'guest-a', 'guest-b'],
    activity: ['group:mandate-signing'],
    role: ['commander', 'duty-officer', 'liaison-officer'],
  }),
  permit({ agency: HOSTS, activity: ['group:challenging'], room: ['host-room', 'quay-room'] }),
  permit({ activity: ['group:clearing'], role: ['commander', 'duty-officer'], room: ['host-room'] }),
];

/** Of the host’s own beside the root: it can be suspended, and lets its holders put mandates in force but not suspend them. */
const hostGuard = mandate('host-guard', { holder: 'host-police' }, [
  permit({ agency: HOSTS, activity: ['mandate.enforce', 'desk.sign-on', 'desk.sign-off'] }),
  permit({
    agency: ['host-police'],
    activity: ['assess'],
    time: [{ from: '2026-09-14T06:00:00Z', until: '2026-09-14T20:00:00Z' }],
  }),
]);

const GUEST_A = [
  permit({ component: ['guest-a.protect'], activity: KEEPING, place: ['embassy'] }),
  permit({
    component: ['guest-a.protect'],
    activity: ['group:sharing', 'tasking.issue'],
    room: ['embassy-room'],
    handling: ['none', 'clear', 'green', 'red'],
  }),
  withApproval({
    component: ['guest-a.protect'],
    activity: ['item.release'],
    room: ['embassy-room'],
    handling: ['amber', 'amber-strict'],
  }),
  permit({
    component: ['guest-a.protect'],
    activity: ['escort', 'assess'],
    place: ['city', 'embassy'],
    room: ['embassy-room'],
  }),
  withApproval({ component: ['guest-a.protect'], activity: ['identity-check', 'sweep'], place: ['city'] }),
  permit({ component: ['guest-a.protect'], activity: ['group:consulting'], room: ['embassy-room'] }),
  permit({ component: ['guest-a.protect'], activity: ['patrol'], clearance: ['held'], place: ['city', 'embassy'] }),
];

const GUEST_B = [
  permit({ component: ['guest-b.support'], activity: KEEPING, place: ['quay', 'annex'] }),
  permit({ activity: ['deed.end'] }),
  permit({
    component: ['guest-b.support'],
    activity: ['group:sharing', 'tasking.issue', 'incident.open'],
    room: ['quay-room'],
    purpose: ['event-security'],
  }),
  permit({ component: ['guest-b.support'], activity: ['assess', 'order-evacuation'] }),
  permit({ component: ['guest-b.support'], activity: ['talk'], accompaniment: ['yes'], place: ['quay', 'hall'] }),
  withApproval({
    component: ['guest-b.support'],
    activity: ['identity-check'],
    accompaniment: ['yes'],
    purpose: ['public-safety', 'event-security'],
    place: ['quay', 'hall', 'hotel'],
  }),
  permit({
    component: ['guest-b.support', 'guest-b.branch'],
    activity: ['search-vehicle'],
    conferral: ['yes'],
    place: ['quay'],
  }),
  withApproval({ component: ['guest-b.branch'], activity: ['identity-check'], place: ['city'] }),
  withApproval({ component: ['guest-b.support'], activity: ['sweep', 'escort'], place: ['hall', 'quay'] }),
  forbid({ activity: ['patrol'] }),
  permit({ component: ['guest-b.branch'], activity: ['desk.sign-on', 'desk.sign-off', 'deed.end'], place: ['quay'] }),
  permit({ component: ['guest-b.support'], activity: ['group:consulting'], purpose: ['event-security'] }),
  permit({ component: ['guest-b.support'], activity: ['talk'], clearance: ['held'], place: ['city'] }),
];

const ORGANISER = [
  permit({ activity: KEEPING, place: ['annex'] }),
  withApproval({ activity: ['sweep'], place: ['hall'] }),
  forbid({ activity: ['group:coercion'] }),
];

/** The mandates of the folder; all are version 1. */
export const MANDATES = [
  mandate('host-root', { holder: 'host-auth' }, HOST_ROOT),
  hostGuard,
  mandate('guest-a', { holder: 'guest-a', until: '2026-09-14T12:00:00Z' }, GUEST_A),
  mandate('guest-b', { holder: 'guest-b', until: '2026-09-14T09:00:00Z' }, GUEST_B),
  mandate('guest-b-extra', { holder: 'guest-b' }, [
    permit({ component: ['guest-b.support'], activity: ['assess'], room: ['quay-room'] }),
  ]),
  mandate('organiser', { holder: 'summit-office', until: '2026-09-16T12:00:00Z' }, ORGANISER),
];

/** Later versions, checked as a folder of their own: a mandate that is renewed has another end, or none. */
export const RENEWED = [
  mandate('guest-a', { holder: 'guest-a', version: 2, until: '2026-09-14T20:00:00Z' }, GUEST_A),
  mandate('guest-b', { holder: 'guest-b', version: 2 }, GUEST_B.slice(0, 8)),
];

/** The version of a mandate that takes something away. */
export const NARROW = 3;

/** Versions that take away what the ones before permit; runs that were pinned before them go without. */
export const NARROWED = [
  mandate(
    'host-root',
    { holder: 'host-auth', version: 2 },
    HOST_ROOT.filter(({ activity }) => !activity.includes('group:mandating')),
  ),
  mandate('guest-b', { holder: 'guest-b', version: NARROW }, [
    ...GUEST_B.filter(({ activity }) => !activity.includes('search-vehicle') && !activity.includes('escort')),
    forbid({ activity: ['identity-check'], place: ['quay', 'hotel'] }),
  ]),
];

/** Versions that nobody supplied: they are drafted in the room. */
export const DRAFTED = [
  mandate('guest-b', { holder: 'guest-b', version: 4, until: '2026-09-14T15:00:00Z' }, GUEST_B.slice(0, 10)),
  mandate('guest-a', { holder: 'guest-a', version: 5 }, [
    ...GUEST_A.filter(({ activity }) => !activity.includes('escort')),
    permit({ component: ['guest-a.protect'], activity: ['assess', 'search-vehicle'], place: ['city'] }),
  ]),
  mandate('organiser', { holder: 'summit-office', version: 6, until: '2026-09-16T12:00:00Z' }, ORGANISER.slice(0, 2)),
  // Another holder's: it is no version of that mandate, and is never drafted.
  mandate('organiser', { holder: 'host-police', version: 7 }, [permit({ activity: ['assess'] })]),
];

/**
 * The commitments that each mandate would break were it not for them, by hand: guest A is to search and to check identities, and escorts without a yes;
 * of guest B the branch is to do both; the last of guest A’s searches at the hotel too. An exception is signed to each before it comes into force.
 */
export const BREAKS: Readonly<Record<string, readonly string[]>> = {
  'guest-a@1': ['C1', 'C3'],
  'guest-a@2': ['C1', 'C3'],
  'guest-a@5': ['C1', 'C4'],
  'guest-b@1': ['C2'],
  'guest-b@2': ['C2'],
  'guest-b@3': ['C2'],
  'guest-b@4': ['C2'],
};

export const COMMITMENTS = [
  {
    id: 'C1',
    by: 'A',
    date: null,
    text: 'guest A never coerces',
    source: ['X1'],
    binds: { agency: ['guest-a'], component: 'any' },
    form: 'rule',
    effect: 'forbid',
    activity: ['group:coercion'],
  },
  {
    id: 'C2',
    by: 'B',
    date: null,
    text: 'the branch never coerces',
    source: ['X1'],
    binds: { agency: ['guest-b'], component: ['guest-b.branch'] },
    form: 'rule',
    effect: 'forbid',
    activity: ['group:coercion'],
  },
  {
    id: 'C3',
    by: 'Host',
    date: null,
    text: 'no escort by guests without a yes',
    source: ['X1'],
    binds: 'guests',
    form: 'rule',
    effect: 'require-approval',
    activity: ['escort'],
  },
  {
    id: 'C4',
    by: 'Host',
    date: null,
    text: 'nobody searches at the hotel',
    source: ['X1'],
    binds: 'everyone',
    form: 'rule',
    effect: 'forbid',
    activity: ['search-vehicle'],
    place: ['hotel'],
  },
  {
    id: 'C5',
    by: 'Host',
    date: null,
    text: 'an account afterwards',
    source: ['X1'],
    binds: 'everyone',
    form: 'statement',
    why: 'no act keeps or breaks it',
  },
];
