import { LIMITS } from '../base/limits.ts';
import type { Cosignature } from './cosignature.ts';
import { cosignatureIn } from './cosigned-pool.ts';
import type { PolicyWitness } from './policy.ts';
import type { Published } from './published-files.ts';
import type { Publisher } from './publisher.ts';
import { encodeWitnessRequest, SIZE_TYPE, sizeOf } from './witness-request.ts';

/** What came back; at most {@link LIMITS.witnessAnswerBytes} of it. */
export type Asked = { readonly status: number; readonly type: string; readonly body: string };

/** Sends a request to `<prefix>/add-checkpoint`. Rejects where nothing sensible comes back before the signal. */
export type AskWitness = (prefix: string, body: string, signal: AbortSignal) => Promise<Asked>;

/** What asking a witness came to. */
export type AskOutcome =
  | { readonly is: 'cosigned'; readonly cosignature: Cosignature }
  /** It cosigned a larger tree of this ledger already. */
  | { readonly is: 'ahead'; readonly size: number }
  /** It says that it cosigned a tree of so many entries of this ledger that the target does not contain. */
  | { readonly is: 'other-tree'; readonly size: number; readonly why: string }
  | { readonly is: 'failed'; readonly why: string };

export type Asking = {
  readonly witness: PolicyWitness & { readonly url: string };
  /** The size that it cosigned last, as far as is known. */
  readonly old: number;
  readonly target: Published;
  /** The three lines of the target. */
  readonly text: string;
  readonly log: Pick<Publisher, 'consistency'>;
  readonly ask: AskWitness;
  readonly signal: AbortSignal;
};

/**
 * Asks a witness for its cosignature on a checkpoint, and once more where it says that it stands elsewhere than we thought. Nothing that it says is
 * believed but a signature by the key that the policy has for it.
 */
export async function askWitness(asking: Asking): Promise<AskOutcome> {
  const { target, text, witness } = asking;
  let old = Math.min(asking.old, target.size);
  for (const last of [false, true]) {
    const answer = await sent(asking, old);
    if (typeof answer === 'string') return { is: 'failed', why: answer };
    if (answer.status === 200) {
      const cosignature = cosignatureIn(answer.body, text, witness.key);
      if (cosignature === undefined) return { is: 'failed', why: 'it answered something else than its cosignature' };
      return { is: 'cosigned', cosignature };
    }
    // Our proof is from our own tree: where it proves nothing to whoever stands at this size, theirs is another. Of no entries there is only one.
    if (answer.status === 422 && old > 0)
      return {
        is: 'other-tree',
        size: old,
        why: `it answered 422: it cosigned ANOTHER tree, whose ${old} entries this one does not contain`,
      };
    const size = answer.status === 409 ? sizeIn(answer) : undefined;
    if (size === undefined) return { is: 'failed', why: `it answered ${answer.status}` };
    if (size > target.size) return { is: 'ahead', size };
    if (size === old && size === target.size)
      return {
        is: 'other-tree',
        size,
        why: `it cosigned ANOTHER tree of ${size} entries of this ledger: show both to each other`,
      };
    if (last || size === old) return { is: 'failed', why: `it answered 409 with ${size} again` };
    old = size;
  }
  return { is: 'failed', why: 'it never agreed on a size' };
}

/** The answer, or why there is none. */
async function sent({ witness, target, log, ask, signal }: Asking, old: number): Promise<Asked | string> {
  const proof = await log.consistency(old, target.size);
  try {
    return await ask(witness.url, encodeWitnessRequest(old, proof, target.note), signal);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function sizeIn({ type, body }: Asked): number | undefined {
  if (type.split(';')[0]?.trim() !== SIZE_TYPE || !body.endsWith('\n')) return undefined;
  return sizeOf(body.slice(0, -1));
}

/** How long a witness that failed so often in a row is left alone, ms. */
export function backOffMs(failures: number, retryMs: number = LIMITS.witnessRetryMs): number {
  return Math.min(retryMs * 2 ** Math.min(failures - 1, 20), Math.max(LIMITS.witnessRetryMaxMs, retryMs));
}
