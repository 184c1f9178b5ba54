import type { PersonRow, ShiftRow } from './rows.ts';

/** Somebody who is enrolled, with the desk that they hold now, as far as the reader may see. */
export type Enrolled = PersonRow & { readonly shift: ShiftRow | null };

/** People with the desk that each holds, by their ids. */
export function seated(people: readonly PersonRow[], shifts: readonly ShiftRow[]): Enrolled[] {
  const held = new Map(shifts.filter(({ until }) => until === null).map((shift) => [shift.person, shift]));
  return people
    .map((person) => ({ ...person, shift: held.get(person.id) ?? null }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
