import type { MandateDraft } from '../signing/acts.ts';
import { breaks, type ProofPart } from './parts.ts';

/** An exception that somebody of the host authority signed for this very text. */
export type Excepted = MandateDraft['exceptions'][number];

/** How the commitments fare that are not kept: those that block, and those for which somebody answers. One count for every part of the screen. */
export function brokenPromises(
  proofs: readonly ProofPart[],
  exceptions: readonly Excepted[],
): { readonly blocking: readonly string[]; readonly excepted: readonly string[] } {
  const broken = proofs.filter(breaks);
  const isExcepted = ({ commitment, result }: ProofPart) =>
    result === 'proved' && exceptionOf(commitment, exceptions) !== undefined;
  const ids = (parts: readonly ProofPart[]) => parts.map(({ commitment }) => commitment);
  return { blocking: ids(broken.filter((one) => !isExcepted(one))), excepted: ids(broken.filter(isExcepted)) };
}

/** The exception from a commitment; undefined where nobody signed one. */
export function exceptionOf(commitment: string, exceptions: readonly Excepted[]): Excepted | undefined {
  return exceptions.find((one) => one.commitment === commitment);
}
