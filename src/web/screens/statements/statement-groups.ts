import * as z from 'zod';
import { isDay } from '../../../base/day.ts';
import type { MandatesShown } from '../../../terms/api/event.ts';

export type Reported = MandatesShown['statements'][number];

/** The row of a statement (src/matters/statements/rows.ts). */
export const StatementRow = z.object({
  id: z.string(),
  office: z.string(),
  said: z.string(),
  source: z.string(),
  contradicts: z.array(z.string()),
  index: z.number(),
});
export type StatementRow = z.infer<typeof StatementRow>;

/** What the screen shows, as it stands in the address. */
export const StatementsView = z.object({
  q: z.string().max(200).catch(''),
  /** A statement that is looked for. */
  statement: z.string().max(80).catch(''),
});

/** Statements that contradict each other, however many steps apart, stand together; latest group first, oldest of a group first. */
export function contradictionGroups<Row extends { readonly id: string; readonly contradicts: readonly string[] }>(
  rows: readonly Row[],
): readonly (readonly Row[])[] {
  const groupOf = new Map(rows.map(({ id }) => [id, id]));
  const root = (id: string): string => {
    const above = groupOf.get(id) ?? id;
    return above === id ? id : root(above);
  };
  for (const { id, contradicts } of rows) {
    for (const other of contradicts) if (groupOf.has(other)) groupOf.set(root(other), root(id));
  }
  return [...Map.groupBy(rows, ({ id }) => root(id)).values()];
}

/** Reported statements by topic, in the order of the topics; those without one last, under null. */
export function byTopic(statements: readonly Reported[]): readonly (readonly [string | null, readonly Reported[]])[] {
  const groups = [...Map.groupBy(statements, ({ topic }) => topic)];
  return groups.sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a.localeCompare(b)));
}

/** `c4-room` is read `room`; the number only orders. */
export function topicName(topic: string): string {
  return topic.replace(/^c\d+-/, '').replaceAll('-', ' ');
}

/** Who is contradicted by whom, both ways: a contradiction stands on both sides, though only one says so. */
export function bothWays(
  rows: readonly { readonly id: string; readonly contradicts: readonly string[] }[],
): ReadonlyMap<string, readonly string[]> {
  const pairs = rows.flatMap(({ id, contradicts }) =>
    contradicts.flatMap((other) => [
      [id, other],
      [other, id],
    ]),
  );
  return new Map(
    [...Map.groupBy(pairs, ([id = '']) => id)].map(([id, found]) => [
      id,
      [...new Set(found.map(([, other = '']) => other))],
    ]),
  );
}

export type StatementForm = {
  readonly office: string;
  readonly saidOn: string;
  readonly where: string;
  readonly text: string;
  readonly source: string;
  readonly contradicts: readonly string[];
};
export const EMPTY_FORM: StatementForm = { office: '', saidOn: '', where: '', text: '', source: '', contradicts: [] };

/** What the form still wants. */
export function wanted(form: StatementForm): readonly (keyof StatementForm)[] {
  const missing: (keyof StatementForm)[] = [];
  if (form.office === '') missing.push('office');
  if (!isDay(form.saidOn)) missing.push('saidOn');
  if (form.text.trim() === '') missing.push('text');
  if (form.source.trim() === '') missing.push('source');
  return missing;
}

/** The detail of `statement.register`, of a form that wants nothing more. */
export function detailOf({ office, saidOn, where, text, source, contradicts }: StatementForm) {
  return {
    office,
    saidOn,
    where: where.trim() === '' ? null : where.trim(),
    text: text.trim(),
    source: source.trim(),
    contradicts: [...contradicts],
  };
}
