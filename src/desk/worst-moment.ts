import type { Subject } from '../matters/definition.ts';
import type { Decision, Outcome } from '../terms/outcome.ts';

/** Outcomes from the best for whoever acts to the worst. */
export const SEVERITY: Readonly<Record<Outcome, number>> = {
  permitted: 0,
  'needs-approval': 1,
  outside: 2,
  prohibited: 3,
};

/**
 * Decides a deed for all of its time: at its beginning, and wherever a window of a clause or a zone begins or ends before it is over. The worst
 * moment is the decision, the first of equals; its time is in the facts, so it can be taken again.
 * @param edges times between which time changes nothing, ascending
 */
export function worstMoment(
  lasts: NonNullable<Subject['lasts']>,
  at: number,
  edges: readonly (readonly number[])[],
  decideFor: (moment: number) => Decision,
): Decision {
  const from = Math.max(at, lasts.from);
  let worst = decideFor(from);
  for (const moment of momentsWithin(edges, from, lasts.until)) {
    const decision = decideFor(moment);
    if (SEVERITY[decision.outcome] > SEVERITY[worst.outcome]) worst = decision;
  }
  return worst;
}

function momentsWithin(edges: readonly (readonly number[])[], from: number, until: number): readonly number[] {
  const within = edges.flatMap((times) => times.filter((time) => from < time && time < until));
  return [...new Set(within)].sort((a, b) => a - b);
}
