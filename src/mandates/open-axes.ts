import type { Finding } from './findings/findings.ts';
import type { MandateDocument, OpenQuestion, Scenario } from './scenario.ts';

/** An axis that a question leaves open, and the permits that say something on it all the same. */
export type OpenAxis = { readonly question: string; readonly axis: string; readonly permits: readonly string[] };

/**
 * What keeps a mandate out of a live room: each question that it lists and that names an axis, with its permits. Every permit writes
 * every axis, so every permit answers what the question says is unanswered: a list in its way, and `any` in the widest way there is.
 * A forbid answers nothing, for it matches what is unknown too; a mandate of forbids alone is kept out by no question.
 */
export function openAxesOf(
  { openQuestions, clauses }: Pick<MandateDocument, 'openQuestions' | 'clauses'>,
  questions: readonly Pick<OpenQuestion, 'id' | 'axis'>[],
): OpenAxis[] {
  const permits = clauses.flatMap(({ id, effect }) => (effect === 'forbid' ? [] : [id]));
  if (permits.length === 0) return [];
  return questions.flatMap(({ id, axis }) =>
    axis !== null && openQuestions.includes(id) ? [{ question: id, axis, permits }] : [],
  );
}

/** The same of every mandate of an event, for its authors. */
export function openAxisFindings({ mandates, questions }: Pick<Scenario, 'mandates' | 'questions'>): Finding[] {
  return mandates.flatMap((document) =>
    openAxesOf(document, questions).map((open) => ({ finding: 'open-axis', clause: document.mandate, ...open })),
  );
}
