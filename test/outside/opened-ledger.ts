/** A real ledger of which batches are opened to the public, in a folder: the Harbour Summit after its exercise, and again after more lines of its log. */
import { HOUR } from '../../src/base/clock.ts';
import { playOnRoom } from '../../src/exercise/on-room.ts';
import { NodeFiles } from '../../src/ledger/files/node.ts';
import { MemoryStore } from '../../src/ledger/store/memory.ts';
import { Openings } from '../../src/server/openings.ts';
import type { OpenRoom } from '../../src/server/room.ts';
import { harbour, lineOf, signOn, TestMachine } from '../../src/server/testing/test-room.ts';

const LINES = 300;

/** Writes what is published below `folder`; returns how many entries are opened. */
export async function openLedger(folder: string): Promise<number> {
  const machine = new TestMachine();
  const room = await machine.open();
  const store = new MemoryStore(machine.data);
  const openings = new Openings({
    room,
    store,
    files: machine.folders.public,
    countedUntil: () => Number.POSITIVE_INFINITY,
    log: { info: () => {}, warn: (message) => console.error(message) },
  });
  await playOnRoom(room, store, await harbour());
  await openDue(room, openings);
  await signOn(room, 'loggist-a', 'host-room.loggist').catch(() => undefined);
  for (let n = 0; n < LINES; n++) await room.door.submit(lineOf(room, 'loggist-a', 'host-room.loggist', `${n} boats`));
  await openDue(room, openings);
  await openings.stop();
  const rows = [...room.readable.records.disclosures.values()];
  await room.stop();
  const files = await NodeFiles.open(folder);
  for (const [path, bytes] of await machine.folders.public.all()) await files.write(path, bytes);
  if (rows.length !== 2) throw new Error(`${rows.length} batches were opened, not 2`);
  return Math.max(...rows.map(({ opened }) => opened));
}

async function openDue(room: OpenRoom, openings: Openings): Promise<void> {
  await room.waitUntil(room.roomNow() + 2 * HOUR);
  await included(room);
  await openings.look();
  await included(room);
  await openings.look();
}

async function included(room: OpenRoom): Promise<void> {
  if (room.includedSize() === room.size()) return;
  await new Promise<void>((done) => {
    const stop = room.onIncluded((size) => {
      if (size < room.size()) return;
      stop();
      done();
    });
  });
}
