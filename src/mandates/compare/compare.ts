import type { MandateSet } from '../../terms/mandate-set.ts';
import { assembleSet, type InForce, setId } from '../compile.ts';
import { type Unkept, unkeptOf } from '../promises.ts';
import { type Assumptions, EVERYTHING, type Proof } from '../prove/claim.ts';
import { assumptionsOf, claimOf } from '../prove/commitments.ts';
import { type ProofLimits, prove } from '../prove/prove.ts';
import { type FactChange, factChanges } from './fact-changes.ts';
import { changesInWords, type WordChange } from './in-words.ts';
import { changesOfVocabulary, type VocabularyChange } from './vocabulary-changes.ts';

/** How two sets of documents differ: as they read, in what they decide, and in what they promise. */
export type Comparison = {
  readonly before: string;
  readonly after: string;
  readonly words: readonly WordChange[];
  readonly vocabulary: readonly VocabularyChange[];
  /** `equivalent` over every possible act: its counterexamples are all acts whose outcome changes, `other` being the outcome before. */
  readonly logic: Proof;
  /** Acts of the same words of which other facts are derived, with what comes of it; `logic` speaks of acts of the same facts. */
  readonly facts: readonly FactChange[];
  readonly promises: readonly PromiseChange[];
  /** Commitments that a text does not keep after the change: they rule over it, so that its acts may have no other outcome. */
  readonly unkept: readonly Unkept[];
};

/** What becomes of a commitment; `unkept`: it goes on ruling, and the text of a mandate does not keep it. */
export type Fares = Proof['result'] | 'unkept';

/** What becomes of a commitment that is a rule; null where the one side has it not. */
export type PromiseChange = {
  readonly commitment: string;
  readonly before: Fares | null;
  readonly after: Fares | null;
};

type CompareOptions = ProofLimits & { readonly textOf?: string };

/**
 * Compares what is in force with a draft. Pure.
 * @param options `textOf`: the mandate whose text is asked whether it keeps the commitments; else each one's
 */
export function compare(before: InForce, after: InForce, { textOf, ...options }: CompareOptions = {}): Comparison {
  const [old, draft] = [assembleSet(before), assembleSet(after)];
  const claim = { says: 'equivalent', region: EVERYTHING, to: old } as const;
  const isAsked = ({ mandate }: Unkept) => textOf === undefined || mandate === textOf;
  const [unkeptBefore, unkept] = [unkeptOf(old, before).filter(isAsked), unkeptOf(draft, after).filter(isAsked)];
  const was = faring(old, before, unkeptBefore, options);
  const is = faring(draft, after, unkept, options);
  const given = { ...options, assumptions: assumptionsOfBoth(before, after) };
  const [{ vocabulary: from }, { vocabulary: to }] = [before, after];
  return {
    before: setId(old),
    after: setId(draft),
    words: changesInWords(before, after),
    vocabulary: changesOfVocabulary(from, to),
    logic: prove(draft, claim, given),
    facts: factChanges({ vocabulary: from, set: old }, { vocabulary: to, set: draft }, given),
    promises: changesOf(was, is),
    unkept,
  };
}

/** Whether a draft gives nobody more than what is in force: neither a permission nor a way to one by approval. Pure. */
export function givesNoMore(before: InForce, after: InForce, options: ProofLimits = {}): Proof {
  const claim = { says: 'no-new-permission-since', region: EVERYTHING, before: assembleSet(before) } as const;
  return prove(assembleSet(after), claim, { ...options, assumptions: assumptionsOfBoth(before, after) });
}

/** An agency that only one of them has brings its components along; one that both have may have those of either. */
export function assumptionsOfBoth(before: InForce, after: InForce): Assumptions {
  const [own, others] = [assumptionsOf(after.vocabulary), assumptionsOf(before.vocabulary)];
  const componentsOf = new Map(own.componentsOf);
  for (const [agency, components] of others.componentsOf) {
    componentsOf.set(agency, [...new Set([...(componentsOf.get(agency) ?? []), ...components])]);
  }
  return { componentsOf, activitiesOf: own.activitiesOf };
}

/** How each commitment that is a rule fares under a set, in the order of the documents. */
function faring(
  set: MandateSet,
  { commitments, vocabulary }: InForce,
  unkept: readonly Unkept[],
  options: ProofLimits,
): ReadonlyMap<string, Fares> {
  const isUnkept = new Set(unkept.map(({ commitment }) => commitment));
  const assumptions = assumptionsOf(vocabulary);
  const fares = commitments.flatMap((commitment) => {
    if (commitment.form !== 'rule') return [];
    const { result } = prove(set, claimOf(commitment), { ...options, assumptions });
    return [[commitment.id, result === 'proved' && isUnkept.has(commitment.id) ? 'unkept' : result] as const];
  });
  return new Map(fares);
}

function changesOf(old: ReadonlyMap<string, Fares>, draft: ReadonlyMap<string, Fares>): PromiseChange[] {
  return [...new Set([...old.keys(), ...draft.keys()])].flatMap((commitment) => {
    const [was, is] = [old.get(commitment) ?? null, draft.get(commitment) ?? null];
    return was === is ? [] : [{ commitment, before: was, after: is }];
  });
}
