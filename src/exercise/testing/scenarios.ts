import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { Scenario } from '../../mandates/scenario.ts';
import { problemLines, readScenarioFolder } from '../../scenarios/read.ts';
import type { ExerciseResult } from '../player.ts';

/** A scenario that is supplied with the product, read as the room reads it. */
export async function suppliedScenario(id: string): Promise<Scenario> {
  const read = await readScenarioFolder(fileURLToPath(new URL(`../../../scenarios/${id}`, import.meta.url)));
  assert(read.ok, `\`${id}\` is not in order:\n${read.ok ? '' : problemLines(read.problems).join('\n')}`);
  return read.scenario;
}

/** Fails with every difference between what the room decided and what the script's author wrote, and why they wrote it. */
export function assertAsExpected({ differing, whole }: ExerciseResult): void {
  const lines = differing.map(
    ({ id, expected, got, source }) => `${id}\n  expected  ${expected}\n  got       ${got}\n  because   ${source}`,
  );
  assert.equal(differing.length, 0, `${differing.length} acts came out differently:\n${lines.join('\n')}`);
  assert(whole, 'the exercise was not played to its end');
}
