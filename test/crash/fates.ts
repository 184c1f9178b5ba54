/** What befalls a room in one round, by chance of the seed. */
import type { SeededRandom } from '../../src/base/seeded-random.ts';

export type Victim = 'node' | 'postmaster' | 'backend' | 'node-and-postmaster' | 'all';

export type Fate = {
  /** The moment: after so many acknowledgements, after so long, or at the n-th change of a file of the room. */
  readonly when:
    | { readonly acks: number }
    | { readonly ms: number }
    /** Only Node dies then: it kills itself. */
    | { readonly operation: number };
  readonly victim: Victim;
  /** The start that follows is killed too, so long after its process began, ms. */
  readonly startUp?: { readonly ms: number; readonly victim: Victim };
};

const VICTIMS: readonly (readonly [Victim, weight: number])[] = [
  ['node', 5],
  ['node-and-postmaster', 3],
  ['postmaster', 2],
  ['backend', 2],
  ['all', 3],
];

/** How long a start takes about, ms: kills during a start are spread over it. */
const START_MS = 900;

export function fateOf(random: SeededRandom): Fate {
  const startUp = random.chance(0.2) ? { ms: random.below(START_MS), victim: victimOf(random) } : undefined;
  const rest = startUp === undefined ? {} : { startUp };
  if (random.chance(0.3)) return { when: { operation: 1 + random.below(60) }, victim: 'node', ...rest };
  const when = random.chance(0.5) ? { acks: 1 + random.below(120) } : { ms: random.below(350) };
  return { when, victim: victimOf(random), ...rest };
}

/** In words, for the account of a run. */
export function fateInWords({ when, victim, startUp }: Fate): string {
  const [moment] = Object.entries(when).map(([unit, n]) => `${n} ${unit}`);
  return `${victim} after ${moment}${startUp === undefined ? '' : `, and ${startUp.victim} ${startUp.ms} ms into the next start`}`;
}

function victimOf(random: SeededRandom): Victim {
  let at = random.below(VICTIMS.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [victim, weight] of VICTIMS) {
    if (at < weight) return victim;
    at -= weight;
  }
  return 'node';
}
