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
