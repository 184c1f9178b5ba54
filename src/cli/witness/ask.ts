import { existsSync, realpathSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NodeFiles, StrangeFile } from '../../ledger/files/node.ts';
import { parseCheckpoint, parseNote } from '../../ledger/note.ts';
import { publishedProof } from '../../ledger/published-proof.ts';
import { keepAsked } from '../../ledger/witness-answers.ts';
import { encodeWitnessRequest } from '../../ledger/witness-request.ts';
import { WITNESS_FOLDER } from '../../server/witnesses.ts';
import { CommandEnds, EXIT } from '../command.ts';
import { numberOption, parseOptions, wrongUsage } from '../options.ts';
import type { SubCommand } from '../sub-command.ts';
import { CHECKPOINT_BYTES_MAX, readBounded } from './opened.ts';

const OPTIONS = { out: { type: 'string' }, old: { type: 'string' } } as const;
const OLD_MAX = 999_999_999;

export const ask: SubCommand = {
  usage: 'ask DATAFOLDER|PUBLIC-FOLDER --out REQUEST-FILE [--old N]',
  help: 'writes what a witness is asked with about the checkpoint that stands, also while the room runs. --old is the size that this witness\ncosigned last (0 where it never did); one that stands elsewhere says so in its answer',
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1);
    const [folder] = positionals;
    const { out } = values;
    if (folder === undefined || out === undefined) throw wrongUsage('a folder and `--out REQUEST-FILE` are wanted');
    const old = numberOption('old', values.old ?? '0', { min: 0, max: OLD_MAX });
    const isDataFolder = existsSync(join(folder, 'public', 'ledger'));
    const place = isDataFolder ? join(folder, 'public') : folder;
    if (!existsSync(join(place, 'ledger', 'checkpoint')))
      throw new CommandEnds(EXIT.unreadable, `there is no published ledger in \`${folder}\``);
    // Whoever names a link means the folder that it leads to.
    const files = await NodeFiles.open(realpathSync.native(place));
    const standing = await readBounded(join(place, 'ledger', 'checkpoint'), CHECKPOINT_BYTES_MAX, 'refuse');
    const note = standing.toString('utf8');
    const size = parseCheckpoint(parseNote(note)?.text ?? '')?.size;
    if (size === undefined) throw new CommandEnds(EXIT.unreadable, `the checkpoint in \`${folder}\` is none`);
    if (old > size) throw new CommandEnds(EXIT.failed, `only ${size} entries are published, and --old says ${old}`);
    await writeFile(out, encodeWitnessRequest(old, await proofOr66(files, old, size), note));
    if (isDataFolder) await keepAsked(await NodeFiles.open(join(folder, WITNESS_FOLDER)), size, note);
    io.out(`asks for  ${size} entries, after ${old}\nrequest   ${out}\n`);
    return EXIT.done;
  },
};

async function proofOr66(files: NodeFiles, old: number, size: number): Promise<Uint8Array[]> {
  try {
    return await publishedProof(files, old, size);
  } catch (error) {
    if (error instanceof RangeError || error instanceof StrangeFile)
      throw new CommandEnds(EXIT.unreadable, error.message, { cause: error });
    throw error;
  }
}
