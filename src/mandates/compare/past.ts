import { DECIDED_ENDING_KINDS, ENDING_KINDS } from '../../terms/act-kinds.ts';
import type { EntryFields } from '../../terms/entry.ts';
import { type FactsVector, OUTCOMES, type Outcome } from '../../terms/outcome.ts';
import { assembleSet, type InForce } from '../compile.ts';
import { prepare } from '../decider.ts';

/** A decision of the past: the facts that it was taken on, and what came of them. */
export type PastDecision = { readonly index: number; readonly facts: FactsVector; readonly outcome: Outcome };

/** A past decision that would come out otherwise, and by which clauses. */
export type Otherwise<Past extends PastDecision = PastDecision> = Past & {
  readonly draft: Outcome;
  readonly clauses: readonly string[];
};

/** Past decisions whose outcome changes in one way. */
export type Change<Past extends PastDecision = PastDecision> = {
  readonly from: Outcome;
  readonly to: Outcome;
  /** In the order in which they were given. */
  readonly decisions: readonly Otherwise<Past>[];
};

/**
 * What of the past a draft would have decided otherwise, on the same facts. Which house rules were broken is a fact of the records; what the host approved
 * stays approved. Words that the draft has not are outside of it.
 */
export function decidedOtherwise<Past extends PastDecision>(draft: InForce, past: Iterable<Past>): Otherwise<Past>[] {
  const decider = prepare(assembleSet(draft));
  const found: Otherwise<Past>[] = [];
  for (const decision of past) {
    const { outcome, clauses } = decider.verdict(decision.facts);
    if (outcome !== decision.outcome) found.push({ ...decision, draft: outcome, clauses });
  }
  return found;
}

/** The same by how the outcome changes, the most frequent change first. */
export function changesOf<Past extends PastDecision>(otherwise: readonly Otherwise<Past>[]): Change<Past>[] {
  const changes = OUTCOMES.flatMap((from) =>
    OUTCOMES.flatMap((to): Change<Past>[] => {
      const decisions = otherwise.filter(({ outcome, draft }) => outcome === from && draft === to);
      return decisions.length === 0 ? [] : [{ from, to, decisions }];
    }),
  );
  return changes.sort((a, b) => b.decisions.length - a.decisions.length);
}

type Read = {
  readonly index: number;
  readonly kind?: EntryFields['kind'] | undefined;
  /** The entry that it follows from, where that is known. */
  readonly cause?: number | null | undefined;
  readonly facts?: FactsVector | undefined;
  readonly outcome?: Outcome | undefined;
};

/** The decision that an entry holds, on an act or taken again; undefined where it holds none. What was ended is no act. */
export function pastDecisionOf({ index, kind, cause, facts, outcome }: Read): PastDecision | undefined {
  // Of an end that was erased nobody can read what it followed from; its kind says what it is.
  const isEnd = (cause ?? null) !== null || ENDING_KINDS.some((one) => one === kind);
  if (isEnd && !DECIDED_ENDING_KINDS.some((one) => one === kind)) return undefined;
  return facts === undefined || outcome === undefined ? undefined : { index, facts, outcome };
}
