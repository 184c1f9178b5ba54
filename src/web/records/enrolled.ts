import { useMemo } from 'react';
import { useEveryName, useNames } from '../session/vocabulary.ts';
import type { Choice } from '../ui/choice.ts';
import { useRecords } from './records.ts';
import { PersonRow, ShiftRow } from './rows.ts';
import { type Enrolled, seated } from './seated.ts';

/** Who is enrolled and where they sit, as far as the reader may see, by name. */
export function useEnrolled() {
  const people = useRecords('people', PersonRow, { open: true });
  const shifts = useRecords('shifts', ShiftRow, { open: true });
  const rows = seated(
    people.records.map(({ row }) => row),
    shifts.records.map(({ row }) => row),
  );
  const retry = () => {
    people.retry();
    shifts.retry();
  };
  const more = people.more ?? shifts.more;
  return { people: rows, loading: people.loading, error: people.error ?? shifts.error, retry, more };
}

/** People to choose from, each with the desk or else the component; who is at a desk comes first. */
export function useEnrolledChoices(people: readonly Enrolled[]): Choice[] {
  const name = useNames();
  const everyName = useEveryName();
  return useMemo(() => {
    const atDesks = [...people].sort((a, b) => Number(a.shift === null) - Number(b.shift === null));
    return atDesks.map(({ id, component, shift }) => {
      const where = shift === null ? component : shift.desk;
      return { value: id, label: `${id} (${name(where)})`, also: everyName(where) };
    });
  }, [people, name, everyName]);
}
