import { placeFile, syncFoldersOf } from '../../ledger/files/durable.ts';
import type { FilePort } from '../../ledger/files/port.ts';
import type { ExportFiles } from './export-source.ts';

/** Where batches of openings lie (docs/formats.md §13). */
export type OpenedSource = {
  /** Names in a folder; none where it is missing. */
  list(folder: string): Promise<string[]>;
  read(path: string): Promise<Uint8Array | undefined>;
};

/** Of one file of a batch, whichever. */
const FILE_BYTES_MAX = 4 * 1024 * 1024;

const FOLDER = 'opened';
const STATEMENT = /^[1-9][0-9]{0,6}\.statement\.json$/;
const BATCH = /^[1-9][0-9]{0,6}$/;
/** `begun.json` too: with it a batch that was broken off goes on. */
const OF_BATCH = /^(manifest\.json|begun\.json|[1-9][0-9]{0,4}\.jsonl)$/;

/** The batches of an export that somebody hands us. */
export function openedIn(files: ExportFiles): OpenedSource {
  return { list: (folder) => files.list(folder), read: (path) => files.read(path, FILE_BYTES_MAX) };
}

/** Copies what is opened to the public, byte for byte, and nothing else that lies beside it. A room that goes on without it opens nothing more. */
export async function copyOpened(from: OpenedSource, to: FilePort): Promise<void> {
  const copied: string[] = [];
  for (const path of await openedFiles(from)) {
    const bytes = await from.read(path);
    if (bytes === undefined) continue;
    await placeFile(to, path, bytes);
    copied.push(path);
  }
  if (copied.length > 0) await syncFoldersOf(to, copied);
}

async function openedFiles(from: OpenedSource): Promise<string[]> {
  const paths: string[] = [];
  for (const name of await from.list(FOLDER)) {
    if (STATEMENT.test(name)) paths.push(`${FOLDER}/${name}`);
    if (!BATCH.test(name)) continue;
    const names = await from.list(`${FOLDER}/${name}`);
    paths.push(...names.filter((one) => OF_BATCH.test(one)).map((one) => `${FOLDER}/${name}/${one}`));
  }
  return paths;
}
