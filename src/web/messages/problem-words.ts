import { useCallback } from 'react';
import { MESSAGES, type MessageId } from './catalog.ts';
import { useText } from './language.tsx';

/** Why the room turned something away, in words: `problemWords('too-many')`. A code without words keeps its own. */
export function useProblemWords(): (code: string) => string {
  const { t } = useText();
  return useCallback(
    (code) => {
      const id = `problem.is.${code}`;
      return Object.hasOwn(MESSAGES.en, id) ? t(id as MessageId) : code;
    },
    [t],
  );
}
