import { fc } from '../../src/base/testing/properties.ts';
import { assembleSet } from '../../src/mandates/compile.ts';
import { smtClaim } from '../../src/mandates/export/smt-claim.ts';
import type { Proof } from '../../src/mandates/prove/claim.ts';
import { assumptionsOf, claimOf } from '../../src/mandates/prove/commitments.ts';
import { prove } from '../../src/mandates/prove/prove.ts';
import { Samples } from '../../src/mandates/prove/samples.ts';
import { spaceOf } from '../../src/mandates/prove/space.ts';
import type { Scenario } from '../../src/mandates/scenario.ts';
import type { MandateSet, Rule } from '../../src/terms/mandate-set.ts';
import { SCENARIOS, scenarioNamed } from './cedar-differential.ts';
import { anyQuestion, type Question } from './claims.ts';
import { loadCedar } from './stock-cedar.ts';
import type { StockZ3 } from './z3.ts';

/** What came of proving claims here and by z3. */
export type ProofsCompared = {
  readonly claims: number;
  readonly results: Readonly<Partial<Record<Proof['result'], number>>>;
  /** Acts of counterexamples that stock Cedar was asked about. */
  readonly confirmed: number;
  /** One line for each claim on which the two differ, and each act that Cedar decides otherwise than its counterexample says. */
  readonly differences: readonly string[];
};

/** Acts of one counterexample that Cedar is asked about: its corners, evenly. */
const CORNERS_MAX = 6;

/**
 * Random claims about random sets.
 * @param sabotage breaks the scripts on purpose, so that the comparison is seen to find it
 */
export function compareRandomClaims(
  z3: StockZ3,
  claims: number,
  seed: number,
  sabotage?: (script: string) => string,
): Promise<ProofsCompared> {
  return compareAll(z3, fc.sample(anyQuestion, { numRuns: claims, seed }), sabotage);
}

/** Every commitment of the supplied scenarios, with and without itself, as it is and with one more clause that gives away what was promised. */
export async function compareCommitments(z3: StockZ3): Promise<ProofsCompared> {
  const scenarios = await Promise.all(SCENARIOS.map(scenarioNamed));
  return compareAll(z3, scenarios.flatMap(questionsOf));
}

function questionsOf(scenario: Scenario): Question[] {
  const assumptions = assumptionsOf(scenario.vocabulary);
  const whole = assembleSet(scenario);
  const mandates = assembleSet({ ...scenario, commitments: [] });
  return scenario.commitments.flatMap((commitment) => {
    if (commitment.form !== 'rule') return [];
    const claim = claimOf(commitment);
    const { agency, activity } = claim.region;
    const away: Rule = { id: 'away/1', effect: 'permit', agency, activity, axes: {}, windows: null };
    const givingAway = (set: MandateSet) => ({ ...set, rules: [...set.rules, away] });
    return [whole, givingAway(whole), mandates, givingAway(mandates)].map((set) => ({ set, claim, assumptions }));
  });
}

async function compareAll(
  z3: StockZ3,
  questions: readonly Question[],
  sabotage = (script: string) => script,
): Promise<ProofsCompared> {
  const results: Partial<Record<Proof['result'], number>> = {};
  const differences: string[] = [];
  let confirmed = 0;
  for (const question of questions) {
    const { set, claim, assumptions } = question;
    const proof = prove(set, claim, { assumptions });
    results[proof.result] = (results[proof.result] ?? 0) + 1;
    const said = await z3.answer(sabotage(smtClaim(set, claim, { assumptions })));
    if (said !== WANTED[proof.result]) {
      differences.push(`${claim.says}: ${proof.result}, z3 says ${said}: ${JSON.stringify([set.rules, claim.region])}`);
    }
    const asked = confirm(question, proof);
    confirmed += asked.acts;
    differences.push(...asked.differences);
  }
  return { claims: questions.length, results, confirmed, differences };
}

/** Of what was given up nothing is known, so that no answer of z3 fits: there must be none. */
const WANTED = { proved: 'unsat', refuted: 'sat', undecided: 'nothing' } as const;

/** Acts of the counterexamples under stock Cedar, in each set that the claim speaks of. */
function confirm({ set, claim, assumptions }: Question, proof: Proof) {
  const differences: string[] = [];
  let acts = 0;
  if (proof.result !== 'refuted') return { acts, differences };
  const other = claim.says === 'equivalent' ? claim.to : claim.says === 'no-new-permission-since' ? claim.before : null;
  const sets: readonly MandateSet[] = other === null ? [set] : [set, other];
  const space = spaceOf(sets, claim.region, assumptions);
  for (const [side, of] of sets.entries()) {
    const cedar = loadCedar(of, { isValidated: false });
    for (const counterexample of proof.counterexamples) {
      const wanted = side === 0 ? counterexample.outcome : counterexample.other;
      const corners = [...new Samples(space).of(counterexample.region)];
      const step = Math.max(1, Math.floor(corners.length / CORNERS_MAX));
      for (const facts of corners.filter((_, n) => n % step === 0)) {
        const reading = cedar.decide(facts);
        acts += 1;
        if (reading.ok && reading.verdict.outcome === wanted) continue;
        differences.push(`${claim.says}: refuted by ${wanted}, Cedar: ${JSON.stringify({ reading, facts })}`);
      }
    }
  }
  return { acts, differences };
}
