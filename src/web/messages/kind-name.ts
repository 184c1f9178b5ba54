import { useCallback } from 'react';
import { MESSAGES, type MessageId } from './catalog.ts';
import { useText } from './language.tsx';

/** What a kind of entry is called: `kindName('incident.open')`. A kind without a name keeps its own. */
export function useKindName(): (kind: string) => string {
  const { t } = useText();
  return useCallback(
    (kind) => {
      const id = `kind.${kind}`;
      return Object.hasOwn(MESSAGES.en, id) ? t(id as MessageId) : kind;
    },
    [t],
  );
}
