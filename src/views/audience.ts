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
  /** Oversight sees everything. */
  readonly oversight: boolean;
};

/** Whose act an entry is, and who may see it; null where the audience is closed for ever (its key was destroyed). */
export type Seen = { readonly person: string | null; readonly audience: Audience | null };

const EVERYONE_LABEL = 'everyone';
const OVERSIGHT_LABEL = 'oversight';

/**
 * The audience rule, and the only one: every read asks this, in memory as here, in SQL as an overlap of the same labels. A viewer sees an
 * entry that is for everyone, for their agency, for the host if they are of the host, for their room, for them by name; their own
 * act; and everything as oversight.
 */
export function visibleTo(viewer: Viewer): (seen: Seen) => boolean {
  const own = new Set(labelsOfViewer(viewer));
  return (seen) => labelsOfEntry(seen).some((label) => own.has(label));
}

/** What an entry is marked with when it is folded. */
export function labelsOfEntry({ person, audience }: Seen): string[] {
  const labels = [OVERSIGHT_LABEL];
  if (person !== null) labels.push(`by:${person}`);
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
export function labelsOfViewer({ person, agency, standing, room, oversight }: Viewer): string[] {
  const labels = [EVERYONE_LABEL, `agency:${agency}`, `room:${room}`];
  if (standing === 'host-authority' || standing === 'host') labels.push(HOST_AUDIENCE);
  if (person !== null) labels.push(`by:${person}`, `person:${person}`);
  if (oversight) labels.push(OVERSIGHT_LABEL);
  return labels;
}
