import { useMemo } from 'react';
import { explainFailed, type Names, ZONE_KIND } from '../../mandates/explain.ts';
import { ENGLISH } from '../../mandates/explain-english.ts';
import { ITALIAN } from '../../mandates/explain-italian.ts';
import { HOUSE_RULES_ITALIAN } from '../../mandates/house-rules-italian.ts';
import { VOCABULARY_AXES } from '../../terms/axes.ts';
import type { NearMiss } from '../../terms/outcome.ts';
import { useRoom } from '../live/room-clock.tsx';
import { useLanguage } from '../messages/language.tsx';
import { useNamesByWord, useVocabulary } from '../session/vocabulary.ts';

type Clause = { readonly id: string; readonly text: string };

/** One axis that failed in a near miss, told in the language of the screens: `the place is San Siro stadium and must be US consulate`. */
export function useFailedAxis(): (failed: NearMiss['failed'][number]) => string {
  const { language } = useLanguage();
  const byWord = useNamesByWord();
  const vocabulary = useVocabulary();
  const { timezone } = useRoom();
  return useMemo(() => {
    const words = new Map<string, ReadonlyMap<string, string>>(VOCABULARY_AXES.map((axis) => [axis, byWord]));
    if (language !== 'en') words.set(ZONE_KIND, new Map(Object.entries(vocabulary?.names[language] ?? {})));
    const names: Names = { clauses: new Map(), words, timezone };
    const phrases = language === 'it' ? ITALIAN : ENGLISH;
    return (failed) => explainFailed(failed, names, phrases);
  }, [language, byWord, vocabulary, timezone]);
}

/** The text of a clause as it is read: a house rule in the language of the screens, every other clause as it was written. */
export function useClauseText(): (clause: Clause) => string {
  const { language } = useLanguage();
  return useMemo(() => {
    const own: Readonly<Record<string, string>> = language === 'it' ? HOUSE_RULES_ITALIAN : {};
    return ({ id, text }) => (Object.hasOwn(own, id) ? (own[id] ?? text) : text);
  }, [language]);
}
