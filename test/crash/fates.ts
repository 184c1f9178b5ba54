/** What befalls a room in one round, by chance of the seed. */
import type { SeededRandom } from '../../src/base/seeded-random.ts';
import { STRIKES, type Struck } from './ready.ts';

export type Victim = 'node' | 'postmaster' | 'backend' | 'node-and-postmaster' | 'all';

/** What becomes of a key while no room runs: `rotate` the master key; `next` and `retire` the one that signs. Killed so long after it has begun, ms. */
export type KeyChange = { readonly command: (typeof KEY_CHANGES)[number]; readonly ms: number };
const KEY_CHANGES = ['rotate', 'next', 'rotate', 'retire'] as const;

export type Fate = {
  /** The moment: after so many acknowledgements, after so long, or at the n-th change of a file of the room. */
  readonly when:
    | { readonly acks: number }
    | { readonly ms: number }
    /** So long after the next erasure was ordered: before, while or after it is finished. */
    | { readonly erasing: number }
    /** Only Node dies then: it kills itself; or the disk takes no change any more, and the room ends by itself or is killed. */
    | Struck;
  readonly victim: Victim;
  /** The witness is killed at the same moment, and comes back before the room does, or only after. */
  readonly witness?: (typeof WITNESS_BACK)[number];
  /** Before the room starts again a key is changed. */
  readonly keys?: KeyChange;
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

const WITNESS_BACK = ['back-before', 'back-after'] as const;

/** How long a start takes about, ms: kills during a start are spread over it. */
const START_MS = 900;

/** An erasure lasts about half as long. */
const ERASING_MS = 800;
/** A change of keys is through by then. */
const KEY_CHANGE_MS = 12;
const KEYS_EVERY = 8;
/** One round in so many waits for an erasure. */
const ERASING_EVERY = 8;

/** @param round counted from 0: what is to befall some rounds of every run does not hang on the seed */
export function fateOf(random: SeededRandom, round: number): Fate {
  const startUp = random.chance(0.2) ? { ms: random.below(START_MS), victim: victimOf(random) } : undefined;
  const witness = random.chance(0.3) ? WITNESS_BACK[random.below(WITNESS_BACK.length)] : undefined;
  const keys = keyChangeOf(random, round);
  const rest = {
    ...(startUp === undefined ? {} : { startUp }),
    ...(witness === undefined ? {} : { witness }),
    ...(keys === undefined ? {} : { keys }),
  };
  if (round % ERASING_EVERY === 2)
    return { when: { erasing: random.below(ERASING_MS) }, victim: victimOf(random), ...rest };
  if (random.chance(0.4)) {
    // As often killed as one of the others.
    const by = random.chance(0.5) ? 'kill' : (STRIKES[1 + random.below(STRIKES.length - 1)] ?? 'kill');
    return { when: { operation: 1 + random.below(60), by }, victim: 'node', ...rest };
  }
  const when = random.chance(0.5) ? { acks: 1 + random.below(120) } : { ms: random.below(350) };
  return { when, victim: victimOf(random), ...rest };
}

function keyChangeOf(random: SeededRandom, round: number): KeyChange | undefined {
  const command = KEY_CHANGES[Math.floor(round / KEYS_EVERY) % KEY_CHANGES.length];
  return round % KEYS_EVERY !== 5 || command === undefined ? undefined : { command, ms: random.below(KEY_CHANGE_MS) };
}

/** In words, for the account of a run. */
export function fateInWords({ when, victim, startUp, witness, keys }: Fate): string {
  const [moment] = Object.entries(when).map(([unit, n]) => `${n} ${unit}`);
  const how = 'by' in when && when.by !== 'kill' ? `${when.by} for ${victim}` : victim;
  const beside = witness === undefined ? '' : `, with the witness, ${witness.replace('-', ' ')}`;
  const changed = keys === undefined ? '' : `, then \`keys ${keys.command}\`, killed after ${keys.ms} ms`;
  return `${how} after ${moment}${beside}${changed}${startUp === undefined ? '' : `, and ${startUp.victim} ${startUp.ms} ms into the next start`}`;
}

function victimOf(random: SeededRandom): Victim {
  let at = random.below(VICTIMS.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [victim, weight] of VICTIMS) {
    if (at < weight) return victim;
    at -= weight;
  }
  return 'node';
}
