import type { SeededRandom } from '../src/base/seeded-random.ts';
import { HOUSE_RULE_LIST } from '../src/terms/house-rules.ts';
import type { MandateSet, Rule, Standing, TimeWindow } from '../src/terms/mandate-set.ts';
import type { FactsVector } from '../src/terms/outcome.ts';

/** Words as many as a large event has: a dozen agencies, fifty activities, a place tree of sixty leaves. */
const AGENCIES = words('agency', 12);
const ACTIVITIES = words('activity', 50);
const AXES: Readonly<Record<string, readonly string[]>> = {
  accompaniment: ['no', 'yes'],
  clearance: ['not-needed'],
  component: words('component', 24),
  conferral: ['no', 'yes'],
  consent: ['given', 'missing', 'not-needed'],
  direction: ['host', 'own'],
  handling: ['amber', 'amber-strict', 'clear', 'green', 'none', 'red'],
  place: words('place', 60),
  purpose: words('purpose', 12),
  recipient: ['host', 'none', 'other-guest', 'own-agency'],
  role: words('role', 16),
  room: words('room', 8),
  'zone.flight-ban': ['inside', 'outside'],
  'zone.maximum-security': ['inside', 'outside'],
};
const STANDINGS: readonly Standing[] = ['host-authority', 'host', 'host', 'host', 'organiser', 'guest'];
const FROM = 1_770_000_000_000;
const DAY = 86_400_000;
const DAYS = 17;

/** A set like those of a large event: most clauses name one agency, a few activities and a handful of words of some axes. */
export function randomSet(random: SeededRandom, clauses: number): MandateSet {
  const rules = Array.from({ length: clauses }, (_, n) => randomRule(random, n));
  rules.sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    format: 1,
    interpreter: 1,
    vocabulary: {
      id: 'bench',
      version: 1,
      agencies: Object.fromEntries(AGENCIES.map((id, n) => [id, { standing: STANDINGS[n] ?? 'guest' }])),
      activities: Object.fromEntries(
        ACTIVITIES.map((id, n) => [
          id,
          { coercive: n % 5 === 0, power: n % 5 === 0 ? 'power' : null, safety: 'none' as const },
        ]),
      ),
      axes: AXES,
    },
    rules,
    houseRules: HOUSE_RULE_LIST,
  };
}

/**
 * A vector as a room asks: most speak of what some clause permits, with one fact in eight another than the clause wants; the others are of
 * any words. One fact in twenty is not known.
 */
export function randomFacts(random: SeededRandom, { rules }: MandateSet): FactsVector {
  const clause = random.chance(0.8) ? rules[random.below(rules.length)] : undefined;
  const known = (list: readonly string[]) => (random.chance(0.05) ? 'unknown' : one(random, list));
  const wanted = (list: readonly string[] | undefined) => (random.chance(0.125) ? undefined : list);
  return {
    agency: one(random, wanted(clause?.agency ?? undefined) ?? AGENCIES),
    activity: one(random, clause?.activity ?? ACTIVITIES),
    approval: random.chance(0.2) ? 'granted' : 'none',
    axes: Object.fromEntries(
      Object.entries(AXES).map(([axis, list]) => [axis, known(wanted(clause?.axes[axis]) ?? list)]),
    ),
    broken: random.chance(0.05) ? ['R-02'] : [],
    time: FROM + random.below(DAYS * DAY),
  };
}

function randomRule(random: SeededRandom, n: number): Rule {
  const effect = effectOf(random);
  // A promise may speak of everybody; a clause of a mandate names its holder.
  const everybody = effect === 'require-approval' || (effect === 'forbid' && random.chance(0.3));
  const listed = Object.entries(AXES).filter(() => random.chance(0.35));
  return {
    id: `mandate-${n % 12}/${n}`,
    effect,
    agency: everybody ? null : some(random, AGENCIES, 1, 2),
    activity: some(random, ACTIVITIES, 1, 6),
    axes: Object.fromEntries(listed.map(([axis, list]) => [axis, some(random, list, 1, Math.ceil(list.length / 2))])),
    windows: random.chance(0.5) ? null : randomWindows(random),
  };
}

/** Mandates permit; what is forbidden by them and by promises is the smaller part. */
function effectOf(random: SeededRandom): Rule['effect'] {
  if (random.chance(0.6)) return 'permit';
  if (random.chance(0.7)) return 'permit-with-approval';
  return random.chance(0.7) ? 'forbid' : 'require-approval';
}

/** A clause for certain hours is one window a day. */
function randomWindows(random: SeededRandom): TimeWindow[] {
  if (random.chance(0.5)) return [[FROM, FROM + random.below(DAYS * DAY)]];
  const hour = random.below(12) * 3_600_000;
  return Array.from(
    { length: DAYS },
    (_, day) => [FROM + day * DAY + hour, FROM + day * DAY + hour + 43_200_000] as const,
  );
}

function words(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${prefix}-${String(n).padStart(2, '0')}`);
}

function one(random: SeededRandom, list: readonly string[]): string {
  return list[random.below(list.length)] ?? 'unknown';
}

function some(random: SeededRandom, list: readonly string[], least: number, most: number): string[] {
  const count = least + random.below(Math.max(1, most - least + 1));
  return [...new Set(Array.from({ length: count }, () => one(random, list)))].sort();
}
