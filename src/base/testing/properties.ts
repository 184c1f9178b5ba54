import { randomInt } from 'node:crypto';
import fc from 'fast-check';

/** What every run tries first; any number would do. */
const SEED = 20_260_206;

/**
 * Property tests draw the same cases in every run, so that what fails for one fails for all. `REMIT_SEED=fresh` draws others, and
 * `REMIT_SEED=<number>` those of a run that failed; a failure names its seed.
 */
fc.configureGlobal({ seed: seedOf(process.env.REMIT_SEED) });

function seedOf(asked: string | undefined): number {
  if (asked === undefined || asked === '') return SEED;
  if (asked === 'fresh') return randomInt(-(2 ** 31), 2 ** 31);
  const seed = Number(asked);
  if (!Number.isInteger(seed)) throw new Error(`REMIT_SEED is \`fresh\` or a whole number, not \`${asked}\``);
  return seed;
}

export { fc };
