import { Bug } from '../../base/assert.ts';
import type { MandateSet } from '../../terms/mandate-set.ts';
import { APPROVALS, OUTCOMES, type Outcome } from '../../terms/outcome.ts';
import { type Decider, prepare } from '../decider.ts';
import { mergedWindows } from '../time-windows.ts';
import { type Cell, REGIONS_USUAL, walk } from './cells.ts';
import type { Assumptions, Claim, Counterexample, Proof, Region } from './claim.ts';
import { mergedRegions } from './merged-regions.ts';
import { NEEDS_APPROVAL, type OutcomeBits, outcomesOf, PERMITTED } from './outcomes.ts';
import { Samples } from './samples.ts';
import { type Space, spaceOf } from './space.ts';

/** Parts that are looked at before a proof is given up. */
export const BUDGET = 500_000;

/** How far a proof goes. */
export type ProofLimits = {
  /** Parts that may be looked at; else {@link BUDGET}. */
  readonly budget?: number;
  /** Regions that break the claim which are gathered, before they are merged; else {@link REGIONS_USUAL}. */
  readonly regions?: number;
};

/**
 * Proves a claim over every possible act: each agency and activity of the vocabularies and any other, each word of each axis and `unknown`, all of time,
 * each state of the host's answer. House rules that the records show to be broken only ever forbid, and are taken as kept. An exact cell
 * decomposition: *proved* means all, and a counterexample is a region of acts that each break the claim. Every counterexample is decided again by the
 * interpreter before it is given.
 * @param options.regions regions that are gathered, before they are merged
 * @param options.budget parts that may be looked at; where they do not suffice, the answer is `undecided`, or `refuted` and not complete
 * @throws Bug where the interpreter decides a counterexample otherwise
 * @throws RangeError where a vocabulary has more axes than can be proved over
 */
export function prove(
  set: MandateSet,
  claim: Claim,
  options: ProofLimits & { readonly assumptions?: Assumptions } = {},
): Proof {
  const { assumptions = {}, budget = BUDGET, regions: regionsMax = REGIONS_USUAL } = options;
  const other = otherSetOf(claim);
  const sets = other === null ? [set] : [set, other];
  const asked = regionOf(claim);
  const space = spaceOf(sets, asked, assumptions);
  const region = inWordsOf(asked, space);
  const { cells, breaking, ended } = walk({ sets, space, region, breaks: breakerOf(claim), budget, regionsMax });
  if (breaking.length === 0) return ended === null ? { result: 'proved', cells } : { result: 'undecided', cells };
  const marked = breaking.map((cell) => ({ ...cell, mark: cell.outcomes.join() }));
  const deciders = sets.map(prepare);
  const samples = new Samples(space);
  const counterexamples = mergedRegions(marked, space, region).map((cell) => replayed(cell, deciders, samples));
  return { result: 'refuted', cells, counterexamples, complete: ended === null, ...(ended === null ? {} : { ended }) };
}

function otherSetOf(claim: Claim): MandateSet | null {
  if (claim.says === 'equivalent') return claim.to;
  return claim.says === 'no-new-permission-since' ? claim.before : null;
}

/** The region with its windows merged; of acts that the host approved, `unless-approved` says nothing. */
function regionOf({ says, region }: Claim): Region {
  const windows = region.windows === null ? null : mergedWindows(region.windows);
  if (says !== 'unless-approved') return { ...region, windows };
  const approval = region.approval ?? APPROVALS;
  return { ...region, windows, approval: approval.filter((one) => one !== 'granted') };
}

/** The region without words that no set has: nobody's act bears them. */
function inWordsOf(region: Region, space: Space): Region {
  const axes = Object.entries(region.axes).map(([axis, words]) => [axis, space.axes.get(axis) ?? words] as const);
  return {
    ...region,
    agency: region.agency === null ? null : space.agencies,
    activity: region.activity === null ? null : space.activities,
    axes: Object.fromEntries(axes),
  };
}

/** Do these outcomes, a single bit of each set, break the claim? */
function breakerOf({ says }: Claim): (outcomes: readonly OutcomeBits[]) => boolean {
  switch (says) {
    case 'never':
      return ([now = 0]) => now === PERMITTED || now === NEEDS_APPROVAL;
    case 'always':
      return ([now]) => now !== PERMITTED;
    case 'unless-approved':
      return ([now]) => now === PERMITTED;
    case 'no-new-permission-since':
      return ([now = 0, before = 0]) => reach(now) > reach(before);
    case 'equivalent':
      return ([now, then]) => now !== then;
  }
}

/** How far an act gets: 2 permitted, 1 within reach of an approval, 0 neither. */
function reach(outcome: OutcomeBits): number {
  if (outcome === PERMITTED) return 2;
  return outcome === NEEDS_APPROVAL ? 1 : 0;
}

/** A counterexample is shown only once the room's own decider gives, for acts of it, the outcomes that were found. */
function replayed({ region, outcomes }: Cell, deciders: readonly Decider[], samples: Samples): Counterexample {
  const [outcome, other = null] = outcomes.map(onlyOutcome);
  if (outcome === undefined) throw new Bug('a counterexample has an outcome');
  const wanted = [outcome, other];
  for (const facts of samples.of(region)) {
    for (const [side, decider] of deciders.entries()) {
      const { outcome: found } = decider.verdict(facts);
      if (found !== wanted[side]) {
        throw new Bug(`the decider gives ${found}, the proof says ${wanted[side]}: ${JSON.stringify(facts)}`);
      }
    }
  }
  return { region, outcome, other };
}

function onlyOutcome(bits: OutcomeBits): Outcome {
  const [outcome, ...more] = outcomesOf(bits);
  if (outcome === undefined || more.length > 0) throw new Bug(`one of ${OUTCOMES.length} outcomes was expected`);
  return outcome;
}
