import { createHash } from 'node:crypto';
import { type SigningKey, signingKey } from '../src/desk/keys.ts';
import type { Act, SignedAct } from '../src/terms/act.ts';

/** Signs as anybody. Signatures cost most of a step, so a part of the runs leaves them empty and lets the door believe them. */
export class Signers {
  readonly #keys = new Map<string, SigningKey>();
  /** How often a person's key was replaced. */
  readonly #generations = new Map<string, number>();
  readonly #real: boolean;

  constructor(real: boolean) {
    this.#real = real;
  }

  /** The n-th key of an actor; without `generation`, the one they use now. */
  key(actor: string, generation = this.#generations.get(actor) ?? 0): SigningKey {
    const name = `${actor}#${generation}`;
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const made = signingKey(createHash('sha256').update(`simulated key\n${name}`).digest());
    this.#keys.set(name, made);
    return made;
  }

  /** Another key from now on; gives its public half. */
  renewed(actor: string): number {
    return (this.#generations.get(actor) ?? 0) + 1;
  }

  /** The key of this generation was enrolled. */
  use(actor: string, publicKey: string): void {
    for (let generation = 0; generation < 100; generation++) {
      if (this.key(actor, generation).publicKey !== publicKey) continue;
      this.#generations.set(actor, generation);
      return;
    }
  }

  sign(act: Act): SignedAct {
    const key = this.key(act.actor);
    return this.#real ? key.sign(act) : { act, key: key.id, signature: 'A'.repeat(86) };
  }
}
