// `npm run sim -- --seed S --steps N [--minutes M] [--verbose]`: one seeded run of the room against the model and the invariants.
import { parseArgs } from 'node:util';
import { simulate } from './simulation.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    steps: { type: 'string', default: '2000' },
    minutes: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const steps = Number(values.steps);
const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
if (
  !Number.isSafeInteger(seed) ||
  !Number.isSafeInteger(steps) ||
  steps < 1 ||
  (minutes !== undefined && !(minutes > 0))
) {
  console.error('usage: npm run sim -- [--seed INTEGER] [--steps COUNT] [--minutes COUNT] [--verbose]');
  process.exit(64);
}
console.log(`sim seed ${seed} steps ${steps}`);
const started = performance.now();
let next = 1000;
const result = await simulate({
  seed,
  steps,
  ...(minutes === undefined ? {} : { until: Date.now() + minutes * 60_000 }),
  progress({ submitted, entries }) {
    if (submitted < next) return;
    next = submitted + 1000;
    const seconds = (performance.now() - started) / 1000;
    console.log(`  ${submitted} acts, ${entries} entries, ${Math.round(submitted / seconds)} acts a second`);
  },
});
if (values.verbose || result.ok) for (const line of result.tally.summary()) console.log(line);
const seconds = (performance.now() - started) / 1000;
if (result.failure === undefined) {
  console.log(`digest of all drafts ${result.digest}`);
  console.log(`sim OK seed ${seed} steps ${result.tally.submitted} in ${seconds.toFixed(1)} s`);
} else {
  for (const line of result.failure.recent) console.log(`  ${line}`);
  console.log(`sim FAILED seed ${seed} at act ${result.failure.step}: ${result.failure.message}`);
  process.exitCode = 1;
}
