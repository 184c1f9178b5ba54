import { randomBytes } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { NodeFiles } from '../ledger/files/node.ts';
import { encodeVkey } from '../ledger/note.ts';
import { Signer } from '../ledger/signer.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import { type DataFolderLock, lockDataFolder } from '../server/database/data-folder-lock.ts';
import { CommandEnds, EXIT } from './command.ts';
import { DEFAULT_DATA } from './defaults.ts';
import { parseOptions, wrongUsage } from './options.ts';
import { inOneSentence } from './stopped-room.ts';
import type { SubCommand } from './sub-command.ts';

const OPTIONS = { data: { type: 'string' }, folder: { type: 'string' } } as const;
const PLACE = `[--data ${DEFAULT_DATA} | --folder FOLDER]`;
const OF_ITS_OWN =
  'FOLDER is the folder of a\nsigner that is a process of its own (`remit signer`), while it is stopped';

/** The key that follows the one by which a stopped room signs its ledger. */
export const next: SubCommand = {
  usage: `next ${PLACE}`,
  help: `makes the key that follows the one that signs the ledger of a stopped room. From the next start on both sign, and the ledger states
it: whoever has the present key can follow, and witnesses and readers have time to take the new one. \`remit keys retire\` ends it. Where there
is such a key already, that one is told. ${OF_ITS_OWN}`,
  run: (argv, io) =>
    withSigner(argv, async (signer) => {
      const known = (await signer.links()).length;
      const { before, after } = await signer.addNext(randomBytes);
      const isNew = (await signer.links()).length > known;
      io.out(`present   ${encodeVkey(before)}\nnext      ${encodeVkey(after)}\n`);
      io.out(isNew ? 'From the next start on both sign.\n' : 'It was made before; nothing was changed.\n');
    }),
};

/** Ends the time in which two keys sign. */
export const retire: SubCommand = {
  usage: `retire ${PLACE}`,
  help: `destroys the key before, once both have signed: from the next start on the next key alone signs the ledger. First let each witness
trust it (\`remit witness trust … --link\`). ${OF_ITS_OWN}`,
  run: (argv, io) =>
    withSigner(argv, async (signer) => {
      const { before, after } = await signer.retire();
      io.out(`destroyed ${encodeVkey(before)}\npresent   ${encodeVkey(after)}\n`);
    }),
};

async function withSigner(argv: readonly string[], work: (signer: Signer) => Promise<void>): Promise<number> {
  const { values } = parseOptions(argv, OPTIONS, 0);
  if (values.data !== undefined && values.folder !== undefined)
    throw wrongUsage('`--data` and `--folder` exclude each other');
  const dataFolder = resolve(values.data ?? DEFAULT_DATA);
  const named = values.folder === undefined ? join(dataFolder, 'signer') : resolve(values.folder);
  if (!existsSync(named)) throw new CommandEnds(EXIT.unreadable, `there is no folder \`${named}\``);
  const folder = realpathSync.native(named);
  return await inOneSentence(async () => {
    const lock = values.folder === undefined ? lockDataFolder(dataFolder) : lockSigner(folder);
    try {
      const files = await NodeFiles.open(folder, { secret: true });
      const name = await Signer.ledgerIn(files);
      if (name === undefined) {
        const why =
          values.folder === undefined
            ? 'this room holds no signing key: a process of its own does (`--folder FOLDER`), or there is no ledger yet'
            : `there is no signing key in \`${folder}\``;
        throw new CommandEnds(EXIT.failed, why);
      }
      await work(await Signer.open({ files, name }));
      return EXIT.done;
    } finally {
      lock.release();
    }
  });
}

/**
 * Two processes on one folder would each read the guard before the other writes it. Of a room that signs by itself it is the room that has the folder, with
 * the lock of its data folder. @throws CommandEnds
 */
export function lockSigner(named: string): DataFolderLock {
  // By whatever way it was named, and where the disk makes nothing of capital letters as it is written there.
  const folder = existsSync(named) ? realpathSync.native(named) : named;
  const locks: DataFolderLock[] = [];
  const release = () => {
    for (const lock of locks) lock.release();
  };
  try {
    for (const one of isOfRoom(folder) ? [dirname(folder), folder] : [folder]) locks.push(lockDataFolder(one));
  } catch (error) {
    release();
    if (!(error instanceof StartRefused)) throw error;
    const message = `the signer in \`${folder}\` is run by another process, or its folder cannot be written`;
    throw new CommandEnds(EXIT.failed, message, { cause: error });
  }
  return { release };
}

function isOfRoom(folder: string): boolean {
  return (
    basename(folder) === 'signer' && ['keys', 'actors'].every((beside) => existsSync(join(dirname(folder), beside)))
  );
}
