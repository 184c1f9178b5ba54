import type { SliceName } from '../matters/slices.ts';
import { SHOWN_SLICES, type ShownSlice } from '../terms/api/matters.ts';
import type { EntryFields, RowChange } from '../terms/entry.ts';
import { labelsOfAudience, labelsOfViewer, type Viewer } from './audience.ts';
import { protectedMembers } from './folded.ts';
import { isShownWhole } from './shown-rows.ts';

export type OpenedField = keyof EntryFields;

/** What every list and detail shows of an entry to whoever sees it at all, and shows whole. */
const OF_EVERY_READER: readonly OpenedField[] = ['kind', 'outcome', 'clauses', 'agency', 'set', 'at', 'matter', 'near'];

/** Slices whose rows say nothing of anybody else: numbers given so far, and when the clock ends what. */
const OF_NOBODY: readonly SliceName[] = ['counters', 'timers'];

/**
 * Which fields of an entry a receipt opens to a viewer who may see the entry (docs/decisions/0020-receipts.md): nothing that they are not shown, and to
 * the actor all of their own act. A field opens whole or not at all.
 * @param fields what of the entry can still be opened
 * @param consulted the viewer's own consultation of the protected material in it stands
 */
export function openedFields(viewer: Viewer, fields: Partial<EntryFields>, consulted: boolean): readonly OpenedField[] {
  const own = fields.act !== undefined && fields.act.actor === viewer.person;
  const isOpen = (name: OpenedField): boolean => {
    if (name === 'changes') return showsChanges(viewer, fields, own);
    if (!own) return OF_EVERY_READER.includes(name);
    // The signature too: by it whoever guesses the text would know that they guessed right.
    if (name === 'act' || name === 'signature')
      return consulted || protectedMembers(fields.act?.kind ?? '').length === 0;
    return true;
  };
  return (Object.keys(fields) as OpenedField[]).filter(isOpen);
}

/** Are all rows that the entry sets ones that the viewer is shown whole: to the actor, records that they see; to whoever's duty it ends, their shift? */
function showsChanges(viewer: Viewer, { kind, audience, changes = [] }: Partial<EntryFields>, own: boolean): boolean {
  const isOwnShift = ({ slice, row }: RowChange) =>
    slice === 'shifts' && row !== null && 'person' in row && row.person === viewer.person;
  if (!own) return kind === 'duty.ended' && changes.length > 0 && changes.every(isOwnShift);
  if (kind === undefined || audience === undefined) return false;
  const labels = new Set(labelsOfViewer(viewer));
  const seesRecords = labelsOfAudience({ kind, audience }).some((label) => labels.has(label));
  return changes.every((change) => {
    const slice = change.slice as SliceName;
    if (OF_NOBODY.includes(slice) || isOwnShift(change)) return true;
    // What erases states again whatever its entries had set, whosever it is.
    return kind !== 'record.erase' && seesRecords && isShownSlice(slice) && isShownWhole(slice);
  });
}

function isShownSlice(slice: SliceName): slice is ShownSlice & SliceName {
  return (SHOWN_SLICES as readonly string[]).includes(slice);
}
