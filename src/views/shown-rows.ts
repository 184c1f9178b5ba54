import type { AlertRow } from '../matters/alerts/rows.ts';
import type { DeclarationRow } from '../matters/declarations/rows.ts';
import type { DeedRow } from '../matters/deeds/rows.ts';
import type { IncidentRow } from '../matters/incidents/rows.ts';
import type { ShiftRow } from '../matters/shifts/rows.ts';
import type { Slices } from '../matters/slices.ts';
import type { MatterShown, ShownSlice } from '../terms/api/matters.ts';
import type { ActsRowShown } from '../terms/api/parts.ts';
import { type ActsRow, isByClock } from './acts-row.ts';
import { EVERYONE_LABEL, isOfHost, isPast, labelsOfEntry, labelsOfViewer, pastOf, type Viewer } from './audience.ts';
import type { SeenMatter } from './port.ts';

/** What of the records the projection asks beside the row. */
export type Desks = {
  /** May people of this agency hold this desk, and did one of them hold it since this room time (ms)? */
  heldBy(desk: string, agency: string, since: number): boolean;
};

/** What other entries say of a record, as far as the viewer may see them. */
export type Beside = {
  /** The host's answer to a request, where it took effect. */
  answer(request: string): ActsRow | undefined;
  /** The entry from which another followed. */
  cause(index: number): ActsRow | undefined;
};

type Shown = { readonly viewer: Viewer; readonly desks: Desks; readonly seen: SeenMatter };
type Projection<S extends ShownSlice> = 'whole' | ((row: Slices[S], shown: Shown) => object);

/**
 * What a viewer is shown of a row that they may see. The row is already the one that the last entry they may see left (port.ts), so what is
 * left out here are only members that such an entry carries along and does not tell. Everything that is not `whole` says why.
 */
const PROJECTIONS: { readonly [S in ShownSlice]: Projection<S> } = {
  // Between a guest and the host; both see each of its entries.
  accompaniments: 'whole',
  alerts: withoutStranger,
  // The host's answer to a guest has a name on it, of who gave it and of who entered it.
  approvals: 'whole',
  // Between whoever did the deed and the host, with a name on the challenge and on its answer.
  challenges: 'whole',
  // As conferrals: between a guest and the host; both see each of its entries.
  clearances: 'whole',
  conferrals: 'whole',
  // One's own side's, and the data protection officer's, who is there to see all of it.
  consultations: 'whole',
  declarations: ownDesks,
  deeds: 'whole',
  incidents: withoutUnseenTitle,
  // The owner's alone. The text is in the entry, and protected there.
  items: 'whole',
  // The index of a correction stands in the row only from the correction on, which is an entry of its own.
  log: 'whole',
  // For everyone, and nothing in it is of a person.
  mandates: 'whole',
  // The reporter's agency and the host. The one reported on is not told.
  occurrences: 'whole',
  // One's own agency's people, and the host knows who is in its country.
  people: 'whole',
  // Who gave it, who got it and whose it is know of each other.
  releases: 'whole',
  requests: 'whole',
  // How many entries somebody has tells of those that one may not see.
  shifts: withoutClosingCount,
  // What an office said in public.
  statements: 'whole',
  taskings: 'whole',
};

/** Is a record of this kind shown whole to whoever sees it? */
export function isShownWhole(slice: ShownSlice): boolean {
  return PROJECTIONS[slice] === 'whole';
}

/** May this viewer know whose act an entry is? For what is for everyone, only among one's own; the host knows who is in its rooms. */
export function knowsPerson(viewer: Viewer): (row: ActsRow) => boolean {
  const { specific, kin } = knowing(viewer);
  const past = pastOf(viewer);
  return (row) => {
    if (row.agency === kin || labelsOfEntry(row).some((label) => specific.has(label))) return true;
    return (
      past !== null && isPast(past, row) && (row.agency === viewer.agency || labelsOfEntry(row).includes(past.label))
    );
  };
}

/** The labels that let a viewer know persons, and the agency whose people they know anyway; the host knows everybody's. */
export function knowing(viewer: Viewer): { readonly specific: ReadonlySet<string>; readonly kin: string | null } {
  const specific = new Set(labelsOfViewer(viewer));
  // Of the host, what is for everyone is for them by name.
  if (!(viewer.admitted && isOfHost(viewer))) specific.delete(EVERYONE_LABEL);
  return { specific, kin: viewer.admitted ? viewer.agency : null };
}

/** An entry as this viewer is shown it in lists. Who else sees it, and which entry of somebody else it follows from, is for oversight. */
export function shownRow(viewer: Viewer): (row: ActsRow) => ActsRowShown {
  const knows = knowsPerson(viewer);
  return (row) => {
    const { audience: _audience, cause: _cause, set: _set, ...rest } = row;
    return { ...(knows(row) ? rest : { ...rest, person: null }) } as ActsRowShown;
  };
}

/** The request on which a record rests, if it does. */
export function requestOf({ slice, id, row }: Pick<SeenMatter, 'slice' | 'id' | 'row'>): string | undefined {
  if (slice === 'requests' || slice === 'approvals') return id;
  return slice === 'deeds' ? ((row as DeedRow).request ?? undefined) : undefined;
}

/** A record as this viewer is shown it. */
export function shownMatter(viewer: Viewer, desks: Desks, beside: Beside): (seen: SeenMatter) => MatterShown {
  const show = shownRow(viewer);
  return (seen) => {
    const { slice, id, open, row, text, first, openingSeen, last } = seen;
    const project = PROJECTIONS[slice] as Projection<ShownSlice>;
    const projected = project === 'whole' ? row : project(row as never, { viewer, desks, seen });
    const { index, at, person, desk } = show(first);
    const opened = openingSeen ? { index, at, person, desk } : { index, at, person: null, desk: null };
    const cause = last.cause === null ? undefined : beside.cause(last.cause);
    const changed = {
      ...changeShown(show(last)),
      byClock: isByClock(last),
      cause: cause === undefined ? null : causeShown(show(cause)),
    };
    const request = requestOf(seen);
    const answer = request === undefined ? undefined : beside.answer(request);
    const answered = answer === undefined ? null : answerShown(show(answer));
    return { slice, id, open, row: projected as MatterShown['row'], text, opened, changed, answered };
  };
}

function changeShown(row: ActsRowShown): Omit<MatterShown['changed'], 'byClock' | 'cause'> {
  return { ...causeShown(row), at: row.at };
}

function causeShown({ index, kind, person, desk, reason }: ActsRowShown): NonNullable<MatterShown['changed']['cause']> {
  return { index, kind, person, desk, reason };
}

function answerShown({ index, at, person, desk, reason, answer }: ActsRowShown): MatterShown['answered'] {
  return answer === null ? null : { ...answer, index, at, enteredBy: person, desk, reason };
}

/** An alert is for everyone; who raised it is told to those who may know who acted. */
function withoutStranger(row: AlertRow, { viewer, seen }: Shown): object {
  if (seen.openingSeen && knowsPerson(viewer)(seen.first)) return row;
  const { raisedBy: _raisedBy, ...rest } = row;
  return rest;
}

/** Which desks of others were open, and which have seen a declaration, is the host's to know; a guest sees how it stands with its own. */
function ownDesks(row: DeclarationRow, { viewer, desks }: Shown): object {
  if (viewer.oversight || (viewer.admitted && isOfHost(viewer))) return row;
  const own = (desk: string) => viewer.admitted && desks.heldBy(desk, viewer.agency, row.made);
  return { ...row, waiting: row.waiting.filter(own), acknowledged: row.acknowledged.filter(own) };
}

function withoutClosingCount(row: ShiftRow, { viewer }: Shown): object {
  if (row.person === viewer.person) return row;
  const { closingCount: _closingCount, ...rest } = row;
  return rest;
}

/** Its title stands in the row, and in the entry that opened it, which not everybody sees who sees that it was closed. */
function withoutUnseenTitle(row: IncidentRow, { seen }: Shown): object {
  if (seen.openingSeen) return row;
  const { title: _title, ...rest } = row;
  return rest;
}
