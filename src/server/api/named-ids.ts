import type { Scenario } from '../../mandates/scenario.ts';
import { elsewhereIn } from '../../mandates/vocabulary-words.ts';
import { NAME_LANGUAGES, otherName } from '../../terms/names.ts';
import { wordsOf } from '../../views/words.ts';

/** Fewer letters begin the names of half the vocabulary. */
const LETTERS_MIN = 2;

/**
 * Which words of the event's vocabulary have a name, in any language of the screens, with a word that begins so: `palaz` gives `rho-ice-halls`.
 * The vocabulary is the same for every reader: what an answer holds is for the audience rule alone.
 */
export function idsByName({ vocabulary, names }: Pick<Scenario, 'vocabulary' | 'names'>): (begin: string) => string[] {
  const { agencies, rooms, places, activities, purposes, roles, offices } = vocabulary;
  const components = agencies.flatMap((agency) => agency.components);
  const desks = rooms.flatMap((room) => room.desks);
  const everyWord = [...agencies, ...components, ...rooms, ...desks, ...places, ...activities, ...purposes, ...roles];
  const named = [...everyWord, ...offices].map(({ id, name }) => ({
    id,
    words: wordsOf([name, ...NAME_LANGUAGES.map((language) => otherName(id, language, names))]),
  }));
  const inside = new Set(places.map(({ id }) => id));
  return (begin) => {
    if (begin.length < LETTERS_MIN) return [];
    const found = named.filter(({ words }) => words.some((word) => word.startsWith(begin))).map(({ id }) => id);
    return [...new Set(found.flatMap((id) => (inside.has(id) ? [id, elsewhereIn(id)] : [id])))];
  };
}
