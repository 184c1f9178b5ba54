import { nearestWord } from '../base/nearest.ts';
import type { Io } from './command.ts';
import { wrongUsage } from './options.ts';

/** One thing that a command does which has several. */
export type SubCommand = {
  /** As it is called, and what it does, for the help. */
  readonly usage: string;
  readonly help: string;
  run(argv: readonly string[], io: Io): Promise<number>;
};

/** Each with what it does, for the help of the command. */
export function helpOfAll(command: string, all: Readonly<Record<string, SubCommand>>): string {
  return Object.values(all)
    .map((one) => partOf(command, one))
    .join('\n');
}

/** What the one that is named does, and where all are told; undefined where there is none of this name. */
export function helpOfOne(
  command: string,
  all: Readonly<Record<string, SubCommand>>,
  what: string,
): string | undefined {
  const found = Object.hasOwn(all, what) ? all[what] : undefined;
  if (found === undefined) return undefined;
  return `${partOf(command, found)}\n\`remit ${command} --help\` tells all that there is: ${Object.keys(all).join(', ')}; and the exit codes\n`;
}

function partOf(command: string, { usage, help }: SubCommand): string {
  return `  remit ${command} ${usage}\n${help.replaceAll(/^/gm, '      ')}\n`;
}

/** Runs the one that is named. @throws CommandEnds where there is none of this name */
export async function runSubCommand(
  command: string,
  all: Readonly<Record<string, SubCommand>>,
  [what, ...argv]: readonly string[],
  io: Io,
): Promise<number> {
  const found = what !== undefined && Object.hasOwn(all, what) ? all[what] : undefined;
  if (found !== undefined) return await found.run(argv, io);
  const list = Object.keys(all)
    .map((name) => `\`${name}\``)
    .join(', ');
  if (what === undefined) throw wrongUsage(`say what is to be done: ${list}`);
  const near = nearestWord(what, Object.keys(all));
  throw wrongUsage(
    `\`remit ${command} ${what}\` is none of ${list}${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
  );
}
