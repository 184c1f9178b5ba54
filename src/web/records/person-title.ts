import { useNames } from '../session/vocabulary.ts';
import { useEnrolled } from './enrolled.ts';

/**
 * Who somebody is beside their id: `it-fire-a (Fire brigade)` by the desk that they hold, else by their component; the id alone where the reader may
 * not know. Of a list, not of each of its rows: it reads the whole roster.
 */
export function usePersonTitle(): (person: string) => string {
  const name = useNames();
  const { people } = useEnrolled();
  return (person) => {
    const known = people.find(({ id }) => id === person);
    return known === undefined ? person : `${person} (${name(known.shift?.desk ?? known.component)})`;
  };
}
