import type { Act, Form, Mode } from '../../terms/act.ts';
import { type ActKind, ROOM_PURPOSE } from '../../terms/act-kinds.ts';
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
  /** Default: where the desk stands. */
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
  /** Room time, ms. */
  readonly now: number;
};

/** Where nobody said a place and no desk gives one. */
const NO_PLACE = 'unknown';

/** The envelope of an act (docs/acts.md), ready to be signed. The id makes it count once, however often it is sent. */
export function composeAct(draft: ActDraft, context: ActContext): Act {
  const now = Math.floor(context.now);
  return {
    v: 1,
    id: `web-${hex(crypto.getRandomValues(new Uint8Array(10)))}`,
    ledger: context.ledger,
    mode: context.mode,
    kind: draft.kind,
    form: draft.form ?? 'proposal',
    actor: context.person,
    desk: draft.desk === undefined ? context.desk : draft.desk,
    activity: draft.activity ?? draft.kind,
    purpose: draft.purpose ?? ROOM_PURPOSE,
    place: draft.place ?? context.deskPlace ?? NO_PLACE,
    deedAt: Math.floor(draft.deedAt ?? now),
    signedAt: now,
    detail: draft.detail,
  };
}
