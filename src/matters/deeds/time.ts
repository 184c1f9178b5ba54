import { LIMITS } from '../../base/limits.ts';

/** Is it too early to begin a deed that is for `from` on? Clocks may differ by as much as R-12 lets a proposal come late. */
export function isBeforeItsTime(from: number, at: number): boolean {
  return at < from - LIMITS.proposalGraceMs;
}
