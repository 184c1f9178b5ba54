import { useCallback } from 'react';
import { OPERATOR, REGISTRAR_PREFIX, TIMER } from '../../terms/act-kinds.ts';
import { useText } from '../messages/language.tsx';
import { useNames } from '../session/vocabulary.ts';

/** What who acted is called: the room's own actors and an agency's registrar by their office, a person by their own id. */
export function usePersonName(): (person: string) => string {
  const { t } = useText();
  const name = useNames();
  return useCallback(
    (person) => {
      if (person === OPERATOR || person === TIMER) return t(`ui.${person}`);
      if (!person.startsWith(REGISTRAR_PREFIX)) return person;
      return t('ui.registrar', { agency: name(person.slice(REGISTRAR_PREFIX.length)) });
    },
    [t, name],
  );
}
