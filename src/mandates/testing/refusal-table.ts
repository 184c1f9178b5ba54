import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readScenario } from '../read-scenario.ts';
import { smallScenario } from './scenario-fixture.ts';

/** What is changed, in which file of the small scenario, and the problem that must be named. */
export type Refusal = readonly [what: string, file: string, change: (text: string) => string, wanted: RegExp];

/** A test a row: the changed scenario is refused with the problem. */
export function itRefuses(rows: readonly Refusal[]): void {
  for (const [what, file, change, wanted] of rows) {
    it(what, () => {
      const problems = problemsOf(smallScenario({ [file]: change }));
      const named = problems.some((problem) => wanted.test(problem));
      assert.ok(named, `no problem is ${wanted}: ${problems.join('\n') || 'none at all'}`);
    });
  }
}

/** `file:line [rule] message` of each problem; none where the scenario loads. */
export function problemsOf(files: ReadonlyMap<string, string>): string[] {
  const read = readScenario(files);
  if (read.ok) return [];
  return read.problems.map(({ file, line, rule, message }) => `${file}:${line} [${rule}] ${message}`);
}

/** A change of a text that must hold what is replaced. */
export const replaced = (from: string, to: string) => (text: string) => {
  assert.ok(text.includes(from), `the fixture holds \`${from}\``);
  return text.replace(from, to);
};
