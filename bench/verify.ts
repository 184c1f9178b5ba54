import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { folderSource } from '../src/verify/folder.ts';
import { nodePrimitives } from '../src/verify/node.ts';
import { verifyLedger } from '../src/verify/verify.ts';
import type { Measured, Size } from './measured.ts';
import { temporaryFolder } from './room.ts';
import { median, secondsOf } from './statistics.ts';
import { writeLedger } from './written-ledger.ts';

const CHECKER = fileURLToPath(new URL('../src/verify/cli.ts', import.meta.url));
/** Says on its way out how much memory the process has ever held, KiB. */
const SAYS_MEMORY = "process.on('exit', () => console.error('held', process.resourceUsage().maxRSS))";

const SIZES = {
  full: { rounds: 5, entries: 1_000_000 },
  short: { rounds: 5, entries: 20_000 },
  tiny: { rounds: 1, entries: 600 },
};
/** The ledger beside which memory is compared is smaller by this. */
const SMALLER_TIMES = 20;

/**
 * `verify`: seconds in which the independent checker goes through a published ledger, tree mode, from disk. `verify-memory`: the most memory that the
 * checker ever holds, as a process of its own, beside a ledger that is smaller by far.
 */
export async function verify(size: Size, asked: readonly string[]): Promise<Measured[]> {
  const folder = await temporaryFolder();
  const smaller = await temporaryFolder();
  try {
    const { entries: count } = SIZES[size];
    const { entries } = await writeLedger(folder.path, count);
    const found: Measured[] = [];
    if (asked.includes('verify')) found.push(await seconds(folder.path, entries, size));
    if (asked.includes('verify-memory')) {
      await writeLedger(smaller.path, count / SMALLER_TIMES);
      found.push(await memory(folder.path, smaller.path, count));
    }
    return found;
  } finally {
    await folder.remove();
    await smaller.remove();
  }
}

async function seconds(folder: string, entries: readonly Buffer[], size: Size): Promise<Measured> {
  const { rounds, entries: count } = SIZES[size];
  const pairs: [number, number][] = [];
  for (let n = 0; n < rounds; n++) {
    pairs.push([await secondsOf(() => verifyOnce(folder, count)), await secondsOf(() => hashAlone(entries))]);
  }
  const ratio = median(pairs.map(([mine, bare]) => mine / bare));
  return {
    name: 'verify',
    value: median(pairs.map(([mine]) => mine)),
    unit: 's',
    against: 'hashing the same leaves and nodes alone, from memory',
    againstValue: median(pairs.map(([, bare]) => bare)),
    ratio,
    samples: rounds,
    batch: count,
    bytes: entries[0]?.length ?? 0,
    target: 'at most 2 times',
    met: ratio <= 2,
    note: `${count} entries, tree mode, from the disk's cache; medians of ${rounds} rounds`,
  };
}

async function memory(folder: string, smaller: string, count: number): Promise<Measured> {
  const [value, againstValue] = [await heldBy(folder), await heldBy(smaller)];
  const ratio = value / againstValue;
  return {
    name: 'verify-memory',
    value,
    unit: 'MiB',
    against: `the same with ${count / SMALLER_TIMES} entries`,
    againstValue,
    ratio,
    samples: 1,
    batch: count,
    bytes: null,
    target: 'flat: at most 1.5 times',
    met: ratio <= 1.5,
    note: `${count} entries, tree mode; the most that the process of the checker ever held, all of Node with it`,
  };
}

async function heldBy(folder: string): Promise<number> {
  const hook = `data:text/javascript,${encodeURIComponent(SAYS_MEMORY)}`;
  const { stderr } = await promisify(execFile)(process.execPath, ['--import', hook, CHECKER, folder, '--no-pin']);
  return Number(/^held (\d+)$/m.exec(stderr)?.[1]) / 1024;
}

async function verifyOnce(folder: string, count: number): Promise<void> {
  const report = await verifyLedger(folderSource(folder), { primitives: nodePrimitives });
  if (report.status !== 'OK' || report.counts.entries !== count) {
    throw new Error(`the ledger of the benchmark is ${report.status}: ${report.findings[0]?.message}`);
  }
}

/** What no verifier can leave out: a hash for each leaf and each node, in the fastest form that Node has. */
function hashAlone(entries: readonly Buffer[]): void {
  const leaf = Buffer.alloc(65_536);
  const node = Buffer.alloc(65, 1);
  let row = entries.map((entry) => {
    entry.copy(leaf, 1);
    return hash('sha256', leaf.subarray(0, entry.length + 1), 'latin1' as 'binary');
  });
  while (row.length > 1) {
    const above: string[] = [];
    for (let n = 0; n + 1 < row.length; n += 2) {
      node.write(row[n] ?? '', 1, 'latin1');
      node.write(row[n + 1] ?? '', 33, 'latin1');
      above.push(hash('sha256', node, 'latin1' as 'binary'));
    }
    if (row.length % 2 === 1) above.push(row.at(-1) ?? '');
    row = above;
  }
}
