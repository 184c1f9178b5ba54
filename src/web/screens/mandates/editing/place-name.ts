import { useCallback } from 'react';
import { TERM_TITLES } from '../../../../terms/mandate-terms.ts';
import type { MessageId } from '../../../messages/catalog.ts';
import { useLanguage, useText } from '../../../messages/language.tsx';
import type { HEAD_FIELDS, Place } from './place-of.ts';

/** What the fields of the form are called. */
const FIELD_MESSAGES: Readonly<Record<(typeof HEAD_FIELDS)[number], MessageId>> = {
  title: 'draft.title',
  mandate: 'draft.id',
  version: 'mandates.version',
  holder: 'mandates.holder',
  issuer: 'mandates.issuer',
  from: 'draft.from',
  until: 'draft.until',
  instrument: 'mandates.instrument',
  openQuestions: 'draft.openQuestions',
};

/** A place of the form in words: the name of its field, its term, or its clause. */
export function usePlaceName(): (place: Place | null) => string | null {
  const { t } = useText();
  const { language } = useLanguage();
  return useCallback(
    (place) => {
      if (place === null) return null;
      if ('clause' in place) return t('draft.atClause', { clause: place.clause });
      return 'term' in place ? TERM_TITLES[language][place.term] : t(FIELD_MESSAGES[place.field]);
    },
    [t, language],
  );
}
