import { useCallback } from 'react';
import { VocabularyShown } from '../../terms/api/event.ts';
import { otherName } from '../../terms/names.ts';
import { useLanguage } from '../messages/language.tsx';
import { useAnswer } from './services.tsx';
import { type Spoken, spokenIn, type Vocabulary } from './spoken.ts';

export type { Vocabulary };

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** The event's words, for forms, named in the language of the screens; undefined until they are there. */
export function useVocabulary(): Vocabulary | undefined {
  return useSpoken()?.vocabulary;
}

/**
 * What a word is called in the language of the screens, else in the vocabulary's own: `name('san-siro')` is `San Siro stadium`. A word that has
 * no name is given back.
 */
export function useNames(): (word: string) => string {
  const names = useSpoken()?.names;
  return useCallback((word) => names?.get(word) ?? word, [names]);
}

/** Every name of a word in the language of the screens, leaves of places among them; empty until they are there. */
export function useNamesByWord(): ReadonlyMap<string, string> {
  return useSpoken()?.names ?? NO_NAMES;
}

/**
 * A short text of the event (a topic, a note on a day) in the language of the screens, where the event says it there; else
 * what is given instead.
 */
export function usePhrase(): (text: string, instead?: string) => string {
  const { data } = useAnswer(VocabularyShown, '/api/vocabulary');
  const { language } = useLanguage();
  const names = data?.names;
  return useCallback(
    (text, instead = text) => (names === undefined ? undefined : otherName(text, language, names)) ?? instead,
    [names, language],
  );
}

/** All that a word is called, in every language of the screens: what is found by a name is found by each of them. */
export function useEveryName(): (word: string) => readonly string[] {
  const everyName = useSpoken()?.everyName;
  return useCallback((word) => everyName?.get(word) ?? [word], [everyName]);
}

function useSpoken(): Spoken | undefined {
  const { data } = useAnswer(VocabularyShown, '/api/vocabulary');
  const { language } = useLanguage();
  return data === undefined ? undefined : spokenIn(language, data);
}
