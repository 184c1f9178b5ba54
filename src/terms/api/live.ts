import * as z from 'zod';
import { type ActsRowShown, Told } from './parts.ts';
import type { EventState } from './session.ts';

const Count = z.int().min(0);

/** With which entry somebody's component ceased to take part, as they alone are told it when their session ends: the act's own words, and how much of theirs ended. */
export const Halt = z.object({
  /** Room time, ms. */
  at: z.int(),
  /** By an act of the host; else the mandate is over, or another version of it is in force. */
  suspended: z.boolean(),
  mandate: z.string(),
  /** From which desk, and the reason that the act states; null where nobody suspended anything. */
  desk: Told.nullable(),
  reason: z.string().nullable(),
  ended: z.object({
    deeds: Count,
    requests: Count,
    approvals: Count,
    conferrals: Count,
    clearances: Count,
    consultations: Count,
  }),
});
export type Halt = z.infer<typeof Halt>;

/** Why a stream and its session are over; with `suspended`, as far as the room knows in that turn, by what. */
export const StreamEnd = z.object({ why: z.string(), halt: Halt.optional() });
export type StreamEnd = z.infer<typeof StreamEnd>;

/**
 * `GET /api/live`: server-sent events. `id` is the index of the last entry that the frame brings the reader up to; a reader that comes back with
 * `Last-Event-ID` gets everything after it that is theirs, in order.
 */
export type LiveEvent =
  /** Entries, oldest first. */
  | { readonly event: 'acts'; readonly data: readonly ActsRowShown[] }
  /** How the room stands; at most every 250 ms, at least every 5 s. */
  | { readonly event: 'room'; readonly data: EventState }
  /** More was missed than is sent at once: read the lists again, from here on. */
  | { readonly event: 'reset'; readonly data: { readonly index: number } }
  /** The stream and the session are over: `removed`, `signed-out`, `expired`, `suspended`, `component`, `enrolled-anew`. */
  | { readonly event: 'end'; readonly data: StreamEnd };

/** Kinds of entry that are sent at once, before anything is coalesced. */
export const ALARM_KINDS: readonly string[] = ['alert.raise', 'alert.cancel', 'declaration.make'];
