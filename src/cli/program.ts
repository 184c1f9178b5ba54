import { nearestWord } from '../base/nearest.ts';
import { act } from './act.ts';
import { type Command, CommandEnds, EXIT, type Io } from './command.ts';
import { enrol } from './enrol.ts';
import { erase } from './erase.ts';
import { exercise } from './exercise.ts';
import { exportCommand } from './export.ts';
import { fsck } from './fsck.ts';
import { importCommand } from './import.ts';
import { key } from './key.ts';
import { keys } from './keys.ts';
import { link } from './link.ts';
import { log } from './log.ts';
import { mandate } from './mandate.ts';
import { receipt } from './receipt.ts';
import { signer } from './signer.ts';
import { start } from './start.ts';
import { verify } from './verify.ts';
import { witness } from './witness.ts';

const COMMANDS: readonly Command[] = [
  start,
  act,
  log,
  receipt,
  key,
  link,
  enrol,
  erase,
  verify,
  exportCommand,
  importCommand,
  fsck,
  keys,
  exercise,
  mandate,
  witness,
  signer,
];

/** Runs one command; gives the exit code. Errors that nobody foresaw are thrown. */
export async function runProgram(argv: readonly string[], io: Io): Promise<number> {
  const [name = 'help', ...rest] = argv;
  if (['help', '--help', '-h'].includes(name)) return help(rest, io);
  const command = COMMANDS.find((known) => known.name === name);
  if (command === undefined) return unknownCommand(name, io);
  if (asksForHelp(rest) && command.help !== undefined) {
    io.out(helpFor(command, rest) ?? command.help);
    return EXIT.done;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    if (!(error instanceof CommandEnds)) throw error;
    io.err(`remit ${name}: ${error.message}\n`);
    if (error.exitCode === EXIT.usage) io.err(`\`remit ${name} --help\` says what there is\n`);
    return error.exitCode;
  }
}

async function help([name, ...rest]: readonly string[], io: Io): Promise<number> {
  const command = COMMANDS.find((known) => known.name === name);
  if (name !== undefined && command === undefined) return unknownCommand(name, io);
  if (command !== undefined && command.help === undefined) return command.run(['--help'], io);
  io.out((command === undefined ? undefined : helpFor(command, rest)) ?? command?.help ?? overview());
  return EXIT.done;
}

/** Of the one thing that is named first, where a command does several. */
function helpFor({ helpOf }: Command, [what]: readonly string[]): string | undefined {
  return what === undefined ? undefined : helpOf?.(what);
}

function overview(): string {
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(9)} ${summary}`);
  return `remit <command>: the joint operations room, from the command line

${lines.join('\n')}
  help      this text, or of one command: remit help act

exit codes: 0 done, 1 not done, 2 turned away at the door, 64 wrong usage, 66 cannot read, 70 a bug
`;
}

function unknownCommand(name: string, io: Io): number {
  const near = nearestWord(name, [...COMMANDS.map((known) => known.name), 'help']);
  io.err(`remit: there is no command \`${name}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}\n`);
  io.err('`remit help` lists the commands\n');
  return EXIT.usage;
}

/** Up to a `--`, after which words are meant as they stand. */
function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? argv.length : end).includes('--help');
}
