import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readPolicy } from '../server/witnesses.ts';
import { type Command, CommandEnds, EXIT } from './command.ts';
import { DEFAULT_DATA } from './defaults.ts';
import { parseOptions, wrongUsage } from './options.ts';
import { progressTo } from './progress.ts';
import { databaseUrl, signerAt } from './start.ts';
import { inOneSentence, withStoppedRoom } from './stopped-room.ts';
import { exportLedger } from './transfer/export-ledger.ts';

const OPTIONS = {
  data: { type: 'string' },
  secrets: { type: 'string' },
  signer: { type: 'string' },
  witnesses: { type: 'string' },
  'pass-over': { type: 'string' },
} as const;

const HELP = `remit export FOLDER [--data ${DEFAULT_DATA}] [--secrets FILE] [--signer SOCKET]
             [--witnesses FILE] [--pass-over NAME]

Writes the whole ledger into a new folder: the published files, the encrypted openings, the mandate sets. The room must be
stopped. \`remit verify FOLDER\` checks an export, with \`--keys FILE\` also what is in it. What was recorded last and not published yet is
signed and published first, as by a start: what a start would refuse is not exported, and the witnesses are asked before.

  --data FOLDER   the data folder of the room
  --secrets FILE  writes all keys into a file that only you can read, outside FOLDER. Who holds it and the export
                  reads everything and can go on with the ledger
  --signer SOCKET the socket of \`remit signer\`, where that holds the ledger's key; it cannot be exported, and the secrets
                  are then without it
  --witnesses FILE
                  the policy that names them, instead of \`witnesses.policy\` in the data folder
  --pass-over NAME
                  exports against the word of this witness: only where you know that it is wrong (several with commas between)
  DATABASE_URL    of the environment, as for \`remit start\`

exit codes: 0 written, 1 refused, 64 wrong usage, 66 cannot read
`;

const NOT_EXPORTED = `without   the signing key and its guard: \`remit signer\` holds them and gives them to nobody. To go on with this ledger elsewhere,
          move the folder of the signer too, and import with \`--signer\`
`;

/** Writes an export of a stopped room. */
export const exportCommand: Command = {
  name: 'export',
  summary: 'write the whole ledger into a folder (of a stopped room)',
  help: HELP,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1);
    const [folder] = positionals;
    if (folder === undefined) throw wrongUsage('the folder to write is wanted: `remit export FOLDER`');
    const dataFolder = resolve(values.data ?? DEFAULT_DATA);
    if (!existsSync(dataFolder)) throw new CommandEnds(EXIT.unreadable, `there is no data folder \`${dataFolder}\``);
    const place = { dataFolder, databaseUrl: databaseUrl(io) };
    const signer = signerAt(values.signer);
    const warn = (message: string) => io.err(`remit: ${message}\n`);
    const [progress, signal] = [progressTo(io, 'written'), io.interrupted()];
    const { witnesses: policy, 'pass-over': passed } = values;
    const exported = await inOneSentence(() =>
      withStoppedRoom(place, io, async ({ store, folders }) =>
        exportLedger({
          store,
          folders,
          folder,
          secrets: values.secrets,
          signer,
          witnesses: await readPolicy(dataFolder, policy, passed?.split(',')),
          published: join(await realpath(dataFolder), 'public'),
          warn,
          random: randomBytes,
          progress,
          signal,
        }),
      ),
    );
    const { origin, size, root } = exported;
    io.out(`exported  ${origin}\nsize      ${size}\nroot      ${root}\nfolder    ${resolve(folder)}\n`);
    if (values.secrets !== undefined) io.out(`secrets   ${resolve(values.secrets)}: keep it apart from the export\n`);
    if (values.secrets !== undefined && signer !== undefined) io.out(NOT_EXPORTED);
    return EXIT.done;
  },
};
