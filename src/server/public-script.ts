import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '..', '..');
const ENTRY = join('src', 'verify', 'browser', 'page.ts');
const CACHE = join(PROJECT, 'node_modules', '.cache', 'remit-public-script');

/**
 * The script of the page "verify in this browser", in one file: the checker of `src/verify` with the cryptography of a browser. Built
 * from these very sources at the first start, afterwards from the cache, which goes by a digest over them.
 * @returns its bytes, or in one sentence why it cannot be built
 */
export async function verifyScript(
  options: { readonly cache?: string } = {},
): Promise<{ readonly bytes: Uint8Array } | { readonly failed: string }> {
  try {
    const cache = options.cache ?? CACHE;
    const kept = join(cache, `${await digestOfSources()}.js`);
    const before = await readFile(kept).catch(() => undefined);
    if (before !== undefined) return { bytes: before };
    const bytes = Buffer.from(await bundle(), 'utf8');
    await keep(cache, kept, bytes).catch(() => undefined);
    return { bytes };
  } catch (error) {
    return { failed: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

async function bundle(): Promise<string> {
  const { build } = await import('vite');
  const built = await build({
    configFile: false,
    root: PROJECT,
    logLevel: 'silent',
    publicDir: false,
    // Nothing of the machine's environment gets into what every browser is given.
    envFile: false,
    build: {
      write: false,
      target: 'es2023',
      modulePreload: { polyfill: false },
      lib: { entry: join(PROJECT, ENTRY), formats: ['es'], fileName: 'verify' },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('the bundler gave nothing');
  const [chunk, ...others] = output.output;
  if (chunk === undefined || chunk.type !== 'chunk' || others.length > 0)
    throw new Error('more than one file came out');
  return chunk.code;
}

/** Appears whole or not at all: rooms that start together may write the same. A cache that cannot be written costs time only. */
async function keep(cache: string, kept: string, bytes: Uint8Array): Promise<void> {
  await mkdir(cache, { recursive: true });
  const beside = join(cache, `.unfinished-${randomBytes(6).toString('hex')}`);
  await writeFile(beside, bytes);
  await rename(beside, kept);
}

async function digestOfSources(): Promise<string> {
  const digest = createHash('sha256');
  const own = [join('src', 'server', 'public-script.ts'), 'package-lock.json'];
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
