import type { Directory, MandateFacts } from '../definition.ts';

/**
 * May this document stand in this room? Assumptions and open questions on an axis can run an exercise; a live room takes neither.
 */
export function mayStand(document: Pick<MandateFacts, 'restsOnAssumption' | 'openAxes'>, { mode }: Directory): boolean {
  return mode === 'exercise' || (!document.restsOnAssumption && document.openAxes.length === 0);
}
