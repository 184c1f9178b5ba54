import type { Act } from '../terms/act.ts';
import type { EdgeRefusal } from '../terms/refusal.ts';
import { deriveActor } from './facts/actor.ts';
import { type Previewed, previewOf } from './preview.ts';
import { draftOn, type State } from './state.ts';
import type { Room } from './step.ts';
import { SEVERITY } from './worst-moment.ts';

/** A deed that somebody asks about, as its actor would claim it. Everything else is derived from the records. */
export type AskedDeed = {
  readonly person: string;
  readonly activity: string;
  readonly purpose: string;
  /** At least one leaf. Where there are several, as of a zone, it is at any of them, and the worst counts. */
  readonly places: readonly string[];
  /** Room time, ms. */
  readonly from: number;
  readonly until: number;
  /** In the words of its proposal, to which an approval is bound. */
  readonly what: string;
  /** The request whose counter-offer it takes up. */
  readonly counters?: string | undefined;
};

/** What stands for the id of an act that nobody enters. */
const ASKED_ID = 'asked-about-and-never-entered';

/**
 * What a deed would be decided as if its actor proposed it at `at` (room time, ms) from the desk that they hold: the very decision of {@link previewOf},
 * for whoever asks about somebody. Whether they may ask is for the caller to check; nothing is entered.
 * @param state as it is committed
 */
export function decideAskedDeed(
  room: Room,
  state: State,
  origin: string,
  { person, places, activity, purpose, from, until, what, counters }: AskedDeed,
  at: number,
): Previewed | EdgeRefusal {
  const { desk } = deriveActor(draftOn(state).records, room.directory, person, at);
  const decideAtPlace = (place: string): Previewed | EdgeRefusal => {
    const act: Act = {
      v: 1,
      id: ASKED_ID,
      ledger: origin,
      mode: room.directory.mode,
      kind: 'deed.propose',
      form: 'proposal',
      actor: person,
      desk,
      activity,
      purpose,
      place,
      deedAt: from,
      signedAt: at,
      detail: { until, what, ...(counters === undefined ? {} : { counters }) },
    };
    return previewOf(room, state, origin, act, at);
  };
  const [first, ...others] = places;
  if (first === undefined) throw new RangeError('a deed is asked about at no place');
  let worst = decideAtPlace(first);
  for (const place of others) {
    if ('refused' in worst) return worst;
    const here = decideAtPlace(place);
    if ('refused' in here || SEVERITY[here.outcome] > SEVERITY[worst.outcome]) worst = here;
  }
  return worst;
}
