import type { Readable } from 'node:stream';

/**
 * The files that the ledger publishes and the signer remembers. Everything that must survive a power cut goes through
 * this port, so that a test can lose or reorder whatever was not synced. Paths are relative, with `/`, made by us only.
 */
export type FilePort = {
  /** The bytes, or undefined where there is no such file. @param bytesMax a file that has more reads as an empty one; else it is read whole */
  read(path: string, bytesMax?: number): Promise<Uint8Array | undefined>;
  /**
   * Creates or overwrites; makes missing folders. Not durable before {@link FilePort.sync} of the file and of its folder.
   * @param how `in-place`: over the bytes that are there, which must be as many, as far as the disk lets a program: a file that is cut first gets other blocks
   */
  write(path: string, bytes: Uint8Array, how?: 'in-place'): Promise<void>;
  /** Atomic replace within the same folder. Durable after {@link FilePort.syncFolder}. */
  rename(from: string, to: string): Promise<void>;
  /** A file, or an empty folder; nothing happens where there is none. Durable after {@link FilePort.syncFolder}. */
  remove(path: string): Promise<void>;
  /** fsync of a file's content. */
  sync(path: string): Promise<void>;
  /** fsync of a folder, `''` being the root: names created, renamed or removed in it (not below it) are durable. */
  syncFolder(path: string): Promise<void>;
  /** Names in a folder, sorted; empty where there is none. */
  list(folder: string): Promise<string[]>;
};

/**
 * A file as it was when it was opened. Whoever has it reads the bytes to their end, or destroys them. Two of one path with the same `version` have the same
 * bytes.
 */
export type OpenedFile = { readonly size: number; readonly version: string; readonly bytes: Readable };

/** Files that are sent to others: piece by piece, so that whoever reads slowly, or not at all, has next to nothing of it kept ready. */
export type SendingPort = {
  /** The file, or undefined where there is no such file. */
  open(path: string): Promise<OpenedFile | undefined>;
};
