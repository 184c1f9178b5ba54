// `npm run sabotage [-- part of a name]`: breaks one thing after the other on purpose, and names the test that caught it. A harness counts
// once it has been seen to fail; a sabotage that nothing catches, or that no longer fits the sources, ends with exit code 1.
import { AUTHORITY } from './authority.ts';
import { DOOR_AND_AUDIENCE } from './door.ts';
import { LEDGER_AND_VERIFIER } from './ledger.ts';
import type { Sabotage } from './sabotage.ts';
import { SESSIONS_AND_KEYS } from './sessions.ts';
import { WITNESSES } from './witness.ts';
import { NoLongerFits, Workshop } from './workshop.ts';

/** Two at a time: as many as CI has cores. */
const AT_ONCE = 2;

const wanted = process.argv.slice(2).join(' ');
const every = [...DOOR_AND_AUDIENCE, ...AUTHORITY, ...SESSIONS_AND_KEYS, ...LEDGER_AND_VERIFIER, ...WITNESSES];
const all = every.filter(({ name }) => name.includes(wanted));
const started = performance.now();
const misses: string[] = [];

const workshops = Array.from({ length: AT_ONCE }, () => new Workshop());
try {
  if (await unbroken()) {
    const waiting = [...all];
    await Promise.all(workshops.map((workshop) => work(workshop, waiting)));
  }
} finally {
  for (const workshop of workshops) workshop.close();
}
for (const miss of misses) console.log(miss);
console.log(
  `caught ${all.length - misses.length}/${all.length} in ${((performance.now() - started) / 1000).toFixed(0)} s`,
);
process.exitCode = misses.length === 0 && all.length > 0 ? 0 : 1;

/** A harness that fails anyway catches nothing: the same tests must pass on sound sources. */
async function unbroken(): Promise<boolean> {
  const files = [...new Set(all.flatMap(({ tests }) => tests))].sort();
  const runs = await Promise.all(
    workshops.map((workshop, n) => workshop.tests(files.filter((_, m) => m % AT_ONCE === n))),
  );
  const fault = runs.map(({ failed, broken }) => failed ?? broken).find((found) => found !== undefined);
  const passed = runs.reduce((sum, ran) => sum + ran.passed, 0);
  if (fault === undefined && passed > 0) {
    console.log(`unbroken: ${passed} tests in ${files.length} files pass`);
    return true;
  }
  misses.push(...all.map(({ name }) => `not tried: ${name}`));
  console.log(`without any sabotage these tests fail already: ${fault ?? 'none ran'}`);
  return false;
}

async function work(workshop: Workshop, waiting: Sabotage[]): Promise<void> {
  for (let sabotage = waiting.shift(); sabotage !== undefined; sabotage = waiting.shift()) {
    const line = await outcomeOf(workshop, sabotage);
    if (!line.startsWith('caught ')) misses.push(line);
    console.log(line);
  }
}

async function outcomeOf(workshop: Workshop, sabotage: Sabotage): Promise<string> {
  const { name, why } = sabotage;
  try {
    const { failed, broken, passed } = await workshop.sabotaged(sabotage);
    if (failed !== undefined) return `caught ${name} by ${failed}`;
    if (broken !== undefined) return `MISSED ${name}: ${broken} did not run; the sabotage breaks more than it says`;
    return `MISSED ${name} (${why}): ${passed} tests passed`;
  } catch (error) {
    if (error instanceof NoLongerFits) return `MISSED ${name}: the sabotage no longer fits: ${error.message}`;
    throw error;
  }
}
