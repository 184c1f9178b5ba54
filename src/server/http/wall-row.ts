import type { Scenario } from '../../mandates/scenario.ts';
import { elsewhereIn } from '../../mandates/vocabulary-words.ts';
import { UNKNOWN } from '../../terms/axes.ts';
import { ENTRY_NAMES, type EntryKind } from '../../terms/entry-names.ts';
import type { ActsRow } from '../../views/acts-row.ts';

/** Whose summary begins with a word of the vocabulary (src/views/summary.ts). */
const NAMES_FIRST = ['desk.sign-on', 'statement.register', 'conferral.grant'];

/** What agencies, desks, places, activities, offices and powers are called; a word without a name is given back. */
export function wallNames({
  agencies,
  rooms,
  places,
  activities,
  offices,
}: Scenario['vocabulary']): (word: string) => string {
  const names = new Map<string, string>();
  for (const { id, name } of [...offices, ...activities, ...places, ...agencies]) names.set(id, name);
  for (const { id, name } of places) names.set(elsewhereIn(id), name);
  for (const { desks } of rooms) for (const { id, name } of desks) names.set(id, name);
  return (word) => names.get(word) ?? word;
}

/** What the wall shows of an entry, in the names of the vocabulary; `what` is what its kind is called. */
export function wallRow(row: ActsRow, name: (word: string) => string) {
  const { index, at, kind, form, outcome, clauses, person, activity, matter, cause } = row;
  return {
    ...{ index, at, kind, form, outcome, clauses, person, matter, cause },
    what: Object.hasOwn(ENTRY_NAMES, kind) ? ENTRY_NAMES[kind as EntryKind] : kind,
    agency: name(row.agency),
    desk: row.desk === null ? null : name(row.desk),
    // Work of the room and of its timer is told by its kind.
    activity: activity.includes('.') ? activity : name(activity),
    place: row.place === null || row.place === UNKNOWN ? row.place : name(row.place),
    summary: NAMES_FIRST.includes(kind) ? row.summary.replace(/^[^ :]+/, name) : row.summary,
  };
}
