/**
 * `npm run crash -- --rounds N --seed S`: an outside client against a real room that is killed, with its database, at random moments. Fails
 * when anything that was acknowledged is lost, when the published ledger forks, or when a room does not come back.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { isSabotage } from './ready.ts';
import { crashRun } from './run.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string' },
    sabotage: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed ?? randomInt(2 ** 31));
const { sabotage } = values;
if (!Number.isSafeInteger(rounds) || rounds < 1 || !Number.isSafeInteger(seed)) {
  console.error('crash: `--rounds` and `--seed` are whole numbers, the rounds at least 1');
  process.exit(64);
}
if (sabotage !== undefined && !isSabotage(sabotage)) {
  console.error(`crash: there is no sabotage \`${sabotage}\``);
  process.exit(64);
}
console.log(`seed ${seed}`);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
const result = await crashRun({
  rounds,
  seed,
  ...(isSabotage(sabotage) ? { sabotage } : {}),
  ...(values.verbose ? { log: (line: string) => console.log(line) } : {}),
});
for (const line of result.account) console.log(line);
if (result.folder !== undefined) console.log(`the data folder is kept: ${result.folder}`);
console.log(
  `acked ${result.acked} lost ${result.lost} forks ${result.forks} rounds ${result.rounds} erased ${result.erased}`,
);
process.exitCode = result.lost + result.forks + result.broken > 0 ? 1 : 0;
