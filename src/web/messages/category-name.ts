import { useCallback } from 'react';
import { otherName } from '../../terms/names.ts';
import { useVocabulary } from '../session/vocabulary.ts';
import { MESSAGES, type MessageId } from './catalog.ts';
import { useLanguage, useText } from './language.tsx';

/**
 * What a category of incidents is called: `categoryName('crowd')`. The event's own name for it goes first; one that only this event has and does
 * not name keeps its own word.
 */
export function useCategoryName(): (category: string) => string {
  const { t } = useText();
  const { language } = useLanguage();
  const names = useVocabulary()?.names;
  return useCallback(
    (category) => {
      const named = names === undefined ? undefined : otherName(category, language, names);
      if (named !== undefined) return named;
      const id = `category.${category}`;
      return Object.hasOwn(MESSAGES.en, id) ? t(id as MessageId) : category;
    },
    [t, language, names],
  );
}
