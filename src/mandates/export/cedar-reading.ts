import type { FactsVector, Verdict } from '../../terms/outcome.ts';
import { ANY_OTHER } from '../prove/space.ts';
import { clauseOfPolicy } from './cedar-policies.ts';
import { type CedarRequest, type CedarWords, cedarRequest } from './cedar-words.ts';

/** What stock Cedar answers to a request: its decision, the ids of the determining policies, and whatever went wrong. */
export type CedarAnswer = {
  readonly decision: 'allow' | 'deny';
  readonly reasons: readonly string[];
  readonly errors: readonly string[];
};

/** A verdict, or why there is none: Cedar passes over a policy that errs, so an answer with an error says nothing at all. */
export type CedarReading =
  | { readonly ok: true; readonly verdict: Verdict }
  | { readonly ok: false; readonly errors: readonly string[] };

/**
 * The verdict on a facts vector by the policies of `cedarPolicies`: Cedar is asked without the host's approval and, where that is not allowed, once
 * more with it. Allowed without: permitted. Denied with: prohibited, or outside where nothing forbids. Otherwise the approval decides.
 */
export function readCedar(
  words: CedarWords,
  facts: FactsVector,
  ask: (request: CedarRequest) => CedarAnswer,
): CedarReading {
  const without = ask(cedarRequest(words, facts, false));
  if (without.errors.length > 0) return { ok: false, errors: without.errors };
  if (without.decision === 'allow') return verdict('permitted', permitsOf(without));
  const given = ask(cedarRequest(words, facts, true));
  if (given.errors.length > 0) return { ok: false, errors: given.errors };
  if (given.decision === 'deny') {
    if (given.reasons.length === 0) return verdict('outside', []);
    return verdict(
      'prohibited',
      given.reasons.flatMap((id) => forbiddenBy(id, words, facts)),
    );
  }
  // Nothing forbids once the approval stands, so all that forbade without it are demands for one.
  const demands = clausesOf(without.reasons);
  if (facts.approval === 'granted') return verdict('permitted', [...clausesOf(given.reasons), ...demands]);
  const permits = given.reasons.filter((id) => clauseOfPolicy(id).tag === 'permit');
  return verdict('needs-approval', [...clausesOf(permits.length > 0 ? permits : given.reasons), ...demands]);
}

/** R-22 is named where no permit is. */
function permitsOf({ reasons }: CedarAnswer): string[] {
  const permits = reasons.filter((id) => clauseOfPolicy(id).tag !== 'safety');
  return clausesOf(permits.length > 0 ? permits : reasons);
}

function forbiddenBy(id: string, words: CedarWords, { broken }: FactsVector): readonly string[] {
  const { clause, tag } = clauseOfPolicy(id);
  if (tag === 'broken' && clause === ANY_OTHER) return broken.filter((rule) => !words.houseRules.words.includes(rule));
  return [clause];
}

function clausesOf(ids: readonly string[]): string[] {
  return ids.map((id) => clauseOfPolicy(id).clause);
}

function verdict(outcome: Verdict['outcome'], clauses: readonly string[]): CedarReading {
  return { ok: true, verdict: { outcome, clauses: [...new Set(clauses)].sort() } };
}
