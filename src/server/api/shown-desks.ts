import type { Desks } from '../../views/shown-rows.ts';
import type { OpenRoom } from '../room.ts';

/** Who held which desk, by the committed records. */
export function shownDesks({ readable, directory }: Pick<OpenRoom, 'readable' | 'directory'>): Desks {
  const { shifts, people } = readable.records;
  return {
    heldBy(desk, agency, since) {
      if (!directory.mayHold(desk, agency)) return false;
      for (const { person } of shifts.lasting('desk', desk, since))
        if (people.get(person)?.agency === agency) return true;
      return false;
    },
  };
}
