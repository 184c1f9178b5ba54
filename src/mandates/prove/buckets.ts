import { assert } from '../../base/assert.ts';
import { UNKNOWN } from '../../terms/axes.ts';
import type { MandateSet, Standing } from '../../terms/mandate-set.ts';
import type { Space } from './space.ts';
import { isAgainstEffect, type WalkRule } from './walk-rules.ts';

/** What an activity of an agency is, in one set. */
export type Kind = {
  readonly standing: Standing;
  readonly coercive: boolean;
  /** Nothing holds it up. */
  readonly isSafety: boolean;
  /** The vocabulary has the activity: else only rules for any activity speak of it. */
  readonly isKnown: boolean;
  /** Coercive, and not the host's. */
  readonly isGuestCoercion: boolean;
};

/** Agencies and activities that no rule and no vocabulary tells apart. */
export type Bucket = {
  readonly agency: readonly string[];
  readonly activity: readonly string[];
  /** One of each set. */
  readonly kinds: readonly Kind[];
  /** Positions of the component words that an act of these agencies can have. */
  readonly components: readonly number[];
  /** The rules that speak of them, ascending. */
  readonly live: readonly number[];
};

/** All agencies and activities of a space, in as few buckets as rules and vocabularies allow. */
export function* bucketsOf(sets: readonly MandateSet[], space: Space, rules: readonly WalkRule[]): Generator<Bucket> {
  const everyRule = rules.map((_, n) => n);
  const ofAgencies = classesOf(space.agencies, everyRule, rules, 'agency', (agency, live) => {
    const standings = sets.map(({ vocabulary }) => own(vocabulary.agencies, agency)?.standing ?? 'guest');
    const isDivided = live.some((n) => rules[n]?.accepted.has(space.componentAxis));
    const components = space.componentsOf(agency);
    if (components.length === 0 && space.componentAxis >= 0) return undefined;
    return JSON.stringify([standings, isDivided ? components : null, space.activitiesOf(agency)]);
  });
  for (const { first, words: agency, live: ofAgency } of ofAgencies) {
    const kindsOf = (activity: string) => sets.map((set) => kindOf(set, first, activity));
    const ofActivities = classesOf(space.activitiesOf(first), ofAgency, rules, 'activity', (activity) =>
      JSON.stringify(kindsOf(activity)),
    );
    const components = space.componentsOf(first);
    for (const { first: one, words: activity, live } of ofActivities) {
      yield { agency, activity, kinds: kindsOf(one), components, live };
    }
  }
}

function kindOf({ vocabulary }: MandateSet, agency: string, activity: string): Kind {
  const standing = own(vocabulary.agencies, agency)?.standing ?? 'guest';
  const isHost = standing === 'host-authority' || standing === 'host';
  const known = own(vocabulary.activities, activity);
  const coercive = known?.coercive === true;
  const isSafety = !coercive && (known?.safety === 'everyone' || (known?.safety === 'host' && isHost));
  return { standing, coercive, isSafety, isKnown: known !== undefined, isGuestCoercion: coercive && !isHost };
}

type WordClass = { readonly first: string; readonly words: string[]; readonly live: readonly number[] };

/** Words by the rules that speak of them and by what else tells them apart; a word without a mark is left out. */
function classesOf(
  words: readonly string[],
  live: readonly number[],
  rules: readonly WalkRule[],
  member: 'agency' | 'activity',
  mark: (word: string, live: readonly number[]) => string | undefined,
): WordClass[] {
  const free: number[] = [];
  const ofUnknown: number[] = [];
  const listing = new Map<string, number[]>(words.map((word) => [word, []]));
  for (const n of live) {
    const rule = rules[n];
    assert(rule !== undefined, 'what is live is a rule');
    const listed = rule[member];
    if (listed === null) {
      free.push(n);
      continue;
    }
    for (const word of new Set(listed)) listing.get(word)?.push(n);
    if (isAgainstEffect(rule.effect)) ofUnknown.push(n);
  }
  const classes = new Map<string, WordClass>();
  for (const word of words) {
    // An agency; an activity is never unknown (docs/formats.md §8).
    const mine = merged(free, word === UNKNOWN ? ofUnknown : (listing.get(word) ?? []));
    const key = mark(word, mine);
    if (key === undefined) continue;
    const whole = `${key}|${mine.join()}`;
    const known = classes.get(whole);
    if (known === undefined) classes.set(whole, { first: word, words: [word], live: mine });
    else known.words.push(word);
  }
  return [...classes.values()];
}

/** Two ascending lists as one; itself where the other is empty. */
export function merged(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const all: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY];
    if (x < y) i++;
    else j++;
    all.push(Math.min(x, y));
  }
  return all;
}

function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
