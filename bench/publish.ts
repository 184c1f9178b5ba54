import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { NodeFiles } from '../src/ledger/files/node.ts';
import type { FilePort } from '../src/ledger/files/port.ts';
import { Publisher } from '../src/ledger/publisher.ts';
import { Signer } from '../src/ledger/signer.ts';
import type { Frontier } from '../src/ledger/store/port.ts';
import { appendLeaves, EMPTY_FRONTIER, leafHash } from '../src/ledger/tree.ts';
import type { Measured, Size } from './measured.ts';
import { temporaryFolder } from './room.ts';
import { BENCH_ORIGIN, shapedEntry } from './shaped-entries.ts';
import { median, secondsOf } from './statistics.ts';

const SIZES = {
  full: { rounds: 40, entries: 500 },
  short: { rounds: 12, entries: 500 },
  tiny: { rounds: 1, entries: 50 },
};

/** What the publisher asked of the disk. */
type Operation = (files: FilePort) => Promise<unknown>;

/** Milliseconds to publish the next 500 entries: tiles, their names, the signer's guard and the checkpoint, all synced. */
export async function publish(size: Size): Promise<Measured[]> {
  const { rounds, entries: count } = SIZES[size];
  const folder = await temporaryFolder();
  try {
    const [published, guarded, bare] = [[], [], []] as [Operation[], Operation[], number[]];
    const files = await NodeFiles.open(join(folder.path, 'public'));
    const secret = await NodeFiles.open(join(folder.path, 'signer'), { secret: true });
    const again = await NodeFiles.open(join(folder.path, 'public-again'));
    const secretAgain = await NodeFiles.open(join(folder.path, 'signer-again'), { secret: true });
    const place = { files: recorded(secret, guarded), name: BENCH_ORIGIN };
    const signer = await Signer.create({ ...place, random: randomBytes });
    const ledger = new GrowingLedger();
    const publisher = await Publisher.open({
      files: recorded(files, published),
      store: ledger,
      signer,
      stored: EMPTY_FRONTIER,
    });
    const whole: number[] = [];
    for (let n = 0; n < rounds; n++) {
      const frontier = ledger.grow(count);
      whole.push((await secondsOf(() => publisher.publishTo(frontier))) * 1000);
      const repeat = async () => {
        for (const operation of published) await operation(again);
        for (const operation of guarded) await operation(secretAgain);
      };
      bare.push((await secondsOf(repeat)) * 1000);
      published.length = 0;
      guarded.length = 0;
    }
    return [
      {
        name: 'publish',
        value: median(whole),
        unit: `ms/${count} entries`,
        against: 'the same writes, syncs and renames alone, one after another',
        againstValue: median(bare),
        ratio: median(whole.map((mine, n) => mine / (bare[n] ?? Number.NaN))),
        samples: rounds,
        batch: count,
        bytes: ledger.entryBytes,
        target: null,
        met: null,
        note: `a growing ledger of ${rounds * count} entries; fsync of files and folders on`,
      },
    ];
  } finally {
    await folder.remove();
  }
}

/** Committed entries, as the publisher reads them. */
class GrowingLedger {
  readonly #entries: Buffer[] = [];
  #frontier: Frontier = EMPTY_FRONTIER;

  grow(count: number): Frontier {
    const fresh = Array.from({ length: count }, () => shapedEntry(1_770_000_000_000 + this.#entries.length));
    this.#entries.push(...fresh);
    this.#frontier = appendLeaves(this.#frontier, fresh.map(leafHash));
    return this.#frontier;
  }

  get entryBytes(): number {
    return this.#entries[0]?.length ?? 0;
  }

  async entries(from: number, to: number): Promise<Uint8Array[]> {
    return this.#entries.slice(from, to);
  }
}

/** Files that note what changes them, so that it can be done again elsewhere. */
function recorded(files: FilePort, operations: Operation[]): FilePort {
  const noted = (operation: Operation) => {
    operations.push(operation);
    return operation(files) as Promise<void>;
  };
  return {
    read: (path) => files.read(path),
    list: (path) => files.list(path),
    write: (path, bytes) => noted((port) => port.write(path, bytes)),
    rename: (from, to) => noted((port) => port.rename(from, to)),
    remove: (path) => noted((port) => port.remove(path)),
    sync: (path) => noted((port) => port.sync(path)),
    syncFolder: (path) => noted((port) => port.syncFolder(path)),
  };
}
