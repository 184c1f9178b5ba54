import { LIMITS } from '../../base/limits.ts';

/** By when a request must be answered: an hour, or the start of the deed where that is sooner, but never under ten minutes. */
export function answerBy(at: number, deedFrom: number): number {
  const latest = at + LIMITS.requestAnswerMs;
  const soonest = at + LIMITS.requestAnswerMinMs;
  return Math.max(soonest, Math.min(latest, deedFrom));
}
