import { assembleSet } from '../../mandates/compile.ts';
import { toldUnkept } from '../../mandates/findings/told-unkept.ts';
import { type Unkept, unkeptOf } from '../../mandates/promises.ts';
import type { Counterexample, Proof } from '../../mandates/prove/claim.ts';
import { assumptionsOf, type CommitmentProof, proveCommitments } from '../../mandates/prove/commitments.ts';
import { prove as proveOf } from '../../mandates/prove/prove.ts';
import { reachOf } from '../../mandates/prove/reach.ts';
import { restsOn } from '../../mandates/prove/rests-on.ts';
import { toldRegion } from '../../mandates/prove/told-region.ts';
import { toldReach, toldRests } from '../../mandates/prove/told-rests.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { EXIT, type Io } from '../command.ts';
import { parseOptions, wrongUsage } from '../options.ts';
import { plain } from '../plain-text.ts';
import type { SubCommand } from '../sub-command.ts';
import { budgetOption, scenarioOf } from './arguments.ts';
import { type AskedClaim, claimOfPairs, SAID } from './claim-argument.ts';
import { type Teller, tellerOf } from './teller.ts';

const OPTIONS = {
  json: { type: 'boolean' },
  italian: { type: 'boolean' },
  budget: { type: 'string' },
  always: { type: 'boolean' },
  never: { type: 'boolean' },
  'unless-approved': { type: 'boolean' },
  known: { type: 'boolean' },
} as const;
const PAIRS_MAX = 60;

export const prove: SubCommand = {
  usage: `prove [FOLDER] [--always|--never|--unless-approved AXIS=WORD[,WORD] … [--known]] [--json] [--italian] [--budget N]`,
  help: `proves each commitment that is a rule over every possible act: under all mandates of the event with its commitments, as the
room decides, and under the mandates alone. A commitment that is broken is shown with the acts that break it, in words; of one that
the text of a mandate does not keep, so that the room would not let it come into force (R-35), that is said. A commitment is itself among the rules
that the room decides by. Told with each proof: the facts that it takes as they are stated, and by whom; with acts that break it: whether the roster
of the documents has anybody whose acts they could be.
With --always, --never or --unless-approved it proves that of the acts that the words describe, as the room decides: that every one is permitted, with
nobody's approval; that none is, not even with approval; that none is without. Beside the axes of a clause there are agency=, activity= (also
group:NAME), approval= and time=FROM/UNTIL; an axis that is not named is whatever, the unknown among it; --known leaves the unknown out. House
rules, which ask the records, are taken as kept`,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1 + PAIRS_MAX);
    const [first] = positionals;
    const isFolder = first !== undefined && !first.includes('=');
    const pairs = isFolder ? positionals.slice(1) : positionals;
    const said = SAID.filter((one) => values[one] === true);
    if (said.length > 1) throw wrongUsage(`one thing at a time: \`--${said.join('` or `--')}\``);
    const [says] = said;
    if (says === undefined && (pairs.length > 0 || values.known === true)) {
      throw wrongUsage('say what is to be proved of these acts: `--always`, `--never` or `--unless-approved`');
    }
    if (says !== undefined && pairs.length === 0) {
      throw wrongUsage(`say of which acts: \`--${says} activity=… component=…\``);
    }
    const budget = budgetOption(values.budget);
    const scenario = await scenarioOf(isFolder ? first : undefined);
    const teller = tellerOf([scenario], values.italian === true);
    if (says !== undefined) {
      const claim = claimOfPairs(says, pairs, scenario, values.known === true);
      return proveClaim(claim, { scenario, budget, teller, io, isJson: values.json === true });
    }
    return proveAll({ scenario, budget, teller, io, isJson: values.json === true });
  },
};

type ProvingOptions = {
  readonly scenario: Scenario;
  readonly budget: { readonly budget?: number };
  readonly teller: Teller;
  readonly io: Io;
  readonly isJson: boolean;
};

/** Proves the commitments as the room decides, and says which of them the text of a mandate does not keep, as the desk will (R-35). */
function proveAll({ scenario, budget, teller, io, isJson }: ProvingOptions): number {
  const proofs = proveCommitments(scenario, budget);
  const all = unkeptOf(assembleSet(scenario), scenario);
  for (const proof of proofs) {
    const unkept = all.filter(({ commitment }) => commitment === proof.commitment.id);
    io.out(
      isJson
        ? line(proof, unkept, scenario)
        : paragraph(proof, toldUnkept(unkept, scenario, teller.language), scenario, teller),
    );
  }
  const broken = proofs.filter(({ inForce }) => inForce.result !== 'proved').length;
  const unkept = new Set(all.map(({ commitment }) => commitment)).size;
  if (!isJson) io.out(`${teller.said.prove.summary(proofs.length, proofs.length - broken, unkept)}\n`);
  return broken + unkept === 0 ? EXIT.done : EXIT.failed;
}

/** Proves what is said of some acts, as the room decides. Of acts that nobody's can be nothing is proved. */
function proveClaim(claim: AskedClaim, { scenario, budget, teller, io, isJson }: ProvingOptions): number {
  const assumptions = assumptionsOf(scenario.vocabulary);
  const inForce = proveOf(assembleSet(scenario), claim, { ...budget, assumptions });
  const isEmpty = inForce.result === 'proved' && inForce.cells === 0;
  const rests = restsOn(assembleSet(scenario), claim);
  if (isJson) io.out(`${JSON.stringify({ claim, inForce: reachable(inForce, scenario), rests })}\n`);
  else {
    const { names, phrases, space, language } = teller;
    const { asTheRoomDecides, nothingSaid } = teller.said.prove;
    io.out(`${plain(phrases.region.claims[claim.says](toldRegion(claim.region, space, names, phrases)))}\n`);
    io.out(`  ${asTheRoomDecides}: ${isEmpty ? nothingSaid : came(inForce, teller)}\n`);
    const reached = reachedBy(scenario, teller);
    for (const one of teller.counterexamples(inForce, reached)) io.out(`    ${plain(one)}\n`);
    const told = toldRests({ inForce: rests, mandatesAlone: [] }, language, names, phrases);
    if (!isEmpty && inForce.result !== 'undecided') io.out(`  ${plain(told)}\n`);
  }
  return inForce.result === 'proved' && !isEmpty ? EXIT.done : EXIT.failed;
}

function paragraph(
  { commitment, claim, inForce, mandatesAlone, rests }: CommitmentProof,
  unkept: readonly string[],
  scenario: Scenario,
  teller: Teller,
): string {
  const { says, asTheRoomDecides, byMandatesAlone } = teller.said.prove;
  const { language, names, phrases } = teller;
  const reached = reachedBy(scenario, teller);
  const lines = [
    `${commitment.id} ${says[claim.says]}: ${commitment.text.trim()}`,
    `  ${asTheRoomDecides}: ${came(inForce, teller)}`,
    ...teller.counterexamples(inForce, reached).map((one) => `    ${one}`),
    `  ${byMandatesAlone}: ${came(mandatesAlone, teller)}`,
    ...teller.counterexamples(mandatesAlone, reached).map((one) => `    ${one}`),
    // Of what is not decided nothing was shown that could rest on anything.
    ...(inForce.result === 'undecided' ? [] : [`  ${toldRests(rests, language, names, phrases)}`]),
    ...unkept.map((one) => `  ${one}`),
  ];
  return lines.map((one) => `${plain(one)}\n`).join('');
}

/** What came of a proof, in words. */
function came(proof: Proof, { said, counted }: Teller): string {
  if (proof.result === 'refuted') return said.prove.refuted(counted(proof));
  return proof.result === 'proved' ? said.prove.proved(said.regions(proof.cells)) : said.prove.undecided;
}

/** Tells of a counterexample whether the roster of the documents reaches it. */
function reachedBy(scenario: Scenario, { language }: Teller) {
  return ({ region }: Counterexample) => toldReach(reachOf(region, scenario, scenario.roster), language);
}

/** Each counterexample with whether the roster of the documents reaches it. */
function reachable(proof: Proof, scenario: Scenario) {
  if (proof.result !== 'refuted') return proof;
  const reached = proof.counterexamples.map((one) => ({
    ...one,
    reach: reachOf(one.region, scenario, scenario.roster),
  }));
  return { ...proof, counterexamples: reached };
}

function line(proof: CommitmentProof, all: readonly Unkept[], scenario: Scenario): string {
  const { commitment, claim, rests } = proof;
  const unkept = all.map(({ mandate }) => mandate);
  const [inForce, mandatesAlone] = [proof.inForce, proof.mandatesAlone].map((one) => reachable(one, scenario));
  return `${JSON.stringify({ commitment: commitment.id, claim, inForce, mandatesAlone, unkept, rests })}\n`;
}
