import { lstat, mkdir, open, readdir, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { fromBase64url } from '../../base/base64url.ts';
import { NodeFiles } from '../../ledger/files/node.ts';
import type { FilePort } from '../../ledger/files/port.ts';
import { KeyRing } from '../../ledger/keys.ts';
import { Publisher } from '../../ledger/publisher.ts';
import type { RandomSource } from '../../ledger/seal.ts';
import { Signer } from '../../ledger/signer.ts';
import type { LedgerStore } from '../../ledger/store/port.ts';
import { checkLedger } from '../../server/checked-ledger.ts';
import type { RoomFolders } from '../../server/folders.ts';
import { isMandateSet } from '../../server/publishing.ts';
import { openSigner, type RoomSigner } from '../../server/room-signer.ts';
import type { AskedWitnesses } from '../../server/witnesses.ts';
import { askWitnessesFirst, shownOf } from '../../server/witnesses-asked-first.ts';
import { type Progress, SILENT } from '../progress.ts';
import { writeExport } from './export-folder.ts';
import { copyOpened } from './opened-batches.ts';
import { partOf, stopIfAsked, tellLeft } from './part.ts';
import { TransferRefused } from './refused.ts';
import { type Secrets, secretsText } from './secrets.ts';

/** A stopped room, and where its export goes. */
export type ExportRequest = {
  readonly store: LedgerStore;
  readonly folders: RoomFolders;
  /** A folder that is made, or an empty one. */
  readonly folder: string;
  /** A file that is made, outside that folder. */
  readonly secrets?: string | undefined;
  /** A process of its own that holds the ledger's key: the secrets are then without it. */
  readonly signer?: RoomSigner | undefined;
  /** Who is asked before anything is signed, as a start asks them; undefined where there is no policy. */
  readonly witnesses?: AskedWitnesses | undefined;
  /** Where the room publishes: nothing is exported into it. */
  readonly published?: string | undefined;
  readonly warn?: (message: string) => void;
  readonly random: RandomSource;
  readonly progress?: Progress;
  /** Asks it to end in order. */
  readonly signal?: AbortSignal | undefined;
};

export type Exported = { readonly origin: string; readonly size: number; readonly root: string };

/**
 * Writes an export and, where they are asked for, the secrets. Everything is written under other names first and renamed at the end, the
 * folder last: what stands under the names that were asked for is whole.
 * @throws TransferRefused, and what the ledger's own checks throw
 */
export async function exportLedger(request: ExportRequest): Promise<Exported> {
  const { store, folders, random, signal, progress = SILENT, warn = () => {} } = request;
  const target = await targetsOf(request);
  tellLeft([target.folder, ...(target.secrets === undefined ? [] : [target.secrets])], warn);
  const snapshot = await store.load();
  const { identity, frontier, documents } = snapshot;
  if (identity === null || frontier.size === 0) throw new TransferRefused('the database holds no ledger');
  const signer = await openSigner({ ledger: identity.origin, signer: request.signer, folders, warn });
  const ring = await KeyRing.open({ files: folders.keys, ledger: identity.origin, random });
  // What a start would refuse is not signed, published and exported either. Keys that are lost keep nobody from a backup of the rest.
  await checkLedger({ store, snapshot, origin: identity.origin, ring, signer, withoutKeys: true, warn });
  const publisher = await Publisher.open({ files: folders.public, store, signer, stored: frontier });
  await askWitnessesFirst(request.witnesses, {
    signing: publisher.signing,
    shown: () => shownOf(publisher, signer, store),
    stored: frontier.size,
    warn,
  });
  // What the room committed last and did not come to publish belongs into the export.
  const published = await publisher.publishTo(frontier);
  if (published === null) throw new TransferRefused('the ledger has no checkpoint yet');
  const sets = new Set([...documents].flatMap(([id, text]) => (isMandateSet(text) ? [id] : [])));
  const witnessing = await witnessingFiles(folders.public);
  const part = partOf(target.folder, random);
  let secretsAt: string | undefined;
  try {
    await makeFolders(dirname(target.folder));
    const files = await NodeFiles.open(part);
    await copyOpened(folders.public, files);
    await writeExport(files, {
      identity,
      store: {
        entries: (from, to) => {
          stopIfAsked(signal);
          return store.entries(from, to);
        },
        openings: (from, to) => {
          stopIfAsked(signal);
          progress(to, frontier.size);
          return store.openings(from, to);
        },
      },
      documents,
      sets,
      published,
      witnessing,
      links: await signer.links(),
      verifier: signer.verifier,
    });
    if (target.secrets !== undefined) {
      const secrets: Secrets = {
        v: 1,
        ledger: identity.origin,
        keys: ring.exportKeys(),
        signer: signer instanceof Signer ? await signer.exportSecrets() : null,
        actors: await actorSeeds(folders.actors),
      };
      await writeSecretFile(target.secrets, secretsText(secrets), random);
      secretsAt = target.secrets;
    }
    // COMMIT POINT of the export: the folder gets its name when all of it, and the secrets, are durable.
    await rename(part, target.folder);
    await syncFolder(dirname(target.folder));
    secretsAt = undefined;
  } catch (error) {
    throw isOfPlace(error) ? new TransferRefused(`nothing was exported: ${error.message}`) : error;
  } finally {
    // Keys to what was not exported lie nowhere.
    if (secretsAt !== undefined) await rm(secretsAt, { force: true });
    await rm(part, { recursive: true, force: true });
  }
  return { origin: identity.origin, size: published.size, root: Buffer.from(published.root).toString('base64') };
}

/** Errors of a place in which nothing can be made. */
const OF_PLACE = ['EACCES', 'EEXIST', 'ELOOP', 'ENOENT', 'ENOSPC', 'ENOTDIR', 'ENOTEMPTY', 'EPERM', 'EROFS'];

function isOfPlace(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && OF_PLACE.includes(String(error.code));
}

/** Makes a folder and those above it that are missing, one by one: Node's own way of it never ends where a file system makes no folders (`/proc`). */
async function makeFolders(path: string): Promise<void> {
  if ((await lstat(path).catch(() => undefined)) !== undefined) return;
  await makeFolders(dirname(path));
  await mkdir(path);
}

/** As they are published; an import asks by this policy and publishes neither, for its room has a policy of its own. */
async function witnessingFiles(published: FilePort): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const path of ['ledger/witnessed', 'ledger/policy']) {
    const bytes = await published.read(path);
    if (bytes !== undefined) found.set(path, bytes);
  }
  return found;
}

/** Both places are free, and the secrets lie outside: a folder that is published must never hold them. */
async function targetsOf({
  folder,
  secrets,
  published,
}: ExportRequest): Promise<{ folder: string; secrets: string | undefined }> {
  const place = await placeFor(folder);
  const there = await lstat(place).catch(() => undefined);
  if (there?.isSymbolicLink() === true)
    throw new TransferRefused(`\`${folder}\` is a link that leads nowhere: remove it, or name a folder`);
  if (isWithin(place, published)) throw new TransferRefused(PUBLISHED);
  const names = await readdir(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new TransferRefused(`\`${folder}\` is there and is no folder`);
  });
  if (names.length > 0)
    throw new TransferRefused(`the folder \`${folder}\` is not empty: an export gets a folder of its own`);
  if (secrets === undefined) return { folder: place, secrets: undefined };
  const file = await placeFor(secrets);
  if (isWithin(file, published)) throw new TransferRefused(PUBLISHED);
  if (file === place || file.startsWith(place + sep)) {
    throw new TransferRefused('the secrets must not lie inside the export: who gets the export would read everything');
  }
  if (await lstat(file).catch(() => undefined)) {
    throw new TransferRefused(`the secrets file \`${secrets}\` is there already: nothing was overwritten`);
  }
  return { folder: place, secrets: file };
}

const PUBLISHED =
  'what lies in the folder `public` of the room is published to everybody: an export, and its secrets, go elsewhere';

function isWithin(place: string, folder: string | undefined): boolean {
  return folder !== undefined && (place === folder || place.startsWith(folder + sep));
}

/** The real place of a name that may not be there yet. */
async function placeFor(path: string): Promise<string> {
  const wanted = resolve(path);
  const there = await realpath(wanted).catch(() => undefined);
  if (there !== undefined) return there;
  const above = dirname(wanted);
  if (above === wanted) return wanted;
  return join(await placeFor(above), basename(wanted));
}

async function writeSecretFile(path: string, text: string, random: RandomSource): Promise<void> {
  await makeFolders(dirname(path));
  const part = partOf(path, random);
  try {
    // `wx`: a file or link that somebody put there before us is never written through.
    const handle = await open(part, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
  await syncFolder(dirname(path));
}

async function syncFolder(folder: string): Promise<void> {
  const files = await NodeFiles.open(folder);
  await files.syncFolder('');
}

/** Seeds of the room's own actors, as the room keeps them (server/actors.ts). */
async function actorSeeds(files: FilePort): Promise<Record<string, string>> {
  const seeds: Record<string, string> = {};
  for (const name of await files.list('')) {
    const bytes = await files.read(name);
    const { actor, seed } = parse(bytes);
    const raw = typeof seed === 'string' ? fromBase64url(seed) : undefined;
    if (typeof actor === 'string' && raw !== undefined) seeds[actor] = raw.toString('base64');
  }
  return seeds;
}

function parse(bytes: Uint8Array | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes ?? []).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
