import * as z from 'zod';
import type { MandatesShown } from '../../../terms/api/event.ts';
import { TERM_TITLES } from '../../../terms/mandate-terms.ts';

export type Mandate = MandatesShown['mandates'][number];
export type Clause = Mandate['clauses'][number];

/** What the screen shows, as it stands in the address. */
export const MandatesView = z.object({
  q: z.string().max(200).catch(''),
  /** A clause, commitment, house rule, question or source that is looked for. */
  clause: z.string().max(80).catch(''),
  /** A mandate that is about to be put in force (`enforce us-hsi`) or suspended (`suspend us-hsi`). */
  direct: z.string().max(80).catch(''),
});
export type MandatesView = z.infer<typeof MandatesView>;

/** The arrangement with the mandates of the reader's own agency before the others: a guest comes to read their own. */
export function ownFirst(all: MandatesShown, agency: string): MandatesShown {
  const own = (mandate: MandatesShown['mandates'][number]) => (mandate.holder.id === agency ? 0 : 1);
  return { ...all, mandates: [...all.mandates].sort((a, b) => own(a) - own(b)) };
}

/**
 * The arrangement with only what holds every word of `q`; a mandate whose own title or holder holds them stays whole.
 * @param everyName what an agency is called in any language
 */
export function arrangementWith(
  all: MandatesShown,
  q: string,
  everyName: (agency: string) => readonly string[],
): MandatesShown {
  const words = wordsOf(q);
  if (words.length === 0) return all;
  const holds = (...texts: readonly (string | null)[]) => holdsAll(words, texts);
  return {
    ...all,
    mandates: all.mandates.flatMap((mandate) => {
      const { id, title, holder, issuer, instrument, openQuestions } = mandate;
      if (holds(id, title, ...everyName(holder.id), ...everyName(issuer.id), instrument)) return [mandate];
      const clauses = mandate.clauses.filter((clause) => holds(...clauseTexts(clause)));
      const questions = openQuestions.filter((question) => holds(question, questionText(all, question)));
      const terms = mandate.terms.filter((term) => holds(...termTexts(all, term)));
      const found = clauses.length + questions.length + terms.length;
      return found === 0 ? [] : [{ ...mandate, clauses, openQuestions: questions, terms }];
    }),
    commitments: all.commitments.filter(({ id, by, text, date, why, source }) => {
      return holds(id, by, text, date, why, ...source);
    }),
    questions: all.questions.filter(({ id, text, axis, source }) => holds(id, text, axis, ...source)),
    sources: all.sources.filter(({ id, kind, title, date, note }) => holds(id, kind, title, date, note)),
    houseRules: all.houseRules.filter(({ id, text }) => holds(id, text)),
  };
}

/** The text of an open question that a mandate names; null where the event states none under this id. */
export function questionText({ questions }: Pick<MandatesShown, 'questions'>, id: string): string | null {
  return questions.find((question) => question.id === id)?.text ?? null;
}

/** Is there something under this id that can be led to? */
export function isCitable(all: MandatesShown, id: string): boolean {
  const { mandates, commitments, questions, sources, houseRules } = all;
  const cited = [
    ...mandates.flatMap(({ clauses }) => clauses),
    ...commitments,
    ...questions,
    ...sources,
    ...houseRules,
  ];
  return cited.some((one) => one.id === id);
}

/** How many clauses rest on an assumption, of how many. */
export function assumptions({ clauses }: Pick<Mandate, 'clauses'>): { readonly count: number; readonly of: number } {
  return { count: clauses.filter(({ basis }) => basis === 'assumption').length, of: clauses.length };
}

/** The axes of a clause that are not `any`, as they were written: axis and words. */
export function narrowedAxes({
  written,
}: Pick<Clause, 'written'>): readonly [axis: string, words: readonly string[]][] {
  return Object.entries(written).flatMap(([axis, value]) => {
    if (value === 'any') return [];
    return [[axis, writtenWords(value)] as const];
  }) as [string, readonly string[]][];
}

/** `['a', 'b']` as it is; `{ daily: { from: '08:00', until: '20:00' } }` as `daily: from: 08:00, until: 20:00`. */
function writtenWords(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(writtenWords);
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.entries(value).map(([name, inner]) => `${name}: ${writtenWords(inner).join(', ')}`);
}

/** Open matters that rest on a mandate or belong to its holder, by slice: what a suspension ends (src/matters/mandates). */
export function restingOn(
  mandate: Pick<Mandate, 'id' | 'holder'>,
  rows: readonly { readonly row: Readonly<Record<string, unknown>> }[],
  holderHasOthers: boolean,
): number {
  return rows.filter(({ row }) => {
    const clauses = Array.isArray(row['clauses']) ? row['clauses'] : [];
    const rests = clauses.some((clause) => typeof clause === 'string' && clause.startsWith(`${mandate.id}/`));
    return rests || (!holderHasOthers && row['agency'] === mandate.holder.id);
  }).length;
}

function clauseTexts({ id, text, effect, basis, source, written }: Clause): readonly string[] {
  return [id, text, effect, basis, ...source, ...Object.values(written).flatMap((value) => JSON.stringify(value))];
}

function termTexts(all: MandatesShown, { name, text, source, open }: Mandate['terms'][number]): (string | null)[] {
  const question = open === null ? null : questionText(all, open);
  return [TERM_TITLES.en[name], TERM_TITLES.it[name], text, ...source, open, question];
}

function wordsOf(q: string): string[] {
  return q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

function holdsAll(words: readonly string[], texts: readonly (string | null)[]): boolean {
  const text = texts.join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}
