import { isHost } from '../matters/audience.ts';
import { isSafety } from '../matters/deeds/safety.ts';
import type { Act } from '../terms/act.ts';
import type { Waiting } from './door-ports.ts';
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

/** Those of what waits that go first, and the others, each in their order. */
export function parted<W extends Pick<Waiting, 'entered'>>(
  room: Pick<Room, 'directory'>,
  state: State,
  waiting: readonly W[],
): readonly [first: W[], others: W[]] {
  const { first = [], others = [] } = Object.groupBy(waiting, ({ entered }) =>
    goesFirst(room, state, entered.signed.act) ? 'first' : 'others',
  );
  return [first, others];
}
