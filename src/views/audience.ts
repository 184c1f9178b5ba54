import { HOST_AUDIENCE } from '../matters/audience.ts';
import type { Audience } from '../terms/entry.ts';
import type { Standing } from '../terms/mandate-set.ts';

/** Who reads, as the records know it; nothing of it is taken from the reader. */
export type Viewer = {
  /** A person's id, or null for a screen that stands for a room. */
  readonly person: string | null;
  readonly agency: string;
  readonly standing: Standing;
  /** The room they are signed on in, or `none`. */
  readonly room: string;
  /** Sees everything: who oversees, while their consultation of the record stands. */
  readonly oversight: boolean;
  /**
   * Whether their component is one that takes part: the host's always, another's while a mandate in force permits it anything. Who is not
   * admitted sees their own acts and what is for everyone, and of what was their agency’s no more than `tookPartUntil` says.
   */
  readonly admitted: boolean;
  /**
   * Not admitted any more: index of the entry with which their component ceased to take part (a suspension, an expiry, another version). Absent for who takes
   * part, who never did, and who was enrolled after it.
   */
  readonly tookPartUntil?: number;
  /** Sits at a desk of the host as data protection officer: sees who consulted what, and for which purpose. */
  readonly dataProtection: boolean;
};

/** What the rule asks of an entry: its kind, whose act it is, and who may see it; null where the audience is closed for ever. */
export type Seen = {
  readonly kind: string;
  readonly person: string | null;
  readonly audience: Audience | null;
  /** Where it stands in the ledger, and the entry that it follows from: without them it counts as entered after all else. */
  readonly index?: number;
  readonly cause?: number | null;
};

/** What everybody who is enrolled may see is marked with this. */
export const EVERYONE_LABEL = 'everyone';
const OVERSIGHT_LABEL = 'oversight';
const DATA_PROTECTION_LABEL = 'data-protection';
/** Entries of these kinds tell who read protected material. */
const CONSULTATION_KINDS = 'consultation.';

/**
 * The audience rule, and the only one: every read asks this, in memory as here, in SQL as an overlap of the same labels. A viewer sees an
 * entry that is for everyone, for their agency, for the host if they are of the host, for their room, for them by name; their own
 * act; consultations as data protection officer; and everything as oversight, under a consultation of the record. Who took part and does not any more sees
 * what was their agency's until then ({@link pastOf}), and nothing that came after.
 */
export function visibleTo(viewer: Viewer): (seen: Seen) => boolean {
  const own = new Set(labelsOfViewer(viewer));
  const past = pastOf(viewer);
  return (seen) => labelsOfEntry(seen).some((label) => own.has(label) || (label === past?.label && isPast(past, seen)));
}

/** What a viewer who takes no part any more could see while they did: the mark of their agency, up to an entry and to what followed from that. */
export type Past = { readonly label: string; readonly until: number };

/** Null for who takes part, or never did. */
export function pastOf({ admitted, agency, tookPartUntil }: Viewer): Past | null {
  return admitted || tookPartUntil === undefined ? null : { label: `agency:${agency}`, until: tookPartUntil };
}

/**
 * Does an entry belong to that past? What ended with the last of it does: entries that follow from that one are of the same commit, and without them what
 * was halted would be shown as going on for ever.
 */
export function isPast({ until }: Past, { index, cause }: Pick<Seen, 'index' | 'cause'>): boolean {
  return index !== undefined && (index <= until || cause === until);
}

/** What an entry is marked with when it is folded: whom it is for, and whose act it is. */
export function labelsOfEntry(seen: Seen): string[] {
  const labels = labelsOfAudience(seen);
  return seen.person === null ? labels : [...labels, `by:${seen.person}`];
}

/** What the records that an entry sets are marked with: whom it is for. Whose act it is gives no right to what others make of the record. */
export function labelsOfAudience({ kind, audience }: Pick<Seen, 'kind' | 'audience'>): string[] {
  const labels = [OVERSIGHT_LABEL];
  if (kind.startsWith(CONSULTATION_KINDS)) labels.push(DATA_PROTECTION_LABEL);
  if (audience === null) return labels;
  if (audience.everyone) labels.push(EVERYONE_LABEL);
  for (const agency of audience.agencies) {
    labels.push(agency === HOST_AUDIENCE ? HOST_AUDIENCE : `agency:${agency}`);
  }
  for (const room of audience.rooms) labels.push(`room:${room}`);
  for (const id of audience.persons) labels.push(`person:${id}`);
  return labels;
}

/** The marks that a viewer has a right to. */
export function labelsOfViewer(viewer: Viewer): string[] {
  const { person, agency, room, oversight, admitted, dataProtection } = viewer;
  const labels = [EVERYONE_LABEL];
  if (admitted) labels.push(`agency:${agency}`, `room:${room}`);
  if (admitted && isOfHost(viewer)) labels.push(HOST_AUDIENCE);
  if (person !== null) labels.push(`by:${person}`, `person:${person}`);
  if (dataProtection) labels.push(DATA_PROTECTION_LABEL);
  if (oversight) labels.push(OVERSIGHT_LABEL);
  return labels;
}

/** Is it somebody of the host authority, or of another agency of the host? */
export function isOfHost({ standing }: Pick<Viewer, 'standing'>): boolean {
  return standing === 'host-authority' || standing === 'host';
}
