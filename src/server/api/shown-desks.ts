import type { Desks } from '../../views/shown-rows.ts';
import type { OpenRoom } from '../room.ts';

/** Who held which desk, by the committed records. */
export function shownDesks({ readable, directory }: Pick<OpenRoom, 'readable' | 'directory'>): Desks {
  const { shifts, people } = readable.records;
  return {
    heldBy: (desk, agency, since) =>
      directory.mayHold(desk, agency) &&
      shifts
        .where('desk', desk)
        .some(({ person, until }) => (until === null || until > since) && people.get(person)?.agency === agency),
  };
}
