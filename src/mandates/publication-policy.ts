import * as z from 'zod';
import { HOUR } from '../base/clock.ts';
import { byCodeUnits } from '../base/order.ts';
import type { Mode } from '../terms/act.ts';
import { ACT_KINDS, ROOM_KINDS } from '../terms/act-kinds.ts';
import { IsoTime, known, readPart } from './document-schema.ts';
import { quoted } from './problem.ts';
import type { YamlDocument } from './yaml-document.ts';

/** Fields of an entry that may be opened to the public (docs/decisions/0022-opened-to-the-public.md says why no others). */
export const PUBLIC_FIELDS = ['activityClass', 'agency', 'kind', 'outcome'] as const;

/** Floors, which no document goes below. */
export const PUBLICATION_FLOORS = {
  /** As many alike at least: what fewer have in common stays closed. */
  alike: 5,
  /** In a live room, after the event's end, hours. */
  liveEventHours: 7 * 24,
  /** In a live room, after the act itself, hours. */
  liveActHours: 30 * 24,
  exerciseHours: 1,
} as const;

export type PublicationPolicy = {
  /** When the event is over: room time, ms. */
  readonly ends: number;
  /** From one batch to the next at least. */
  readonly everyMs: Readonly<Record<Mode, number>>;
  /** Of an act the first counts that names its kind. */
  readonly opens: readonly PublicationRule[];
};

export type PublicationRule = {
  /** Sorted; null for any. */
  readonly kinds: readonly string[] | null;
  /** Sorted. */
  readonly fields: readonly PublicField[];
  /** How many entries at least have all of these fields alike. */
  readonly alike: number;
} & Readonly<Record<Mode, { readonly after: 'act' | 'event'; readonly delayMs: number }>>;

export type PublicField = (typeof PUBLIC_FIELDS)[number];

const HOURS_MAX = 20 * 366 * 24;
const RULES_MAX = 50;
const KINDS = ACT_KINDS.filter((kind) => !ROOM_KINDS.some((own) => own === kind));

const hours = (least: number) => z.int().min(least).max(HOURS_MAX);
const AFTER = z
  .enum(['event', 'act'])
  .describe('From when the hours count: from the end of the event, or from the act.');
const RuleSchema = known({
  kinds: z
    .union([z.literal('any'), z.array(z.enum(KINDS)).min(1).max(KINDS.length)])
    .describe('Kinds of acts, or `any`. Of an act the first rule counts that names its kind.'),
  fields: z.array(z.enum(PUBLIC_FIELDS)).min(1).max(PUBLIC_FIELDS.length).describe('What of an entry is opened.'),
  alike: z
    .int()
    .min(PUBLICATION_FLOORS.alike)
    .max(1_000_000)
    .multipleOf(PUBLICATION_FLOORS.alike)
    .describe(
      'A multiple of five: so many entries at least that have all opened fields alike; of fewer none is opened.',
    ),
  live: known({ after: AFTER, hours: hours(PUBLICATION_FLOORS.liveEventHours) }),
  exercise: known({ after: AFTER, hours: hours(PUBLICATION_FLOORS.exerciseHours) }),
});

/** publication.yaml (docs/scenario-documents.md). */
export const PublicationSchema = known({
  ends: IsoTime.describe('When the event is over.'),
  every: known({
    live: hours(PUBLICATION_FLOORS.liveEventHours),
    exercise: hours(PUBLICATION_FLOORS.exerciseHours),
  }).describe('Hours from one batch to the next at least.'),
  opens: z.array(RuleSchema).max(RULES_MAX).describe('What is opened, when, and where enough are alike.'),
}).meta({ title: 'What of the ledger of an event is opened to the public' });

/** What of the ledger is opened to the public, and when: publication.yaml. Problems are noted in the document. */
export function readPublicationPolicy(document: YamlDocument): PublicationPolicy | null {
  const read = readPart(document, [], PublicationSchema);
  if (read === undefined) return null;
  for (const [n, { kinds, fields, live }] of read.opens.entries()) {
    if (live.after === 'act' && live.hours < PUBLICATION_FLOORS.liveActHours) {
      const message = `in a live room nothing is opened before ${PUBLICATION_FLOORS.liveActHours} hours after the act, or ${PUBLICATION_FLOORS.liveEventHours} after the event`;
      document.report(['opens', n, 'live', 'hours'], 'too-small', message);
    }
    const lists = [...(kinds === 'any' ? [] : [['kinds', kinds] as const]), ['fields', fields] as const];
    for (const [name, list] of lists) {
      for (const [k, word] of list.entries()) {
        if ((list as readonly string[]).indexOf(word) === k) continue;
        document.report(['opens', n, name, k], 'duplicate-id', `${quoted(word)} is given twice`);
      }
    }
  }
  const rules = read.opens.map((rule): PublicationRule => {
    const kinds = rule.kinds === 'any' ? null : rule.kinds.toSorted(byCodeUnits);
    const delay = ({ after, hours }: (typeof rule)['live']) => ({ after, delayMs: hours * HOUR });
    const fields = rule.fields.toSorted(byCodeUnits);
    return { kinds, fields, alike: rule.alike, live: delay(rule.live), exercise: delay(rule.exercise) };
  });
  const every = { live: read.every.live * HOUR, exercise: read.every.exercise * HOUR };
  return { ends: read.ends, everyMs: every, opens: rules };
}
