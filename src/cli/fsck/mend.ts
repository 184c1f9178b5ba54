import { syncFoldersOf } from '../../ledger/files/durable.ts';
import { Publisher } from '../../ledger/publisher.ts';
import { Signer } from '../../ledger/signer.ts';
import { isMandateSet } from '../../server/publishing.ts';
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

/**
 * Makes published files and shown tables again from the database. What lies there and is wrong is put aside, not thrown away. The guard, the entries and what
 * opens them are never touched; a checkpoint is signed only as the signer's guard lets it.
 * @returns paths that were put aside, below the published folder
 * @throws SignerRefused, RestoredBackup, PublishedFileDiffers
 */
export async function mend(room: CheckedRoom, check: RoomCheck, aside: () => Promise<Aside>): Promise<string[]> {
  const { store, folders, views } = room;
  if (check.views.wrong) await mendViews(views, check.views);
  if (!mayPublish(check)) return [];
  const moved: string[] = [];
  if (check.wrong.length > 0) {
    const place = await aside();
    for (const path of check.wrong) {
      if (await place.take(path)) moved.push(path);
    }
    await syncFoldersOf(folders.public, moved);
  }
  const { identity, frontier, documents } = await store.load();
  if (identity === null) return moved;
  const signer = await Signer.open({ files: folders.signer, name: identity.origin });
  const publisher = await Publisher.open({ files: folders.public, store, signer, stored: frontier });
  for (const [id, text] of documents) if (isMandateSet(text)) await publisher.publishDocument(id, text);
  await publisher.publishTo(frontier);
  return moved;
}

/** Where the event's documents are not at hand, the next start makes them, which has them. */
async function mendViews(views: CheckedRoom['views'], { folds }: RoomCheck['views']): Promise<void> {
  if (folds?.touches === undefined) await views.forget();
  else await views.rebuild({ ...folds, touches: folds.touches });
}
