import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Problem } from '../problem.ts';
import { readScenario } from '../read-scenario.ts';
import { smallScenario } from './scenario-fixture.ts';

/** What is changed, in which file of the small scenario, the problem that must be named, and how the text begins at which it points. */
export type Refusal = readonly [
  what: string,
  file: string,
  change: (text: string) => string,
  wanted: RegExp,
  at?: string,
];

/** A test a row: the changed scenario is refused with the problem, shown where its author finds it. */
export function itRefuses(rows: readonly Refusal[]): void {
  for (const [what, file, change, wanted, at] of rows) {
    it(what, () => {
      const files = smallScenario({ [file]: change });
      const read = readScenario(files);
      const problems = read.ok ? [] : read.problems;
      const named = problems.find((problem) => wanted.test(told(problem)));
      assert.ok(named, `no problem is ${wanted}: ${problems.map(told).join('\n') || 'none at all'}`);
      if (at === undefined) return;
      const line = files.get(named.file)?.split('\n')[named.line - 1] ?? '';
      const pointed = line.slice((named.column ?? 1) - 1);
      assert.ok(pointed.startsWith(at), `${told(named)} points at \`${pointed}\``);
    });
  }
}

/** `file:line [rule] message` of each problem; none where the scenario loads. */
export function problemsOf(files: ReadonlyMap<string, string>): string[] {
  const read = readScenario(files);
  if (read.ok) return [];
  return read.problems.map(told);
}

function told({ file, line, rule, message }: Problem): string {
  return `${file}:${line} [${rule}] ${message}`;
}

/** A change of a text that must hold what is replaced. */
export const replaced = (from: string, to: string) => (text: string) => {
  assert.ok(text.includes(from), `the fixture holds \`${from}\``);
  return text.replace(from, to);
};
