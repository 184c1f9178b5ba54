import { assert } from '../../base/assert.ts';
import { syncFoldersOf } from '../../ledger/files/durable.ts';
import { Publisher } from '../../ledger/publisher.ts';
import { Signer } from '../../ledger/signer.ts';
import { keysOfLedger, signingNow } from '../../ledger/signing/port.ts';
import { isMandateSet } from '../../server/publishing.ts';
import type { AskedWitnesses } from '../../server/witnesses.ts';
import { askWitnessesFirst, shownAgain } from '../../server/witnesses-asked-first.ts';
import type { CheckedRoom, RoomCheck } from './check-room.ts';
import type { FsckRule } from './findings.ts';
import type { Aside } from './set-aside.ts';

/** With a finding of these the database is not what was signed, or not whole: nothing is published from it. */
const KEEPS_FROM_PUBLISHING: readonly FsckRule[] = ['database', 'identity', 'entries', 'documents', 'signer'];

/**
 * May what is published be made again from this database? Entries that nobody signed yet are signed by it: none while anything is wrong that cannot be made
 * again, for then somebody may have put them there, and a start would refuse them.
 */
export function mayPublish({ findings, ledger, size, signed }: RoomCheck): boolean {
  if (ledger === null || findings.hasLost('published') || findings.has(...KEEPS_FROM_PUBLISHING)) return false;
  return size <= signed || !findings.hasLost();
}

/** What a mending writes into, and whom it asks before. */
export type Mending = {
  /** Where what is wrong is put; opened only where something is. */
  readonly aside: () => Promise<Aside>;
  /** Who is asked before anything is published, as a start asks them; undefined where there is no policy. */
  readonly witnesses: AskedWitnesses | undefined;
  readonly warn: (message: string) => void;
};

/**
 * Makes published files and shown tables again from the database. What lies there and is wrong is put aside, not thrown away. The guard, the entries and what
 * opens them are never touched; a checkpoint is signed only as the signer's guard lets it, and where no witness knows more of this ledger.
 * @returns paths that were put aside, below the published folder
 * @throws SignerRefused, PublishedFileDiffers; RestoredBackup, StartRefused, before anything is written, where a witness is against it
 */
export async function mend(room: CheckedRoom, check: RoomCheck, mending: Mending): Promise<string[]> {
  const { folders, views } = room;
  const place = mayPublish(check) ? await toPublish(room, mending) : undefined;
  if (check.views.wrong) await mendViews(views, check.views);
  if (place === undefined) return [];
  const moved: string[] = [];
  if (check.wrong.length > 0) {
    const aside = await mending.aside();
    for (const path of check.wrong) {
      if (await aside.take(path)) moved.push(path);
    }
    await syncFoldersOf(folders.public, moved);
  }
  const publisher = await Publisher.open(place);
  for (const [id, text] of place.documents) if (isMandateSet(text)) await publisher.publishDocument(id, text);
  await publisher.publishTo(place.stored);
  return moved;
}

/** From what it is published, and by whose key. What stands published may be what is wrong: witnesses are shown what the guard remembers. */
async function toPublish({ store, folders }: CheckedRoom, { witnesses, warn }: Mending) {
  const { identity, frontier: stored, documents } = await store.load();
  assert(identity !== null, 'what may be published is of a ledger');
  const signer = await Signer.open({ files: folders.signer, name: identity.origin });
  const signing = signingNow(signer.verifier, keysOfLedger(signer.verifier, await signer.links()));
  await askWitnessesFirst(witnesses, { signing, shown: () => shownAgain(signer, store), stored: stored.size, warn });
  return { files: folders.public, store, signer, stored, documents };
}

/** Where the event's documents are not at hand, the next start makes them, which has them. */
async function mendViews(views: CheckedRoom['views'], { folds }: RoomCheck['views']): Promise<void> {
  if (folds?.touches === undefined) await views.forget();
  else await views.rebuild({ ...folds, touches: folds.touches });
}
