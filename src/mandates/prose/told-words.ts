import { ACT_KINDS } from '../../terms/act-kinds.ts';
import { type Names, namesOf, type Phrases, wordName } from '../explain.ts';
import type { Scenario } from '../scenario.ts';
import { type VocabularyWords, wordsOf } from '../vocabulary-words.ts';
import { KIND_DEEDS } from './kind-deeds.ts';

/** Tells lists of words of an event in one language. Every list has a text of its own: what is told alike by name is told apart by id. */
export type ToldWords = {
  /** Names of the words of an axis, each once; places that hold all of others are told by the larger one. */
  list(axis: string, words: readonly string[]): readonly string[];
  readonly names: Names;
};

/** @param language of the phrases */
export function toldWords(scenario: Scenario, language: 'en' | 'it', phrases: Phrases): ToldWords {
  const names = namesOf(scenario, language);
  const deeds = KIND_DEEDS[language];
  const nameOf = (axis: string, word: string) => {
    // No other word is called like a kind of act.
    const kind = ACT_KINDS.find((one) => one === word);
    return kind === undefined ? wordName(axis, word, names, phrases) : deeds[kind];
  };
  const wholes = wholesOf(wordsOf(scenario.vocabulary));
  return {
    names,
    list(axis, listed) {
      // A list of another axis never holds all leaves of a place: some of them have a dot, and some have none.
      const named = coveredBy(wholes, listed).map(({ word, whole }) => ({
        word,
        name: whole ? phrases.prose.allOf(nameOf(axis, word)) : nameOf(axis, word),
      }));
      const counts = new Map<string, number>();
      for (const { name } of named) counts.set(name, (counts.get(name) ?? 0) + 1);
      return named.map(({ word, name }) => ((counts.get(name) ?? 0) > 1 ? `${name} (${word})` : name));
    },
  };
}

type Whole = { readonly id: string; readonly leaves: readonly string[] };

/** Places that hold others, the largest first. */
function wholesOf({ vocabulary, leaves }: VocabularyWords): readonly Whole[] {
  const wholes = vocabulary.places.map(({ id }) => ({ id, leaves: leaves.get(id) ?? [] }));
  const many = wholes.filter((one) => one.leaves.length > 1);
  return many.sort((a, b) => b.leaves.length - a.leaves.length);
}

function coveredBy(wholes: readonly Whole[], listed: readonly string[]): { word: string; whole: boolean }[] {
  const left = new Set(listed);
  const told: { word: string; whole: boolean }[] = [];
  for (const { id, leaves } of wholes) {
    if (!leaves.every((leaf) => left.has(leaf))) continue;
    told.push({ word: id, whole: true });
    for (const leaf of leaves) left.delete(leaf);
  }
  return [...told, ...[...left].map((word) => ({ word, whole: false }))];
}
