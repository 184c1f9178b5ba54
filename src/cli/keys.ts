import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NodeFiles } from '../ledger/files/node.ts';
import type { FilePort } from '../ledger/files/port.ts';
import { parseMaster } from '../ledger/key-files.ts';
import { KeyRing } from '../ledger/keys.ts';
import { MASTER_FILE, NEXT_MASTER_FILE } from '../ledger/master-key.ts';
import { lockDataFolder } from '../server/database/data-folder-lock.ts';
import { type Command, CommandEnds, EXIT } from './command.ts';
import { DEFAULT_DATA } from './defaults.ts';
import { parseOptions } from './options.ts';
import { next, retire } from './signing-keys.ts';
import { inOneSentence } from './stopped-room.ts';
import { helpOfAll, helpOfOne, runSubCommand, type SubCommand } from './sub-command.ts';

const OPTIONS = { data: { type: 'string' } } as const;

const rotate: SubCommand = {
  usage: `rotate [--data ${DEFAULT_DATA}]`,
  help: `wraps every key of a stopped room under a new master key, and destroys the old one. Who holds a copy of the old master key opens
nothing with it that is in the folder from now on; a copy of the whole folder that was made before opens what it opened. An
interruption loses nothing: the next start, or this command, goes on with it`,
  async run(argv, io) {
    const { values } = parseOptions(argv, OPTIONS, 0);
    const dataFolder = resolve(values.data ?? DEFAULT_DATA);
    const folder = join(dataFolder, 'keys');
    if (!existsSync(folder)) throw new CommandEnds(EXIT.unreadable, `there is no folder \`${folder}\``);
    return await inOneSentence(async () => {
      const lock = lockDataFolder(dataFolder);
      try {
        const files = await NodeFiles.open(folder, { secret: true });
        const ledger = await ledgerOf(files);
        const { epoch, keys } = await KeyRing.rotateMaster({ files, ledger, random: randomBytes });
        io.out(`rotated   ${ledger}\nepoch     ${epoch}\nkeys      ${keys}, all under the new master key\n`);
        return EXIT.done;
      } finally {
        lock.release();
      }
    });
  },
};

const SUB_COMMANDS = { rotate, next, retire } satisfies Record<string, SubCommand>;

const HELP = `remit keys ${Object.keys(SUB_COMMANDS).join('|')} …

What can be done with the keys of a stopped room: those that open what it has sealed (folder \`keys\` of its data folder), and the one that signs its
ledger (folder \`signer\`).

${helpOfAll('keys', SUB_COMMANDS)}
exit codes: 0 done, 1 refused, 64 wrong usage, 66 cannot read
`;

/** The keys of a stopped room. */
export const keys: Command = {
  name: 'keys',
  summary: 'change the keys of a stopped room: the master key, or the one that signs',
  help: HELP,
  helpOf: (what) => helpOfOne('keys', SUB_COMMANDS, what),
  run: (argv, io) => runSubCommand('keys', SUB_COMMANDS, argv, io),
};

/** Whose keys they are is said by the file of the master key, or of the next where that has taken over. */
async function ledgerOf(files: FilePort): Promise<string> {
  for (const file of [MASTER_FILE, NEXT_MASTER_FILE]) {
    const master = parseMaster(await files.read(file));
    if (master !== undefined) return master.ledger;
  }
  throw new CommandEnds(EXIT.failed, 'there is no readable master key; restore the folder of keys from a backup');
}
