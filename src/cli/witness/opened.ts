import { stat } from 'node:fs/promises';
import { systemClock } from '../../base/clock.ts';
import { NodeFiles } from '../../ledger/files/node.ts';
import { StartRefused } from '../../ledger/store/postgres-connection.ts';
import { readBoundedFile } from '../../scenarios/bounded-file.ts';
import { lockDataFolder } from '../../server/database/data-folder-lock.ts';
import { isForeseen, sentenceOf } from '../../server/fatal.ts';
import { WitnessRefused } from '../../witness/refused.ts';
import { Witness } from '../../witness/witness.ts';
import { CommandEnds, EXIT } from '../command.ts';

/** Of a signed note (docs/formats.md §6). */
export const CHECKPOINT_BYTES_MAX = 65_536;

/** What a witness is made or opened on. */
export async function witnessPlace(folder: string, said?: (line: string) => void) {
  const files = await NodeFiles.open(folder, { secret: true });
  return { files, clock: systemClock, ...(said === undefined ? {} : { said }) };
}

/** Opens the witness of a folder that is there. @throws CommandEnds */
export async function openedWitness(folder: string, said?: (line: string) => void): Promise<Witness> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) throw new CommandEnds(EXIT.unreadable, `there is no folder \`${folder}\``);
  return await Witness.open(await witnessPlace(folder, said));
}

/** Works while no other process answers for this witness: two would cosign from one record. @throws CommandEnds */
export async function aloneIn<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = lockOf(folder);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** Turns what was foreseen into the end of the command, in one sentence. */
export async function orRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WitnessRefused) throw new CommandEnds(EXIT.failed, error.message, { cause: error });
    if (isForeseen(error)) throw new CommandEnds(EXIT.failed, sentenceOf(error), { cause: error });
    throw error;
  }
}

/**
 * The bytes of a file of at most so many.
 * @param links `refuse` in a folder that somebody else filled: what was named was the folder
 * @throws CommandEnds
 */
export async function readBounded(
  file: string,
  bytesMax: number,
  links: 'follow' | 'refuse' = 'follow',
): Promise<Buffer> {
  const read = await readBoundedFile(file, bytesMax, links);
  if (read.state === 'read') return read.bytes;
  const why = {
    'too-large': `holds more than ${bytesMax} bytes: it is none`,
    'no-file': 'cannot be read: it is no ordinary file',
    missing: 'cannot be read: there is no such file',
    unreadable: 'cannot be read',
  }[read.state];
  throw new CommandEnds(EXIT.unreadable, `\`${file}\` ${why}`);
}

function lockOf(folder: string) {
  try {
    return lockDataFolder(folder);
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    throw new CommandEnds(
      EXIT.failed,
      `the witness in \`${folder}\` is run by another process, or its folder cannot be written`,
      {
        cause: error,
      },
    );
  }
}
