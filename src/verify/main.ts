/** The command `remit verify <folder|url>`. */
import { parseArgs } from 'node:util';
import { decodeUtf8, quote } from './bytes.ts';
import { folderSource, readPlainFile } from './folder.ts';
import { httpSource } from './http.ts';
import { nodePrimitives } from './node.ts';
import { parseVkey, vkeyBytesMax } from './note.ts';
import { keysBytesMax, readKeys } from './openings.ts';
import { defaultPinFolder, pinFolder } from './pin-folder.ts';
import { exitCodes, isFault, type Report, statusOf } from './report.ts';
import { verifyLedger } from './verify.ts';

/** Where a command writes. One call is one or more whole lines, with line feeds. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const usageCode = 64;

const help = `remit verify <folder|url> [--vkey FILE] [--keys FILE] [--pins FOLDER] [--no-pin] [--json] [--quiet]

Checks a published ledger, or an export of one, without trusting whoever published it.

  <folder|url>   a published folder, an export, or a ledger folder; http: and https: too
  --vkey FILE    the log's verifier key as you have it; without it the published one is taken at its word
  --keys FILE    a secrets file: opens the openings of an export
  --pins FOLDER  where the last good checkpoint of each ledger is remembered
                 (else $REMIT_PINS, $XDG_STATE_HOME/remit/pins, ~/.local/state/remit/pins)
  --no-pin       neither compare with an earlier checkpoint nor remember this one
  --json         the report as JSON
  --quiet        only the last line
  --help         this text

exit codes: 0 OK, 1 INVALID, 2 EQUIVOCATION, 64 wrong usage, 66 cannot read
`;

const argumentOptions = {
  vkey: { type: 'string' },
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
  const report = await verifyLedger(source, { primitives: nodePrimitives, pins, ...given });
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
    return { values, root };
  } catch (error) {
    return error instanceof Error ? error.message : 'wrong usage';
  }
}

function isUrl(root: string): boolean {
  return /^https?:/i.test(root);
}

/** The files of the reader's. */
function readGiven(values: { vkey?: string | undefined; keys?: string | undefined }) {
  let vkey: string | undefined;
  if (values.vkey !== undefined) {
    const read = readPlainFile(values.vkey, vkeyBytesMax);
    vkey = read.kind === 'bytes' ? decodeUtf8(read.bytes) : undefined;
    if (vkey === undefined) return { fault: `cannot read the key file ${quote(values.vkey)}` };
    const key = parseVkey(vkey, nodePrimitives);
    if (isFault(key)) return { fault: `the key file ${quote(values.vkey)}: ${key.fault}` };
  }
  if (values.keys === undefined) return { vkey };
  const read = readPlainFile(values.keys, keysBytesMax);
  if (read.kind !== 'bytes') return { fault: `cannot read the secrets file ${quote(values.keys)}` };
  const keys = readKeys(read.bytes);
  // Its content is secret: only where it is wrong is said, and that is all the fault holds.
  if (isFault(keys)) {
    const at = keys.offset === undefined ? '' : ` at byte offset ${keys.offset}`;
    return { fault: `the secrets file ${quote(values.keys)}${at}: ${keys.fault}` };
  }
  return { vkey, keys };
}

function humanText(report: Report): string {
  const { origin, size, root, counts, pinned } = report;
  const lines: string[] = [];
  if (origin !== undefined) {
    lines.push(`origin      ${origin}`, `size        ${size}`, `root        ${root}`);
  }
  if (report.vkey !== undefined) {
    const whose =
      report.vkeySource === 'given'
        ? 'the key you gave'
        : 'the published key, taken at its word: give --vkey to check it';
    const signed = origin === undefined ? 'key         ' : 'checkpoint  signed by ';
    lines.push(`${signed}${report.vkey} (${whose})`);
  }
  if (pinned !== undefined) lines.push(`pinned      size ${pinned.size}, root ${pinned.root}`);
  if (origin !== undefined) {
    const last = report.lastRecorded === undefined ? '' : `, the last recorded ${timeText(report.lastRecorded)}`;
    lines.push(`entries     ${counts.entries} checked${last}`);
  }
  if (report.mode === 'full') {
    const unchecked = counts.signaturesUnchecked > 0 ? `, ${counts.signaturesUnchecked} under keys not known` : '';
    lines.push(
      `openings    ${counts.opened} opened, ${counts.closed} closed`,
      `signatures  ${counts.signatures} checked${unchecked}`,
      `replay 1    ${counts.replayed} replayed, ${counts.replayMismatches} mismatches`,
    );
  }
  for (const warning of report.warnings) lines.push(`warning     ${warning}`);
  for (const finding of report.findings) lines.push(`finding     ${finding.message} (${finding.code})`);
  const hidden = report.findingsTotal - report.findings.length;
  if (hidden > 0) lines.push(`finding     and ${hidden} more`);
  return `${[...lines, lastLine(report)].join('\n')}\n`;
}

function lastLine({ status, findings, findingsTotal }: Report): string {
  if (status === 'OK') return 'OK';
  const decisive = findings.find(({ code }) => statusOf(code) === status);
  const more = findingsTotal > 1 ? ` (and ${findingsTotal - 1} more)` : '';
  const word = status === 'UNREADABLE' ? 'CANNOT READ' : status;
  return `${word}: ${decisive?.message ?? ''}${more}`;
}

/** ISO 8601, or the number where it is beyond what a date holds. */
function timeText(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? String(milliseconds) : date.toISOString();
}
