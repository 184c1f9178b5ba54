import type { Json } from '../base/json.ts';
import { asReference } from '../mandates/exercise-check.ts';
import type { Answer } from '../terms/answer.ts';

/** What a reference of a script can stand for; of an earlier answer, or read back from its entry. */
export type Entered = Pick<Answer, 'index' | 'outcome' | 'clauses' | 'matter' | 'deed' | 'digest'>;

/** A reference that leads nowhere: the act it names did not open what is wanted of it. */
export class NoReference extends Error {
  override readonly name = 'NoReference';
}

/**
 * The detail of an act with its references resolved: `{matter: d1-014}` becomes the id of the matter that act opened.
 * @throws NoReference
 */
export function resolved(detail: Json, answers: ReadonlyMap<string, Entered>): Json {
  const reference = asReference(detail);
  if (reference !== undefined) {
    const answer = answers.get(reference.act);
    const found = reference.to === 'entry' ? answer?.index : answer?.[reference.to];
    if (found === undefined) throw new NoReference(`\`${reference.act}\` has no ${reference.to} to refer to`);
    return found;
  }
  if (Array.isArray(detail)) return detail.map((item: Json) => resolved(item, answers));
  if (detail === null || typeof detail !== 'object') return detail;
  return Object.fromEntries(Object.entries(detail).map(([name, member]) => [name, resolved(member, answers)]));
}
