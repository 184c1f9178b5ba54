// Stands in for `node:test` in a warm process: tests are only collected as their file is loaded, to be run one by one.

type Body = (context: Context) => unknown;
type Hooks = Record<'before' | 'after' | 'beforeEach' | 'afterEach', Body[]>;
type Suite = { readonly name: string; readonly parent: Suite | undefined; readonly hooks: Hooks; begun: boolean };
type Collected = { readonly name: string; readonly suite: Suite; readonly body: Body };

/** What a test is handed: as much of the context of `node:test` as tests use. */
class Context {
  readonly name: string;
  readonly ends: Body[] = [];
  readonly #tests: Promise<void>[] = [];

  constructor(name: string) {
    this.name = name;
  }

  after(end: Body): void {
    this.ends.push(end);
  }

  diagnostic(): void {}

  test(name: string, ...rest: readonly unknown[]): Promise<void> {
    const run = runBody(name, bodyOf(rest));
    this.#tests.push(run);
    return run;
  }

  async end(): Promise<void> {
    await Promise.all(this.#tests);
    for (const end of this.ends) await end(this);
  }
}

let current: Suite = suiteOf('', undefined);
let collected: Collected[] = [];
/** Suites whose bodies are still to run, which may wait for something: one after the other, so that tests keep their order. */
let suites: (() => unknown)[] = [];

/** Collects the tests of a file. @param load imports it anew */
export async function collect(load: () => Promise<unknown>): Promise<readonly Collected[]> {
  current = suiteOf('', undefined);
  collected = [];
  suites = [];
  await load();
  for (const open of suites) await open();
  return collected;
}

/** Runs one test with what goes before and after it; rejects where it fails. */
export async function runCollected({ name, suite, body }: Collected): Promise<void> {
  const around = [...ancestry(suite)].reverse();
  for (const outer of around) {
    if (outer.begun) continue;
    outer.begun = true;
    for (const hook of outer.hooks.before) await hook(new Context(outer.name));
  }
  for (const outer of around) for (const hook of outer.hooks.beforeEach) await hook(new Context(name));
  await runBody(name, body);
  for (const inner of ancestry(suite)) for (const hook of inner.hooks.afterEach) await hook(new Context(name));
}

/** Runs what the suites of tests do at their end. */
export async function endSuites(tests: readonly Collected[]): Promise<void> {
  const begun = new Set(tests.flatMap(({ suite }) => [...ancestry(suite)]).filter((suite) => suite.begun));
  for (const suite of begun) for (const hook of suite.hooks.after) await hook(new Context(suite.name));
}

async function runBody(name: string, body: Body): Promise<void> {
  const context = new Context(name);
  try {
    await body(context);
  } finally {
    await context.end();
  }
}

function suiteOf(name: string, parent: Suite | undefined): Suite {
  return { name, parent, hooks: { before: [], after: [], beforeEach: [], afterEach: [] }, begun: false };
}

function* ancestry(suite: Suite): Generator<Suite> {
  for (let one: Suite | undefined = suite; one !== undefined; one = one.parent) yield one;
}

function bodyOf(rest: readonly unknown[]): Body {
  const body = rest.find((one) => typeof one === 'function');
  if (body === undefined) throw new Error('a test without a body');
  return body as Body;
}

/** As of `node:test`. */
export function test(name: string, ...rest: readonly unknown[]): void {
  const path = [...ancestry(current)].reverse().flatMap((suite) => (suite.name === '' ? [] : [suite.name]));
  collected.push({ name: [...path, name].join(' > '), suite: current, body: bodyOf(rest) });
}

/** As of `node:test`. */
export function describe(name: string, ...rest: readonly unknown[]): void {
  const suite = suiteOf(name, current);
  const body = bodyOf(rest);
  suites.push(() => {
    current = suite;
    return body(new Context(name));
  });
}

export { describe as suite, test as it };

const hook = (kind: keyof Hooks) => (body: Body) => {
  current.hooks[kind].push(body);
};
export const before = hook('before');
export const after = hook('after');
export const beforeEach = hook('beforeEach');
export const afterEach = hook('afterEach');
