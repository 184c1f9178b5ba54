import type { Fares } from '../../../../mandates/compare/compare.ts';
import type { WordChange } from '../../../../mandates/compare/in-words.ts';
import type { Finding } from '../../../../mandates/findings/findings.ts';
import type { Problem } from '../../../../mandates/problem.ts';
import type { Proof } from '../../../../mandates/prove/claim.ts';
import type { MandateDocument } from '../../../../mandates/scenario.ts';
import type { Told } from '../../../../terms/api/parts.ts';
import type { DecisionShown } from '../../../../terms/api/past-decisions.ts';
import type { Outcome } from '../../../../terms/outcome.ts';
import type { ToldRegions } from './teller.ts';

/** What is computed of a draft, part by part: plain data, for it crosses from the worker to the page. */

/** The draft as the room reads it. */
export type Reading = {
  /** What was read, for whoever types is ahead of it. */
  readonly text: string;
  readonly problems: readonly Problem[];
  /** The rest is there only where there are no problems. */
  readonly document: MandateDocument | null;
  readonly digest: string | null;
  readonly head: readonly Told[];
  readonly clauses: readonly { readonly id: string; readonly told: readonly Told[] }[];
};

/** Something for its author to look at. */
export type FoundPart = {
  readonly finding: Finding['finding'];
  readonly clause: string;
  readonly told: Told;
  readonly blocks: boolean;
};

/** How a commitment fares under all that is in force with the draft among it. */
export type ProofPart = {
  readonly commitment: string;
  readonly text: string;
  readonly by: string;
  readonly result: Proof['result'];
  /** Regions of acts that it holds over, or that were looked at. */
  readonly cells: number;
  readonly regions: ToldRegions;
  /** The facts that the proofs take as they are stated, and whose word each is. */
  readonly rests: Told;
  /** The text of the draft alone would break it, or is not proved to keep it: that blocks, unless an exception stands. */
  readonly unkept: boolean;
  /** Under the mandates alone: what they would give away were it not for the commitments. */
  readonly alone: { readonly result: Proof['result']; readonly regions: ToldRegions };
};

/** Whether a commitment keeps the draft out of force, unless an exception stands. */
export function breaks({ result, unkept }: Pick<ProofPart, 'result' | 'unkept'>): boolean {
  return unkept || result !== 'proved';
}

/** How the draft differs from a version, as `remit mandate compare` says. */
export type Difference = {
  /** `us-hsi 1`; null: nothing of the mandate is in force, and it is compared with nothing. */
  readonly against: string | null;
  readonly words: readonly WordChange[];
  readonly logic: { readonly result: Proof['result']; readonly regions: ToldRegions };
  readonly promises: readonly {
    readonly commitment: string;
    readonly before: Fares | null;
    readonly after: Fares | null;
  }[];
  /** Commitments that the text of the draft does not keep: acts that it permits have the outcome that these give them. */
  readonly unkept: readonly string[];
};

/** What an act would come to. */
export type Played = {
  readonly outcome: Outcome;
  readonly clauses: readonly { readonly id: string; readonly text: string }[];
  readonly near: readonly { readonly clause: string; readonly text: string; readonly failed: readonly Told[] }[];
};

/** What the draft would have decided otherwise of the acts that are recorded. */
export type Otherwise = {
  /** Because of the draft. */
  readonly count: number;
  /** With the draft and without it: something else came into force since. */
  readonly anyway: number;
  /** By what becomes of the outcome, the most frequent first; acts as they were given. */
  readonly changes: readonly {
    readonly from: Outcome;
    readonly to: Outcome;
    readonly acts: readonly (Pick<DecisionShown, 'index' | 'at' | 'kind' | 'form'> & {
      readonly agency: string;
      readonly activity: string;
      /** That the draft decides by; none where it is outside every mandate. */
      readonly clauses: readonly string[];
    })[];
  }[];
};

export type Parts = {
  readonly reading: Reading;
  readonly findings: readonly FoundPart[];
  readonly proofs: readonly ProofPart[];
  readonly difference: Difference;
};
export type Part = {
  readonly [Name in keyof Parts]: { readonly part: Name; readonly value: Parts[Name] };
}[keyof Parts];
