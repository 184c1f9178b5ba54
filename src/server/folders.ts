import { join } from 'node:path';
import { NodeFiles } from '../ledger/files/node.ts';
import type { FilePort, SendingPort } from '../ledger/files/port.ts';

/**
 * The folders of a room below its data folder. `keys`, `signer` and `actors` are secret and belong in separate backups: with the keys and
 * the database one reads everything, with the signer one speaks in the ledger's name.
 */
export type RoomFolders = {
  readonly keys: FilePort;
  readonly signer: FilePort;
  readonly actors: FilePort;
  /** What everybody may read, served byte for byte. */
  readonly public: FilePort & SendingPort;
};

/** Opens the folders of a data folder; secret ones are readable by their owner only. */
export async function openFolders(dataFolder: string): Promise<RoomFolders> {
  return {
    keys: await NodeFiles.open(join(dataFolder, 'keys'), { secret: true }),
    signer: await NodeFiles.open(join(dataFolder, 'signer'), { secret: true }),
    actors: await NodeFiles.open(join(dataFolder, 'actors'), { secret: true }),
    public: await NodeFiles.open(join(dataFolder, 'public')),
  };
}
