import { existsSync, realpathSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { LIMITS } from '../base/limits.ts';
import type { Problem } from '../mandates/problem.ts';
import { type ReadScenario, readScenario } from '../mandates/read-scenario.ts';
import { readBoundedFile } from './bounded-file.ts';
import { textOf } from './encoding.ts';

/** A scenario has few documents; a folder with more is something else. */
const FILES_MAX = 1_000;
/** Documents lie at most one folder down; deeper ones are still named as strangers, not passed over. */
const DEPTH_MAX = 4;
const TOTAL_BYTES_MAX = 32 * LIMITS.documentBytes;

/** The scenarios that are supplied with the product. */
const SUPPLIED = join(import.meta.dirname, '..', '..', 'scenarios');

/**
 * The folder that a person means who names a scenario: a supplied one by its name, or a folder by its path, which may be a name alone. A name that could
 * be either is refused: whoever copied a supplied scenario and works on the copy must not be answered about the original.
 */
export function folderMeant(nameOrPath: string): string | { readonly refused: string } {
  const [supplied, here] = [scenarioFolder(nameOrPath), resolve(nameOrPath)];
  if (supplied === here || !existsSync(here)) return supplied;
  if (!existsSync(supplied)) return here;
  if (realpathSync(supplied) === realpathSync(here)) return supplied;
  return {
    refused: `\`${nameOrPath}\` is a folder here and the name of a supplied scenario: \`./${nameOrPath}\` is the folder; the name alone means the other where there is no such folder`,
  };
}

/** The folder of a scenario by its name, as a ledger states it, or a path. Of a name alone it is a supplied one, whatever folders lie here. */
export function scenarioFolder(nameOrPath: string): string {
  return /^[a-z0-9][a-z0-9-]*$/.test(nameOrPath) ? join(SUPPLIED, nameOrPath) : resolve(nameOrPath);
}

/** The names of the supplied scenarios, in order. */
export async function suppliedScenarios(): Promise<string[]> {
  const found = await readdir(SUPPLIED, { withFileTypes: true });
  return found.flatMap((one) => (one.isDirectory() ? [one.name] : [])).sort();
}

/** Reads and checks the scenario in a folder of this machine. Never throws for what lies there. */
export async function readScenarioFolder(folder: string): Promise<ReadScenario> {
  const read = await new FolderReading(folder).read();
  return 'problem' in read ? { ok: false, problems: [read.problem] } : readScenario(read.files);
}

/** Problems as people read them, a line each: `mandates/us-hsi.yaml:12:5: unknown place …`. */
export function problemLines(problems: readonly Problem[]): string[] {
  return problems.map(
    ({ file, line, column, rule, message }) => `${file}:${line}${column ? `:${column}` : ''}: ${message} [${rule}]`,
  );
}

type Read = { readonly files: ReadonlyMap<string, string> } | { readonly problem: Problem };

/** The folder is somebody's: names, sizes and links in it are not believed. */
class FolderReading {
  readonly #folder: string;
  readonly #files = new Map<string, string>();
  #root = '';
  #bytes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async read(): Promise<Read> {
    try {
      this.#root = await realpath(this.#folder);
      await this.#walk('', 0);
      return { files: this.#files };
    } catch (error) {
      if (error instanceof Unreadable) return { problem: error.problem };
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      const why = code === 'ENOENT' ? 'is not there' : code === 'ENOTDIR' ? 'is no folder' : `cannot be read (${code})`;
      return { problem: problemOf('', 'unreadable', `the folder \`${this.#folder}\` ${why}`) };
    }
  }

  async #walk(below: string, depth: number): Promise<void> {
    if (depth > DEPTH_MAX) throw new Unreadable(below, 'too-deep', 'folders are nested too deep for a scenario');
    for (const name of (await readdir(join(this.#root, below))).sort()) {
      // Of editors and file systems, never of the event.
      if (name.startsWith('.')) continue;
      const path = below === '' ? name : `${below}/${name}`;
      const place = await this.#inside(path);
      const found = await stat(place);
      const isDocument = /\.(ya?ml|json)$/i.test(name);
      if (found.isDirectory() && isDocument) {
        throw new Unreadable(path, 'no-file', 'this is a folder, and is called like a document');
      }
      if (found.isDirectory()) await this.#walk(path, depth + 1);
      else if (isDocument) await this.#take(path, place);
    }
  }

  /** Where a name really leads. A symbolic link may point within the folder, never out of it. */
  async #inside(path: string): Promise<string> {
    const place = await realpath(join(this.#root, path));
    const from = relative(this.#root, place);
    if (from === '..' || from.startsWith(`..${sep}`) || isAbsolute(from)) {
      throw new Unreadable(path, 'leaves-folder', 'this is a link that leads out of the scenario’s folder');
    }
    return place;
  }

  async #take(path: string, place: string): Promise<void> {
    if (this.#files.size >= FILES_MAX) throw new Unreadable(path, 'too-many-files', `more than ${FILES_MAX} documents`);
    const read = await readBoundedFile(place, LIMITS.documentBytes, 'follow');
    if (read.state === 'read') this.#bytes += read.bytes.length;
    if (read.state === 'too-large' || this.#bytes > TOTAL_BYTES_MAX) {
      const message = `a document has at most ${LIMITS.documentBytes} bytes, a scenario ${TOTAL_BYTES_MAX}`;
      throw new Unreadable(path, 'too-large', message);
    }
    if (read.state === 'no-file') throw new Unreadable(path, 'no-file', 'this is no ordinary file');
    if (read.state !== 'read') throw new Unreadable(path, 'unreadable', 'this cannot be read');
    const text = textOf(read.bytes);
    if (typeof text !== 'string') throw new Unreadable(path, 'no-text', text.message, text.line);
    this.#files.set(path, text);
  }
}

class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly problem: Problem;

  constructor(file: string, rule: string, message: string, line = 1) {
    super(message);
    this.problem = { ...problemOf(file, rule, message), line };
  }
}

function problemOf(file: string, rule: string, message: string): Problem {
  return { file: file === '' ? '.' : file, line: 1, rule, message };
}
