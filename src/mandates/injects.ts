import * as z from 'zod';
import { HOUR, MINUTE, SECOND } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import { Line, Text } from '../terms/act.ts';
import { Id, type Item, known, readItems, readPart } from './document-schema.ts';
import { ExpectSchema, STEP, TIME_MEMBERS, type TimeForm, withTimes } from './exercise.ts';
import { ExerciseCheck, type ExerciseContext } from './exercise-check.ts';
import { quoted } from './problem.ts';
import type { ExerciseAct, Inject, InjectAct } from './scenario.ts';
import type { YamlDocument } from './yaml-document.ts';

const INJECTS_MAX = 200;
const STEPS_MAX = 100;

const OFFSET = /^(-?)(\d{1,4})([smh])$/;
const UNITS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR };

/** Milliseconds of an offset like `90s`, `5m`, `-10m`, `2h`; undefined where it is none. */
function parseOffset(written: Json): number | undefined {
  const match = OFFSET.exec(String(written));
  if (match === null) return undefined;
  const [, sign, count, unit] = match;
  const ms = Number(count) * Number(UNITS[`${unit}`]);
  return sign === '-' ? 0 - ms : ms;
}

const Offset = z
  .string()
  .meta({ pattern: OFFSET.source, examples: ['90s', '5m', '-10m'] })
  .refine((text) => parseOffset(text) !== undefined, 'an offset is written like `90s`, `5m`, `-10m` or `2h`')
  .transform((text) => parseOffset(text) ?? 0);

const StepSchema = known({
  ...STEP,
  after: Offset.refine((ms) => ms >= 0, 'nothing happens before its inject is given'),
  deedAt: Offset.optional(),
  expect: ExpectSchema.optional(),
});
const injectOf = <Step extends z.ZodType>(step: Step) =>
  known({ id: Id, title: Line, text: Text, steps: z.array(step).min(1).max(STEPS_MAX) });
const InjectSchema = injectOf(z.unknown());

const fileOf = <Item extends z.ZodType>(item: Item) => known({ injects: z.array(item).max(INJECTS_MAX) });
const FileSchema = fileOf(z.unknown());

/** injects.yaml as a whole, for its JSON Schema (json-schema.ts). */
export const InjectsFileSchema = fileOf(injectOf(StepSchema)).meta({ title: 'The injects of an exercise' });
type WrittenStep = z.infer<typeof StepSchema>;

/**
 * The injects of an exercise, `injects.yaml`: what its director can let happen, each once. Times are offsets from the moment at which the
 * inject is given. Problems are noted in the document.
 * @param taken ids of the steps of the exercise's days, which no step of an inject may have
 * @param context undefined where the vocabulary, roster or rules could not be read: then only the form is checked
 */
export function readInjects(
  document: YamlDocument,
  context: ExerciseContext | undefined,
  taken: Iterable<string>,
): Inject[] {
  readPart(document, [], FileSchema);
  const items = readItems(document, ['injects'], InjectSchema);
  const ids = new Set<string>();
  const steps = new Set(taken);
  const injects = items.map(({ value: { id, title, text }, path }) => {
    if (ids.has(id)) document.report([...path, 'id'], 'duplicate-id', `the inject ${quoted(id)} is given twice`);
    ids.add(id);
    const written: Item<WrittenStep>[] = readItems<WrittenStep>(document, [...path, 'steps'], StepSchema);
    const check = context === undefined ? undefined : new ExerciseCheck(context);
    const acts = written.flatMap((item) => {
      if (steps.has(item.value.id)) {
        const message = `the act ${quoted(item.value.id)} is given elsewhere too`;
        document.report([...item.path, 'id'], 'duplicate-id', message);
      }
      return check === undefined ? [] : (stepOf(document, item, check) ?? []);
    });
    for (const { value } of written) steps.add(value.id);
    return { id, title, text, steps: acts };
  });
  return injects;
}

const RELATIVE_TIME: TimeForm = { wanted: 'an offset like `5m` or `2h`', read: parseOffset };

function stepOf(
  document: YamlDocument,
  { value, path }: Item<WrittenStep>,
  check: ExerciseCheck,
): InjectAct | undefined {
  const { after, deedAt, expect, ...written } = value;
  if (expect !== undefined) check.expectation(document, [...path, 'expect'], expect);
  const act = check.act(document, path, { ...written, at: after, deedAt });
  if (act === undefined) return undefined;
  const { at, deedAt: deedAfter, step: _, ...rest } = act;
  const detail = withTimes(document, [...path, 'detail'], act.detail, RELATIVE_TIME);
  return { ...rest, after: at, deedAfter, detail, expect: expect ?? null };
}

/** An act of an inject that was given, with its times in room time; `expect` is null where the outcome depends on how the room stands. */
export type InjectedAct = Omit<ExerciseAct, 'expect'> & { readonly expect: ExerciseAct['expect'] | null };

/** The acts of an inject that is given at this room time (ms), ascending; references in `detail` are still to be resolved. */
export function injectedActs(inject: Inject, given: number): InjectedAct[] {
  return inject.steps.map(({ after, deedAfter, ...act }) => ({
    ...act,
    step: 'act',
    at: given + after,
    deedAt: given + deedAfter,
    detail: shifted(act.detail, given) as Record<string, Json>,
  }));
}

function shifted(value: Json, by: number): Json {
  if (Array.isArray(value)) return value.map((item: Json) => shifted(item, by));
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value as Readonly<Record<string, Json>>).map(([name, member]): [string, Json] => [
    name,
    TIME_MEMBERS.has(name) && typeof member === 'number' ? by + member : shifted(member, by),
  ]);
  return Object.fromEntries(members);
}
