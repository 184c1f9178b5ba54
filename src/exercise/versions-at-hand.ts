import type { ExerciseStep, Scenario } from '../mandates/scenario.ts';

/** A version that a script puts in force, of a mandate that the event has in another one. */
export type Instead = { readonly mandate: string; readonly scripted: number; readonly atHand: number };

/**
 * The event whose script puts those versions of mandates in force that are there. A script is written for the versions that the event lists; where one is
 * replaced by a draft, it is the draft that is to be tried, and without it everything of its holder would be outside. What the script expects to be refused,
 * and versions that the event has or that the script drafts by itself, stay as they are written. Pure.
 */
export function withVersionsAtHand(scenario: Scenario): {
  readonly scenario: Scenario;
  readonly instead: readonly Instead[];
} {
  const instead = new Map<string, Instead>();
  const step = (one: ExerciseStep): ExerciseStep => {
    if (one.step !== 'act' || one.kind !== 'mandate.enforce' || one.expect.outcome !== 'permitted') return one;
    const { mandate, version: scripted } = one.detail;
    const here = scenario.mandates.filter((document) => document.mandate === mandate);
    const [first] = here;
    const isThere = [...here, ...scenario.drafts.map(({ document }) => document)].some(
      (document) => document.mandate === mandate && document.version === scripted,
    );
    if (first === undefined || typeof scripted !== 'number' || isThere) return one;
    instead.set(first.mandate, { mandate: first.mandate, scripted, atHand: first.version });
    return { ...one, detail: { ...one.detail, version: first.version } };
  };
  const exercise = scenario.exercise.map((script) => ({ ...script, steps: script.steps.map(step) }));
  return { scenario: { ...scenario, exercise }, instead: [...instead.values()] };
}
