import { useCallback } from 'react';
import { type OtherNames, otherName } from '../../terms/names.ts';
import { useVocabulary } from '../session/vocabulary.ts';
import { LANGUAGES, type Language, MESSAGES, type MessageId } from './catalog.ts';
import { useLanguage } from './language.tsx';

/**
 * What a category of incidents is called: `categoryName('crowd')`. The event's own name for it goes first; one that only this event has and does
 * not name keeps its own word.
 */
export function useCategoryName(): (category: string) => string {
  const { language } = useLanguage();
  const names = useVocabulary()?.names;
  return useCallback((category) => categoryIn(category, language, names), [language, names]);
}

/** All that a category is called, in every language of the screens. */
export function useEveryCategoryName(): (category: string) => readonly string[] {
  const names = useVocabulary()?.names;
  return useCallback((category) => LANGUAGES.map((language) => categoryIn(category, language, names)), [names]);
}

function categoryIn(category: string, language: Language, names: OtherNames | undefined): string {
  const named = names === undefined ? undefined : otherName(category, language, names);
  if (named !== undefined) return named;
  const id = `category.${category}`;
  return Object.hasOwn(MESSAGES.en, id) ? MESSAGES[language][id as MessageId] : category;
}
