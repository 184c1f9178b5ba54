import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFoldersOf } from '../../ledger/files/durable.ts';
import { errnoOf, NodeFiles } from '../../ledger/files/node.ts';

/** Where files that were wrong are put, below the data folder: they may be evidence. */
export const SET_ASIDE = 'set-aside';

/** Takes files out of the published folder and keeps them. */
export type Aside = {
  /** Moves a file there, whatever its size; false where none is. The name it had is durably gone only once its folder is synced. */
  take(path: string): Promise<boolean>;
};

/** A folder of its own for what one run puts aside: nothing of before is written over. */
export class AsideFolder implements Aside {
  readonly root: string;
  readonly #files: NodeFiles;
  readonly #published: string;

  private constructor(files: NodeFiles, published: string) {
    this.root = files.root;
    this.#files = files;
    this.#published = published;
  }

  static async open(dataFolder: string): Promise<AsideFolder> {
    const all = await NodeFiles.open(join(dataFolder, SET_ASIDE), { secret: true });
    const numbers = (await all.list('')).map(Number).filter(Number.isSafeInteger);
    const next = String(Math.max(0, ...numbers) + 1);
    const files = await NodeFiles.open(join(all.root, next), { secret: true });
    return new AsideFolder(files, join(dataFolder, 'public'));
  }

  async take(path: string): Promise<boolean> {
    const [from, to] = [join(this.#published, path), join(this.root, path)];
    try {
      if (!(await lstat(from)).isFile()) return false;
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return false;
      throw error;
    }
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    // Moved and not read: a file that is wrong may be of any size.
    try {
      await rename(from, to);
    } catch (error) {
      if (errnoOf(error) !== 'EXDEV') throw error;
      // The published folder is on another disk.
      await copyFile(from, to, constants.COPYFILE_EXCL);
      await this.#files.sync(path);
      await syncFoldersOf(this.#files, [path]);
      await unlink(from);
    }
    await syncFoldersOf(this.#files, [path]);
    return true;
  }
}
