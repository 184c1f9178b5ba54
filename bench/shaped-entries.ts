import { hash, randomBytes } from 'node:crypto';

/** The origin of ledgers that benchmarks make up. */
export const BENCH_ORIGIN = 'bench.exercise.remit.example/0123456789ab';

const DIGESTS = 16;

/** Logged bytes of the shape that sealing gives most entries: sixteen digests, sorted; here of nothing but random bytes. */
export function shapedEntry(recorded: number): Buffer {
  const pool = randomBytes(DIGESTS * 32);
  const digests = Array.from({ length: DIGESTS }, (_, n) =>
    hash('sha256', pool.subarray(n * 32, (n + 1) * 32), 'base64url'),
  ).sort();
  const list = digests.join('","');
  return Buffer.from(`{"_sd":["${list}"],"_sd_alg":"sha-256","ledger":"${BENCH_ORIGIN}","recorded":${recorded},"v":1}`);
}
