import { seededRandom } from '../../src/base/seeded-random.ts';
import { fc } from '../../src/base/testing/properties.ts';
import { assembleSet } from '../../src/mandates/compile.ts';
import type { CedarPolicy } from '../../src/mandates/export/cedar-policies.ts';
import { cedarPolicies } from '../../src/mandates/export/cedar-policies.ts';
import { conformancePack } from '../../src/mandates/export/conformance.ts';
import { FactsMaker } from '../../src/mandates/export/conformance-facts.ts';
import { decideV1 } from '../../src/mandates/interpreter-1.ts';
import type { Scenario } from '../../src/mandates/scenario.ts';
import { anyFacts, anySet } from '../../src/mandates/testing/set-arbitraries.ts';
import { readScenarioFolder, scenarioFolder } from '../../src/scenarios/read.ts';
import type { MandateSet } from '../../src/terms/mandate-set.ts';
import type { FactsVector, Outcome, Verdict } from '../../src/terms/outcome.ts';
import { ruleThatMeets } from './rules.ts';
import { loadCedar } from './stock-cedar.ts';

/** What came of deciding by stock Cedar and by interpreter 1. */
export type Compared = {
  readonly decisions: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** One line for each decision that differs in outcome or clauses, or that Cedar could not take. */
  readonly differences: readonly string[];
};

/** Breaks policies on purpose, so that the comparison is seen to find it. What is broken may not pass validation. */
export type Sabotage = (policies: readonly CedarPolicy[]) => readonly CedarPolicy[];

export const SCENARIOS = ['harbour-summit', 'milano-cortina-2026'] as const;
/** Of each random set: facts of any words, and as many near to its rules. */
const FACTS_EACH = 10;
/** One random set in so many is a large one. */
const LARGE_EVERY = 20;
const LARGE_RULES = 60;

/** Random sets with random facts. */
export function compareRandomSets(decisions: number, seed: number, sabotage?: Sabotage): Compared {
  const sets = Math.ceil(decisions / (2 * FACTS_EACH));
  const some = fc.array(anyFacts, { minLength: FACTS_EACH, maxLength: FACTS_EACH });
  const small = fc.sample(fc.tuple(anySet(ruleThatMeets), some), { numRuns: sets, seed });
  const large = fc.sample(anySet(ruleThatMeets, LARGE_RULES), { numRuns: Math.ceil(sets / LARGE_EVERY), seed });
  const random = seededRandom(seed);
  return total(
    small.map(([one, facts], n) => {
      const set = n % LARGE_EVERY === 0 ? (large[n / LARGE_EVERY] ?? one) : one;
      const maker = new FactsMaker(set, random);
      return compareSet(set, [...facts, ...Array.from({ length: FACTS_EACH }, () => maker.random())], sabotage);
    }),
  );
}

/** The set of a supplied scenario with the facts of a conformance pack, evenly from all its parts. */
export async function compareScenario(
  name: string,
  decisions: number,
  seed: number,
  sabotage?: Sabotage,
): Promise<Compared> {
  const set = assembleSet(await scenarioNamed(name));
  const { requests } = conformancePack(set, { seed, random: decisions });
  const all = Array.from({ length: decisions }, (_, n) => requests[Math.floor((n * requests.length) / decisions)]);
  return compareSet(
    set,
    all.flatMap((request) => (request === undefined ? [] : [request.facts])),
    sabotage,
  );
}

/** Both decide the same facts. */
export function compareSet(set: MandateSet, all: readonly FactsVector[], sabotage?: Sabotage): Compared {
  const cedar = loadCedar(
    set,
    sabotage === undefined ? {} : { policies: sabotage(cedarPolicies(set)), isValidated: false },
  );
  const outcomes: Partial<Record<Outcome, number>> = {};
  const differences: string[] = [];
  for (const facts of all) {
    const wanted = decideV1(set, facts);
    outcomes[wanted.outcome] = (outcomes[wanted.outcome] ?? 0) + 1;
    const reading = cedar.decide(facts);
    const found = reading.ok ? told(reading.verdict) : `refused: ${reading.errors.join('; ')}`;
    if (found !== told(wanted)) {
      differences.push(`interpreter 1: ${told(wanted)}; stock Cedar: ${found}; ${JSON.stringify(facts)}`);
    }
  }
  return { decisions: all.length, outcomes, differences };
}

/** Several as one. */
export function total(all: readonly Compared[]): Compared {
  const outcomes: Partial<Record<Outcome, number>> = {};
  for (const one of all) {
    for (const [outcome, count] of Object.entries(one.outcomes) as [Outcome, number][]) {
      outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
    }
  }
  return {
    decisions: all.reduce((sum, { decisions }) => sum + decisions, 0),
    outcomes,
    differences: all.flatMap(({ differences }) => differences),
  };
}

/** A supplied scenario. */
export async function scenarioNamed(name: string): Promise<Scenario> {
  const read = await readScenarioFolder(scenarioFolder(name));
  if (!read.ok) throw new Error(`${name} is not in order`);
  return read.scenario;
}

function told({ outcome, clauses }: Verdict): string {
  return [outcome, ...clauses].join(' ');
}
