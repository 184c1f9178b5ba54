import { Bug } from '../../base/assert.ts';
import { toBase64url } from '../../base/base64url.ts';
import { canonicalJson } from '../../base/json.ts';
import { signingKey } from '../../desk/keys.ts';
import { writeDurably } from '../../ledger/files/durable.ts';
import { KeyRing } from '../../ledger/keys.ts';
import { parseNote, signatureLine } from '../../ledger/note.ts';
import { Publisher } from '../../ledger/publisher.ts';
import type { RandomSource } from '../../ledger/seal.ts';
import { Signer } from '../../ledger/signer.ts';
import type { SignerPort } from '../../ledger/signing/port.ts';
import type { LedgerStore } from '../../ledger/store/port.ts';
import { TILE_WIDTH } from '../../ledger/tiles.ts';
import { appendLeaves, EMPTY_FRONTIER, leafHash, rootOf } from '../../ledger/tree.ts';
import type { LedgerRow } from '../../matters/ledger/rows.ts';
import { actorFile } from '../../server/actors.ts';
import type { RoomFolders } from '../../server/folders.ts';
import { checkKeys, statedLinks } from '../../server/ledger-keys.ts';
import { type Progress, SILENT } from '../progress.ts';
import { copyOpened, type OpenedSource } from './opened-batches.ts';
import type { CheckedExport } from './read-export.ts';
import { TransferRefused } from './refused.ts';
import type { Secrets } from './secrets.ts';

export type ImportRequest = {
  readonly checked: CheckedExport;
  readonly secrets: Secrets;
  /** The signer that is a process of its own, where the secrets are without one. */
  readonly outside?: SignerPort | undefined;
  /** The export, for the batches of openings in it; the room compares them with its ledger before it opens more. */
  readonly opened?: OpenedSource | undefined;
  /** An empty store and empty folders. */
  readonly store: LedgerStore;
  readonly folders: RoomFolders;
  readonly random: RandomSource;
  readonly progress?: Progress;
};

/**
 * Creates the ledger of an export again: same origin, same bytes, same root, same keys. The identity is written last, so a store that was
 * only half filled is never taken for a ledger. Two rooms must never go on with one ledger: the signer's guard travels with the
 * export, and only one of the two folders may be started from then on.
 * @throws TransferRefused
 */
export async function importLedger(request: ImportRequest): Promise<void> {
  const { checked, secrets, opened, store, folders, random } = request;
  const { origin, mode, created } = checked;
  const { identity, frontier } = await store.load();
  if (identity !== null || frontier.size > 0) throw new TransferRefused('the database is not empty');
  refuseOtherActors(request);
  await fill(request);
  const ring = await KeyRing.create({ files: folders.keys, ledger: origin, random });
  await ring.importKeys(secrets.keys);
  for (const [actor, seed] of Object.entries(secrets.actors)) {
    const text = canonicalJson({ actor, ledger: origin, seed: toBase64url(Buffer.from(seed, 'base64')), v: 1 });
    await writeDurably(folders.actors, actorFile(actor), Buffer.from(text, 'utf8'));
  }
  await publish(request, await signerOf(request));
  if (opened !== undefined) await copyOpened(opened, folders.public);
  // COMMIT POINT: from here on the data folder holds a ledger.
  await store.create({ origin, mode, created });
}

/** The room's own actors sign with the keys that the first entry states. @throws TransferRefused */
function refuseOtherActors({ checked, secrets }: ImportRequest): void {
  const genesis = checked.rows.find(({ slice, id }) => slice === 'ledger' && id === 'ledger')?.row;
  const keys = (genesis as LedgerRow | null | undefined)?.keys ?? {};
  for (const [actor, seed] of Object.entries(secrets.actors)) {
    if (signingKey(Buffer.from(seed, 'base64')).publicKey === keys[actor]) continue;
    throw new TransferRefused(`the secrets hold another key of \`${actor}\` than the first entry states`);
  }
}

/** Entries and openings tile by tile; the state of decisions with the last of them. */
async function fill({ checked, store, progress = SILENT }: ImportRequest): Promise<void> {
  const { size, root, rows, documents } = checked;
  const epoch = await store.claimWriter();
  let frontier = EMPTY_FRONTIER;
  for (let n = 0; n * TILE_WIDTH < size; n++) {
    const { entries, openings } = await checked.tile(n);
    const first = frontier.size;
    frontier = appendLeaves(frontier, entries.map(leafHash));
    const last = frontier.size === size;
    await store.append({
      epoch,
      first,
      entries,
      openings,
      changes: last ? rows : [],
      documents: first === 0 ? documents : [],
      frontier,
    });
    progress(frontier.size, size);
  }
  if (!rootOf(frontier).equals(root))
    throw new TransferRefused('what was written does not give the root of the export');
}

/** An export that was read goes with one of the two. */
async function signerOf({ checked, secrets, folders, random, outside }: ImportRequest): Promise<SignerPort> {
  if (secrets.signer !== null)
    return await Signer.create({ files: folders.signer, name: checked.origin, random, exported: secrets.signer });
  if (outside === undefined) throw new Bug('an export was checked that goes with no signer');
  return outside;
}

/** The signer signs the same tree again, and Ed25519 gives the same signature; it would refuse any other. What witnesses signed stands below it. */
async function publish({ checked, store, folders }: ImportRequest, signer: SignerPort): Promise<void> {
  const { frontier } = await store.load();
  await checkKeys(signer, statedLinks(checked));
  const publisher = await Publisher.open({ files: folders.public, store, signer, stored: frontier });
  for (const { id, text } of checked.documents) if (checked.sets.has(id)) await publisher.publishDocument(id, text);
  const published = await publisher.publishTo(frontier);
  const [made, exported] = [parseNote(published?.note ?? ''), parseNote(checked.note)];
  if (published === null || made === undefined || made.text !== exported?.text)
    throw new TransferRefused('the checkpoint that was published is not that of the export');
  // The ledger's own signatures are those that its signer gives now: a key may have come or gone since.
  const cosignatures = exported.signatures.filter(({ name }) => name !== checked.origin).map(signatureLine);
  await publisher.cosigned(published.note, cosignatures, false);
}
