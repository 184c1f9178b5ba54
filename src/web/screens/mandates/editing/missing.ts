import { WRITTEN_AXES } from '../../../../mandates/clause-schema.ts';
import type { Path, Problem } from '../../../../mandates/problem.ts';
import type { Value } from '../../../../mandates/yaml-value.ts';
import { TERM_NAMES, type TermName } from '../../../../terms/mandate-terms.ts';
import type { DraftText } from './draft-text.ts';

/** What nobody has written yet: no fault, but it has to be said. */
export type Missing = {
  readonly title: boolean;
  /** Neither an instrument is named nor the question that says so. */
  readonly instrument: boolean;
  /** Terms that are neither stated nor left open. */
  readonly terms: readonly TermName[];
  /** Terms that are stated without a source. */
  readonly sources: readonly TermName[];
  /** Clauses of which something is missing, and what. */
  readonly clauses: readonly MissingOfClause[];
};

/** What is not written of the clause at a position. */
export type MissingOfClause = {
  readonly position: number;
  readonly parts: readonly (typeof PARTS)[number][];
  readonly axes: readonly (typeof WRITTEN_AXES)[number][];
};

const PARTS = ['text', 'source', 'activity'] as const;

/** How the reader of drafts calls what is empty and may not be; a list of words that is empty lets nothing match. */
const EMPTY_RULES = ['too-small', 'never-applies'];
/** … and what is not there, as the axis of a permit that has to be written. */
const ABSENT_RULE = 'missing';
/** … and a mandate that rests on nothing and does not say so. */
const NO_INSTRUMENT_RULE = 'no-instrument';

/** Takes apart what a draft lacks because nobody wrote it yet, and what is wrong in what was written. */
export function missingIn(
  draft: DraftText,
  problems: readonly Problem[],
): { readonly missing: Missing; readonly faults: readonly Problem[] } {
  const left = new Set(problems);
  const takeAt = (path: Path, isEmpty: boolean): boolean => {
    if (!isEmpty || draft.at(path) === undefined) return false;
    const [first, last] = draft.linesOf(path);
    const own = [...left].filter(({ rule, line }) => EMPTY_RULES.includes(rule) && line >= first && line <= last);
    for (const problem of own) left.delete(problem);
    return own.length > 0;
  };
  const isBlank = (path: Path) => isNothing(draft.at(path));
  const terms = TERM_NAMES.filter((name) =>
    takeAt(['terms', name], isBlank(['terms', name, 'text']) && draft.at(['terms', name, 'open']) === undefined),
  );
  const sources = TERM_NAMES.filter((name) => takeAt(['terms', name], isBlank(['terms', name, 'source'])));
  const list = draft.at(['clauses']);
  const positions = Array.isArray(list) ? [...list.keys()] : [];
  const lacks = (n: number) => PARTS.filter((part) => takeAt(['clauses', n, part], isBlank(['clauses', n, part])));
  const unstatedIn = (n: number) => {
    const [first, last] = draft.linesOf(['clauses', n]);
    const names = WRITTEN_AXES.filter((axis) => draft.at(['clauses', n, axis]) === undefined);
    const here = [...left].filter(({ rule, line }) => rule === ABSENT_RULE && line >= first && line <= last);
    return names.filter((axis) => {
      const own = here.find(({ message }) => message.includes(`\`${axis}\``));
      return own !== undefined && left.delete(own);
    });
  };
  const clauses = positions.flatMap((position) => {
    const [parts, axes] = [lacks(position), unstatedIn(position)];
    return parts.length + axes.length === 0 ? [] : [{ position, parts, axes }];
  });
  const title = takeAt(['title'], isBlank(['title']));
  const unfounded = problems.filter(({ rule }) => rule === NO_INSTRUMENT_RULE);
  for (const problem of unfounded) left.delete(problem);
  const instrument = unfounded.length > 0;
  return {
    missing: { title, instrument, terms, sources, clauses },
    faults: problems.filter((problem) => left.has(problem)),
  };
}

/** How many things are still to be written. */
export function countOf({ title, instrument, terms, sources, clauses }: Missing): number {
  const ofClauses = clauses.reduce((sum, { parts, axes }) => sum + parts.length + axes.length, 0);
  return (title ? 1 : 0) + (instrument ? 1 : 0) + terms.length + sources.length + ofClauses;
}

function isNothing(value: Value | undefined): boolean {
  return value === '' || value === null || (Array.isArray(value) && value.length === 0);
}
