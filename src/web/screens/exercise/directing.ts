import type { ExerciseState } from '../../../terms/api/event.ts';
import type { ActDraft } from '../../signing/compose.ts';

/** Speeds that are offered: room minutes in a minute of the wall. */
export const SPEEDS = [1, 5, 20, 60, 240] as const;

export type Direction =
  | { readonly do: 'pause' }
  | { readonly do: 'resume' }
  | { readonly do: 'speed'; readonly speed: number }
  | { readonly do: 'inject'; readonly inject: string };

/** A direction from the address: `do=speed&speed=60`, `do=inject&inject=crowd-at-gate`; undefined where it names none. */
export function directionOf(search: Readonly<Record<string, unknown>>): Direction | undefined {
  const { do: what, speed, inject } = search;
  if (what === 'pause' || what === 'resume') return { do: what };
  if (what === 'speed' && typeof speed === 'number' && Number.isInteger(speed) && speed >= 1 && speed <= 3_600)
    return { do: what, speed };
  return what === 'inject' && typeof inject === 'string' && inject !== '' ? { do: what, inject } : undefined;
}

/** The act of a direction; null without a reason. */
export function directionDraft(direction: Direction | undefined, reason: string): ActDraft | null {
  const said = reason.trim();
  if (direction === undefined || said === '') return null;
  return { kind: 'exercise.direct', detail: { ...direction, reason: said } };
}

/** Does the exercise stand as this direction wants it? Then it has arrived. */
export function hasArrived(direction: Direction, state: ExerciseState, speed: number): boolean {
  switch (direction.do) {
    case 'pause':
      return state.paused && speed === 0;
    case 'resume':
      return !state.paused && speed > 0;
    case 'speed':
      return state.paused || speed === direction.speed;
    case 'inject':
      return state.injects.some(({ id, done }) => id === direction.inject && done);
  }
}

/** Is it paused already, or running already? Then there is nothing to pause or to resume. */
export function changesNothing(direction: Direction, { paused }: Pick<ExerciseState, 'paused'>): boolean {
  return (direction.do === 'pause' && paused) || (direction.do === 'resume' && !paused);
}
