import * as z from 'zod';
import type { Json } from '../base/json.ts';
import type { FIXED_AXES, VOCABULARY_AXES } from '../terms/axes.ts';
import { AnyWord, Id, IsoTime, known } from './document-schema.ts';
import { minutesOfDay } from './local-hours.ts';
import type { Path } from './problem.ts';
import type { YamlDocument } from './yaml-document.ts';

/** How the axes of a clause or commitment are written (docs/scenario-documents.md, "A mandate"). */

/** The words of an axis: `any` (whatever, even unknown), some, or all known ones but some. */
export type WordList = 'any' | string[] | { not: string[] };

const LIST_FORM = '`any`, a list of words, or `{not: [..]}`';
const Words = z.array(AnyWord).max(2_000);
const WordListSchema = z.union([z.literal('any'), Words, known({ not: Words })], { error: LIST_FORM });

const Clock = z
  .string()
  .refine((text) => minutesOfDay(text) !== undefined, 'a time of day is written like `08:00`')
  .transform((text) => minutesOfDay(text) ?? 0);

const WindowSchema = z.union(
  [
    known({ phase: Id }),
    known({ from: IsoTime.nullable(), until: IsoTime.nullable() }),
    known({ daily: known({ from: Clock, until: Clock }) }),
  ],
  { error: '`{phase: ..}`, `{from: .., until: ..}` or `{daily: {from: .., until: ..}}`' },
);
export type WrittenWindow = z.infer<typeof WindowSchema>;

const ZonesSchema = z.union([z.literal('any'), z.record(Id, WordListSchema)], {
  error: '`any` or a mapping from kinds of zones to `[inside]` or `[outside]`',
});
const TimeSchema = z.union([z.literal('any'), z.array(WindowSchema).max(200)], {
  error: '`any` or a list of windows',
});

/** The axes that a permit must write, in the order of the documentation. */
export const WRITTEN_AXES = [
  'component',
  'role',
  'purpose',
  'place',
  'room',
  'accompaniment',
  'conferral',
  'clearance',
  'direction',
  'handling',
  'consent',
  'recipient',
  'zones',
  'time',
] as const satisfies readonly (keyof typeof FIXED_AXES | (typeof VOCABULARY_AXES)[number] | 'zones' | 'time')[];

type WrittenAxis = (typeof WRITTEN_AXES)[number];

/** The axes of a forbid or a commitment: what is left out is whatever. */
export const OPTIONAL_AXES = {
  component: WordListSchema.optional(),
  role: WordListSchema.optional(),
  purpose: WordListSchema.optional(),
  place: WordListSchema.optional(),
  room: WordListSchema.optional(),
  accompaniment: WordListSchema.optional(),
  conferral: WordListSchema.optional(),
  clearance: WordListSchema.optional(),
  direction: WordListSchema.optional(),
  handling: WordListSchema.optional(),
  consent: WordListSchema.optional(),
  recipient: WordListSchema.optional(),
  zones: ZonesSchema.optional(),
  time: TimeSchema.optional(),
} satisfies Record<WrittenAxis, z.ZodType>;

const written = (axis: WrittenAxis, form: string) => ({
  error: (issue: { input?: unknown }) =>
    issue.input === undefined ? `!a permit must write \`${axis}\`, with \`any\` in so many words` : form,
});
const permitList = (axis: WrittenAxis) =>
  z.union([z.literal('any'), Words, known({ not: Words })], written(axis, LIST_FORM));

/** The axes of a permit: every one is written. */
export const REQUIRED_AXES = {
  component: permitList('component'),
  role: permitList('role'),
  purpose: permitList('purpose'),
  place: permitList('place'),
  room: permitList('room'),
  accompaniment: permitList('accompaniment'),
  conferral: permitList('conferral'),
  clearance: permitList('clearance'),
  direction: permitList('direction'),
  handling: permitList('handling'),
  consent: permitList('consent'),
  recipient: permitList('recipient'),
  zones: z.union([z.literal('any'), z.record(Id, WordListSchema)], written('zones', '`any` or a mapping')),
  time: z.union([z.literal('any'), z.array(WindowSchema).max(200)], written('time', '`any` or a list of windows')),
} satisfies Record<WrittenAxis, z.ZodType>;

export const ActivityList = WordListSchema;

/** What a clause or commitment covers, as written. */
export type WrittenScope = { readonly activity: WordList } & {
  readonly [axis in Exclude<WrittenAxis, 'zones' | 'time'>]?: WordList | undefined;
} & {
  readonly zones?: 'any' | Record<string, WordList> | undefined;
  readonly time?: 'any' | WrittenWindow[] | undefined;
};

/** The axes of an item exactly as its author wrote them, as plain JSON. */
export function asWritten(document: YamlDocument, path: Path): Record<string, Json> {
  const wrote: Record<string, Json> = {};
  for (const key of ['agency', 'activity', ...WRITTEN_AXES]) {
    const value = document.at([...path, key]);
    if (value !== undefined) wrote[key] = JSON.parse(JSON.stringify(value)) as Json;
  }
  return wrote;
}
