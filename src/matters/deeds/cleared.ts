import { type ClearanceRow, clearanceSpan } from '../clearances/rows.ts';
import type { Directory, Effects, Ending, Judge } from '../definition.ts';
import { oldestFirst } from '../oldest.ts';
import type { Records } from '../slices.ts';
import { deedEnding } from './ending.ts';
import { type DeedRow, readingsOf } from './rows.ts';

type Asked = { readonly directory: Directory; readonly judge: Judge };

/**
 * Endings of open deeds that rest on clearances which go: those that need a clearance of what no other one of their doer's is of, and would not be
 * permitted without.
 */
export function unclearedEndings(
  records: Pick<Records, 'deeds' | 'clearances'>,
  effects: Effects,
  asked: Asked,
  going: readonly ClearanceRow[],
  at: number,
): Ending[] {
  const rests = restingOnCleared(records, asked, going, at);
  const people = [...new Set(going.map(({ to }) => to))];
  const deeds = people.flatMap((person) => records.deeds.standing('person', person, at));
  return oldestFirst(deeds.filter((deed) => deed.status === 'open' && rests(deed))).map((deed) =>
    deedEnding(records, effects, deed),
  );
}

/**
 * Does an open deed rest on clearances that go? As it was declared, or as it was found to be.
 * @param isLeftAlone whether nobody is beside somebody any more, from the same moment on
 */
export function restingOnCleared(
  records: Pick<Records, 'clearances'>,
  { directory, judge }: Asked,
  going: readonly ClearanceRow[],
  at: number,
  isLeftAlone: (person: string) => boolean = () => false,
): (deed: DeedRow) => boolean {
  // One that had not begun was nothing to rest on.
  const lost = going.filter((row) => clearanceSpan(row)[0] <= at);
  const gone = new Set(going.map(({ id }) => id));
  return (deed) =>
    readingsOf(deed).some((reading) => {
      const needed = directory.clearance(reading.activity);
      if (!lost.some(({ to, clears }) => to === deed.person && clears === needed)) return false;
      const left = records.clearances.standing('to', deed.person, at);
      if (left.some(({ id, clears }) => clears === needed && !gone.has(id))) return false;
      return !judge.goesOnWithout(reading, isLeftAlone(deed.person) ? ['clearance', 'companion'] : ['clearance']);
    });
}
