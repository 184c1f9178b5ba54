import assert from 'node:assert/strict';
import { seededRandom } from '../src/base/seeded-random.ts';
import { prepare } from '../src/mandates/decider.ts';
import { type Claim, EVERYTHING, type Proof } from '../src/mandates/prove/claim.ts';
import { prove as proveClaim } from '../src/mandates/prove/prove.ts';
import { hardSets } from '../src/mandates/prove/testing/hard-sets.ts';
import type { MandateSet, Rule } from '../src/terms/mandate-set.ts';
import { row } from './limited-row.ts';
import type { Measured, Size } from './measured.ts';
import { randomFacts, randomSet } from './random-set.ts';
import { median, secondsOf } from './statistics.ts';

const SIZES = {
  full: { rounds: 11, scale: 1 },
  short: { rounds: 5, scale: 1 },
  tiny: { rounds: 1, scale: 0.02 },
};
type Scale = (typeof SIZES)[Size];

/** Milliseconds to make a set ready, to prove a promise of it, to compare it with a draft, and to give up on one made to be hard. */
export async function prove(size: Size): Promise<Measured[]> {
  const scale = SIZES[size];
  return [
    await compiling(scale),
    await proving(2_000, 50, scale),
    await proving(20_000, 500, scale),
    await comparing('compare-2000', withPlainPromises, scale),
    await comparing('compare-2000-tangled', (set) => set, scale),
    await givingUp(scale),
  ];
}

/** Made ready, and every agency and activity met once: what comes in between would be paid by the first acts. */
async function compiling({ rounds, scale }: Scale): Promise<Measured> {
  const clauses = Math.ceil(1_000 * scale);
  const random = seededRandom(clauses);
  const set = randomSet(random, clauses);
  const facts = Array.from({ length: 2_000 }, () => randomFacts(random, set));
  const all = Object.keys(set.vocabulary.agencies).flatMap((agency) =>
    Object.keys(set.vocabulary.activities).map((activity) => ({ ...(facts[0] ?? assert.fail()), agency, activity })),
  );
  const times = await repeated(rounds, () => {
    const decider = prepare(set);
    for (const one of all) decider.decide(one);
  });
  return row('compile-1000', times, 50, {
    batch: clauses,
    samples: rounds,
    note: `a decider made and asked once of each of ${all.length} pairs of an agency and an activity; medians of ${rounds} rounds; batch: clauses`,
  });
}

async function proving(count: number, limit: number, { rounds, scale }: Scale): Promise<Measured> {
  const clauses = Math.ceil(count * scale);
  const random = seededRandom(count);
  const set = withPromise(randomSet(random, clauses));
  const claim = promiseOf(set);
  const proofs: Proof[] = [];
  const times = await repeated(rounds, () => {
    proofs.push(proveClaim(set, claim));
  });
  const [proof] = proofs;
  assert(proof?.result === 'proved', 'what the set forbids is proved');
  return row(`prove-${count}`, times, limit, {
    batch: clauses,
    samples: rounds,
    note: `that guests never use a power, of which one rule among the others takes care; ${proof.cells} regions; medians of ${rounds} rounds; batch: clauses`,
  });
}

/** Another clause changes each round: how much changes with it differs by far. */
async function comparing(name: string, draw: (set: MandateSet) => MandateSet, scale: Scale): Promise<Measured> {
  const clauses = Math.ceil(2_000 * scale.scale);
  const before = draw(randomSet(seededRandom(7), clauses));
  const permits = [...before.rules.keys()].filter((n) => before.rules[n]?.effect === 'permit');
  const times: number[] = [];
  const regions: number[] = [];
  let whole = 0;
  for (const changed of permits.slice(0, 3 * scale.rounds)) {
    const rules = before.rules.map((rule, n): Rule => (n === changed ? { ...rule, effect: 'forbid' } : rule));
    const after = { ...before, rules };
    const proofs: Proof[] = [];
    times.push(
      ...(await repeated(1, () =>
        proofs.push(proveClaim(after, { says: 'equivalent', region: EVERYTHING, to: before })),
      )),
    );
    const [proof] = proofs;
    assert(proof !== undefined && proof.result !== 'undecided');
    if (proof.result === 'proved' || proof.complete) whole++;
    regions.push(proof.result === 'refuted' ? proof.counterexamples.length : 0);
  }
  return row(name, times, 200, {
    batch: clauses,
    samples: times.length,
    note: `two sets that differ in the effect of one clause, another each round; ${median(regions)} regions of changed outcomes at the median; ${whole} of ${times.length} told whole, the others cut off at 2,000 parts; median of ${times.length} rounds; batch: clauses`,
  });
}

/** The set with promises as an event makes them, which speak of one thing each; those of a random set speak of five. */
function withPlainPromises(set: MandateSet): MandateSet {
  const rules = set.rules.map((rule): Rule => {
    if (rule.effect !== 'forbid' && rule.effect !== 'require-approval') return rule;
    return { ...rule, axes: Object.fromEntries(Object.entries(rule.axes).slice(0, 1)), windows: null };
  });
  return { ...set, rules };
}

/** A set that was made to be hard must end at its budget. */
async function givingUp({ rounds, scale }: Scale): Promise<Measured> {
  const budget = Math.ceil(200_000 * scale);
  const [set, split] = hardSets(400);
  const results = new Set<string>();
  const heaps: number[] = [];
  const times = await repeated(Math.ceil(rounds / 2), () => {
    const before = process.memoryUsage().heapUsed;
    results.add(proveClaim(set, { says: 'equivalent', region: EVERYTHING, to: split }, { budget }).result);
    heaps.push(process.memoryUsage().heapUsed - before);
  });
  assert.deepEqual([...results], ['undecided'], 'a set made to be hard is given up');
  return row('give-up', times, null, {
    batch: budget,
    samples: times.length,
    note: `400 clauses that cut six axes at random, beside the same in two parts each; ends undecided at ${budget} parts; heap grew by at most ${Math.round(Math.max(...heaps) / 1_048_576)} MiB meanwhile; batch: parts`,
  });
}

async function repeated(rounds: number, work: () => void): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < rounds; n++) times.push((await secondsOf(work)) * 1_000);
  return times;
}

/** A set with a promise like those of an event: nobody of the guests ever uses an executive power. */
function withPromise(set: MandateSet): MandateSet {
  const { agencies, activities } = set.vocabulary;
  const rule: Rule = {
    id: 'K1',
    effect: 'forbid',
    agency: Object.keys(agencies).filter((id) => agencies[id]?.standing === 'guest'),
    activity: Object.keys(activities).filter((id) => activities[id]?.coercive === true),
    axes: {},
    windows: null,
  };
  return { ...set, rules: [rule, ...set.rules].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

function promiseOf(set: MandateSet): Claim {
  const rule = set.rules.find(({ id }) => id === 'K1') ?? assert.fail();
  return { says: 'never', region: { ...EVERYTHING, agency: rule.agency, activity: rule.activity } };
}
