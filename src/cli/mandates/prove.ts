import { assumptionsOfBoth } from '../../mandates/compare/compare.ts';
import { assembleSet, setId } from '../../mandates/compile.ts';
import { toldUnkept } from '../../mandates/findings/told-unkept.ts';
import { type Unkept, unkeptOf } from '../../mandates/promises.ts';
import type { Assumptions, Claim, Counterexample, Proof } from '../../mandates/prove/claim.ts';
import { assumptionsOf, type CommitmentProof, proveCommitments } from '../../mandates/prove/commitments.ts';
import { type ProofLimits, prove as proveOf } from '../../mandates/prove/prove.ts';
import { reachOf } from '../../mandates/prove/reach.ts';
import { restsOn } from '../../mandates/prove/rests-on.ts';
import { toldRegion } from '../../mandates/prove/told-region.ts';
import { toldReach, toldRests } from '../../mandates/prove/told-rests.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { EXIT, type Io } from '../command.ts';
import { parseOptions, wrongUsage } from '../options.ts';
import { plain } from '../plain-text.ts';
import type { SubCommand } from '../sub-command.ts';
import { limitOptions, scenarioOf, WITH } from './arguments.ts';
import { claimOfPairs, regionOfPairs, SAID, SAID_BESIDE } from './claim-argument.ts';
import { type Teller, tellerOf } from './teller.ts';

const OPTIONS = {
  ...WITH,
  json: { type: 'boolean' },
  italian: { type: 'boolean' },
  budget: { type: 'string' },
  regions: { type: 'string' },
  always: { type: 'boolean' },
  never: { type: 'boolean' },
  'unless-approved': { type: 'boolean' },
  'no-new-permission-since': { type: 'string' },
  equivalent: { type: 'string' },
  known: { type: 'boolean' },
} as const;
const PAIRS_MAX = 60;

export const prove: SubCommand = {
  usage: `prove [FOLDER] [--with FILES] [--always|--never|--unless-approved AXIS=WORD[,WORD] … | --no-new-permission-since|--equivalent FOLDER [AXIS=WORD[,WORD] …] [--known]] [--json] [--italian] [--budget N] [--regions N]`,
  help: `proves each commitment that is a rule over every possible act: under all mandates of the event with its commitments, as the
room decides, and under the mandates alone. A commitment that is broken is shown with the acts that break it, in words; of one that
the text of a mandate does not keep, so that the room would not let it come into force (R-35), that is said. A commitment is itself among the rules
that the room decides by. Told with each proof: the facts that it takes as they are stated, and by whom; with acts that break it: whether the roster
of the documents has anybody whose acts they could be.
With --always, --never or --unless-approved it proves that of the acts that the words describe, as the room decides: that every one is permitted, with
nobody's approval; that none is, not even with approval; that none is without. Beside the axes of a clause there are agency=, activity= (also
group:NAME), approval= and time=FROM/UNTIL; an axis that is not named is whatever, the unknown among it; --known leaves the unknown out.
With --no-new-permission-since it proves of these acts, or of every act, that none gets more than under the documents of another folder, neither a
permission nor a way to one by approval; with --equivalent that each has the same outcome. Both speak of acts with the same facts: where vocabularies
have others derived, compare says. House
rules, which ask the records, are taken as kept`,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1 + PAIRS_MAX);
    const [first] = positionals;
    const isFolder = first !== undefined && !first.includes('=');
    const pairs = isFolder ? positionals.slice(1) : positionals;
    const besides = SAID_BESIDE.filter((one) => values[one] !== undefined);
    const said = [...SAID.filter((one) => values[one] === true), ...besides];
    if (said.length > 1) throw wrongUsage(`one thing at a time: \`--${said.join('` or `--')}\``);
    const [beside] = besides;
    const [says] = SAID.filter((one) => values[one] === true);
    if (said.length === 0 && (pairs.length > 0 || values.known === true)) {
      throw wrongUsage(
        'say what is to be proved of these acts: `--always`, `--never`, `--unless-approved`, `--no-new-permission-since` or `--equivalent`',
      );
    }
    if (says !== undefined && pairs.length === 0) {
      throw wrongUsage(`say of which acts: \`--${says} activity=… component=…\``);
    }
    const limits = limitOptions(values);
    const scenario = await scenarioOf(isFolder ? first : undefined, values);
    const isJson = values.json === true;
    if (beside !== undefined) {
      const other = await scenarioOf(values[beside]);
      const region = regionOfPairs(pairs, scenario, values.known === true);
      const before = assembleSet(other);
      const claim: Claim =
        beside === 'equivalent' ? { says: beside, region, to: before } : { says: beside, region, before };
      const teller = tellerOf([scenario, other], values.italian === true);
      const assumptions = assumptionsOfBoth(other, scenario);
      return proveClaim(claim, assumptions, { scenario, limits, teller, io, isJson });
    }
    const teller = tellerOf([scenario], values.italian === true);
    if (says !== undefined) {
      const claim = claimOfPairs(says, pairs, scenario, values.known === true);
      return proveClaim(claim, assumptionsOf(scenario.vocabulary), { scenario, limits, teller, io, isJson });
    }
    return proveAll({ scenario, limits, teller, io, isJson });
  },
};

type ProvingOptions = {
  readonly scenario: Scenario;
  readonly limits: ProofLimits;
  readonly teller: Teller;
  readonly io: Io;
  readonly isJson: boolean;
};

/** Proves the commitments as the room decides, and says which of them the text of a mandate does not keep, as the desk will (R-35). */
function proveAll({ scenario, limits, teller, io, isJson }: ProvingOptions): number {
  const proofs = proveCommitments(scenario, limits);
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
function proveClaim(
  claim: Claim,
  assumptions: Assumptions,
  { scenario, limits, teller, io, isJson }: ProvingOptions,
): number {
  const inForce = proveOf(assembleSet(scenario), claim, { ...limits, assumptions });
  const isEmpty = inForce.result === 'proved' && inForce.cells === 0;
  // Of two sets nothing is told that their acts would rest on.
  const rests = 'to' in claim || 'before' in claim ? undefined : restsOn(assembleSet(scenario), claim);
  if (isJson) io.out(`${JSON.stringify({ claim: withSetId(claim), inForce: reachable(inForce, scenario), rests })}\n`);
  else {
    const { names, phrases, space, language } = teller;
    const { asTheRoomDecides, nothingSaid } = teller.said.prove;
    io.out(`${plain(phrases.region.claims[claim.says](toldRegion(claim.region, space, names, phrases)))}\n`);
    io.out(`  ${asTheRoomDecides}: ${isEmpty ? nothingSaid : came(inForce, teller)}\n`);
    const reached = reachedBy(scenario, teller);
    for (const one of teller.counterexamples(inForce, reached)) io.out(`    ${plain(one)}\n`);
    if (rests !== undefined && !isEmpty && inForce.result !== 'undecided')
      io.out(`  ${plain(toldRests({ inForce: rests, mandatesAlone: [] }, language, names, phrases))}\n`);
  }
  return inForce.result === 'proved' && !isEmpty ? EXIT.done : EXIT.failed;
}

/** A claim as it is given: another set by its id. */
function withSetId(claim: Claim) {
  const { says, region } = claim;
  if ('to' in claim) return { says, region, to: setId(claim.to) };
  return 'before' in claim ? { says, region, before: setId(claim.before) } : claim;
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
