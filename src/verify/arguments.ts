/** The arguments of `remit verify`. */
import { parseArgs } from 'node:util';
import { quote } from './bytes.ts';

export const help = `remit verify <folder|url> [--vkey FILE] [--policy FILE] [--resume FILE] [--pins FOLDER | --no-pin] [--json | --quiet]
remit verify <export> --keys FILE [--mine PERSON] …
remit verify --receipt FILE [--vkey FILE] [--policy FILE] [--json | --quiet]
remit verify --mine PERSON RECEIPT|FOLDER… [--vkey FILE] [--policy FILE] [--json | --quiet]

Checks a published ledger, an export of one, or receipts from one, without trusting whoever published it. What is opened to the
public beside a ledger is checked with it, and counted again.

  <folder|url>   a published folder, an export, or a ledger folder; http: and https: too
  --vkey FILE    the log's verifier key as you have it; without it the published one is taken at its word. Where the
                 ledger's key was changed since, the links that are published lead on from yours
  --policy FILE  whose cosignatures you ask for, and how many (C2SP tlog-policy); its logs are keys as you have them
  --unwitnessed-max MINUTES
                 how long an entry of the ledger may have waited for its witnesses (60)
  --receipt FILE what one receipt proves; needs a key: --vkey, --policy with a log, or a pin from an earlier check
  --keys FILE    a secrets file: opens the openings of an export
  --mine PERSON  whether the record of PERSON is whole: in an export (with --keys), or from receipts; of a
                 folder, those in it that end in .tlog-proof; a file may hold
                 several, one after the other
  --resume FILE  keeps how far the check of a published ledger, or of an export with --keys, came, and goes on from there;
                 gone after OK. Keep it as you keep the secrets file: of an export it names who acted
  --progress     how far the check is, on the error output; a terminal is told unless --quiet
  --pins FOLDER  where the last good checkpoint of each ledger is remembered
                 (else $REMIT_PINS, $XDG_STATE_HOME/remit/pins, ~/.local/state/remit/pins)
  --no-pin       neither compare with an earlier checkpoint nor remember this one
  --json         the report as JSON
  --quiet        only the last line
  --help         this text

exit codes: 0 OK, 1 INVALID, 2 EQUIVOCATION, 3 UNWITNESSED, 64 wrong usage, 66 cannot read
`;

const options = {
  vkey: { type: 'string' },
  policy: { type: 'string' },
  'unwitnessed-max': { type: 'string' },
  receipt: { type: 'string' },
  keys: { type: 'string' },
  mine: { type: 'string' },
  resume: { type: 'string' },
  progress: { type: 'boolean' },
  pins: { type: 'string' },
  'no-pin': { type: 'boolean' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

export type Values = ReturnType<typeof parse>['values'];

/** What is asked for: a ledger at `root`, one receipt, or the receipts of one person. */
export type Command = { readonly values: Values } & (
  | { readonly kind: 'help' }
  | { readonly kind: 'ledger'; readonly root: string }
  | { readonly kind: 'receipt'; readonly file: string }
  | { readonly kind: 'own'; readonly person: string; readonly files: readonly string[] }
);

/** The command in `argv`, or in words why it is none. */
export function readArguments(argv: readonly string[]): Command | string {
  try {
    const { values, positionals } = parse(argv);
    if (values.help === true) return { kind: 'help', values };
    return faultOf(values) ?? commandOf(values, positionals);
  } catch (error) {
    return error instanceof Error ? error.message : 'wrong usage';
  }
}

/** Whether `root` is an http(s) address and not a folder. */
export function isUrl(root: string): boolean {
  return /^https?:/i.test(root);
}

function parse(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options, allowPositionals: true });
}

function faultOf(values: Values): string | undefined {
  const minutes = values['unwitnessed-max'];
  if (values.pins !== undefined && values['no-pin'] === true) return '--pins and --no-pin exclude each other';
  if (minutes !== undefined && values.policy === undefined) return '--unwitnessed-max is for --policy';
  if (minutes !== undefined && !/^[0-9]{1,7}$/.test(minutes)) return '--unwitnessed-max is a number of minutes';
  return undefined;
}

function commandOf(values: Values, positionals: readonly string[]): Command | string {
  const [root = '', ...rest] = positionals;
  const { receipt, mine, keys, resume } = values;
  if (receipt !== undefined) {
    if (positionals.length > 0 || keys !== undefined || mine !== undefined || resume !== undefined) {
      return '--receipt stands without a ledger, --keys, --mine and --resume';
    }
    return { kind: 'receipt', file: receipt, values };
  }
  if (mine !== undefined && keys === undefined) {
    if (root === '' || resume !== undefined) return '--mine wants an export with --keys, or receipts; see --help';
    return { kind: 'own', person: mine, files: positionals, values };
  }
  if (root === '' || rest.length > 0) return 'one folder or URL is wanted; see --help';
  if (isUrl(root) && !URL.canParse(root)) return `${quote(root)} is not a URL`;
  return { kind: 'ledger', root, values };
}
