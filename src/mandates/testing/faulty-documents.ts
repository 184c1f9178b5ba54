import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Problem } from '../problem.ts';
import { readScenario } from '../read-scenario.ts';
import { notedDocuments, notesOf } from './noted-documents.ts';
import { smallScenario } from './scenario-fixture.ts';

/** The folders of faulty documents, each put into the small scenario by a test beside what finds its faults. */
export const FAULTY_FOLDERS: readonly string[] = readdirSync(join(import.meta.dirname, 'faulty'));

/** A test a folder: each fault of its documents is told as it is noted below its line, once, in order, and nothing else is told. */
export function itRefusesAsNoted(...folders: readonly string[]): void {
  for (const folder of folders) {
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
}

/** How a problem is noted: at which line of which file, what the text at its column begins with, and what is told. */
function noted({ file, line, column, rule, message }: Problem, files: ReadonlyMap<string, string>): string {
  const text = files
    .get(file)
    ?.split('\n')
    [line - 1]?.slice((column ?? 1) - 1);
  const [word] = /^[^\s,\]}]*/.exec(text ?? '') ?? [''];
  return `${file}:${line} ${word} [${rule}] ${message}`;
}
