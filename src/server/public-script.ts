import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '..', '..');
const CACHE = join(PROJECT, 'node_modules', '.cache', 'remit-public-script');

/** A file that was built, or in one sentence why it could not be. */
export type BuiltScript = { readonly bytes: Uint8Array } | { readonly failed: string };
type Wanted = { readonly entry: string; readonly name: string; readonly program: boolean };

const PAGE: Wanted = { entry: join('src', 'verify', 'browser', 'page.ts'), name: 'verify.js', program: false };
const PROGRAM: Wanted = { entry: join('src', 'verify', 'cli.ts'), name: 'remit-verify.mjs', program: true };

/** What the program in one file is called, where it is published and where it is built. */
export const PROGRAM_FILE = PROGRAM.name;

/**
 * The script of the page "verify in this browser", in one file: the checker of `src/verify` with the cryptography of a browser. Built
 * from these very sources at the first start, afterwards from the cache, which goes by a digest over them.
 */
export function verifyScript(options: { readonly cache?: string } = {}): Promise<BuiltScript> {
  return built(PAGE, options.cache ?? CACHE);
}

/**
 * `remit verify` in one file of plain JavaScript, for whoever has Node 20.12 or newer and nothing else. The same sources give the same bytes.
 */
export function verifyProgram(options: { readonly cache?: string } = {}): Promise<BuiltScript> {
  return built(PROGRAM, options.cache ?? CACHE);
}

async function built(wanted: Wanted, cache: string): Promise<BuiltScript> {
  try {
    const kept = join(cache, `${await digestOfSources()}-${wanted.name}`);
    const before = await readFile(kept).catch(() => undefined);
    if (before !== undefined) return { bytes: before };
    const code = await bundle(wanted);
    const bytes = Buffer.from(wanted.program ? `${await programHeader()}${code}` : code, 'utf8');
    await keep(cache, kept, bytes).catch(() => undefined);
    return { bytes };
  } catch (error) {
    return { failed: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

async function bundle({ entry, name, program }: Wanted): Promise<string> {
  const { build } = await import('vite');
  const built = await build({
    configFile: false,
    root: PROJECT,
    logLevel: 'silent',
    publicDir: false,
    // Nothing of the machine's environment gets into what everybody is given.
    envFile: false,
    build: {
      write: false,
      target: program ? 'node20' : 'es2023',
      modulePreload: { polyfill: false },
      lib: { entry: join(PROJECT, entry), formats: ['es'], fileName: name },
      // A program that people are to read before they trust it keeps its names and its lines.
      ...(program ? { minify: false, rolldownOptions: { external: /^node:/ } } : {}),
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('the bundler gave nothing');
  const [chunk, ...others] = output.output;
  if (chunk === undefined || chunk.type !== 'chunk' || others.length > 0)
    throw new Error('more than one file came out');
  // The bundler names each source by the way to it from where it was started.
  return chunk.code.replace(/^\/\/ \S*(src\/verify\/\S+\.ts)$/gm, '// $1');
}

async function programHeader(): Promise<string> {
  const { version, license } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8')) as PackageFile;
  return `#!/usr/bin/env node
// Remit's independent checker, version ${version}, in one file. Licence: ${license} (European Union Public Licence).
//
// It needs Node 20.12 or newer and nothing else, and shares no code with the room whose ledger it checks:
//
//   node ${PROGRAM_FILE} <folder|url>                    a published ledger
//   node ${PROGRAM_FILE} <folder|url> --policy FILE      and whether your witnesses have seen it
//   node ${PROGRAM_FILE} --receipt FILE --vkey FILE      one receipt
//   node ${PROGRAM_FILE} --help                          everything else
//
// It ends in OK, INVALID, EQUIVOCATION or UNWITNESSED, and exits with 0, 1, 2 or 3. It writes nothing but its memory of the last
// good checkpoint (--pins FOLDER, or --no-pin), and asks no host but the one that you name. It was built from src/verify of Remit
// of that version, by \`npm run verifier\`, which gives the same bytes again; what it checks stands in docs/formats.md, section 9.

`;
}

type PackageFile = { readonly version: string; readonly license: string };

/** Appears whole or not at all: rooms that start together may write the same. A cache that cannot be written costs time only. */
async function keep(cache: string, kept: string, bytes: Uint8Array): Promise<void> {
  await mkdir(cache, { recursive: true });
  const beside = join(cache, `.unfinished-${randomBytes(6).toString('hex')}`);
  await writeFile(beside, bytes);
  await rename(beside, kept);
}

async function digestOfSources(): Promise<string> {
  const digest = createHash('sha256');
  const own = [join('src', 'server', 'public-script.ts'), 'package.json', 'package-lock.json'];
  for (const file of [...(await sourcesOf(join('src', 'verify'))), ...own].sort()) {
    digest.update(`${file}\0`).update(
      createHash('sha256')
        .update(await readFile(join(PROJECT, file)))
        .digest(),
    );
  }
  return digest.digest('hex');
}

async function sourcesOf(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(PROJECT, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'testing' && entry.name !== 'vectors') found.push(...(await sourcesOf(path)));
    } else if (entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts')) found.push(path);
  }
  return found;
}
