import { lstat, readdir, realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { readBoundedFile } from '../../scenarios/bounded-file.ts';
import { TransferRefused } from './refused.ts';

/** The files of an export that somebody hands us: only ordinary files that really lie in its folder are read. */
export class ExportFiles {
  readonly #root: string;
  readonly #inside = new Set<string>();

  private constructor(root: string) {
    this.#root = root;
  }

  /** @throws TransferRefused */
  static async open(folder: string): Promise<ExportFiles> {
    try {
      return new ExportFiles(await realpath(folder));
    } catch (cause) {
      throw new TransferRefused(`the folder \`${folder}\` cannot be read`, 'unreadable', { cause });
    }
  }

  /** @param path relative, made by us. @throws TransferRefused where it is missing, too large, or no ordinary file in the folder */
  async read(path: string, bytesMax: number): Promise<Buffer> {
    await this.#checkFolder(path);
    const read = await readBoundedFile(join(this.#root, path), bytesMax, 'refuse');
    switch (read.state) {
      case 'read':
        return read.bytes;
      case 'too-large':
        throw new TransferRefused(`the file \`${path}\` of the export has more than ${bytesMax} bytes`);
      case 'no-file':
        throw new TransferRefused(`\`${path}\` of the export is no ordinary file`);
      default:
        throw new TransferRefused(`the file \`${path}\` of the export is missing or cannot be read`, 'unreadable');
    }
  }

  /** Is there anything of this name in the folder itself? */
  async has(name: string): Promise<boolean> {
    return (await lstat(join(this.#root, name)).catch(() => undefined)) !== undefined;
  }

  /** Names in a folder of the export, sorted; none where it is missing. */
  async list(folder: string): Promise<string[]> {
    try {
      await this.#checkFolder(`${folder}/.`);
      return (await readdir(join(this.#root, folder))).sort();
    } catch (error) {
      if (error instanceof TransferRefused && error.what === 'refused') throw error;
      return [];
    }
  }

  async #checkFolder(path: string): Promise<void> {
    const folder = dirname(join(this.#root, path));
    if (this.#inside.has(folder)) return;
    const real = await realpath(folder).catch(() => undefined);
    if (real === undefined) throw new TransferRefused(`the file \`${path}\` of the export is missing`, 'unreadable');
    if (real !== this.#root && !real.startsWith(this.#root + sep)) {
      throw new TransferRefused(`\`${path}\` leads out of the folder of the export`);
    }
    this.#inside.add(folder);
  }
}
