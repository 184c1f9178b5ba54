import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { signingKey } from '../desk/keys.ts';
import { type Command, CommandEnds, EXIT, type Io } from './command.ts';
import { parseOptions, wrongUsage } from './options.ts';
import { seedOfFile } from './signing.ts';

const OPTIONS = { show: { type: 'boolean' }, json: { type: 'boolean' } } as const;

const HELP = `remit key FILE [--json]
remit key FILE --show [--json]

Makes the key with which a person signs their acts: 32 random bytes in FILE, readable by you alone. FILE never leaves your machine; what your
registrar needs for \`roster.enrol\` is the public key that is printed. With --show: prints it again for a key that is there.

exit codes: 0 done, 1 not written, 64 wrong usage, 66 cannot read
`;

/** Makes a person's signing key, or shows its public half. */
export const key: Command = {
  name: 'key',
  summary: 'make the key with which a person signs',
  help: HELP,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1);
    const [file] = positionals;
    if (file === undefined) throw wrongUsage('a file for the key is wanted');
    if (values.show !== true) writeSeed(file);
    show(await seedOfFile(file), values.json === true, io);
    return EXIT.done;
  },
};

/** Never over something that is there: a key that is lost cannot be had again. */
function writeSeed(file: string): void {
  try {
    const handle = openSync(file, 'wx', 0o600);
    writeSync(handle, `${randomBytes(32).toString('base64url')}\n`);
    fsyncSync(handle);
    closeSync(handle);
  } catch (error) {
    const there = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const why = there ? 'there is something already; --show prints its public key' : (error as Error).message;
    throw new CommandEnds(EXIT.failed, `\`${file}\` was not written: ${why}`);
  }
}

function show(seed: Buffer, asJson: boolean, { out }: Io): void {
  const { id, publicKey } = signingKey(seed);
  out(asJson ? `${JSON.stringify({ key: id, publicKey })}\n` : `key         ${id}\npublic key  ${publicKey}\n`);
}
