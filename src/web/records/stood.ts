import type { MandateStood } from '../../terms/api/parts.ts';

/**
 * Did a version come into force again, after it was suspended, and not in the place of another?
 * @param version `us-hsi@2`, or `2`
 */
export function isResumed(version: string | number, stood: MandateStood): boolean {
  return stood.status === 'suspended' && String(version).split('@').at(-1) === String(stood.version);
}
