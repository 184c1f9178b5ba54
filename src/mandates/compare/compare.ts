import { assembleSet, type InForce, setId } from '../compile.ts';
import { type Assumptions, EVERYTHING, type Proof } from '../prove/claim.ts';
import { assumptionsOf, proveCommitments } from '../prove/commitments.ts';
import { prove } from '../prove/prove.ts';
import { changesInWords, type WordChange } from './in-words.ts';

/** How two sets of documents differ: as they read, in what they decide, and in what they promise. */
export type Comparison = {
  readonly before: string;
  readonly after: string;
  readonly words: readonly WordChange[];
  /** `equivalent` over every possible act: its counterexamples are all acts whose outcome changes, `other` being the outcome before. */
  readonly logic: Proof;
  readonly promises: readonly PromiseChange[];
};

/** What becomes of a commitment that is a rule; null where the one side has it not. */
export type PromiseChange = {
  readonly commitment: string;
  readonly before: Proof['result'] | null;
  readonly after: Proof['result'] | null;
};

/** Compares what is in force with a draft. Pure. */
export function compare(before: InForce, after: InForce, options: { readonly budget?: number } = {}): Comparison {
  const [old, draft] = [assembleSet(before), assembleSet(after)];
  const claim = { says: 'equivalent', region: EVERYTHING, to: old } as const;
  return {
    before: setId(old),
    after: setId(draft),
    words: changesInWords(before, after),
    logic: prove(draft, claim, { ...options, assumptions: assumptionsOfBoth(before, after) }),
    promises: promisesOf(before, after, options),
  };
}

/** Whether a draft gives nobody more than what is in force: neither a permission nor a way to one by approval. Pure. */
export function givesNoMore(before: InForce, after: InForce, options: { readonly budget?: number } = {}): Proof {
  const claim = { says: 'no-new-permission-since', region: EVERYTHING, before: assembleSet(before) } as const;
  return prove(assembleSet(after), claim, { ...options, assumptions: assumptionsOfBoth(before, after) });
}

/** An agency that only one of them has brings its components along; one that both have may have those of either. */
function assumptionsOfBoth(before: InForce, after: InForce): Assumptions {
  const [own, others] = [assumptionsOf(after.vocabulary), assumptionsOf(before.vocabulary)];
  const componentsOf = new Map(own.componentsOf);
  for (const [agency, components] of others.componentsOf) {
    componentsOf.set(agency, [...new Set([...(componentsOf.get(agency) ?? []), ...components])]);
  }
  return { componentsOf, activitiesOf: own.activitiesOf };
}

function promisesOf(before: InForce, after: InForce, options: { readonly budget?: number }): PromiseChange[] {
  const resultsOf = (set: InForce) =>
    new Map(proveCommitments(set, options).map(({ commitment, inForce }) => [commitment.id, inForce.result]));
  const [old, draft] = [resultsOf(before), resultsOf(after)];
  return [...new Set([...old.keys(), ...draft.keys()])].flatMap((commitment) => {
    const [was, is] = [old.get(commitment) ?? null, draft.get(commitment) ?? null];
    return was === is ? [] : [{ commitment, before: was, after: is }];
  });
}
