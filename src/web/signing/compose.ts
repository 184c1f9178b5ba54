import type { Act, Form, Mode } from '../../terms/act.ts';
import { type ActKind, ROOM_PURPOSE } from '../../terms/act-kinds.ts';
import { UNKNOWN } from '../../terms/axes.ts';
import { hex } from './bytes.ts';

/** What a screen says of an act; everything else of the envelope follows from who signs where. */
export type ActDraft = {
  readonly kind: ActKind;
  readonly detail: Act['detail'];
  readonly form?: Form;
  /** For `deed.*` only; else the activity is the kind. */
  readonly activity?: string;
  /** Default: running the room. */
  readonly purpose?: string;
  /** Default: where the desk stands. Without one, a report leaves it unknown, and a proposal is made where the person most likely is. */
  readonly place?: string;
  /** Claimed time of the deed, ms of room time. Default: now. */
  readonly deedAt?: number;
  /** Default: the desk that is held. */
  readonly desk?: string | null;
};

/** Who signs, where and when. */
export type ActContext = {
  readonly ledger: string;
  readonly mode: Mode;
  readonly person: string;
  readonly desk: string | null;
  /** Where the desk stands; null without one. */
  readonly deskPlace: string | null;
  /** Where somebody without a desk most likely is, as forms offer it; null while the words of the event are not there yet. */
  readonly likely: string | null;
  /** Room time, ms. */
  readonly now: number;
};

/** A proposal claims a place that there is, and nobody said one. */
export class NoPlace extends Error {}

/**
 * The envelope of an act (docs/acts.md), ready to be signed. The id makes it count once, however often it is sent.
 * @throws NoPlace for a proposal without a place: only in a report it may be unknown
 */
export function composeAct(draft: ActDraft, context: ActContext): Act {
  const now = Math.floor(context.now);
  const form = draft.form ?? 'proposal';
  const place = draft.place ?? context.deskPlace ?? (form === 'report' ? UNKNOWN : context.likely);
  if (place === null) throw new NoPlace('no place is claimed');
  return {
    v: 1,
    id: `web-${hex(crypto.getRandomValues(new Uint8Array(10)))}`,
    ledger: context.ledger,
    mode: context.mode,
    kind: draft.kind,
    form,
    actor: context.person,
    desk: draft.desk === undefined ? context.desk : draft.desk,
    activity: draft.activity ?? draft.kind,
    purpose: draft.purpose ?? ROOM_PURPOSE,
    place,
    deedAt: Math.floor(draft.deedAt ?? now),
    signedAt: now,
    detail: draft.detail,
  };
}
