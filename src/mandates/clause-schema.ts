import * as z from 'zod';
import type { Json } from '../base/json.ts';
import { FIXED_AXES, type VOCABULARY_AXES, ZONE_TOKENS } from '../terms/axes.ts';
import { AnyWord, Id, IsoTime, known } from './document-schema.ts';
import { minutesOfDay } from './local-hours.ts';
import type { Path } from './problem.ts';
import type { YamlDocument } from './yaml-document.ts';

/** How the axes of a clause or commitment are written (docs/scenario-documents.md, "A mandate"). */

/** The words of an axis: `any` (whatever, even unknown), some, or all known ones but some. */
export type WordList = 'any' | string[] | { not: string[] };

const LIST_FORM = '`any`, a list of words, or `{not: [..]}`';
/** @param words all that there are, where they are the same in every event: for completion in editors, and for programs without a vocabulary */
function wordList(words?: readonly string[]) {
  const word = words === undefined ? AnyWord : AnyWord.meta({ enum: [...words] });
  const list = z.array(word).max(2_000);
  const others = known({ not: list.describe('Every word of the axis but these.') });
  return [z.literal('any'), list.meta({ minItems: 1 }), others] as const;
}

const WordListSchema = z.union(wordList(), { error: LIST_FORM });

const CLOCK = '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$';
const Clock = z
  .string()
  .meta({ pattern: CLOCK, examples: ['08:00', '24:00'] })
  .refine((text) => minutesOfDay(text) !== undefined, 'a time of day is written like `08:00`')
  .transform((text) => minutesOfDay(text) ?? 0);

const WindowSchema = z.union(
  [
    known({ phase: Id.describe('A phase of the vocabulary.') }),
    known({
      from: IsoTime.nullable().describe('The beginning; null: since ever.'),
      until: IsoTime.nullable().describe('The end, which is not in it any more; null: for ever.'),
    }),
    known({
      daily: known({
        from: Clock.describe('Local time of the event.'),
        until: Clock.describe('Local time of the event; `24:00` is the end of the day.'),
      }).describe('Hours of every day; the mandate must have a beginning and an end.'),
    }),
  ],
  { error: '`{phase: ..}`, `{from: .., until: ..}` or `{daily: {from: .., until: ..}}`' },
);
export type WrittenWindow = z.infer<typeof WindowSchema>;

const ZoneWords = z.union(wordList(ZONE_TOKENS), { error: LIST_FORM });
const zones = () => [z.literal('any'), z.record(Id, ZoneWords)] as const;
const times = () => [z.literal('any'), z.array(WindowSchema).max(200).meta({ minItems: 1 })] as const;

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

/** What says in a clause or commitment whom and what it is about, in the order of writing. */
export const SCOPE_KEYS = ['agency', 'activity', ...WRITTEN_AXES] as const;

type WrittenAxis = (typeof WRITTEN_AXES)[number];

/** What an author must know of each axis. */
const AXIS_TOLD: Readonly<Record<WrittenAxis, string>> = {
  component: 'Components of the agency, `us-ice.hsi`: who within it acts.',
  role: 'Roles of the vocabulary: as what the person sits at their desk.',
  purpose: 'Purposes of the vocabulary: what it is done for.',
  place: 'Places of the vocabulary: where the deed is. A place that has parts means all of them.',
  room: 'Where the actor is signed on: ids of rooms, or `none`.',
  accompaniment: 'Whether somebody of the host is at their side.',
  conferral: 'Whether the host has conferred the power that the activity uses.',
  clearance: 'Whether the actor holds the clearance that is needed.',
  direction: 'Under whose direction it is done: the host’s, or their own.',
  handling: 'The marking of what is passed on; `none` where nothing is.',
  consent: 'Whether the originator of what is passed on has consented.',
  recipient: 'Components to which it is passed on, or `none`.',
  zones: 'Whether the place lies in zones: a kind of zone, then `[inside]` or `[outside]`.',
  time: 'When: windows, phases, or hours of the day. The mandate’s own time bounds them all.',
};

function optionalList(axis: WrittenAxis, words?: readonly string[]) {
  const told = `${AXIS_TOLD[axis]} Left out: whatever, even unknown.`;
  return z.union(wordList(words), { error: LIST_FORM }).optional().describe(told);
}

/** The axes of a forbid or a commitment: what is left out is whatever. */
export const OPTIONAL_AXES = {
  component: optionalList('component'),
  role: optionalList('role'),
  purpose: optionalList('purpose'),
  place: optionalList('place'),
  room: optionalList('room'),
  accompaniment: optionalList('accompaniment', FIXED_AXES.accompaniment),
  conferral: optionalList('conferral', FIXED_AXES.conferral),
  clearance: optionalList('clearance', FIXED_AXES.clearance),
  direction: optionalList('direction', FIXED_AXES.direction),
  handling: optionalList('handling', FIXED_AXES.handling),
  consent: optionalList('consent', FIXED_AXES.consent),
  recipient: optionalList('recipient'),
  zones: z
    .union(zones(), { error: '`any` or a mapping from kinds of zones to `[inside]` or `[outside]`' })
    .optional()
    .describe(AXIS_TOLD.zones),
  time: z.union(times(), { error: '`any` or a list of windows' }).optional().describe(AXIS_TOLD.time),
} satisfies Record<WrittenAxis, z.ZodType>;

const written = (axis: WrittenAxis, form: string) => ({
  error: (issue: { input?: unknown }) =>
    issue.input === undefined ? `!a permit must write \`${axis}\`, with \`any\` in so many words` : form,
});
function permitList(axis: WrittenAxis, words?: readonly string[]) {
  const told = `${AXIS_TOLD[axis]} Must be known to match; \`any\`: it does not matter.`;
  return z.union(wordList(words), written(axis, LIST_FORM)).describe(told);
}

/** The axes of a permit: every one is written. */
export const REQUIRED_AXES = {
  component: permitList('component'),
  role: permitList('role'),
  purpose: permitList('purpose'),
  place: permitList('place'),
  room: permitList('room'),
  accompaniment: permitList('accompaniment', FIXED_AXES.accompaniment),
  conferral: permitList('conferral', FIXED_AXES.conferral),
  clearance: permitList('clearance', FIXED_AXES.clearance),
  direction: permitList('direction', FIXED_AXES.direction),
  handling: permitList('handling', FIXED_AXES.handling),
  consent: permitList('consent', FIXED_AXES.consent),
  recipient: permitList('recipient'),
  zones: z.union(zones(), written('zones', '`any` or a mapping')).describe(AXIS_TOLD.zones),
  time: z.union(times(), written('time', '`any` or a list of windows')).describe(AXIS_TOLD.time),
} satisfies Record<WrittenAxis, z.ZodType>;

export const ActivityList = WordListSchema.describe(
  'Activities of the vocabulary, kinds of the room’s own acts, or `group:<id>`. A permit to a guest lists them one by one.',
);

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
  for (const key of SCOPE_KEYS) {
    const value = document.at([...path, key]);
    if (value !== undefined) wrote[key] = JSON.parse(JSON.stringify(value)) as Json;
  }
  return wrote;
}
