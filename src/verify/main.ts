/** The command `remit verify <folder|url>`. */
import { parseArgs } from 'node:util';
import { quote } from './bytes.ts';
import { folderSource } from './folder.ts';
import { readGiven } from './given.ts';
import { httpSource } from './http.ts';
import { humanText, lastLine } from './human-text.ts';
import { nodePrimitives } from './node.ts';
import { defaultPinFolder, pinFolder } from './pin-folder.ts';
import { exitCodes, isFault } from './report.ts';
import { verifyLedger } from './verify.ts';

/** Where a command writes. One call is one or more whole lines, with line feeds. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** The reader's clock, milliseconds since 1970; the machine's unless given. */
  readonly now?: (() => number) | undefined;
}

const usageCode = 64;

const help = `remit verify <folder|url> [--vkey FILE] [--policy FILE] [--keys FILE] [--pins FOLDER] [--no-pin] [--json] [--quiet]

Checks a published ledger, or an export of one, without trusting whoever published it.

  <folder|url>   a published folder, an export, or a ledger folder; http: and https: too
  --vkey FILE    the log's verifier key as you have it; without it the published one is taken at its word
  --policy FILE  whose cosignatures you ask for, and how many (C2SP tlog-policy); its logs are keys as you have them
  --unwitnessed-max MINUTES
                 how long an entry may have waited for witnesses (60)
  --keys FILE    a secrets file: opens the openings of an export
  --pins FOLDER  where the last good checkpoint of each ledger is remembered
                 (else $REMIT_PINS, $XDG_STATE_HOME/remit/pins, ~/.local/state/remit/pins)
  --no-pin       neither compare with an earlier checkpoint nor remember this one
  --json         the report as JSON
  --quiet        only the last line
  --help         this text

exit codes: 0 OK, 1 INVALID, 2 EQUIVOCATION, 3 UNWITNESSED, 64 wrong usage, 66 cannot read
`;

const argumentOptions = {
  vkey: { type: 'string' },
  policy: { type: 'string' },
  'unwitnessed-max': { type: 'string' },
  keys: { type: 'string' },
  pins: { type: 'string' },
  'no-pin': { type: 'boolean' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Runs the command with the arguments after `verify`; gives the exit code of formats.md §9. */
export async function runVerify(argv: string[], io: Io): Promise<number> {
  const parsed = parseArguments(argv);
  if (typeof parsed === 'string') {
    io.err(`remit verify: ${parsed}\n`);
    return usageCode;
  }
  const { values, root } = parsed;
  if (values.help === true) {
    io.out(help);
    return exitCodes.OK;
  }
  const given = readGiven(values);
  if (isFault(given)) {
    io.err(`remit verify: ${given.fault}\n`);
    return exitCodes.UNREADABLE;
  }
  const source = isUrl(root) ? httpSource(root) : folderSource(root);
  const pins = values['no-pin'] === true ? undefined : pinFolder(values.pins ?? defaultPinFolder(process.env));
  const { vkey, policy, keys } = given;
  const unwitnessedMaxMilliseconds = Number(values['unwitnessed-max'] ?? 60) * 60_000;
  const witnesses = policy && { policy, now: io.now ?? Date.now, unwitnessedMaxMilliseconds };
  const report = await verifyLedger(source, { primitives: nodePrimitives, pins, vkey, keys, witnesses });
  if (values.json === true) io.out(`${JSON.stringify(report)}\n`);
  else io.out(values.quiet === true ? `${lastLine(report)}\n` : humanText(report));
  return exitCodes[report.status];
}

function parseArguments(argv: string[]) {
  try {
    const { values, positionals } = parseArgs({ args: argv, options: argumentOptions, allowPositionals: true });
    const [root = '', ...rest] = positionals;
    if (values.help === true) return { values, root };
    if (root === '' || rest.length > 0) return 'one folder or URL is wanted; see --help';
    if (isUrl(root) && !URL.canParse(root)) return `${quote(root)} is not a URL`;
    if (values.pins !== undefined && values['no-pin'] === true) return '--pins and --no-pin exclude each other';
    const minutes = values['unwitnessed-max'];
    if (minutes !== undefined && values.policy === undefined) return '--unwitnessed-max is for --policy';
    if (minutes !== undefined && !/^[0-9]{1,7}$/.test(minutes)) return '--unwitnessed-max is a number of minutes';
    return { values, root };
  } catch (error) {
    return error instanceof Error ? error.message : 'wrong usage';
  }
}

function isUrl(root: string): boolean {
  return /^https?:/i.test(root);
}
