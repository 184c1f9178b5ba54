import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { IntlProvider, useIntl } from 'react-intl';
import type { Told } from '../../terms/api/parts.ts';
import { LANGUAGES, type Language, MESSAGES, type MessageId } from './catalog.ts';

const KEPT_AS = 'remit.language';
export type MessageValues = Readonly<Record<string, string | number>>;

type LanguageChoice = { readonly language: Language; readonly choose: (language: Language) => void };
const Chosen = createContext<LanguageChoice>({ language: 'en', choose: () => undefined });

/** The language of the screens, kept in this browser; at first the browser's own where we have it. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choice = useMemo(
    () => ({
      language,
      choose(next: Language) {
        localStorage.setItem(KEPT_AS, next);
        setLanguage(next);
      },
    }),
    [language],
  );
  return (
    <Chosen value={choice}>
      <IntlProvider locale={language === 'en' ? 'en-GB' : 'it-IT'} messages={MESSAGES[language]} onError={refuse}>
        {children}
      </IntlProvider>
    </Chosen>
  );
}

/** Which language it is, and how to choose another. */
export function useLanguage(): LanguageChoice {
  return useContext(Chosen);
}

/**
 * `const { t, told } = useText()`: `t('log.title', {count})` gives a message in the language of the screens; `told(sentence)` picks the language
 * of a sentence that the server wrote in all of them.
 */
export function useText(): {
  readonly t: (id: MessageId, values?: MessageValues) => string;
  readonly told: (sentence: Told) => string;
} {
  const intl = useIntl();
  const { language } = useContext(Chosen);
  return useMemo(
    () => ({
      t: (id, values) => intl.formatMessage({ id }, values),
      told: (sentence) => sentence[language],
    }),
    [intl, language],
  );
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT_AS);
  return LANGUAGES.find((one) => one === kept) ?? (navigator.language.startsWith('it') ? 'it' : 'en');
}

/** A message that cannot be written is a bug. */
function refuse(error: unknown): never {
  throw error;
}
