import { useEveryName, useNames, useVocabulary } from '../session/vocabulary.ts';
import type { Choice } from '../ui/choice.ts';
import { useRecords } from './records.ts';
import { PersonRow, ShiftRow } from './rows.ts';

/** People to choose from, as far as the reader may know of them: guests by name and component, officers of the host who are on duty. */
export function useGuestsAndOfficers(): { readonly guests: readonly Choice[]; readonly officers: readonly Choice[] } {
  const name = useNames();
  const everyName = useEveryName();
  const vocabulary = useVocabulary();
  const people = useRecords('people', PersonRow, { open: true });
  const shifts = useRecords('shifts', ShiftRow, { open: true });
  const standing = new Map(vocabulary?.agencies.map((agency) => [agency.id, agency.standing]));
  const desks = new Map(shifts.records.map(({ row }) => [row.person, row.desk]));
  const byLabel = (a: Choice, b: Choice) => a.label.localeCompare(b.label);
  const rows = people.records.map(({ row }) => row);
  return {
    guests: rows
      .filter(({ agency }) => standing.get(agency) === 'guest')
      .map(({ id, component }) => ({ value: id, label: `${id} (${name(component)})`, also: everyName(component) }))
      .toSorted(byLabel),
    officers: rows
      .filter(({ id, agency }) => standing.get(agency)?.startsWith('host') === true && desks.has(id))
      .map(({ id }) => ({ id, desk: desks.get(id) ?? '' }))
      .map(({ id, desk }) => ({ value: id, label: `${id} (${name(desk)})`, also: everyName(desk) }))
      .toSorted(byLabel),
  };
}
