import { assembleSet, setId } from '../mandates/compile.ts';
import { namesOf, type Phrases } from '../mandates/explain.ts';
import { ENGLISH } from '../mandates/explain-english.ts';
import { ITALIAN } from '../mandates/explain-italian.ts';
import { EVERYTHING, type Proof } from '../mandates/prove/claim.ts';
import { assumptionsOf, type CommitmentProof, proveCommitments } from '../mandates/prove/commitments.ts';
import { spaceOf } from '../mandates/prove/space.ts';
import { toldCounterexample } from '../mandates/prove/told-region.ts';
import type { Scenario } from '../mandates/scenario.ts';
import { type Command, EXIT, type Io } from './command.ts';
import { DEFAULT_EXERCISE } from './defaults.ts';
import { EXPORT_OPTIONS, exportMandates } from './mandate-export.ts';
import { numberOption, parseOptions, wrongUsage } from './options.ts';
import { plain } from './plain-text.ts';
import { readScenarioOr66 } from './scenario-argument.ts';

const OPTIONS = {
  json: { type: 'boolean' },
  italian: { type: 'boolean' },
  budget: { type: 'string' },
  ...EXPORT_OPTIONS,
} as const;
const BUDGET_MAX = 100_000_000;
/** Counterexamples of one commitment that are told. */
const TOLD_MAX = 12;

const HELP = `remit mandate check|prove [FOLDER] [--json] [--italian] [--budget N]
remit mandate export [FOLDER] --as cedar|smt|conformance --to DIR [--seed N] [--json]

Works on the documents of an event alone; no room is needed.

  check     reads every document, and says what is not in order; else the id of the set that all of its mandates make
  prove     proves each commitment that is a rule over every possible act: under all mandates of the event with its commitments, as the
            room decides, and under the mandates alone. A commitment that is broken is shown with the acts that break it, in words
  export    writes the set of all mandates and commitments so that tools of others can check it, with a README.txt that says how

  FOLDER    a folder, or the name of a supplied one (else ${DEFAULT_EXERCISE})
  --json    one JSON object a line
  --italian tells counterexamples in Italian
  --budget  parts that a proof may look at, before it is given up as undecided
  --as      cedar: policies and schema, with which stock Cedar gives the same outcomes and clauses
            smt: every commitment that is a rule as an SMT-LIB script, where \`unsat\` means that it holds
            conformance: requests with the decisions that are expected
  --to      the folder that is written; a new or an empty one
  --seed    of the requests of a conformance pack that are drawn at random

exit codes: 0 in order, all proved, or written; 1 a commitment is refuted or undecided, or nothing was written; 64 wrong usage, 66 the documents are not in order
`;

/** Checks the documents of an event, proves its commitments, and writes both for tools of others. */
export const mandate: Command = {
  name: 'mandate',
  summary: 'check the documents of an event, prove its commitments, export them for other tools',
  help: HELP,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 2);
    const [what, folder = DEFAULT_EXERCISE] = positionals;
    if (what !== 'check' && what !== 'prove' && what !== 'export') {
      throw wrongUsage('say what is to be done: `check`, `prove` or `export`');
    }
    const stray = Object.keys(EXPORT_OPTIONS).find((name) => Object.hasOwn(values, name));
    if (what !== 'export' && stray !== undefined) throw wrongUsage(`\`--${stray}\` goes with \`export\``);
    const budget = values.budget === undefined ? {} : { budget: budgetOption(values.budget) };
    const scenario = await readScenarioOr66(folder);
    if (what === 'check') return checked(scenario, io);
    if (what === 'export') return exportMandates(scenario, values, { json: values.json === true, io });
    const proofs = proveCommitments(scenario, budget);
    const tell = teller(scenario, values.italian === true ? ITALIAN : ENGLISH);
    for (const proof of proofs) io.out(values.json === true ? line(proof) : paragraph(proof, tell));
    const broken = proofs.filter(({ inForce }) => inForce.result !== 'proved').length;
    if (values.json !== true) io.out(`${proofs.length} commitments, ${proofs.length - broken} proved\n`);
    return broken === 0 ? EXIT.done : EXIT.failed;
  },
};

function budgetOption(text: string): number {
  return numberOption('budget', text, { min: 1, max: BUDGET_MAX });
}

function checked(scenario: Scenario, io: Io): number {
  const { mandates, commitments } = scenario;
  const set = assembleSet(scenario);
  io.out(`in order: ${mandates.length} mandates, ${commitments.length} commitments, ${set.rules.length} rules\n`);
  io.out(`set ${setId(set)}\n`);
  return EXIT.done;
}

type Tell = (proof: Proof) => readonly string[];

function teller(scenario: Scenario, phrases: Phrases): Tell {
  const space = spaceOf([assembleSet(scenario)], EVERYTHING, assumptionsOf(scenario.vocabulary));
  const names = namesOf(scenario);
  return (proof) => {
    if (proof.result !== 'refuted') return [];
    const told = proof.counterexamples.slice(0, TOLD_MAX).map((one) => toldCounterexample(one, space, names, phrases));
    const more = proof.counterexamples.length - told.length;
    return more === 0 && proof.complete
      ? told
      : [...told, `and ${more > 0 ? `${more} more` : 'others that were not looked for'}`];
  };
}

function paragraph({ commitment, claim, inForce, mandatesAlone }: CommitmentProof, tell: Tell): string {
  const lines = [
    `${commitment.id} ${claim.says}: ${commitment.text.trim()}`,
    `  as the room decides: ${came(inForce)}`,
    ...tell(inForce).map((one) => `    ${one}`),
    `  by the mandates alone: ${came(mandatesAlone)}`,
    ...tell(mandatesAlone).map((one) => `    ${one}`),
  ];
  return lines.map((one) => `${plain(one)}\n`).join('');
}

function came(proof: Proof): string {
  if (proof.result === 'refuted') return `REFUTED, by ${proof.counterexamples.length} regions`;
  return proof.result === 'proved' ? `proved over ${proof.cells} regions` : 'UNDECIDED: the budget ended';
}

function line({ commitment, claim, inForce, mandatesAlone }: CommitmentProof): string {
  return `${JSON.stringify({ commitment: commitment.id, claim, inForce, mandatesAlone })}\n`;
}
