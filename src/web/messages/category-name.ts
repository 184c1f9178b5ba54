import { useCallback } from 'react';
import { MESSAGES, type MessageId } from './catalog.ts';
import { useText } from './language.tsx';

/** What a category of incidents is called: `categoryName('crowd')`. One that only this event has keeps its own word. */
export function useCategoryName(): (category: string) => string {
  const { t } = useText();
  return useCallback(
    (category) => {
      const id = `category.${category}`;
      return Object.hasOwn(MESSAGES.en, id) ? t(id as MessageId) : category;
    },
    [t],
  );
}
