import { NONE } from '../terms/axes.ts';
import type { Vocabulary } from './scenario.ts';

/**
 * What a plain deed has where nothing else is said of it: nobody beside it, no power conferred, nothing cleared, nothing that is passed on.
 * @param activity a word of the vocabulary; without one, what needs no clearance
 */
export function plainDeed(
  { activities }: Pick<Vocabulary, 'activities'>,
  activity: string | undefined,
): Readonly<Record<string, string>> {
  const needed = activities.find(({ id }) => id === activity)?.clearance ?? null;
  return {
    accompaniment: 'no',
    clearance: needed === null ? 'not-needed' : 'not-held',
    conferral: 'no',
    consent: 'not-needed',
    handling: NONE,
    recipient: NONE,
  };
}
