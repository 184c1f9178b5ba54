import type { Act } from '../../src/terms/act.ts';
import type { World } from '../world/world.ts';
import type { Who } from './facts.ts';
import type { ModelRecords } from './records.ts';

/** A proposal as the house rules of its kind look at it. */
export type Case = {
  world: World;
  records: ModelRecords;
  act: Act;
  actor: Who;
  at: number;
  detail: Readonly<Record<string, never>>;
};

export const when = (broken: boolean, ...rules: string[]): string[] => (broken ? rules : []);
