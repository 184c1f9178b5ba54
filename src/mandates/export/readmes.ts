import { OUTCOMES } from '../../terms/outcome.ts';
import { ANY_OTHER } from '../prove/space.ts';
import type { ConformancePack } from './conformance.ts';

/** What stands beside an exported set. The text of a pack is complete: who has only the folder can read it. */
export const SET_README = (id: string, file = 'set.json'): string => `THE SET
${file} is the mandate set as the room hashes it: its SHA-256 is
${id}
which is the id that decisions and proofs name. Check it with
  sha256sum ${file}
`;

export const CEDAR_README = `A MANDATE SET AS CEDAR POLICIES
Stock Cedar (cedarpolicy.com) with these files gives the outcome that the room gives, with the same clauses.

FILES
policies.cedar      the policies, as one text; each carries its id as @id("...")
policies.json       the same, as a record: id to text. Pass this one, so that the reasons of an answer hold the ids
schema.cedarschema  the schema: enumerated entity types, one context in which nothing is optional, no entity store
request.json        the entity type and the words of each fact

HOW TO ASK
The facts of an act become one request. Where a fact is not among the words of its type, "${ANY_OTHER}" is
asked for; an axis that is not known is "unknown". Unlisted house rules are "${ANY_OTHER}" too.
  principal          Agency::"<agency>"
  action             Action::"<activity>"
  resource           Deed::"this"
  context.approved   see below
  context.time       room time in milliseconds since 1970-01-01T00:00:00Z
  context.broken     the house rules that the records show to be broken, as a set of HouseRule
  context.axes       one entity an axis
  entities           none
Validate policies (strict) and requests against the schema. An answer with an error in its diagnostics is no
answer: Cedar passes over a policy that errs, and a forbid that is passed over forbids nothing. Refuse the act.

HOW TO READ THE ANSWERS
The clause of a policy is its id up to the last "#"; what follows says why the policy is there.
1. Ask with approved = false. Allowed: PERMITTED, by the clauses of the reasons; those ending in #safety (R-22)
   count only where there is no other.
2. Otherwise ask again with approved = true.
   Denied without reasons: OUTSIDE every mandate, no clauses.
   Denied: PROHIBITED, by the clauses of the reasons of this second answer. "${ANY_OTHER}" stands for the
   broken house rules of the request that request.json does not list.
   Allowed: only an approval is wanting. The demands are the reasons of the first answer.
     The host has granted it: PERMITTED, by the reasons of both answers.
     Else NEEDS APPROVAL, by the demands and, of the second answer, the reasons with #permit, or all where there are none.
Clauses are sorted, each once.
`;

export const SMT_README = `CLAIMS AS SMT-LIB SCRIPTS
Each .smt2 file is one claim about a mandate set, for any solver that reads SMT-LIB 2.6 with datatypes, as z3 and cvc5 do:
  z3 NAME.smt2
It asks for one act that breaks the claim.
  unsat   there is none: the claim holds for every act there can be
  sat     there is one: the claim is broken. The comment at the top has the command that shows the act

FILES
<commitment>.smt2                 the commitment, over all that is in force, the commitments among it: as the room decides
<commitment>.mandates-alone.smt2  the same, over the mandates without any commitment: what they would give away by themselves
Commitments that are statements and no rules have no script.

WHAT IS TAKEN FOR GRANTED
It stands as assertions in each script. An act is of a component of its own agency, or of none that is known. The room's clock and
operator have only the activities that are the room's alone. House rules that the records show to be broken only ever
forbid, and are left out. Nothing else: every fact may be every word, or unknown, in any combination.
`;

/** What a conformance pack is, and what it covers. */
export function conformanceReadme(pack: ConformancePack, seed: number, rules: number): string {
  const outcomes = OUTCOMES.map((one) => `  ${one.padEnd(15)} ${pack.outcomes[one]}`).join('\n');
  const unmatched = pack.unmatched.length === 0 ? 'none' : [...new Set(pack.unmatched)].join(', ');
  return `A CONFORMANCE PACK
Requests about one mandate set with the decisions that are expected. Whoever decides by the set decides each of them so.

FILES
requests.jsonl  one JSON object a line:
  n        its number
  shows    what it is there for
  facts    the facts of the act: agency, activity, approval, axes, broken, time (milliseconds since 1970-01-01T00:00:00Z)
  outcome  expected: permitted, needs-approval, prohibited or outside
  clauses  expected: the ids of all determining clauses and house rules, sorted, each once
set.json        the set

HOW TO READ IT
How a set decides is in docs/formats.md, section 8, of the sources. A fact may be "unknown", and may be a word that the set does not have,
such as "${ANY_OTHER}". Outcome and clauses must both be the same. Not every combination of facts can come about in a room.

WHAT IT COVERS
${pack.requests.length} requests; seed ${seed}
rules matched at least once: ${pack.matched} of ${rules}
rules that nothing was found to match: ${unmatched}
outcomes
${outcomes}
`;
}
