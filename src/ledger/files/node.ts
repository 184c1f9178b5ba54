import { constants } from 'node:fs';
import { chmod, type FileHandle, lstat, mkdir, open, readdir, rename, rmdir, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { Bug } from '../../base/assert.ts';
import type { FilePort, OpenedFile, SendingPort } from './port.ts';

const WRITE_OVER = constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);
const WRITE = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0);
/** For syncing a file: Windows flushes through a writable handle only. */
const READ_WRITE = constants.O_RDWR | (constants.O_NOFOLLOW ?? 0);
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);
/** A pipe that nobody writes to is opened at once, and then found to be none of ours. */
const READ_FILE = READ | (constants.O_NONBLOCK ?? 0);
/** Windows has no way to sync a folder; NTFS journals names itself. */
const FOLDERS_SYNC = process.platform !== 'win32';

/** A segment of a path that our own code makes: no `..`, no separators, nothing a shell or Windows reads otherwise. */
const SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9._=-]{1,128}$/;

/** What a person does about what lies in the place of a file or a folder of ours. */
const AWAY = 'move it away, and what belongs there is made again or restored from a backup';
const NO_FOLDER = `a file lies where a folder belongs; ${AWAY}`;

/** Something else lies where a file or a folder of ours belongs: a link, a pipe, a folder in the place of a file. */
export class StrangeFile extends Error {
  override readonly name = 'StrangeFile';
}

/**
 * The files below one folder of this machine. Paths that would leave it are a {@link Bug}; symbolic links are not
 * followed. In a secret folder everything is readable by its owner alone (0700, 0600), also what was there before.
 */
export class NodeFiles implements FilePort, SendingPort {
  readonly root: string;
  readonly #secret: boolean;

  private constructor(root: string, secret: boolean) {
    this.root = root;
    this.#secret = secret;
  }

  /** Opens the folder; makes it, durably, where there is none. */
  static async open(root: string, options: { readonly secret?: boolean } = {}): Promise<NodeFiles> {
    const files = new NodeFiles(resolve(root), options.secret ?? false);
    const made = await mkdir(files.root, { recursive: true, mode: files.#folderMode() });
    if (made !== undefined) {
      for (let folder = files.root; ; folder = dirname(folder)) {
        if (FOLDERS_SYNC) await syncAt(dirname(folder), READ);
        if (folder === made || folder === dirname(folder)) break;
      }
    }
    const found = await lstat(files.root);
    if (!found.isDirectory()) throw new Error(`\`${files.root}\` is no folder`);
    if (files.#secret && (found.mode & 0o077) !== 0) await chmod(files.root, 0o700);
    return files;
  }

  async read(path: string, bytesMax = Number.POSITIVE_INFINITY): Promise<Uint8Array | undefined> {
    const file = await openAt(this.#place(path));
    if (file === undefined) return undefined;
    await using handle = file;
    if ((await handle.stat()).size > bytesMax) return new Uint8Array(0);
    return await handle.readFile();
  }

  async open(path: string): Promise<OpenedFile | undefined> {
    const file = await openAt(this.#place(path));
    if (file === undefined) return undefined;
    try {
      const { size: length, mtimeNs, ino } = await file.stat({ bigint: true });
      const [size, version] = [Number(length), `${length}-${mtimeNs}-${ino}`];
      // Empty: a stream's end is the last byte that it reads, and there is none.
      if (size > 0) return { size, version, bytes: file.createReadStream({ end: size - 1 }) };
    } catch (error) {
      await file.close();
      throw error;
    }
    await file.close();
    return { size: 0, version: 'empty', bytes: Readable.from([]) };
  }

  async write(path: string, bytes: Uint8Array, how?: 'in-place'): Promise<void> {
    const place = this.#place(path);
    if (how === 'in-place') return await writeOver(place, bytes);
    const mode = this.#secret ? 0o600 : 0o644;
    let file: FileHandle;
    try {
      file = await open(place, WRITE, mode);
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
      await mkdir(dirname(place), { recursive: true, mode: this.#folderMode() });
      file = await open(place, WRITE, mode);
    }
    await using handle = file;
    if (this.#secret) await handle.chmod(mode);
    await handle.writeFile(bytes);
  }

  async rename(from: string, to: string): Promise<void> {
    await rename(this.#place(from), this.#place(to));
  }

  async remove(path: string): Promise<void> {
    const place = this.#place(path);
    try {
      if ((await lstat(place)).isDirectory()) await rmdir(place);
      else await unlink(place);
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
    }
  }

  async sync(path: string): Promise<void> {
    await syncAt(this.#place(path), READ_WRITE);
  }

  async syncFolder(path: string): Promise<void> {
    if (FOLDERS_SYNC) await syncAt(this.#place(path, 'folder'), READ);
  }

  async list(folder: string): Promise<string[]> {
    const place = this.#place(folder, 'folder');
    try {
      await this.#refuseLinks(place);
      return (await readdir(place)).sort();
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return [];
      if (errnoOf(error) === 'ENOTDIR')
        throw new StrangeFile(`\`${place}\` is no folder: ${NO_FOLDER}`, { cause: error });
      throw error;
    }
  }

  /** A folder that is a link lists what lies elsewhere, and whoever goes by the list would move or remove it. */
  async #refuseLinks(folder: string): Promise<void> {
    for (let at = folder; at.length > this.root.length; at = dirname(at)) {
      if ((await lstat(at)).isSymbolicLink())
        throw new StrangeFile(`\`${at}\` is a link, and has to be a folder of its own: nothing is done by it`);
    }
  }

  #place(path: string, kind: 'file' | 'folder' = 'file'): string {
    if (path === '' && kind === 'folder') return this.root;
    if (!isOwnPath(path)) {
      throw new Bug(`\`${path}\` is no path below \`${this.root}\``);
    }
    return join(this.root, path);
  }

  #folderMode(): number {
    return this.#secret ? 0o700 : 0o755;
  }
}

/** Is this a path as our own code makes them? Takes names that were found in a folder. */
export function isOwnPath(path: string): boolean {
  return path.split('/').every((segment) => SEGMENT.test(segment));
}

/** Opens a file for reading; undefined where there is none. */
async function openAt(place: string): Promise<FileHandle | undefined> {
  let file: FileHandle;
  try {
    file = await open(place, READ_FILE);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    const message = `\`${place}\` cannot be read`;
    if (errnoOf(error) === 'ELOOP') throw new StrangeFile(`${message}: it is a link; ${AWAY}`, { cause: error });
    if (errnoOf(error) === 'ENOTDIR') throw new StrangeFile(`${message}: ${NO_FOLDER}`, { cause: error });
    // A socket.
    if (errnoOf(error) === 'ENXIO') throw new StrangeFile(`${message}: it is no file; ${AWAY}`, { cause: error });
    throw new Error(message, { cause: error });
  }
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new StrangeFile(`\`${place}\` cannot be read: it is no file; ${AWAY}`);
}

async function syncAt(place: string, flags: number): Promise<void> {
  await using handle = await open(place, flags);
  await handle.sync();
}

/** The code of an error of the file system, as `ENOENT`. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

async function writeOver(place: string, bytes: Uint8Array): Promise<void> {
  await using handle = await open(place, WRITE_OVER);
  const { size } = await handle.stat();
  if (size !== bytes.length)
    throw new RangeError(`\`${place}\` has ${size} bytes, and ${bytes.length} are to take their place`);
  await handle.write(bytes, 0, bytes.length, 0);
}
