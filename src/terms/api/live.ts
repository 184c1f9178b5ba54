import type { ActsRowShown } from './parts.ts';
import type { EventState } from './session.ts';

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
  /** The stream and the session are over: `removed`, `signed-out`, `expired`, `suspended`, `component`. */
  | { readonly event: 'end'; readonly data: { readonly why: string } };

/** Kinds of entry that are sent at once, before anything is coalesced. */
export const ALARM_KINDS: readonly string[] = ['alert.raise', 'alert.cancel', 'declaration.make'];
