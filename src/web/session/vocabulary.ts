import { useMemo } from 'react';
import type * as z from 'zod';
import { VocabularyShown } from '../../terms/api/event.ts';
import { useAnswer } from './services.tsx';

export type Vocabulary = z.infer<typeof VocabularyShown>;

/** The event's words, for forms; undefined until they are there. */
export function useVocabulary(): Vocabulary | undefined {
  return useAnswer(VocabularyShown, '/api/vocabulary').data;
}

/** What a word is called: `name('san-siro')` is `San Siro stadium`. A word that has no name is given back. */
export function useNames(): (word: string) => string {
  const vocabulary = useVocabulary();
  return useMemo(() => {
    const names = new Map<string, string>();
    if (vocabulary !== undefined) {
      const { agencies, roles, activities, purposes, places, rooms, offices } = vocabulary;
      for (const { id, name } of [...offices, ...purposes, ...roles, ...activities, ...places]) names.set(id, name);
      for (const { leaf, name } of places) if (!names.has(leaf)) names.set(leaf, name);
      for (const { id, name, components } of agencies) {
        names.set(id, name);
        for (const component of components) names.set(component.id, component.name);
      }
      for (const { id, name, desks } of rooms) {
        names.set(id, name);
        for (const desk of desks) names.set(desk.id, desk.name);
      }
    }
    return (word) => names.get(word) ?? word;
  }, [vocabulary]);
}
