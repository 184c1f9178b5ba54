import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Problem } from './problem.ts';
import { readScenario } from './read-scenario.ts';
import { notedDocuments, notesOf } from './testing/noted-documents.ts';
import { smallScenario } from './testing/scenario-fixture.ts';

/** How a problem is noted: at which line of which file, what the text at its column begins with, and what is told. */
function noted({ file, line, column, rule, message }: Problem, files: ReadonlyMap<string, string>): string {
  const text = files
    .get(file)
    ?.split('\n')
    [line - 1]?.slice((column ?? 1) - 1);
  const [word] = /^[^\s,\]}]*/.exec(text ?? '') ?? [''];
  return `${file}:${line} ${word} [${rule}] ${message}`;
}

for (const folder of readdirSync(join(import.meta.dirname, 'testing/faulty'))) {
  test(`each fault of the documents \`${folder}\` is told once, where it stands, and nothing else is`, () => {
    const faulty = notedDocuments(`faulty/${folder}`);
    const files = smallScenario(Object.fromEntries(faulty));
    const read = readScenario(files);
    assert(!read.ok);
    const wanted = [...faulty].flatMap(([file, text]) =>
      notesOf(text, '!').map(({ line, note }) => `${file}:${line} ${note}`),
    );
    assert.deepEqual(
      read.problems.map((problem) => noted(problem, files)),
      wanted,
    );
  });
}
