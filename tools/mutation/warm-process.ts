// A process that stays warm: packages and the rooms below are loaded once, the room under test anew for every mutant, which takes
// milliseconds where a process of its own takes a second. Answers its parent (crew.ts); what it does not survive, the parent notes.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fc } from '../../src/base/testing/properties.ts';
import { blockAround, type Marked, marked } from './blocks.ts';
import { collect, endSuites, runCollected } from './collected-tests.ts';
import type { Answer, Asked, Room, TestId } from './crew.ts';
import type { Mutant } from './mutators.ts';
import { withoutTypes } from './nodes.ts';

const root = join(import.meta.dirname, '..', '..');
/** What the marked sources know their notes by. */
const NOTED = '__blocksThatRan';
const COLLECTED = pathToFileURL(join(import.meta.dirname, 'collected-tests.ts')).href;
const texts = new Map<string, string>();
/** Folders whose modules are kept from one mutant to the next: those that import nothing of the room under test. */
let kept: readonly string[] = [];
/** Marks the modules of one mutant. */
let epoch = 0;
let mutants: readonly Mutant[] = [];
/** Sources of which there are mutants. */
let mutated: ReadonlySet<string> = new Set();
let mutant: Mutant | undefined;
let isMarking = false;
let files = new Map<string, Awaited<ReturnType<typeof collect>>>();

// The first counterexample is enough; looking for the smallest takes many times as long.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });

registerHooks({
  resolve(specifier, context, next) {
    const from = context.parentURL === undefined ? undefined : placeOf(context.parentURL);
    if (specifier === 'node:test' && from !== undefined) return { url: COLLECTED, shortCircuit: true };
    const resolved = next(specifier, context);
    const file = placeOf(resolved.url);
    if (file === undefined || kept.some((folder) => file.startsWith(folder))) return resolved;
    return { ...resolved, url: `${resolved.url.replace(/\?.*$/, '')}?epoch=${epoch}` };
  },
  load(url, context, next) {
    if (!url.includes('?epoch=')) return next(url, context);
    return { format: 'module', source: sourceOf(placeOf(url) ?? ''), shortCircuit: true };
  },
});

/** Path of a source of the repository below its root; undefined for packages, this tool, and what Node brings. */
function placeOf(url: string): string | undefined {
  if (!url.startsWith('file:')) return undefined;
  const file = relative(root, fileURLToPath(url)).replaceAll('\\', '/');
  return /^(src|test|sim|tools)\/.*\.ts$/.test(file) && !/^tools\/mutation\/[^/]*$/.test(file) ? file : undefined;
}

function sourceOf(file: string): string {
  if (isMarking && mutated.has(file)) {
    const { text, blocks } = markedOf(file);
    ran.set(file, new Uint8Array(blocks.length));
    return text;
  }
  const text = textOf(file);
  if (mutant?.file !== file) return text;
  return text.slice(0, mutant.start) + mutant.replacement + text.slice(mutant.end);
}

function textOf(file: string): string {
  const known = texts.get(file);
  if (known !== undefined) return known;
  const text = withoutTypes(readFileSync(join(root, file), 'utf8'));
  texts.set(file, text);
  return text;
}

async function testsOf(file: string) {
  const known = files.get(file);
  if (known !== undefined) return known;
  const tests = await collect(() => import(pathToFileURL(join(root, file)).href));
  files.set(file, tests);
  return tests;
}

/** Runs tests until one fails; gives the first that does, and why. */
async function firstFailing(ids: readonly TestId[]): Promise<{ id: TestId; error: unknown } | undefined> {
  for (const id of ids) {
    tell({ says: 'begins', id });
    try {
      const tests = await testsOf(id.file);
      const test = tests[id.number];
      if (test === undefined) throw new Error('the test is gone');
      await runCollected(test);
    } catch (error) {
      return { id, error };
    }
  }
  return undefined;
}

function begin(next: Mutant | undefined): void {
  epoch++;
  mutant = next;
  files = new Map();
}

async function end(): Promise<void> {
  for (const tests of files.values()) await endSuites(tests).catch(() => undefined);
}

/** Blocks that ran, by file, since the last test began. */
const ran = new Map<string, Uint8Array>();
const markedTexts = new Map<string, Marked>();
Object.assign(globalThis, { [NOTED]: ran });

function markedOf(file: string): Marked {
  let known = markedTexts.get(file);
  if (known === undefined) {
    const at = JSON.stringify(file);
    known = marked(textOf(file), (block) => `globalThis.${NOTED}.get(${at})[${block}]=1`);
    markedTexts.set(file, known);
  }
  return known;
}

/** Runs one test alone, and says how long it took and which of the mutants it runs over, by number. */
async function cover(id: TestId): Promise<Answer> {
  begin(undefined);
  isMarking = true;
  ran.clear();
  const started = process.cpuUsage();
  const failed = await firstFailing([id]);
  const { user, system } = process.cpuUsage(started);
  const ms = (user + system) / 1_000;
  isMarking = false;
  await end();
  if (failed !== undefined) return { says: 'fails', id, error: told(failed.error) };
  const reached = mutants.flatMap((one, n) => (isReached(one) ? [n] : []));
  return { says: 'covers', ms, reached };
}

function isReached({ file, start }: Mutant): boolean {
  const notes = ran.get(file);
  if (notes === undefined) return false;
  const block = blockAround(start, markedOf(file).blocks);
  return block === undefined || notes[block] === 1;
}

async function answer(asked: Asked): Promise<Answer> {
  if (asked.ask === 'cover') return cover(asked.id);
  if (asked.ask === 'list') {
    begin(undefined);
    return { says: 'lists', names: (await testsOf(asked.file)).map(({ name }) => name) };
  }
  begin(asked.mutant);
  const failed = await firstFailing(asked.tests);
  await end();
  return failed === undefined ? { says: 'passes' } : { says: 'fails', id: failed.id, error: told(failed.error) };
}

function told(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function tell(answer: Answer): void {
  process.send?.(answer);
}

// A promise that nobody waits for and that fails ends the process: its parent takes that for a kill, as it does a stack that is too deep.
process.on('message', (asked: Asked | Room) => {
  if (!('ask' in asked)) {
    kept = asked.kept;
    mutants = asked.mutants;
    mutated = new Set(mutants.map(({ file }) => file));
    tell({ says: 'ready' });
  } else void answer(asked).then(tell);
});
