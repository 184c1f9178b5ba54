import type { Me } from '../../terms/api/session.ts';
import type { Vocabulary } from './spoken.ts';

type Asked = Pick<Me, 'desks'> & { readonly agency: Pick<Me['agency'], 'id'> };
type Words = Pick<Vocabulary, 'rooms' | 'places'>;

/**
 * Where somebody without a desk most likely is: in the room of a desk that they may take, else in a room of their own agency, else somewhere in the
 * land. Always a place that an act may claim; it is only offered, for the place is theirs to say.
 */
export function likelyPlace({ desks, agency }: Asked, words: Words | undefined): string | null {
  if (words === undefined) return null;
  const theirs = words.rooms.find(({ id }) => id === desks[0]?.room.id);
  const agencys = words.rooms.find(({ owner }) => owner === agency.id);
  const land = words.places.find(({ within }) => within === null);
  return theirs?.place ?? agencys?.place ?? land?.leaf ?? null;
}
