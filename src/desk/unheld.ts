import { isHost } from '../matters/audience.ts';
import { isSafety } from '../matters/deeds/safety.ts';
import type { Act } from '../terms/act.ts';
import type { State } from './state.ts';
import type { Room } from './step.ts';

/**
 * Does nothing hold this act up, so that it need not wait until the clock has ended all that is due? What is due changes nothing of
 * how it is decided.
 */
export function goesFirst({ directory }: Pick<Room, 'directory'>, state: State, act: Act): boolean {
  if (act.kind === 'alert.raise') return true;
  const agency = state.get('people', act.actor)?.agency ?? '';
  if (act.kind === 'declaration.make') return isHost(agency, directory);
  return act.kind === 'deed.propose' && isSafety(directory, { activity: act.activity, agency });
}
