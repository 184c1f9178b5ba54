import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { placeFolder } from '../ledger/files/durable.ts';
import { NodeFiles } from '../ledger/files/node.ts';
import type { SignerPort } from '../ledger/signing/port.ts';
import { readBoundedFile } from '../scenarios/bounded-file.ts';
import { openOutside, type RoomSigner } from '../server/room-signer.ts';
import { loadScenario } from '../server/scenario-folder.ts';
import { type Command, CommandEnds, EXIT, type Io } from './command.ts';
import { parseOptions, wrongUsage } from './options.ts';
import { type Progress, progressTo } from './progress.ts';
import { databaseUrl, signerAt } from './start.ts';
import { inOneSentence, withStoppedRoom } from './stopped-room.ts';
import { ExportFiles } from './transfer/export-source.ts';
import { importLedger } from './transfer/import-ledger.ts';
import { type OpenedSource, openedIn } from './transfer/opened-batches.ts';
import { partOf, stopIfAsked, tellLeft } from './transfer/part.ts';
import { type CheckedExport, modeOf, readExport } from './transfer/read-export.ts';
import { parseSecrets, SECRETS_BYTES_MAX, type Secrets } from './transfer/secrets.ts';
import { askBeforeImport, witnessesOf } from './transfer/witnesses-of-export.ts';

const OPTIONS = {
  data: { type: 'string' },
  secrets: { type: 'string' },
  scenario: { type: 'string' },
  signer: { type: 'string' },
  witnesses: { type: 'string' },
  'pass-over': { type: 'string' },
} as const;

const HELP = `remit import FOLDER --secrets FILE --data NEW [--scenario EVENT] [--signer SOCKET]
             [--witnesses FILE] [--pass-over NAME]

Makes the same ledger from an export: same name, same bytes, same root, same keys, in a new data folder. Everything is checked
before anything is written, and the witnesses that can be reached are asked: where one knows more of this ledger, or another, nothing
is made. Afterwards \`remit start --data NEW\` goes on with it.

From then on the old room must not go on: two rooms with one signing key would tell two histories, and everyone who verifies would
see it. Keep the old data folder away, or destroy it.

FOLDER is an export, or what is left where the database is lost: a copy of the published folder with the folder \`openings\` of an export of
the same size in it. Then --scenario names the event, whose mandates lie in its files.

  --secrets FILE  the secrets that were written with the export
  --scenario EVENT a folder, or the name of a supplied scenario: for mandate documents that are not in FOLDER
  --signer SOCKET the socket of \`remit signer\`, where the secrets are without the signing key because that holds it
  --witnesses FILE the policy that names them (C2SP tlog-policy), instead of the one that is published in FOLDER; without either nobody is asked
  --pass-over NAME imports against the word of this witness: only where you know that it is wrong (several with commas between)
  --data NEW      a folder that is missing or empty
  DATABASE_URL    of the environment: an empty database of your own

exit codes: 0 done, 1 refused, 64 wrong usage, 66 cannot read
`;

/** Makes a ledger again from its export. */
export const importCommand: Command = {
  name: 'import',
  summary: 'make the same ledger again from an export',
  help: HELP,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1);
    const [folder] = positionals;
    const { data, secrets: file } = values;
    if (folder === undefined) throw wrongUsage('the export is wanted: `remit import FOLDER --secrets FILE --data NEW`');
    if (file === undefined) throw wrongUsage('`--secrets` names the file that was written with the export');
    if (data === undefined)
      throw wrongUsage('`--data` names the new data folder; an import never goes into the usual one unasked');
    const dataFolder = resolve(data);
    refuseUsed(dataFolder);
    const warn = (message: string) => io.err(`remit: ${message}\n`);
    tellLeft([dataFolder], warn);
    const ends = { ...io, warn, signal: io.interrupted() };
    const { witnesses: policy, 'pass-over': passed } = values;
    const asked = { folder, file, event: values.scenario, signer: signerAt(values.signer), policy };
    const read = await inOneSentence(() => check({ ...asked, passOver: passed?.split(',') }, ends));
    await inOneSentence(() => make(dataFolder, read, ends));
    const { checked } = read;
    io.out(
      `imported  ${checked.origin}\nsize      ${checked.size}\nroot      ${checked.root.toString('base64')}\ndata      ${dataFolder}\n` +
        '\nThe old room must not go on with this ledger from now on. Start the new one with the same scenario.\n',
    );
    return EXIT.done;
  },
};

type Asked = {
  readonly folder: string;
  readonly file: string;
  readonly event: string | undefined;
  readonly signer: RoomSigner | undefined;
  readonly policy: string | undefined;
  readonly passOver: readonly string[] | undefined;
};

type Read = {
  readonly checked: CheckedExport;
  readonly secrets: Secrets;
  readonly outside: SignerPort | undefined;
  readonly opened: OpenedSource;
};

type Ends = Io & { readonly signal: AbortSignal };

async function check(
  { folder, file, event, signer, policy, passOver }: Asked,
  io: Ends & { readonly warn: (message: string) => void },
): Promise<Read> {
  const read = await readBoundedFile(file, SECRETS_BYTES_MAX, 'follow');
  if (read.state !== 'read') throw new CommandEnds(EXIT.unreadable, `the secrets file \`${file}\` cannot be read`);
  const secrets = parseSecrets(read.bytes);
  const scenario = event === undefined ? undefined : await loadScenario(event, modeOf(secrets.ledger));
  const outside = signer && (await openOutside(secrets.ledger, signer, io.warn));
  const options = { scenario, outside, progress: untilAsked(io, 'checked') };
  const files = await ExportFiles.open(folder);
  const witnesses = await witnessesOf(files, policy, passOver);
  const checked = await readExport(files, secrets, options);
  await askBeforeImport(witnesses, { checked, secrets, outside, warn: io.warn });
  return { checked, secrets, outside, opened: openedIn(files) };
}

/** Made beside its place and renamed at the end: what stands under the name that was asked for is a whole room. */
async function make(dataFolder: string, read: Read, io: Ends): Promise<void> {
  const part = partOf(dataFolder, randomBytes);
  const beside = await NodeFiles.open(dirname(dataFolder));
  try {
    await withStoppedRoom({ dataFolder: part, databaseUrl: databaseUrl(io) }, io, ({ store, folders }) =>
      importLedger({ ...read, store, folders, random: randomBytes, progress: untilAsked(io, 'entered') }),
    );
    // Names that a person chose are no paths of our own making: the port renames none of them.
    const named = (name: string) => join(beside.root, name);
    const files = {
      rename: (from: string, to: string) => rename(named(from), named(to)),
      syncFolder: (folder: string) => beside.syncFolder(folder),
    };
    await placeFolder(files, basename(part), basename(dataFolder));
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** Told as it goes on; ends in order where somebody wants it to. */
function untilAsked(io: Ends, doing: string): Progress {
  const tell = progressTo(io, doing);
  return (done, of) => {
    stopIfAsked(io.signal);
    tell(done, of);
  };
}

function refuseUsed(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (found.isDirectory() && readdirSync(folder).length === 0) return;
  throw new CommandEnds(
    EXIT.failed,
    `\`${folder}\` is there and is not an empty folder: an import makes a room of its own`,
  );
}
