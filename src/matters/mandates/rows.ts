import type { MandateFacts } from '../definition.ts';

export type MandateRow = {
  readonly id: string;
  readonly version: number;
  readonly digest: string;
  readonly holder: string;
  readonly status: 'in-force' | 'suspended' | 'expired';
  readonly until: number | null;
  /** How the mandate stood when this version came into force last: its own version, where it was suspended and is resumed. Null where it had none; absent where it was entered before this was kept. */
  readonly before?: MandateBefore | null;
  readonly index: number;
};

/** How a mandate stood before another version of it came into force, or the same one again. */
export type MandateBefore = Pick<MandateRow, 'version' | 'status'>;

/** A mandate set that was in force from `from` until `until` (null: still). Two rows may name the same set: wording does not change it. */
export type SetRow = {
  readonly id: string;
  readonly set: string;
  /** Digests of the mandate documents that it was composed of, ascending: the texts that a decision by it was taken under. */
  readonly documents: readonly string[];
  readonly from: number;
  readonly until: number | null;
  readonly index: number;
};

/** Who took a step on a draft, and with which entry. */
export type StepTaken = {
  readonly index: number;
  readonly at: number;
  readonly person: string;
  readonly desk: string | null;
};

/** Whose signature: the host authority's, or that of the state which sends the holder. */
export type Side = 'host' | 'sending-state';

/**
 * One version of a mandate on its way into force: `us-hsi@2`. The digest is what is reviewed and signed; another text under the same
 * number is another draft, and nothing that was said of the one before counts for it.
 */
export type DraftRow = Omit<MandateFacts, 'id' | 'permits'> & {
  readonly id: string;
  /** Whom it permits anything (definition.ts). Absent where it was drafted before this was kept; such a draft is drafted again. */
  readonly permits?: readonly string[];
  readonly mandate: string;
  /** It stood among the documents of the event, and was not drafted in the room. */
  readonly supplied: boolean;
  readonly drafted: (StepTaken & { readonly reason: string }) | null;
  /** The opinion that counts: the last. */
  readonly review: (StepTaken & { readonly opinion: 'cleared' | 'objected'; readonly note: string }) | null;
  /** Everybody who gave an opinion, whether it still counts or not. */
  readonly reviewers: readonly string[];
  readonly signatures: readonly (StepTaken & { readonly side: Side })[];
  readonly exceptions: readonly (StepTaken & { readonly commitment: string; readonly reason: string })[];
  /** `due`: comes into force at `begins`. `in-force`: it came into force once; whether it is now, its mandate says. */
  readonly status: 'open' | 'due' | 'in-force' | 'withdrawn';
  /** Room time, ms; null where no time is set. */
  readonly begins: number | null;
  readonly index: number;
};
