import * as z from 'zod';
import type { Json } from '../base/json.ts';
import { Text } from '../terms/act.ts';
import { ACT_KINDS, ENDING_KINDS } from '../terms/act-kinds.ts';
import { OUTCOMES } from '../terms/outcome.ts';
import { DottedId, Id, IsoTime, type Item, known, parseTime, readItems, readPart } from './document-schema.ts';
import { ExerciseCheck, type ExerciseContext } from './exercise-check.ts';
import { type Path, quoted } from './problem.ts';
import type { ExerciseScript, ExerciseStep } from './scenario.ts';
import type { YamlDocument } from './yaml-document.ts';
import type { Value } from './yaml-value.ts';

const ACTS_MAX = 20_000;

const dayOf = <Step extends z.ZodType>(step: Step) =>
  known({ exercise: Id, day: z.int().min(1), acts: z.array(step).max(ACTS_MAX) });
const HeaderSchema = dayOf(z.unknown());

/** What a step of a script and one of an inject are written with alike; they differ in how they give times. */
export const STEP = {
  id: Id,
  by: z.string().min(1).max(96),
  desk: DottedId.nullable().default(null),
  kind: z.enum(ACT_KINDS),
  form: z.enum(['proposal', 'report']).optional(),
  activity: z.string().optional(),
  purpose: z.string().optional(),
  place: z.string().optional(),
  detail: z.record(z.string(), z.json()).default({}),
};
export const ExpectSchema = known({
  outcome: z.enum(OUTCOMES),
  clauses: z.array(z.string().max(160)).max(100),
  source: Text,
});

const ActSchema = known({ ...STEP, at: IsoTime, deedAt: IsoTime.optional(), expect: ExpectSchema });

const CheckSchema = known({
  id: Id,
  at: IsoTime,
  check: known({ kind: z.enum(ENDING_KINDS), of: Id }),
  /** The decision that the entry brings, where it is one that is taken again. */
  expect: ExpectSchema.optional(),
});

/** `exercise/day-<n>.yaml` as a whole, for its JSON Schema (json-schema.ts). */
export const DayFileSchema = dayOf(z.union([ActSchema, CheckSchema])).meta({ title: 'A day of an exercise' });

export type WrittenAct = Omit<z.infer<typeof ActSchema>, 'expect'>;
export type Expectation = z.infer<typeof ExpectSchema>;
export type WrittenCheck = z.infer<typeof CheckSchema>;
type WrittenStep = z.infer<typeof ActSchema> | WrittenCheck;

/**
 * The days of an exercise, `exercise/day-<n>.yaml`, in order. Problems are noted in the documents; a day that has some is left out.
 * @param days documents by the number in their name, ascending
 * @param context undefined where the vocabulary, roster or rules could not be read: then only the form is checked
 */
export function readExercise(
  days: readonly { readonly day: number; readonly document: YamlDocument }[],
  context: ExerciseContext | undefined,
): ExerciseScript[] {
  const check = context === undefined ? undefined : new ExerciseCheck(context);
  return days.flatMap(({ day, document }) => {
    const header = readPart(document, [], HeaderSchema);
    const items: Item<WrittenStep>[] = readItems<WrittenStep>(document, ['acts'], stepSchema);
    if (header === undefined || check === undefined) return [];
    if (header.day !== day) {
      document.report(['day'], 'day-of-file', `the day is ${header.day}, but the file is named for day ${day}`);
    }
    if (context !== undefined && header.exercise !== context.scenario) {
      const message = `the exercise is ${quoted(header.exercise)}, but the scenario is ${quoted(context.scenario)}`;
      document.report(['exercise'], 'exercise-of-scenario', message);
    }
    const steps = items.flatMap((item) => stepOf(document, item, check) ?? []);
    return document.problems.length > 0 ? [] : [{ exercise: header.exercise, day: header.day, steps }];
  });
}

function stepSchema(written: Value | undefined): z.ZodType<WrittenStep> {
  const isCheck = written !== null && typeof written === 'object' && 'check' in written;
  return isCheck ? CheckSchema : ActSchema;
}

function stepOf(
  document: YamlDocument,
  { value, path }: Item<WrittenStep>,
  check: ExerciseCheck,
): ExerciseStep | undefined {
  if ('check' in value) {
    check.checkStep(document, path, value);
    const { expect, ...step } = value;
    return { step: 'check', ...step, ...(expect === undefined ? {} : { expect }) };
  }
  check.expectation(document, [...path, 'expect'], value.expect);
  const act = check.act(document, path, value);
  if (act === undefined) return undefined;
  return { ...act, detail: withTimes(document, [...path, 'detail'], act.detail, WRITTEN_TIME), expect: value.expect };
}

/** Members of `detail` that hold a time. */
export const TIME_MEMBERS: ReadonlySet<string> = new Set(['due', 'expires', 'from', 'until', 'validUntil']);

/** How a time inside `detail` is written: what it should look like, and its milliseconds, undefined where it is none. */
export type TimeForm = { readonly wanted: string; read(written: Json): number | undefined };

const WRITTEN_TIME: TimeForm = {
  wanted: 'a time like `2026-02-05T06:00:00Z`',
  read: (written) => (typeof written === 'string' ? parseTime(written) : Number(written)),
};

/** The same detail with its times in milliseconds; what is no time where one is wanted is noted, and kept. */
export function withTimes(
  document: YamlDocument,
  path: Path,
  detail: Readonly<Record<string, Json>>,
  form: TimeForm,
): Record<string, Json> {
  const members = Object.entries(detail).map(([name, member]): [string, Json] => {
    const at = [...path, name];
    const isTime = TIME_MEMBERS.has(name) && (typeof member === 'string' || typeof member === 'number');
    if (!isTime) return [name, timesWithin(document, at, member, form)];
    const ms = form.read(member);
    if (ms === undefined) {
      document.report(at, 'malformed', `${quoted(name)} must be ${form.wanted}, not ${quoted(String(member))}`);
    }
    return [name, ms ?? member];
  });
  return Object.fromEntries(members);
}

function timesWithin(document: YamlDocument, path: Path, value: Json, form: TimeForm): Json {
  if (Array.isArray(value)) return value.map((item: Json, n) => timesWithin(document, [...path, n], item, form));
  if (value === null || typeof value !== 'object') return value;
  return withTimes(document, path, value as Readonly<Record<string, Json>>, form);
}
