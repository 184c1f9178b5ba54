import type { Decision } from '../terms/outcome.ts';
import { explainDecision, type Names } from './explain.ts';
import { ENGLISH } from './explain-english.ts';
import { ITALIAN } from './explain-italian.ts';

/**
 * A decision in a sentence (and one more for each near miss) in every language of the screens. Words and clauses of the event stand as the
 * event's documents write them.
 */
export function toldOf(
  decision: Pick<Decision, 'outcome' | 'clauses' | 'near'>,
  names: Names,
): { readonly en: string; readonly it: string } {
  return { en: explainDecision(decision, names, ENGLISH), it: explainDecision(decision, names, ITALIAN) };
}
