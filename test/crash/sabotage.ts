/** Rooms that break their promises. A harness that has not failed on each of them proves nothing. */
import { Client } from 'pg';
import { canonicalJson } from '../../src/base/json.ts';
import { writeDurably } from '../../src/ledger/files/durable.ts';
import type { Batch, LedgerStore } from '../../src/ledger/store/port.ts';
import type { PostgresAddress } from '../../src/ledger/store/postgres-connection.ts';
import { EMPTY_ROOT } from '../../src/ledger/tree.ts';
import type { RoomFolders } from '../../src/server/folders.ts';
import type { SabotageName } from './ready.ts';

/** How long a batch that was said to be committed is kept back. */
const KEPT_BACK_MS = 40;

/** The store as the sabotage has it. */
export function sabotaged(store: LedgerStore, sabotage: SabotageName | undefined): LedgerStore {
  if (sabotage === 'ack-before-commit') return acknowledgingEarly(store, false);
  return sabotage === 'forget-history' ? acknowledgingEarly(store, true) : store;
}

/**
 * Says that a batch is committed and commits it later. Reads wait for what is kept back, so nothing but a crash shows it; or, where `shown`, they
 * give it, and it is published before it is committed.
 */
function acknowledgingEarly(store: LedgerStore, shown: boolean): LedgerStore {
  let last: Promise<unknown> = Promise.resolve();
  let failed: unknown;
  const early: { readonly first: number; readonly entries: readonly Uint8Array[] }[] = [];
  return {
    create: (identity) => store.create(identity),
    claimWriter: () => store.claimWriter(),
    load: () => store.load(),
    size: () => store.size(),
    keyIds: () => last.then(() => store.keyIds()),
    boxesUnder: (key, from, limit) => last.then(() => store.boxesUnder(key, from, limit)),
    rewrap: (epoch, old, boxes) => last.then(() => store.rewrap(epoch, old, boxes)),
    scrub: () => last.then(() => store.scrub()),
    close: () => last.then(() => store.close()),
    openings: (from, to) => last.then(() => store.openings(from, to)),
    async entries(from, to) {
      const kept = early.flatMap(({ first, entries }) => entries.map((bytes, n) => [first + n, bytes] as const));
      const known = new Map(kept);
      const wanted = Array.from({ length: to - from }, (_, n) => known.get(from + n));
      if (shown && wanted.every((bytes) => bytes !== undefined)) return wanted as Uint8Array[];
      await last;
      return await store.entries(from, to);
    },
    async append(batch: Batch) {
      if (failed !== undefined) throw failed;
      early.push({ first: batch.first, entries: batch.entries });
      last = last
        .then(() => new Promise((later) => setTimeout(later, KEPT_BACK_MS)))
        .then(() => store.append(batch))
        .catch((error: unknown) => {
          failed = error;
        });
    },
  };
}

/**
 * Lets the database answer before its log is on the disk, behind the back of the checks at the start: a trigger turns the waiting off in
 * each transaction. A server that is killed with all its processes loses what it had not written out, which its log writer is told to do as
 * seldom as it may: else only a kill within a moment of the answer would lose anything.
 */
export async function sabotageCommits(address: PostgresAddress): Promise<void> {
  const client = new Client(address);
  await client.connect();
  await client.query(`
    create or replace function hurry() returns trigger language plpgsql as
      $$ begin perform set_config('synchronous_commit', 'off', true); return new; end $$;
    create or replace trigger hurry before update on ledger for each row execute function hurry()`);
  for (const [name, value] of [
    ['wal_writer_delay', '10s'],
    ['wal_writer_flush_after', '2GB'],
  ])
    await client.query(`alter system set ${name} = '${value}'`);
  await client.query('select pg_reload_conf()');
  await client.end();
}

/** What somebody might do to a room that does not start any more: the guard and all that is published are thrown away. */
export async function forgetHistory({ signer, public: published }: RoomFolders, stored: number): Promise<void> {
  const guard = await signer.read('guard');
  if (guard === undefined || (JSON.parse(Buffer.from(guard).toString('utf8')) as { size: number }).size <= stored)
    return;
  const text = canonicalJson({ root: EMPTY_ROOT.toString('base64'), size: 0, v: 1 });
  await writeDurably(signer, 'guard', Buffer.from(text, 'utf8'));
  const remove = async (folder: string): Promise<void> => {
    for (const name of await published.list(folder)) {
      const path = `${folder}/${name}`;
      await remove(path).catch(() => {});
      await published.remove(path);
    }
  };
  await published.remove('ledger/checkpoint');
  await remove('ledger/tile');
}
