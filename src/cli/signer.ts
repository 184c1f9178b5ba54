import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { NodeFiles } from '../ledger/files/node.ts';
import { KeptSigner } from '../ledger/signing/kept-signer.ts';
import { serveAtSocket } from '../ledger/signing/socket-server.ts';
import { sentenceOf } from '../server/fatal.ts';
import { saidOnce } from '../server/said-once.ts';
import { type Command, CommandEnds, EXIT, type Io } from './command.ts';
import { parseOptions, wrongUsage } from './options.ts';
import { lockSigner } from './signing-keys.ts';
import { inOneSentence } from './stopped-room.ts';

const OPTIONS = {
  folder: { type: 'string' },
  socket: { type: 'string' },
  group: { type: 'boolean' },
  new: { type: 'boolean' },
} as const;

const HELP = `remit signer --folder FOLDER --socket SOCKET [--group] [--new]

Holds the key of a ledger and its guard (the last size and root that it signed) in a process of its own, until Ctrl-C, and signs
for \`remit start --signer SOCKET\`. Run it under an account of its own: whoever has the room's account then cannot take the key, nor
have a second history signed. It signs only what contains all that it signed before. What it refuses it says in a line each.

  --folder FOLDER  its own folder: key and guard. Of a room that has signed by itself until now: its folder \`signer\`, moved here
  --socket SOCKET  where it answers: a unix socket, which only its own user may ask
  --group          its group may ask too: the group of the process, in which the room's user is
  --new            makes one key, for the ledger that a room creates next; without it an empty folder is refused

Its key is changed while it is stopped: \`remit keys next|retire --folder FOLDER\`.

exit codes: 0 after a stop that was asked for, 1 refused, 64 wrong usage, 66 cannot read
`;

/** Signs for a room until it is asked to stop. */
export const signer: Command = {
  name: 'signer',
  summary: 'hold a ledger’s key apart from its room, and sign for it',
  help: HELP,
  async run(argv, io) {
    const { values } = parseOptions(argv, OPTIONS, 0);
    const { folder, socket } = values;
    if (folder === undefined || socket === undefined) throw wrongUsage('`--folder` and `--socket` are wanted');
    const creates = values.new ?? false;
    if (!creates && (await stat(folder).catch(() => undefined))?.isDirectory() !== true)
      throw new CommandEnds(EXIT.unreadable, `there is no folder \`${folder}\``);
    return await inOneSentence(async () => {
      const lock = lockSigner(resolve(folder));
      try {
        return await serve({ folder, path: resolve(socket), group: values.group ?? false, creates }, io);
      } finally {
        lock.release();
      }
    });
  },
};

async function serve(
  options: {
    readonly folder: string;
    readonly path: string;
    readonly group: boolean;
    readonly creates: boolean;
  },
  io: Io,
): Promise<number> {
  const { folder, path, group, creates } = options;
  const said = saidOnce((line) => io.out(`${line}\n`));
  const kept = await KeptSigner.open({
    files: await NodeFiles.open(folder, { secret: true }),
    random: randomBytes,
    creates,
    said,
    failed: (error) => io.err(`remit signer: ${sentenceOf(error)}\n`),
  });
  const stopped = io.interrupted();
  const server = await serveAtSocket({ path, group, answer: (line) => kept.answer(line) });
  io.out(`signer    ${kept.ledger ?? 'waits for the ledger that is created next'}\nsocket    ${path}\n`);
  if (!stopped.aborted) await once(stopped, 'abort');
  await server.close();
  return EXIT.done;
}
