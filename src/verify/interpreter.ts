/** Interpreter 1 (formats.md §8): what a mandate set says of a facts vector. Never edited once anything is logged under it. */
import { byCodeUnit, hasExactly, isObject, isSortedStrings, type Json, parseCanonical } from './canonical.ts';
import { type Fault, isFault } from './report.ts';

export type Outcome = 'permitted' | 'needs-approval' | 'prohibited' | 'outside';

export interface Decision {
  readonly outcome: Outcome;
  /** Sorted by code unit, distinct. */
  readonly clauses: readonly string[];
}

const effects = ['permit', 'permit-with-approval', 'forbid', 'require-approval'] as const;
const standings = ['host-authority', 'host', 'organiser', 'guest', 'room'] as const;
const safeties = ['none', 'host', 'everyone'] as const;
const approvals = ['granted', 'none', 'unknown'] as const;

export interface Rule {
  readonly id: string;
  readonly effect: (typeof effects)[number];
  readonly agency: ReadonlySet<string> | null;
  readonly activity: ReadonlySet<string> | null;
  readonly axes: ReadonlyMap<string, ReadonlySet<string>>;
  /** Half-open `[from, until)` in milliseconds of room time; null is unbounded. */
  readonly windows: readonly (readonly [number | null, number | null])[] | null;
}

/** A mandate set as the interpreter uses it. */
export interface MandateSet {
  readonly agencies: ReadonlyMap<string, (typeof standings)[number]>;
  readonly activities: ReadonlyMap<string, { coercive: boolean; safety: (typeof safeties)[number] }>;
  /** Axis to known tokens. */
  readonly axes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly rules: readonly Rule[];
}

export interface Facts {
  readonly activity: string;
  readonly agency: string;
  readonly approval: (typeof approvals)[number];
  readonly axes: ReadonlyMap<string, string>;
  readonly broken: readonly string[];
  /** Milliseconds of room time. */
  readonly time: number;
}

/** `decide(set, facts)` of formats.md §8; the numbers are its steps. */
export function decide(set: MandateSet, facts: Facts): Decision {
  const standing = set.agencies.get(facts.agency);
  const isHost = standing === 'host-authority' || standing === 'host';
  const activity = set.activities.get(facts.activity);
  const matching = (effect: Rule['effect']) =>
    set.rules.filter((rule) => rule.effect === effect && matches(set, rule, facts)).map(({ id }) => id);
  const permits = matching('permit');
  const safety = activity?.safety ?? 'none';
  if (activity?.coercive !== true && (safety === 'everyone' || (safety === 'host' && isHost))) {
    return decision('permitted', permits.length > 0 ? permits : ['R-22']); // 2
  }
  if (standing === 'room') {
    if (facts.broken.length > 0) return decision('prohibited', facts.broken); // 3
    return decision('permitted', [facts.activity === 'timer.due' ? 'R-27' : 'R-28']);
  }
  const conferred = facts.axes.get('accompaniment') === 'yes' && facts.axes.get('conferral') === 'yes';
  const coercion = activity?.coercive === true && !isHost;
  const against = [...matching('forbid'), ...facts.broken];
  if (coercion && !conferred) against.push('R-05');
  if (against.length > 0) return decision('prohibited', against); // 4
  const withApproval = matching('permit-with-approval');
  if (permits.length === 0 && withApproval.length === 0) return decision('outside', []); // 5
  const wanted = matching('require-approval'); // 6
  if (coercion) wanted.push('R-05');
  if (permits.length > 0 && wanted.length === 0) return decision('permitted', permits); // 7
  if (facts.approval === 'granted') {
    return decision('permitted', [...permits, ...withApproval, ...wanted]); // 8
  }
  const asked = permits.length > 0 ? permits : withApproval;
  return decision('needs-approval', [...asked, ...wanted]); // 9
}

function decision(outcome: Outcome, clauses: readonly string[]): Decision {
  return { outcome, clauses: [...new Set(clauses)].sort(byCodeUnit) };
}

/** Step 1. An activity that the set does not know matches only rules for every activity. */
function matches(set: MandateSet, rule: Rule, facts: Facts): boolean {
  const takesUnknown = rule.effect === 'forbid' || rule.effect === 'require-approval';
  const takes = (listed: ReadonlySet<string>, fact: string | undefined) =>
    fact === undefined || fact === 'unknown' ? takesUnknown : listed.has(fact);
  if (rule.agency !== null && !takes(rule.agency, facts.agency)) return false;
  if (rule.activity !== null) {
    if (!set.activities.has(facts.activity) || !rule.activity.has(facts.activity)) return false;
  }
  for (const [axis, listed] of rule.axes) if (!takes(listed, facts.axes.get(axis))) return false;
  if (rule.windows === null) return true;
  return rule.windows.some(
    ([from, until]) => (from === null || from <= facts.time) && (until === null || facts.time < until),
  );
}

/** The facts vector in `value`, of exactly the form of §8 and with just the axes of `set`; else what is wrong. */
export function readFacts(value: Json | undefined, set: MandateSet): Facts | Fault {
  if (!hasExactly(value, ['activity', 'agency', 'approval', 'axes', 'broken', 'time'])) {
    return { fault: '`facts` does not have exactly the members `activity agency approval axes broken time`' };
  }
  const { activity, agency, approval, broken, time } = value;
  if (typeof activity !== 'string' || typeof agency !== 'string' || typeof time !== 'number') {
    return { fault: '`facts` has an activity, agency or time that is none' };
  }
  if (!isOneOf(approvals, approval)) return { fault: '`facts.approval` is no approval' };
  if (!isSortedStrings(broken)) return { fault: '`facts.broken` is not sorted, or has an id twice' };
  if (!hasExactly(value['axes'], [...set.axes.keys()].sort(byCodeUnit))) {
    return { fault: '`facts.axes` does not have exactly the axes of the vocabulary' };
  }
  const axes = new Map<string, string>();
  for (const [axis, token] of Object.entries(value['axes'])) {
    if (typeof token !== 'string' || (token !== 'unknown' && !set.axes.get(axis)?.has(token))) {
      return { fault: `\`facts.axes\` has a token the set does not know on axis ${JSON.stringify(axis)}` };
    }
    axes.set(axis, token);
  }
  return { activity, agency, approval, axes, broken, time };
}

/** The mandate set in `bytes` (hostile): canonical JSON of exactly the form of §8; else what is wrong. */
export function readSet(bytes: Uint8Array): MandateSet | Fault {
  const parsed = parseCanonical(bytes);
  if (isFault(parsed)) return parsed;
  const set = parsed.value;
  if (!hasExactly(set, ['format', 'houseRules', 'interpreter', 'rules', 'vocabulary'])) {
    return { fault: 'does not have exactly the members `format houseRules interpreter rules vocabulary`' };
  }
  if (set['format'] !== 1 || set['interpreter'] !== 1) return { fault: 'is not of format 1 and interpreter 1' };
  const known = readVocabulary(set['vocabulary']);
  if (isFault(known)) return known;
  if (!Array.isArray(set['houseRules']) || !set['houseRules'].every(isHouseRule)) {
    return { fault: 'has a house rule that is not `{id, text}`' };
  }
  if (!Array.isArray(set['rules'])) return { fault: 'has no rules' };
  const rules: Rule[] = [];
  for (const item of set['rules']) {
    const rule = readRule(item);
    if (rule === undefined) return { fault: `rule ${rules.length} does not have the form` };
    rules.push(rule);
  }
  return { ...known, rules };
}

function readVocabulary(value: Json | undefined): Omit<MandateSet, 'rules'> | Fault {
  if (!hasExactly(value, ['activities', 'agencies', 'axes', 'id', 'version'])) {
    return { fault: '`vocabulary` does not have exactly the members `activities agencies axes id version`' };
  }
  const agencies = readMap(value['agencies'], (agency) =>
    hasExactly(agency, ['standing']) && isOneOf(standings, agency['standing']) ? agency['standing'] : undefined,
  );
  const activities = readMap(value['activities'], readActivity);
  const axes = readMap(value['axes'], (tokens) => (isSortedStrings(tokens) ? new Set(tokens) : undefined));
  if (!agencies || !activities || !axes || typeof value['id'] !== 'string' || typeof value['version'] !== 'number') {
    return { fault: '`vocabulary` does not have the form' };
  }
  return { agencies, activities, axes };
}

function readActivity(value: Json) {
  if (!hasExactly(value, ['coercive', 'power', 'safety'])) return undefined;
  const { coercive, power, safety } = value;
  if (typeof coercive !== 'boolean' || !isOneOf(safeties, safety)) return undefined;
  return power === null || typeof power === 'string' ? { coercive, safety } : undefined;
}

function readRule(value: Json): Rule | undefined {
  if (!hasExactly(value, ['activity', 'agency', 'axes', 'effect', 'id', 'windows'])) return undefined;
  const { effect, id, windows } = value;
  const agency = readList(value['agency']);
  const activity = readList(value['activity']);
  const axes = readMap(value['axes'], (tokens) => readList(tokens) ?? undefined);
  if (agency === undefined || activity === undefined || axes === undefined) return undefined;
  if (typeof id !== 'string' || !isOneOf(effects, effect)) return undefined;
  if (windows !== null && !(Array.isArray(windows) && windows.every(isWindow))) return undefined;
  return { id, effect, agency, activity, axes, windows: windows as Rule['windows'] };
}

function readList(value: Json | undefined): Set<string> | null | undefined {
  if (value === null) return null;
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isList ? new Set(value as string[]) : undefined;
}

function readMap<T>(value: Json | undefined, read: (item: Json) => T | undefined): Map<string, T> | undefined {
  if (!isObject(value)) return undefined;
  const map = new Map<string, T>();
  for (const [name, item] of Object.entries(value)) {
    const found = read(item);
    if (found === undefined) return undefined;
    map.set(name, found);
  }
  return map;
}

function isWindow(value: Json): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  return value.every((end) => end === null || typeof end === 'number');
}

function isHouseRule(value: Json): boolean {
  return hasExactly(value, ['id', 'text']) && typeof value['id'] === 'string' && typeof value['text'] === 'string';
}

function isOneOf<const T extends readonly string[]>(words: T, value: Json | undefined): value is T[number] {
  return typeof value === 'string' && words.includes(value);
}
