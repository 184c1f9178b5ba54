import { createContext, useContext, useMemo } from 'react';
import { axisName, namesOf, wordName } from '../../../mandates/explain.ts';
import { ACT_KINDS } from '../../../terms/act-kinds.ts';
import { useKindName } from '../../messages/kind-name.ts';
import { useLanguage, useText } from '../../messages/language.tsx';
import { PHRASES } from './analysis/teller.ts';
import type { Drafting } from './reading/drafting.ts';

const Given = createContext<Drafting | null>(null);
/** Gives the event and its mandates to everything inside. */
export const DraftingProvider = Given.Provider;

/** What drafts are read and told with. */
export function useDrafting(): Drafting {
  const drafting = useContext(Given);
  if (drafting === null) throw new RangeError('no event around this component');
  return drafting;
}

/** What words of clauses are called in the language of the screens: `told.word('place', 'san-siro')`, `told.zone('no-fly')`. */
export function useTold(): {
  readonly word: (axis: string, word: string) => string;
  readonly zone: (axis: string) => string;
} {
  const { scenario } = useDrafting();
  const { language } = useLanguage();
  const { t } = useText();
  const kindName = useKindName();
  return useMemo(() => {
    const names = namesOf(scenario, language);
    const phrases = PHRASES[language];
    const groupPrefix = 'group:';
    return {
      word(axis, word) {
        if (word.startsWith(groupPrefix)) return t('draft.group', { group: word.slice(groupPrefix.length) });
        const isKind = axis === 'activity' && ACT_KINDS.some((kind) => kind === word);
        return isKind ? kindName(word) : wordName(axis, word, names, phrases);
      },
      zone: (axis) => axisName(axis, names, phrases),
    };
  }, [scenario, language, kindName, t]);
}
