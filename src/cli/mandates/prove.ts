import type { Proof } from '../../mandates/prove/claim.ts';
import { type CommitmentProof, proveCommitments } from '../../mandates/prove/commitments.ts';
import { EXIT } from '../command.ts';
import { parseOptions } from '../options.ts';
import { plain } from '../plain-text.ts';
import type { SubCommand } from '../sub-command.ts';
import { budgetOption, scenarioOf } from './arguments.ts';
import { OTHERS, type Teller, tellerOf } from './teller.ts';

const OPTIONS = { json: { type: 'boolean' }, italian: { type: 'boolean' }, budget: { type: 'string' } } as const;

export const prove: SubCommand = {
  usage: 'prove [FOLDER] [--json] [--italian] [--budget N]',
  help: `proves each commitment that is a rule over every possible act: under all mandates of the event with its commitments, as the
room decides, and under the mandates alone. A commitment that is broken is shown with the acts that break it, in words`,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1);
    const budget = budgetOption(values.budget);
    const scenario = await scenarioOf(positionals[0]);
    const proofs = proveCommitments(scenario, budget);
    const teller = tellerOf([scenario], values.italian === true);
    for (const proof of proofs) io.out(values.json === true ? line(proof) : paragraph(proof, teller));
    const broken = proofs.filter(({ inForce }) => inForce.result !== 'proved').length;
    if (values.json !== true) io.out(`${proofs.length} commitments, ${proofs.length - broken} proved\n`);
    return broken === 0 ? EXIT.done : EXIT.failed;
  },
};

function paragraph({ commitment, claim, inForce, mandatesAlone }: CommitmentProof, teller: Teller): string {
  const lines = [
    `${commitment.id} ${claim.says}: ${commitment.text.trim()}`,
    `  as the room decides: ${came(inForce)}`,
    ...teller.counterexamples(inForce).map((one) => `    ${one}`),
    `  by the mandates alone: ${came(mandatesAlone)}`,
    ...teller.counterexamples(mandatesAlone).map((one) => `    ${one}`),
  ];
  return lines.map((one) => `${plain(one)}\n`).join('');
}

/** What came of a proof, in words. */
function came(proof: Proof): string {
  if (proof.result === 'refuted') {
    return `REFUTED, by ${proof.counterexamples.length} regions${proof.complete ? '' : ` ${OTHERS}`}`;
  }
  return proof.result === 'proved' ? `proved over ${proof.cells} regions` : 'UNDECIDED: the budget ended';
}

function line({ commitment, claim, inForce, mandatesAlone }: CommitmentProof): string {
  return `${JSON.stringify({ commitment: commitment.id, claim, inForce, mandatesAlone })}\n`;
}
