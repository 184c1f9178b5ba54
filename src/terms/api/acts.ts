import * as z from 'zod';
import { ActEnvelope, Time } from '../act.ts';
import { OUTCOMES } from '../outcome.ts';
import { digits } from './digits.ts';
import { ActsRowShown, AnswerShown, ClauseShown, NearMissShown, PageQuery, pageOf, Told } from './parts.ts';
import { plainText } from './plain-text.ts';

/** `POST /api/preview`: what would be decided, recorded nowhere. The act is as it would be signed; `id` may be any. */
export const PreviewRequest = z.strictObject({ act: ActEnvelope });
export type PreviewRequest = z.infer<typeof PreviewRequest>;

/** A decision in words and clauses. */
const Decided = z.object({
  outcome: z.enum(OUTCOMES),
  clauses: z.array(ClauseShown),
  near: z.array(NearMissShown.extend({ text: z.string() })),
  /** The decision in a sentence, near misses included. */
  told: Told,
  /** Which facts are not known, where a clause counts for that alone; null where none does. */
  unknown: Told.nullable(),
});

/**
 * Of a deed, which is decided for all of its time: the later moment of it by which it is, where it fares worse then than at its beginning. Null where it does
 * not, and of all else.
 */
const Within = Time.nullable();

export const Preview = Decided.extend({
  view: z.int(),
  within: Within,
  /** What the act would open: a request for approval, or nothing. */
  opens: z.enum(['request', 'nothing', 'effect']),
  /**
   * Of a suspension that would take effect: commitments that the mandates left in force would not keep by their own text, and do now. It holds nothing up.
   */
  unkept: z.array(z.object({ commitment: z.string(), mandate: z.string() })),
  /**
   * Of an answer to a challenge that would take effect: the deed, decided again as what it is found to be, and whether it goes on and ends by that. Null of
   * every other act.
   */
  again: Decided.extend({ ends: z.boolean() }).nullable(),
});
export type Preview = z.infer<typeof Preview>;

/** `GET /api/acts`: what the reader may see, newest first unless `order=asc`. */
export const ActsQuery = PageQuery.extend({
  order: z.enum(['asc', 'desc']).default('desc'),
  /** Words to look for in the line, its matter, person, place, activity or clauses. */
  q: plainText(200).optional(),
  kind: plainText(40).optional(),
  matter: plainText(80).optional(),
  person: plainText(64).optional(),
  agency: plainText(64).optional(),
  room: plainText(64).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  /** `yes`: only reports, whose outcome is a verdict on what they tell of; `no`: only what was asked for and decided. */
  report: z.enum(['yes', 'no']).optional(),
  from: digits().optional(),
  until: digits().optional(),
});
export const ActsPage = pageOf(ActsRowShown);

/** `GET /api/acts/:index`: one entry whole, for those who may see it. */
export const ActDetail = z.object({
  view: z.int(),
  row: ActsRowShown,
  /** Recorded, or included in a checkpoint. */
  state: z.enum(['recorded', 'included']),
  /** The detail as it was signed; members that are protected stand in `protected` and are absent here. */
  detail: z.record(z.string(), z.json()),
  signedAt: Time.nullable(),
  key: z.string().nullable(),
  clauses: z.array(ClauseShown),
  /** The outcome and its clauses in a sentence; the near misses stand in `near`. */
  told: Told,
  near: z.array(NearMissShown.extend({ text: z.string() })),
  /** Which facts were not known, where a clause counted for that alone; null where none did. */
  unknown: Told.nullable(),
  within: Within,
  set: z.string(),
  /** Names of members that open by consultation only, and the item to consult. */
  protected: z.object({ item: z.string(), members: z.array(z.string()), openUntil: Time.nullable() }).nullable(),
  corrections: z.array(ActsRowShown),
  /** Entries that ended an effect because of this one, as far as the reader may see them. */
  follows: z.array(ActsRowShown),
  /** The act that this entry followed from; null where it is an act of its own, or that act is not the reader's to see. */
  cause: ActsRowShown.nullable(),
  /** The room’s clock did it, at a time that was set before. */
  byClock: z.boolean(),
  /** Of a version that the clock began, or could not begin: the order that set the time, as far as the reader may see it; null of all else. */
  ordered: ActsRowShown.nullable(),
  /** Evidence by a passkey beside the signature, where the act was sent with one. */
  passkey: z.boolean(),
});
export type ActDetail = z.infer<typeof ActDetail>;

/** `GET /api/items/:id/text`: protected material, under a grant of consultation that stands. */
export const ItemText = z.object({ item: z.string(), title: z.string(), text: z.string(), openUntil: Time });

/** `GET /api/may`: what the reader may do at a place, now. */
export const MayQuery = z.strictObject({
  place: plainText(64).optional(),
  purpose: plainText(64).optional(),
});
export const May = z.object({
  view: z.int(),
  at: Time,
  place: z.string(),
  rows: z.array(
    z.object({
      activity: z.string(),
      /** The outcome for the best of the purposes asked about. */
      outcome: z.enum(OUTCOMES),
      /** Purposes with that outcome. */
      purposes: z.array(z.string()),
      clauses: z.array(ClauseShown),
      /** When the outcome changes by itself (a window ends, a zone begins), ms of room time; null: nothing in sight. */
      until: Time.nullable(),
      told: Told,
    }),
  ),
});
export type May = z.infer<typeof May>;

/** `GET /api/oversight`: who knew what, who decided, under which authority, at what minute. Overseers only, under a consultation of the record. */
export const OversightQuery = ActsQuery.extend({ order: z.enum(['asc', 'desc']).default('asc') });
export const OversightRow = ActsRowShown.extend({
  /** Who could see the entry from the moment it was recorded. */
  audience: z.array(z.string()),
  cause: z.int().nullable(),
  set: z.string(),
  authority: z.array(ClauseShown.extend({ mandate: z.string().nullable(), instrument: z.string().nullable() })),
  /** Answers to a request that took effect: whose decision it is, who entered it, and how the word came to them; null of all else. */
  decided: z.object({ by: z.string(), enteredBy: z.string(), channel: AnswerShown.shape.channel }).nullable(),
  /** Conditions of the approval that the entry gave. */
  conditions: z.string().nullable(),
  /** Numbers of the records that the entry's matter belongs with: the deed of a request, the request of a deed. */
  related: z.array(z.string()),
  /** Persons who showed that they knew, with the minute: recipients of a release, who consulted it, and who answered, entered the answer of another, or acted on it. */
  knew: z.array(
    z.object({
      person: z.string(),
      at: Time,
      how: z.enum(['released', 'consulted', 'acknowledged', 'answered', 'entered', 'acted']),
    }),
  ),
});
export const OversightPage = pageOf(OversightRow);
