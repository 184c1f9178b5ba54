import type { Actor } from '../definition.ts';
import type { Basis } from './rows.ts';

/** Kept of a deed as it takes effect: who did it from where, and by which decision. */
export function basisOf({ component, role, room }: Actor, at: number, set: string): Basis {
  return { at, set, component, role, room };
}
