import { errnoOf, isOwnPath, StrangeFile } from '../../ledger/files/node.ts';
import type { FilePort } from '../../ledger/files/port.ts';

/**
 * Can `--mend` put aside what lies at this path of the published folder? Only a plain file of a name that we could have given: a folder, a link, or another
 * name is left to a person, who sees what it is.
 */
export async function canPutAside(files: FilePort, path: string): Promise<boolean> {
  if (!isOwnPath(path)) return false;
  try {
    // It may be of any size; nothing of it is wanted.
    await files.read(path, 0);
    return true;
  } catch (error) {
    const isClosed = error instanceof Error && errnoOf(error.cause) === 'EACCES';
    if (error instanceof StrangeFile || isClosed) return false;
    throw error;
  }
}
