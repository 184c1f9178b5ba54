import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { writeExport } from '../src/cli/transfer/export-folder.ts';
import type { Secrets } from '../src/cli/transfer/secrets.ts';
import { NodeFiles } from '../src/ledger/files/node.ts';
import { Publisher } from '../src/ledger/publisher.ts';
import { Signer } from '../src/ledger/signer.ts';
import { openPostgresStore } from '../src/ledger/store/postgres.ts';
import { isMandateSet } from '../src/server/publishing.ts';
import type { Load, LoadAct } from './load.ts';
import { type BenchDatabase, type BenchRoom, openBenchDatabase, openBenchRoom } from './room.ts';

const SUBMITTERS = 64;
/** Acts that are signed, and sent, before the next are. */
const AT_ONCE = 10_000;

/** An export below a folder, and the secrets that go with it. */
export type Exported = { readonly folder: string; readonly entries: number; readonly secrets: Secrets };

/**
 * Fills a ledger with the acts of a load and exports it into `export` below a folder, as a stopped room is.
 * @param seen is shown the acts, ten thousand at a time, once they are entered, and told how many there are by then
 */
export async function exportOf(
  folder: string,
  prepare: (room: BenchRoom) => Promise<Load>,
  count: number,
  seen: (acts: readonly LoadAct[], room: BenchRoom, done: number) => void = () => {},
): Promise<Exported> {
  const database = await openBenchDatabase();
  try {
    const room = await openBenchRoom(database);
    const load = await prepare(room);
    for (let done = 0; done < count; done += AT_ONCE) {
      const acts = load.acts(Math.min(AT_ONCE, count - done));
      await sendAll(room, acts);
      seen(acts, room, done + acts.length);
    }
    const keys = room.keys.exportKeys();
    await room.close();
    const { entries, signer } = await written(database, folder, room.origin);
    return {
      folder: join(folder, 'export'),
      entries,
      secrets: { v: 1, ledger: room.origin, keys, signer, actors: {} },
    };
  } finally {
    await database.stop();
  }
}

/** Publishes what the database holds, as a room does, and exports it. */
async function written({ address }: BenchDatabase, folder: string, origin: string) {
  const store = await openPostgresStore(address);
  try {
    const files = await NodeFiles.open(join(folder, 'public'));
    const secret = await NodeFiles.open(join(folder, 'signer'), { secret: true });
    const signer = await Signer.create({ files: secret, name: origin, random: randomBytes });
    const { identity, frontier, documents } = await store.load();
    const publisher = await Publisher.open({ files, store, signer, stored: frontier });
    const published = await publisher.publishTo(frontier);
    if (published === null || identity === null) throw new Error('the ledger of the benchmark is empty');
    const sets = new Set([...documents].flatMap(([id, text]) => (isMandateSet(text) ? [id] : [])));
    const { verifier } = signer;
    const place = await NodeFiles.open(join(folder, 'export'));
    await writeExport(place, {
      identity,
      store,
      documents,
      sets,
      published,
      witnessing: new Map(),
      verifier,
      links: [],
    });
    return { entries: published.size, signer: await signer.exportSecrets() };
  } finally {
    await store.close();
  }
}

async function sendAll(room: BenchRoom, acts: readonly LoadAct[]): Promise<void> {
  let next = 0;
  const submitter = async () => {
    for (let act = acts[next++]; act !== undefined; act = acts[next++]) await room.submit(act.wire);
  };
  await Promise.all(Array.from({ length: SUBMITTERS }, submitter));
}
