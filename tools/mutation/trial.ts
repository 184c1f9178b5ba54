import { dirname } from 'node:path';
import { type Answer, Crew, type TestId } from './crew.ts';
import { type Mutant, mutantsOf } from './mutators.ts';

export type Test = TestId & { readonly name: string; ms: number };

/**
 * Processor time, in ms, that tests have for one mutant, beside those that stand next to its source: trying all that reach it would take most of the
 * time for little. Who survives so may be killed by all the same: never the other way round.
 */
const BUDGET_MS = 8_000;

export type Fate =
  | { readonly fate: 'killed'; readonly by: string }
  /** A test did not end in time, or took its process with it: seen all the same. */
  | { readonly fate: 'hung'; readonly by: string }
  /** @see Tried.reachedBy for whether any test runs over it */
  | { readonly fate: 'survived' };

export type Tried = { readonly mutant: Mutant; readonly fate: Fate; readonly reachedBy: number };

export type Trial = {
  /** Texts of the sources by path below the root. */
  readonly sources: ReadonlyMap<string, string>;
  /** Paths of the files of tests. */
  readonly tests: readonly string[];
  /** Folders whose modules import nothing of the sources, `src/base/`. */
  readonly kept: readonly string[];
  readonly processes: number;
  /** Which of all mutants are tried; all where it is left out. */
  readonly choose?: (mutants: readonly Mutant[]) => readonly Mutant[];
  readonly progress?: (told: string) => void;
};

/**
 * Tries every mutant: with the tests that run over it, those first that killed its neighbours, then the quick ones.
 * @throws Error where a test fails without any mutant, since such tests show nothing
 */
export async function tryMutants(trial: Trial): Promise<Tried[]> {
  const all = [...trial.sources].flatMap(([file, source]) => mutantsOf(file, source));
  const mutants = trial.choose?.(all) ?? all;
  const tell = trial.progress ?? (() => undefined);
  const usual = new Map<string, number>();
  const room = { mutants, kept: trial.kept };
  const crew = new Crew(room, trial.processes, ({ file, number }) => usual.get(`${file} ${number}`) ?? 0);
  const tests = await testsOf(crew, trial.tests);
  const reaching = await reachingOf(crew, tests, mutants.length);
  for (const { file, number, ms } of tests) usual.set(`${file} ${number}`, ms);
  tell(
    `${tests.length} tests pass without a mutant; ` +
      `${reaching.filter((some) => some.length > 0).length} of ${mutants.length} mutants are run over by a test`,
  );

  const tried: Tried[] = [];
  const kills = new Map<string, number>();
  await crew.each(
    [...mutants.entries()],
    ([n, mutant]) => {
      const those = reaching[n] ?? [];
      if (those.length === 0) return undefined;
      const killsOf = ({ file, number }: Test) => kills.get(`${mutant.file} ${file} ${number}`) ?? 0;
      return { ask: 'try', mutant, tests: withinBudget(promising(those, killsOf), mutant.file) };
    },
    ([n, mutant], answer) => {
      const fate = fateOf(answer, tests);
      if (answer?.says === 'fails') {
        const key = `${mutant.file} ${answer.id.file} ${answer.id.number}`;
        kills.set(key, (kills.get(key) ?? 0) + 1);
      }
      tried.push({ mutant, fate, reachedBy: reaching[n]?.length ?? 0 });
      const survivors = tried.filter((one) => one.fate.fate === 'survived').length;
      if (tried.length % 100 === 0) tell(`${tried.length} of ${mutants.length} tried, ${survivors} survived`);
    },
  );
  return tried.sort((a, b) => mutants.indexOf(a.mutant) - mutants.indexOf(b.mutant));
}

/**
 * First what killed neighbours, by what it takes; then the quick ones, but each file in its turn, since what one of a hundred like tests does not
 * see the others seldom do.
 */
function promising(tests: readonly Test[], killsOf: (test: Test) => number): Test[] {
  const turns = new Map<string, number>();
  const weighed = [...tests]
    .sort((a, b) => a.ms - b.ms)
    .map((test) => {
      const turn = turns.get(test.file) ?? 0;
      turns.set(test.file, turn + 1);
      return { test, kills: killsOf(test) / (20 + test.ms), wait: test.ms * (1 + turn) };
    });
  return weighed.sort((a, b) => b.kills - a.kills || a.wait - b.wait).map(({ test }) => test);
}

/** The tests beside a source are always run; of the others, as many as there is time for. */
function withinBudget(tests: readonly Test[], source: string): TestId[] {
  let left = BUDGET_MS;
  return tests.flatMap(({ file, number, ms }) => {
    if (!isBeside(file, source)) {
      if (ms > left) return [];
      left -= ms;
    }
    return [{ file, number }];
  });
}

/** A test of the very file, or of another file in the same part of the room: `src/mandates/prove/`. */
function isBeside(test: string, source: string): boolean {
  const folder = dirname(source);
  return test === source.replace(/\.ts$/, '.test.ts') || (folder.split('/').length > 2 && dirname(test) === folder);
}

async function testsOf(crew: Crew, files: readonly string[]): Promise<Test[]> {
  const tests: Test[] = [];
  await crew.each(
    files,
    (file) => ({ ask: 'list', file }),
    (file, answer) => {
      if (answer?.says !== 'lists') throw new Error(`${file} cannot be loaded: ${tellOf(answer)}`);
      tests.push(...answer.names.map((name, number) => ({ file, number, name, ms: 0 })));
    },
  );
  return tests;
}

/** The tests that run over each mutant, by its number. Each is run alone, so that nothing was remembered from one before it. */
async function reachingOf(crew: Crew, tests: readonly Test[], mutants: number): Promise<Test[][]> {
  const reaching = Array.from({ length: mutants }, (): Test[] => []);
  await crew.each(
    tests,
    ({ file, number }) => ({ ask: 'cover', id: { file, number } }),
    (test, answer) => {
      if (answer?.says !== 'covers')
        throw new Error(
          `${test.file}: \`${test.name}\` fails without a mutant, when it is run alone: ${tellOf(answer)}`,
        );
      test.ms = answer.ms;
      for (const n of answer.reached) reaching[n]?.push(test);
    },
  );
  return reaching;
}

function fateOf(answer: Answer | undefined, tests: readonly Test[]): Fate {
  if (answer === undefined || answer.says === 'passes') return { fate: 'survived' };
  if (answer.says === 'fails') return { fate: 'killed', by: nameOf(answer.id, tests) };
  if (answer.says === 'hangs' || answer.says === 'ends')
    return { fate: 'hung', by: answer.id === undefined ? 'loading' : nameOf(answer.id, tests) };
  throw new Error(`no answer to a trial: ${answer.says}`);
}

function nameOf({ file, number }: TestId, tests: readonly Test[]): string {
  const test = tests.find((one) => one.file === file && one.number === number);
  return `${file}: ${test?.name ?? number}`;
}

function tellOf(answer: Answer | undefined): string {
  return answer?.says === 'fails' ? answer.error : (answer?.says ?? 'nothing');
}
