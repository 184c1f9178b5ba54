import { TERM_NAMES, type TermName } from '../../../../terms/mandate-terms.ts';
import type { DraftText } from './draft-text.ts';

/** Members of a mandate that its form has a field for. */
export const HEAD_FIELDS = [
  'title',
  'mandate',
  'version',
  'holder',
  'issuer',
  'from',
  'until',
  'instrument',
  'openQuestions',
] as const;

/** What stands at a line of a draft, as its form has it. */
export type Place =
  | { readonly field: (typeof HEAD_FIELDS)[number] }
  | { readonly term: TermName }
  | { readonly clause: string };

/** What of the form a line belongs to; null where it has no field for it. @param line from 1 */
export function placeOf(draft: DraftText, line: number): Place | null {
  const isAt = (path: readonly (string | number)[]) => {
    if (draft.at(path) === undefined) return false;
    const [first, last] = draft.linesOf(path);
    return line >= first && line <= last;
  };
  const clauses = draft.at(['clauses']);
  const positions = Array.isArray(clauses) ? [...clauses.keys()] : [];
  const position = positions.find((n) => isAt(['clauses', n]));
  if (position !== undefined) return { clause: String(draft.at(['clauses', position, 'id']) ?? position + 1) };
  const term = TERM_NAMES.find((name) => isAt(['terms', name]));
  if (term !== undefined) return { term };
  const field = HEAD_FIELDS.find((name) => isAt([name]));
  return field === undefined ? null : { field };
}
