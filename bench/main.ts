// `npm run bench -- NAME … --short --json`: how fast the room is, each time beside something measured in the same run. The numbers decide
// nothing: it fails only where a benchmark itself breaks.
import { parseArgs } from 'node:util';
import { decide } from './decide.ts';
import { event } from './event.ts';
import { inclusion } from './inclusion.ts';
import { line } from './line.ts';
import type { Measured, Size } from './measured.ts';
import { prove } from './prove.ts';
import { publish } from './publish.ts';
import { erase, restore } from './restore.ts';
import { seal } from './seal.ts';
import { served } from './served.ts';
import { start } from './start.ts';
import { table } from './table.ts';
import { verify } from './verify.ts';
import { verifyFull } from './verify-full.ts';

/** By the names that one can ask for; what one run gives under several names is measured once. */
type Benchmark = {
  readonly names: readonly string[];
  readonly run: (size: Size, asked: readonly string[]) => Promise<Measured[]>;
};

const BENCHMARKS: readonly Benchmark[] = [
  { names: ['decide'], run: decide },
  { names: ['prove'], run: prove },
  { names: ['event'], run: event },
  { names: ['seal'], run: seal },
  { names: ['publish'], run: publish },
  { names: ['verify', 'verify-memory'], run: verify },
  { names: ['verify-full'], run: verifyFull },
  { names: ['inclusion'], run: inclusion },
  { names: ['restore'], run: restore },
  { names: ['erase'], run: erase },
  { names: ['line', 'line-p99'], run: line },
  { names: ['start'], run: start },
  served,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, short: { type: 'boolean' }, tiny: { type: 'boolean' } },
});
const size: Size = values.tiny === true ? 'tiny' : values.short === true ? 'short' : 'full';
const all = BENCHMARKS.flatMap(({ names }) => names);
const unknown = positionals.filter((name) => !all.includes(name));

if (unknown.length > 0) {
  console.error(`no benchmark is called ${unknown.join(', ')}; there are ${all.join(', ')}`);
  process.exitCode = 64;
} else {
  await runAll(positionals.length > 0 ? positionals : all);
}

/** Each is printed as soon as it is there: a long run that is cut off keeps what it has measured. */
async function runAll(wanted: readonly string[]): Promise<void> {
  for (const { names, run } of BENCHMARKS) {
    const asked = names.filter((name) => wanted.includes(name));
    if (asked.length === 0) continue;
    console.error(`measuring ${asked.join(' and ')} …`);
    const measured = await run(size, asked);
    if (values.json === true) for (const one of measured) console.log(JSON.stringify(one));
    // With --json the table goes beside the lines, so that a program reads nothing but JSON.
    (values.json === true ? console.error : console.log)(table(measured));
  }
}
