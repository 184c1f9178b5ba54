/** What a room has stored, as of one moment, with the keys that open it. Nothing is touched: what was left half way stays for the room. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { MemoryFiles } from '../../src/ledger/files/memory.ts';
import { NodeFiles } from '../../src/ledger/files/node.ts';
import { KeyRing } from '../../src/ledger/keys.ts';
import type { Opening } from '../../src/ledger/store/port.ts';
import type { Ready } from './ready.ts';

export type Stored = {
  /** From the index on that was asked for. */
  readonly entries: readonly Uint8Array[];
  readonly openings: readonly Opening[];
  readonly keys: KeyRing;
};

/** A room that erases puts boxes under other keys meanwhile: both are read again, so often. */
const TRIES = 200;
const AGAIN_MS = 25;
const FOLDERS = ['', 'subject'];

type Row = {
  readonly index: string;
  readonly part: Opening['group'] | '';
  readonly key: string;
  readonly nonce: Buffer;
  readonly bytes: Buffer;
};

/** @throws Error where the boxes and the keys that are there do not come to fit */
export async function readStored(room: Ready, dataFolder: string, from: number): Promise<Stored> {
  return await withDatabase(room, async (client) => {
    let why = '';
    for (let tries = 0; tries < TRIES; tries++) {
      const { entries, openings } = await readRows(client, from);
      try {
        const keys = await heldKeys(join(dataFolder, 'keys'), room.origin);
        const lacking = openings.find(({ key }) => keys.key(key) === undefined);
        if (lacking === undefined) return { entries, openings, keys };
        why = `no key \`${lacking.key}\` for a box of entry ${lacking.index}`;
      } catch (error) {
        why = String(error);
      }
      await wait(AGAIN_MS);
    }
    throw new Error(`what is stored does not open: ${why}`);
  });
}

/** Which of these entries have a box of the person. */
export async function stillBoxed(room: Ready, indexes: readonly number[]): Promise<number[]> {
  return await withDatabase(room, async (client) => {
    const { rows } = await client.query<{ index: string }>(
      `select index from openings where entry_group = 'person' and index = any ($1::bigint[])`,
      [indexes],
    );
    return rows.map(({ index }) => Number(index));
  });
}

/** One statement sees one moment: an entry without its box is one that another of these entries has erased. */
async function readRows(client: Client, from: number): Promise<Pick<Stored, 'entries' | 'openings'>> {
  const { rows } = await client.query<Row>(
    `select index, '' as part, '' as key, ''::bytea as nonce, bytes from entries where index >= $1
      union all select index, entry_group, key_id, nonce, box from openings where index >= $1
      order by 1, 2`,
    [from],
  );
  const openings = rows.flatMap(({ index, part, key, nonce, bytes: box }) =>
    part === '' ? [] : [{ index: Number(index), group: part, key, nonce, box }],
  );
  return { entries: rows.filter(({ part }) => part === '').map(({ bytes }) => bytes), openings };
}

/** The ring of a copy: whoever opens a ring finishes what was begun with it. */
async function heldKeys(folder: string, ledger: string): Promise<KeyRing> {
  const [files, copy] = [await NodeFiles.open(folder, { secret: true }), new MemoryFiles()];
  for (const below of FOLDERS) {
    for (const name of await files.list(below)) {
      const path = below === '' ? name : `${below}/${name}`;
      const bytes = FOLDERS.includes(path) ? undefined : await files.read(path);
      if (bytes !== undefined) await copy.write(path, bytes);
    }
  }
  return await KeyRing.open({ files: copy, ledger, random: (length) => Buffer.alloc(length) });
}

async function withDatabase<T>(room: Ready, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(room.address);
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
