/** The command `remit verify`. */
import { type Command, help, isUrl, readArguments, type Values } from './arguments.ts';
import { quote } from './bytes.ts';
import { folderSource, readPlainFile } from './folder.ts';
import { type Given, readGiven } from './given.ts';
import { httpSource } from './http.ts';
import { humanText, lastLine, type Noted, ownReceiptsText, receiptText } from './human-text.ts';
import { nodePrimitives } from './node.ts';
import { checkOwnReceipts } from './own-receipts.ts';
import { type Pins, readPin } from './pin.ts';
import { defaultPinFolder, pinFolder } from './pin-folder.ts';
import { receiptBytesMax } from './receipt.ts';
import { checkReceipt, type ReceiptOptions } from './receipt-check.ts';
import { ReceiptFiles, tooLong } from './receipt-files.ts';
import { exitCodes, isFault } from './report.ts';
import { resumeFile } from './resume-file.ts';
import { type VerifyOptions, verifyLedger } from './verify.ts';
import type { WitnessOptions } from './witnessed.ts';

/** Where a command writes. One call is one or more whole lines, with line feeds. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** The reader's clock, milliseconds since 1970; the machine's unless given. */
  readonly now?: (() => number) | undefined;
  /** Whether the error output is a terminal: it is told how far the check is. */
  readonly isTerminal?: boolean | undefined;
}

const usageCode = 64;

/** Runs the command with the arguments after `verify`; gives the exit code of formats.md §9. */
export async function runVerify(argv: string[], io: Io): Promise<number> {
  const command = readArguments(argv);
  if (typeof command === 'string') {
    io.err(`remit verify: ${command}\n`);
    return usageCode;
  }
  if (command.kind === 'help') {
    io.out(help);
    return exitCodes.OK;
  }
  const { values } = command;
  const given = readGiven(values);
  if (isFault(given)) return refused(given.fault, io);
  const asked: Asked = {
    given,
    pins: values['no-pin'] === true ? undefined : pinFolder(values.pins ?? defaultPinFolder(process.env)),
    witnesses: witnessesOf(values, given, io),
  };
  if (command.kind === 'ledger') return await verifyOne(command, asked, io);
  return command.kind === 'receipt' ? await oneReceipt(command, asked, io) : await ownReceipts(command, asked, io);
}

interface Asked {
  readonly given: Given;
  readonly pins: Pins | undefined;
  readonly witnesses: WitnessOptions | undefined;
}

async function verifyOne({ root, values }: Command & { kind: 'ledger' }, asked: Asked, io: Io): Promise<number> {
  const source = isUrl(root) ? httpSource(root) : folderSource(root);
  const { vkey, keys } = asked.given;
  const { pins, witnesses } = asked;
  const report = await verifyLedger(source, {
    primitives: nodePrimitives,
    pins,
    vkey,
    keys,
    witnesses,
    person: values.mine,
    resume: values.resume === undefined ? undefined : resumeFile(values.resume),
    progress: progressOf(values, io),
  });
  say(report, humanText(report), values, io);
  return exitCodes[report.status];
}

/** A line for each hundredth of the way, where somebody looks on. */
function progressOf({ progress, quiet }: Values, io: Io): VerifyOptions['progress'] {
  if (progress !== true && (quiet === true || io.isTerminal !== true)) return undefined;
  let told = -1;
  return ({ entries, size }) => {
    const percent = Math.floor((100 * entries) / Math.max(size, 1));
    if (percent === told) return;
    told = percent;
    io.err(`remit verify: ${entries} of ${size} entries, ${percent} %\n`);
  };
}

async function oneReceipt({ file, values }: Command & { kind: 'receipt' }, asked: Asked, io: Io): Promise<number> {
  const read = readPlainFile(file, receiptBytesMax);
  if (read.kind === 'too-long') return refused(tooLong(file), io);
  if (read.kind !== 'bytes') return refused(`cannot read the receipt ${quote(file)}`, io);
  const report = await checkReceipt(read.bytes, { ...receiptOptions(asked), name: file });
  say(report, receiptText(report), values, io);
  return exitCodes[report.status];
}

async function ownReceipts(command: Command & { kind: 'own' }, asked: Asked, io: Io): Promise<number> {
  const { person, values } = command;
  const files = new ReceiptFiles(command.files);
  const report = await checkOwnReceipts(person, files, receiptOptions(asked));
  // What was checked before is not all that was handed over: nothing is said of it.
  if (files.fault !== undefined) return refused(files.fault, io);
  say(report, ownReceiptsText(report), values, io);
  return exitCodes[report.status];
}

function refused(fault: string, io: Io): number {
  io.err(`remit verify: ${fault}\n`);
  return exitCodes.UNREADABLE;
}

function say(report: Noted, human: string, { json, quiet }: Values, io: Io): void {
  if (json === true) io.out(`${JSON.stringify(report)}\n`);
  else io.out(quiet === true ? `${lastLine(report)}\n` : human);
}

function witnessesOf(values: Values, { policy }: Given, io: Io): WitnessOptions | undefined {
  const unwitnessedMaxMilliseconds = Number(values['unwitnessed-max'] ?? 60) * 60_000;
  return policy && { policy, now: io.now ?? Date.now, unwitnessedMaxMilliseconds };
}

/** A pin is not renewed by a receipt: only the whole ledger shows that it continues the one before. */
function receiptOptions({ given, pins, witnesses }: Asked): ReceiptOptions {
  const pinned = async (origin: string) => pins && (await readPin(pins, origin, nodePrimitives));
  return { primitives: nodePrimitives, vkey: given.vkey, witnesses, pinned };
}
