import { argon2, timingSafeEqual } from 'node:crypto';
import { toBase64url } from '../../base/base64url.ts';
import type { RandomSource } from '../../ledger/seal.ts';
import type { PasswordHash } from '../sessions/store.ts';

/** What one hash costs (RFC 9106 §4); memory in KiB. */
export type PasswordCost = Pick<PasswordHash, 'memory' | 'passes' | 'parallelism'>;
/** The second recommended option of RFC 9106 §4: 64 MiB, three passes; about 0.1 s here. */
export const PASSWORD_COST: PasswordCost = { memory: 65_536, passes: 3, parallelism: 1 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Each hash takes its memory and a thread of the pool in which signatures are checked too, so that few are computed at once … */
const AT_ONCE_MAX = 2;
/** … and that many wait; more are pushed back. */
const WAITING_MAX = 32;

/** Hashes passwords with argon2id, a bounded number at once. */
export class Passwords {
  readonly #cost: PasswordCost;
  readonly #random: RandomSource;
  readonly #nobodys: PasswordHash;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(random: RandomSource, cost: PasswordCost = PASSWORD_COST) {
    this.#cost = cost;
    this.#random = random;
    // A hash that no password has: what is tried for a person without one is computed all the same, and never fits.
    this.#nobodys = { ...cost, salt: toBase64url(random(SALT_BYTES)), hash: toBase64url(random(HASH_BYTES)) };
  }

  /** Whether as many wait as are taken. */
  get full(): boolean {
    return this.#waiting.length >= WAITING_MAX;
  }

  /** The hash to keep of a password. */
  async hash(password: string): Promise<PasswordHash> {
    const salt = this.#random(SALT_BYTES);
    const value = await this.#inTurn(() => computed(password, salt, this.#cost));
    return { ...this.#cost, salt: toBase64url(salt), hash: toBase64url(value) };
  }

  /** Whether a password is the one that was hashed. Without one kept it takes as long, and is not. */
  async fits(password: string, kept: PasswordHash | undefined): Promise<boolean> {
    const against = kept ?? this.#nobodys;
    const salt = Buffer.from(against.salt, 'base64url');
    const value = await this.#inTurn(() => computed(password, salt, against));
    const wanted = Buffer.from(against.hash, 'base64url');
    return value.length === wanted.length && timingSafeEqual(value, wanted) && kept !== undefined;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE_MAX) await new Promise<void>((go) => this.#waiting.push(go));
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
}

/** The same letters typed on another keyboard are the same password (NIST SP 800-63B §5.1.1.2). */
function computed(password: string, nonce: Buffer, cost: PasswordCost): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFKC'), 'utf8');
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  argon2('argon2id', { message, nonce, tagLength: HASH_BYTES, ...costOf(cost) }, (error, hash) => {
    if (error === null) resolve(Buffer.from(hash));
    else reject(error);
  });
  return promise;
}

function costOf({ memory, passes, parallelism }: PasswordCost): PasswordCost {
  return { memory, passes, parallelism };
}
