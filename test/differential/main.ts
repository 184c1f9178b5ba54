// `npm run differential -- --decisions N --claims N --seed S`: what this decides and proves against stock Cedar and stock z3.
import { parseArgs } from 'node:util';
import { fc } from '../../src/base/testing/properties.ts';
import { OUTCOMES } from '../../src/terms/outcome.ts';
import { type Compared, compareRandomSets, compareScenario, SCENARIOS } from './cedar-differential.ts';
import { compareCommitments, compareRandomClaims, type ProofsCompared } from './proof-differential.ts';
import { StockZ3 } from './z3.ts';

const { values } = parseArgs({
  options: {
    decisions: { type: 'string', default: '30000' },
    claims: { type: 'string', default: '500' },
    seed: { type: 'string' },
  },
});
const seed = values.seed === undefined ? (fc.readConfigureGlobal().seed ?? 0) : Number(values.seed);
const decisions = Number(values.decisions);
const count = { passed: 0, failed: 0 };
console.log(`seed ${seed} (--seed)`);

const ofScenario = Math.round(decisions / 6);
const random = decisions - SCENARIOS.length * ofScenario;
const compared = [tell('random sets', compareRandomSets(random, seed))];
for (const name of SCENARIOS) compared.push(tell(name, await compareScenario(name, ofScenario, seed)));
for (const outcome of OUTCOMES) {
  const seen = compared.reduce((sum, one) => sum + (one.outcomes[outcome] ?? 0), 0);
  console.log(`  ${outcome.padEnd(15)} ${seen}`);
  if (seen === 0) fail([`${outcome} never came out`]);
}
const z3 = new StockZ3();
try {
  tellProofs('random claims', await compareRandomClaims(z3, Number(values.claims), seed));
  tellProofs('commitments', await compareCommitments(z3));
} finally {
  z3.close();
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed === 0 && count.passed > 0 ? 0 : 1;

function tell(what: string, one: Compared): Compared {
  console.log(`${what}: ${one.decisions} decisions against stock Cedar, ${one.differences.length} differ`);
  count.passed += one.decisions - one.differences.length;
  fail(one.differences);
  return one;
}

function tellProofs(what: string, { claims, results, confirmed, differences }: ProofsCompared): void {
  const { proved = 0, refuted = 0, undecided = 0 } = results;
  console.log(`${what}: ${claims} against z3, ${proved} proved, ${refuted} refuted, ${undecided} undecided`);
  console.log(`  ${confirmed} acts of counterexamples asked of stock Cedar, ${differences.length} differences in all`);
  count.passed += claims + confirmed - differences.length;
  fail(differences);
}

function fail(differences: readonly string[]): void {
  count.failed += differences.length;
  for (const one of differences.slice(0, 10)) console.log(`  ${one}`);
}
