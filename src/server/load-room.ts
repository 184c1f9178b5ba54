import { directoryOf } from '../desk/directory.ts';
import { Stamper } from '../desk/stamp.ts';
import { Publisher } from '../ledger/publisher.ts';
import { checkLedger } from './checked-ledger.ts';
import { setBookOf } from './load-ledger.ts';
import { openLedgerKeys } from './open-keys.ts';
import { isMandateSet } from './publishing.ts';
import type { RoomOptions } from './room.ts';
import { firstMoment, HeldTime } from './room-time.ts';
import { takenKeys } from './taken-keys.ts';
import { askWitnessesFirst, shownOf } from './witnesses-asked-first.ts';

export type Loaded = Awaited<ReturnType<typeof loadRoom>>;

/** What the store and the folders hold, checked against each other; before this returns, nothing can be entered. */
export async function loadRoom(options: RoomOptions) {
  const { store, folders, scenario, mode, clock } = options;
  const { origin, ring, signer, actors } = await openLedgerKeys(options);
  const epoch = await store.claimWriter();
  const snapshot = await store.load();
  const directory = directoryOf(scenario, mode);
  // Before anything is published of them.
  const sets = setBookOf(directory, snapshot);
  const withoutKeys = options.withoutKeys === true;
  const { warn } = options.log;
  const { state, last } = await checkLedger({ store, snapshot, origin, ring, signer, withoutKeys, warn });
  const from = last ?? { at: firstMoment(scenario, mode, clock), recorded: 0 };
  const resumed = mode === 'exercise' ? Math.max(from.at, options.resumeAt ?? 0) : from.at;
  const time = new HeldTime(options.roomTime, resumed);
  const place = { files: folders.public, store, signer, stored: snapshot.frontier };
  const publisher = await Publisher.open({ ...place, catchUp: options.catchUp === true });
  const taken = await takenKeys({ signer, witnesses: options.witnesses, state });
  const passedOver = await askWitnessesFirst(options.witnesses, {
    signing: publisher.signing,
    shown: () => shownOf(publisher, signer, store),
    stored: snapshot.frontier.size,
    warn: (message) => options.log.warn(message),
  });
  for (const [id, text] of snapshot.documents) if (isMandateSet(text)) await publisher.publishDocument(id, text);
  return {
    origin,
    ring,
    signer,
    actors,
    epoch,
    snapshot,
    state,
    from,
    time,
    stamper: new Stamper(clock, time, from),
    directory,
    sets,
    publisher,
    passedOver,
    takenKeys: taken,
  };
}
