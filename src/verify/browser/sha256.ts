/**
 * SHA-256 (FIPS 180-4). WebCrypto has one too, but only with a promise for each hash: for a tree of small entries the
 * waiting takes longer than the hashing, and the walk over the tree is synchronous.
 */

const constants = new Uint32Array(64);
const initial = new Uint32Array(8);
fillConstants();

const schedule = new Uint32Array(64);
const state = new Uint32Array(8);
const block = new Uint8Array(64);

/** SHA-256 of `data`, written as 32 bytes into `out` at `offset`. */
export function sha256Into(data: Uint8Array, out: Uint8Array, offset: number): void {
  state.set(initial);
  const whole = data.length - (data.length % 64);
  for (let at = 0; at < whole; at += 64) compress(data, at);
  const rest = data.length - whole;
  block.fill(0);
  block.set(data.subarray(whole));
  block[rest] = 0x80;
  if (rest >= 56) {
    compress(block, 0);
    block.fill(0);
  }
  const view = new DataView(block.buffer);
  // The length in bits, of 64 bits; a length beyond 2^53 bytes does not exist here.
  view.setUint32(56, Math.floor(data.length / 0x20000000));
  view.setUint32(60, (data.length << 3) >>> 0);
  compress(block, 0);
  const written = new DataView(out.buffer, out.byteOffset + offset, 32);
  for (let i = 0; i < 8; i++) written.setUint32(4 * i, state[i] ?? 0);
}

function compress(data: Uint8Array, at: number): void {
  const w = schedule;
  for (let i = 0; i < 16; i++) {
    const j = at + 4 * i;
    w[i] = ((data[j] ?? 0) << 24) | ((data[j + 1] ?? 0) << 16) | ((data[j + 2] ?? 0) << 8) | (data[j + 3] ?? 0);
  }
  for (let i = 16; i < 64; i++) {
    const [early, late] = [w[i - 15] ?? 0, w[i - 2] ?? 0];
    const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    w[i] = ((w[i - 16] ?? 0) + s0 + (w[i - 7] ?? 0) + s1) | 0;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (constants[i] ?? 0) + (w[i] ?? 0)) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e] = [g, f, e, (d + t1) | 0];
    [d, c, b, a] = [c, b, a, (t1 + t2) | 0];
  }
  const sums = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i++) state[i] = ((state[i] ?? 0) + (sums[i] ?? 0)) | 0;
}

function turn(x: number, bits: number): number {
  return (x >>> bits) | (x << (32 - bits));
}

/** FIPS 180-4 §4.2.2 and §5.3.3: the first bits of the fractions of the cube and square roots of the first primes. */
function fillConstants(): void {
  let found = 0;
  for (let candidate = 2; found < 64; candidate++) {
    let prime = true;
    for (let d = 2; d * d <= candidate; d++) if (candidate % d === 0) prime = false;
    if (!prime) continue;
    if (found < 8) initial[found] = fraction(candidate, 2);
    constants[found] = fraction(candidate, 3);
    found++;
  }
}

/** The first 32 bits of the fraction of the `degree`-th root of `n`, exactly: floor of root(n · 2^(32·degree)), lower 32 bits. */
function fraction(n: number, degree: 2 | 3): number {
  const wanted = BigInt(n) << BigInt(32 * degree);
  let [low, high] = [0n, 1n << 40n];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** BigInt(degree) <= wanted) low = middle;
    else high = middle;
  }
  return Number(low & 0xffffffffn);
}
