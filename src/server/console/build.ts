import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '..', '..', '..');
/** What the console is made of: its own room and the rooms that it may open (tools/boundary-rules.ts). */
const SOURCES = ['src/web', 'src/base', 'src/terms', 'src/verify', 'src/mandates'];
const ALONE = ['package-lock.json', 'src/server/console/build.ts'];
/** How many builds are kept beside the newest; another room on this machine may still serve an older one. */
const BUILDS_KEPT = 12;

/** The console cannot be built; the message is one sentence for whoever starts the room. */
export class ConsoleNotBuilt extends Error {}

export type ConsoleOptions = {
  /** Where builds are kept; the default lies in `node_modules`. */
  readonly cache?: string;
  /** The project whose `src/web` is built. */
  readonly project?: string;
  readonly log?: { info(message: string): void };
};

/** A build of the console: a folder with `index.html` and `assets/`. */
export type BuiltConsole = { readonly folder: string };

/**
 * The console, built from these very sources: at the first start with Vite, afterwards from the cache. The folder is named by a digest over
 * all sources and the lock file and appears whole (written elsewhere, then renamed), so that rooms that start together cannot
 * serve half of one.
 * @throws ConsoleNotBuilt
 */
export async function builtConsole(options: ConsoleOptions = {}): Promise<BuiltConsole> {
  const project = options.project ?? PROJECT;
  const cache = options.cache ?? join(project, 'node_modules', '.cache', 'remit-console');
  try {
    const folder = join(cache, await digestOfSources(project));
    if (await isThere(join(folder, 'index.html'))) return { folder };
    options.log?.info('Building the console, once for this version…');
    await mkdir(cache, { recursive: true });
    const unfinished = join(cache, `.unfinished-${randomBytes(6).toString('hex')}`);
    try {
      await build(project, unfinished);
      await rename(unfinished, folder).catch(async (error: unknown) => {
        // Another room built the same at the same time.
        if (!(await isThere(join(folder, 'index.html')))) throw error;
      });
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
    await dropOldBuilds(cache, folder);
    return { folder };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n').find((line) => line.trim() !== '') : cause;
    throw new ConsoleNotBuilt(`the console could not be built: ${String(reason)}`, { cause });
  }
}

async function build(project: string, outDir: string): Promise<void> {
  const [{ build: viteBuild }, { default: react }] = await Promise.all([
    import('vite'),
    import('@vitejs/plugin-react'),
  ]);
  await viteBuild({
    configFile: false,
    root: join(project, 'src', 'web'),
    base: '/console/',
    logLevel: 'silent',
    publicDir: false,
    // Nothing of the machine's environment gets into what every browser is given.
    envFile: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [react()],
    // Digests of mandates are taken by the same code as in the room (src/base/digest.ts), over the browser's own SHA-256.
    resolve: { alias: { 'node:crypto': join(project, 'src', 'web', 'node-crypto.ts') } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      // Strict CSP: fonts and pictures are files, not `data:`.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 4_000,
    },
  });
}

async function digestOfSources(project: string): Promise<string> {
  const digest = createHash('sha256');
  const files = [...ALONE.map((file) => join(project, file))];
  for (const folder of SOURCES) for await (const file of sourcesIn(join(project, folder))) files.push(file);
  for (const file of files.sort()) {
    digest.update(`${relative(project, file)}\0`);
    // A folder that is not there yet changes nothing; a file that cannot be read says so itself.
    digest.update(
      createHash('sha256')
        .update(await readFile(file))
        .digest(),
    );
  }
  return digest.digest('hex').slice(0, 32);
}

async function* sourcesIn(folder: string): AsyncIterable<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'testing' && entry.name !== 'vectors') yield* sourcesIn(path);
    } else if (!/\.test\.tsx?$/.test(entry.name)) yield path;
  }
}

async function dropOldBuilds(cache: string, newest: string): Promise<void> {
  const builds: { path: string; made: number }[] = [];
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    if (path === newest || name.startsWith('.')) continue;
    builds.push({ path, made: (await stat(path)).mtimeMs });
  }
  builds.sort((a, b) => b.made - a.made);
  for (const { path } of builds.slice(BUILDS_KEPT)) await rm(path, { recursive: true, force: true });
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
