/** Cosignatures of witnesses under a checkpoint: C2SP tlog-cosignature, Ed25519, formats.md §11. */
import { equalBytes, quote, utf8 } from './bytes.ts';
import type { Primitives } from './hash.ts';
import type { Note } from './note.ts';
import { type Policy, policyName, type Witness } from './policy.ts';
import type { Fault } from './report.ts';

/** How far a witness's clock may be ahead of the reader's. */
export const aheadMaxMilliseconds = 300_000;

/** A good cosignature: the witness says that at `seconds` (POSIX) this was the largest tree it had seen. */
export interface Cosigned {
  readonly witness: Witness;
  readonly seconds: number;
}

/**
 * The good cosignatures in `note` by witnesses of `policy`, the latest of each, and what is wrong with those that are not
 * good. Lines of others are ignored. `now` is the reader's clock, in milliseconds since 1970. One of the future counts for
 * nothing, and is no fault of the ledger's: the witness's clock is wrong, or the reader's.
 */
export async function checkCosignatures(
  note: Note,
  policy: Policy,
  now: number,
  primitives: Primitives,
): Promise<{ cosigned: Cosigned[]; faults: Fault[]; early: string[] }> {
  const latest = new Map<Witness, Cosigned>();
  const faults: Fault[] = [];
  const early: string[] = [];
  for (const { name, keyHash, signature, offset } of note.signatures) {
    const witness = policy.witnesses.find(({ key }) => key.name === name && equalBytes(key.keyHash, keyHash));
    if (witness === undefined) continue;
    const seconds = await openCosignature(note.text, signature, witness, primitives);
    const whose = `the cosignature of ${quote(policyName(witness))}`;
    if (typeof seconds === 'string') {
      faults.push({ fault: `${whose} ${seconds}`, offset });
    } else if (seconds * 1000 > now + aheadMaxMilliseconds) {
      early.push(`${whose} is of the future by this clock (POSIX time ${seconds}) and does not count`);
    } else if ((latest.get(witness)?.seconds ?? -1) < seconds) {
      latest.set(witness, { witness, seconds });
    }
  }
  return { cosigned: [...latest.values()], faults, early };
}

/** The time in a cosignature, or what is wrong with it. */
async function openCosignature(
  text: string,
  signature: Uint8Array,
  { key }: Witness,
  primitives: Primitives,
): Promise<number | string> {
  if (signature.length !== 72) return `has ${signature.length} bytes after the key hash, not 72`;
  const time = new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0);
  if (time >= 1n << 63n) return 'has a time beyond 2^63-1';
  const message = utf8(`cosignature/v1\ntime ${time}\n${text}`);
  const good = await primitives.ed25519Verify(key.publicKey, message, signature.slice(8));
  // Beyond 2^53 the number is not exact; it is of the future all the same.
  return good ? Number(time) : 'is bad';
}
