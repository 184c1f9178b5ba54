import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NodeFiles } from '../ledger/files/node.ts';
import { encodeVkey } from '../ledger/note.ts';
import { Signer } from '../ledger/signer.ts';
import { lockDataFolder } from '../server/database/data-folder-lock.ts';
import { CommandEnds, EXIT } from './command.ts';
import { DEFAULT_DATA } from './defaults.ts';
import { parseOptions } from './options.ts';
import { inOneSentence } from './stopped-room.ts';
import type { SubCommand } from './sub-command.ts';

const OPTIONS = { data: { type: 'string' } } as const;

/** The key that follows the one by which a stopped room signs its ledger. */
export const next: SubCommand = {
  usage: `next [--data ${DEFAULT_DATA}]`,
  help: `makes the key that follows the one that signs the ledger of a stopped room. From the next start on both sign, and the ledger states
it: whoever has the present key can follow, and witnesses and readers have time to take the new one. \`remit keys retire\` ends it. A
signer that is a process of its own is started with \`--next\` instead`,
  run: (argv, io) =>
    withSigner(argv, async (signer) => {
      const { before, after } = await signer.addNext(randomBytes);
      io.out(`present   ${encodeVkey(before)}\nnext      ${encodeVkey(after)}\nFrom the next start on both sign.\n`);
    }),
};

/** Ends the time in which two keys sign. */
export const retire: SubCommand = {
  usage: `retire [--data ${DEFAULT_DATA}]`,
  help: `destroys the key before, once both have signed: from the next start on the next key alone signs the ledger. First let each witness
trust it (\`remit witness trust\`). A signer that is a process of its own is started with \`--retire\` instead`,
  run: (argv, io) =>
    withSigner(argv, async (signer) => {
      const { before, after } = await signer.retire();
      io.out(`destroyed ${encodeVkey(before)}\npresent   ${encodeVkey(after)}\n`);
    }),
};

async function withSigner(argv: readonly string[], work: (signer: Signer) => Promise<void>): Promise<number> {
  const { values } = parseOptions(argv, OPTIONS, 0);
  const dataFolder = resolve(values.data ?? DEFAULT_DATA);
  const folder = join(dataFolder, 'signer');
  if (!existsSync(folder)) throw new CommandEnds(EXIT.unreadable, `there is no folder \`${folder}\``);
  return await inOneSentence(async () => {
    const lock = lockDataFolder(dataFolder);
    try {
      const files = await NodeFiles.open(folder, { secret: true });
      const name = await Signer.ledgerIn(files);
      if (name === undefined)
        throw new CommandEnds(
          EXIT.failed,
          'this room holds no signing key: a process of its own does, or there is no ledger yet',
        );
      await work(await Signer.open({ files, name }));
      return EXIT.done;
    } finally {
      lock.release();
    }
  });
}
