import type { Decision } from '../terms/outcome.ts';
import { explainDecision, type Names } from './explain.ts';
import { ENGLISH } from './explain-english.ts';
import { ITALIAN } from './explain-italian.ts';

/**
 * A decision in a sentence (and one more for each near miss) in every language of the screens. Clauses of the event stand as its
 * documents write them, words as they are named in each language.
 */
export function toldOf(
  decision: Pick<Decision, 'outcome' | 'clauses' | 'near'>,
  names: { readonly en: Names; readonly it: Names },
): { readonly en: string; readonly it: string } {
  return { en: explainDecision(decision, names.en, ENGLISH), it: explainDecision(decision, names.it, ITALIAN) };
}
