/** What the example ledgers tell: two mandate sets, and a round of acts whose outcomes were worked out by hand. */

/** What an entry is made from. */
export interface Template {
  readonly kind: string;
  readonly form: 'proposal' | 'report';
  readonly actor: string;
  /** Whose key signs: the actor's own unless said otherwise. */
  readonly signer?: string;
  /** Whose person box it is: the actor's unless said otherwise. */
  readonly subject?: string;
  readonly activity?: string;
  readonly detail: Record<string, unknown>;
  readonly agency: string;
  readonly activityClass: string;
  /** Index in `exampleSets`. */
  readonly set: number;
  readonly facts: Record<string, unknown>;
  readonly outcome: string;
  readonly clauses: readonly string[];
  readonly atEntry?: Record<string, unknown>;
  /** An end: so many entries before stands the act it follows from. */
  readonly cause?: number;
}

export const noon = 1_770_000_000_000;

const vocabulary = {
  id: 'example-words',
  version: 1,
  agencies: {
    'guest-police': { standing: 'guest' },
    'host-ministry': { standing: 'host-authority' },
    'host-police': { standing: 'host' },
    room: { standing: 'room' },
    'the-organiser': { standing: 'organiser' },
  },
  activities: {
    'alert.raise': { coercive: false, power: null, safety: 'everyone' },
    arrest: { coercive: true, power: 'arrest', safety: 'none' },
    'declaration.make': { coercive: false, power: null, safety: 'host' },
    escort: { coercive: true, power: null, safety: 'everyone' },
    'log.line': { coercive: false, power: null, safety: 'none' },
    patrol: { coercive: false, power: null, safety: 'none' },
    'roster.enrol': { coercive: false, power: null, safety: 'none' },
    'roster.remove': { coercive: false, power: null, safety: 'none' },
  },
  axes: { accompaniment: ['no', 'yes'], conferral: ['no', 'yes'], place: ['elsewhere', 'stadium'] },
};

// `parade`, in rule c5, is a word the vocabulary does not have: no rule that lists it matches.
const anything = { agency: null, activity: null, axes: {}, windows: null };
const rules = [
  { ...anything, id: 'c1', effect: 'permit', agency: ['host-police'], activity: ['patrol'] },
  {
    ...anything,
    id: 'c2',
    effect: 'permit-with-approval',
    agency: ['guest-police'],
    activity: ['patrol'],
    axes: { place: ['stadium'] },
  },
  {
    ...anything,
    id: 'c3',
    effect: 'forbid',
    agency: ['guest-police'],
    activity: ['patrol'],
    axes: { place: ['elsewhere'] },
  },
  {
    ...anything,
    id: 'c4',
    effect: 'require-approval',
    axes: { place: ['stadium'] },
    windows: [
      [null, 1000],
      [noon + 86_400_000, null],
    ],
  },
  {
    ...anything,
    id: 'c5',
    effect: 'permit',
    agency: ['guest-police', 'host-police'],
    activity: ['log.line', 'parade'],
  },
  { ...anything, id: 'c6', effect: 'permit', activity: ['roster.enrol', 'roster.remove'] },
  {
    ...anything,
    id: 'c7',
    effect: 'permit',
    agency: ['guest-police'],
    activity: ['arrest'],
    axes: { accompaniment: ['yes'], conferral: ['yes'] },
  },
];
const houseRules = [
  { id: 'R-02', text: 'only from a desk that is open' },
  { id: 'R-05', text: 'no coercion by a guest without conferral and accompaniment' },
];

/** The second differs from the first in one rule more. */
export const exampleSets: readonly Record<string, unknown>[] = [
  { format: 1, interpreter: 1, vocabulary, rules, houseRules },
  {
    format: 1,
    interpreter: 1,
    vocabulary,
    houseRules,
    rules: [...rules, { ...anything, id: 'c8', effect: 'permit-with-approval', activity: ['patrol'] }],
  },
];

export function facts(change: Record<string, unknown>, axes: Record<string, string> = {}) {
  const place = { accompaniment: 'no', conferral: 'no', place: 'stadium', ...axes };
  return {
    activity: 'patrol',
    agency: 'guest-police',
    approval: 'none',
    broken: [],
    time: noon,
    ...change,
    axes: place,
  };
}

type PublicText = (name: string) => string;

/** The template of entry `index`: the beginning, then the same round again and again. */
export function roundOfActs(index: number, publicText: PublicText): Template {
  const beginning = [
    create(publicText),
    enrol('ada', 'host-police', publicText('ada')),
    enrol('bo', 'guest-police', publicText('bo')),
  ];
  const found = beginning[index];
  if (found) return found;
  const round = Math.floor((index - 3) / 16);
  // Who is removed comes back with another key: bo signs with `bo` in the first round, then `bo 1`, `bo 2` …
  const bo = round === 0 ? 'bo' : `bo ${round}`;
  const acts = [...bySet(bo, round % 2), enrolAgain(), enrol('bo', 'guest-police', publicText(`bo ${round + 1}`))];
  return acts[(index - 3) % 16] as Template;
}

function create(publicText: PublicText): Template {
  const names = ['operator', 'timer', 'registrar:guest-police', 'registrar:host-police'];
  return {
    ...own('ledger.create', 'operator', 'R-28'),
    detail: { keys: Object.fromEntries(names.map((name) => [name, publicText(name)])) },
  };
}

function enrol(id: string, agency: string, publicKey: string): Template {
  return {
    ...plain('roster.enrol', `registrar:${agency}`, agency, 'permitted', ['c6']),
    subject: id,
    detail: { person: { agency, component: 'c', id, publicKey, roles: ['officer'] } },
  };
}

function enrolAgain(): Template {
  return {
    ...plain('roster.remove', 'registrar:guest-police', 'guest-police', 'permitted', ['c6']),
    subject: 'bo',
    detail: { person: 'bo', reason: 'a new key' },
  };
}

/** Fourteen entries: every outcome, a report, safety, the clock, an end. */
function bySet(bo: string, set: number): Template[] {
  const guest = (change: Partial<Template>): Template => ({
    ...plain('deed.propose', 'bo', 'guest-police', 'outside', []),
    signer: bo,
    activity: 'patrol',
    activityClass: 'presence',
    set,
    facts: facts({}),
    ...change,
  });
  const arrest = { activity: 'arrest', activityClass: 'coercive' };
  const both = { accompaniment: 'yes', conferral: 'yes' };
  const asked = set === 0 ? ['c2'] : ['c2', 'c8'];
  const line = (change: Partial<Template>): Template => ({
    ...guest({ kind: 'log.line', ...change }),
    activity: 'log.line',
  });
  return [
    {
      ...plain('deed.propose', 'ada', 'host-police', 'permitted', ['c1']),
      activity: 'patrol',
      facts: facts({ agency: 'host-police' }),
    },
    guest({ outcome: 'needs-approval', clauses: asked }),
    guest({ outcome: 'permitted', clauses: asked, facts: facts({ approval: 'granted' }) }),
    guest({ outcome: 'prohibited', clauses: ['c3'], facts: facts({}, { place: 'elsewhere' }) }),
    guest({ outcome: 'prohibited', clauses: ['c3'], facts: facts({}, { place: 'unknown' }) }),
    guest({ ...arrest, outcome: 'prohibited', clauses: ['R-05'], facts: facts({ activity: 'arrest' }) }),
    guest({
      ...arrest,
      outcome: 'needs-approval',
      clauses: ['R-05', 'c7'],
      facts: facts({ activity: 'arrest' }, both),
    }),
    {
      ...guest({ ...arrest, facts: facts({ activity: 'arrest', agency: 'host-police' }) }),
      actor: 'ada',
      signer: 'ada',
      agency: 'host-police',
    },
    line({ outcome: 'prohibited', clauses: ['R-02'], facts: facts({ activity: 'log.line', broken: ['R-02'] }) }),
    {
      ...line({ outcome: 'permitted', clauses: ['c5'], facts: facts({ activity: 'log.line' }) }),
      form: 'report',
      atEntry: { outcome: 'prohibited', clauses: ['R-02'], facts: facts({ activity: 'log.line', broken: ['R-02'] }) },
    },
    guest({
      kind: 'alert.raise',
      activity: 'alert.raise',
      outcome: 'permitted',
      clauses: ['R-22'],
      facts: facts({ activity: 'alert.raise', broken: ['R-02'] }),
    }),
    { ...own('timer.due', 'timer', 'R-27'), detail: { timer: 'T-1' } },
    { ...own('deed.ended', 'timer', 'R-28'), subject: 'bo', cause: 1 },
    guest({ outcome: 'outside', clauses: [], activity: 'parade', facts: facts({ activity: 'parade' }) }),
  ];
}

function plain(kind: string, actor: string, agency: string, outcome: string, clauses: string[]): Template {
  return {
    kind,
    form: 'proposal',
    actor,
    detail: { what: `é "quoted" \u001f` },
    agency,
    activityClass: 'none',
    set: 0,
    facts: facts({ activity: kind, agency }),
    outcome,
    clauses,
  };
}

function own(kind: string, actor: string, clause: string): Template {
  return { ...plain(kind, actor, 'room', 'permitted', [clause]), activityClass: 'room' };
}
