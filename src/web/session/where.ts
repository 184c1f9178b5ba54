import { useMemo } from 'react';
import { likelyPlace } from './likely-place.ts';
import { useMe } from './session.tsx';
import { useVocabulary } from './vocabulary.ts';

/** Where who is signed in acts from. */
export type Where = {
  /** Where their desk stands; null without one. */
  readonly deskPlace: string | null;
  /** Where they most likely are without one; null until the words of the event are there. */
  readonly likely: string | null;
};

/** Where I act from, and where forms take me to be while I hold no desk. */
export function useWhere(): Where {
  const { desk, desks, agency } = useMe();
  const vocabulary = useVocabulary();
  const deskPlace = desk?.place ?? null;
  return useMemo(
    () => ({ deskPlace, likely: likelyPlace({ desks, agency }, vocabulary) }),
    [deskPlace, desks, agency, vocabulary],
  );
}
