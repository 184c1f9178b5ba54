import type { Directory, Judge, MandateFacts } from '../definition.ts';

/**
 * May this document stand in this room? Assumptions and open questions on an axis can run an exercise; a live room takes neither.
 */
export function mayStand(document: Pick<MandateFacts, 'restsOnAssumption' | 'openAxes'>, { mode }: Directory): boolean {
  return mode === 'exercise' || (!document.restsOnAssumption && document.openAxes.length === 0);
}

/**
 * Could the host still put mandates in force and suspend them, were just these in force from `at` on: then, and for good, by those of them that have no end
 * ? Otherwise whatever stands open would stay so, and nobody could halt it.
 */
export function keepsMandating(
  judge: Judge,
  mandates: readonly Pick<MandateFacts, 'digest' | 'until'>[],
  at: number,
): boolean {
  const digestsOf = (some: typeof mandates) => some.map(({ digest }) => digest).sort();
  const lasting = mandates.filter(({ until }) => until === null);
  return judge.keepsMandating(digestsOf(mandates), at) && judge.keepsMandating(digestsOf(lasting), null);
}
