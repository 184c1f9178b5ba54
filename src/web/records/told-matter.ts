import { useCallback } from 'react';
import type { MatterShown } from '../../terms/api/matters.ts';
import { useText } from '../messages/language.tsx';
import { useNames } from '../session/vocabulary.ts';
import { leadingWords } from './row-words.ts';

/** What a record is about on one line: its own words; where nobody wrote any, what it is and whom and what it is of, by name. */
export function useToldMatter(): (matter: Pick<MatterShown, 'slice' | 'row' | 'text'>) => string {
  const { t } = useText();
  const name = useNames();
  return useCallback(
    ({ slice, row, text }) => {
      if (text !== '') return text;
      const head = t(`slice.${slice}`);
      const words = leadingWords(row).map(name).join(', ');
      return words === '' ? head : t('said.words', { head, text: words });
    },
    [t, name],
  );
}
