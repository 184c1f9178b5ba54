import type { Command } from './command.ts';
import { helpOfAll, helpOfOne, runSubCommand, type SubCommand } from './sub-command.ts';
import { answer } from './witness/answer.ts';
import { ask } from './witness/ask.ts';
import { create } from './witness/create.ts';
import { distrust } from './witness/distrust.ts';
import { run } from './witness/run.ts';
import { take } from './witness/take.ts';
import { trust } from './witness/trust.ts';

const SUB_COMMANDS = { create, trust, distrust, run, answer, ask, take } satisfies Record<string, SubCommand>;

const HELP = `remit witness ${Object.keys(SUB_COMMANDS).join('|')} …

Be a witness of somebody's ledger, or bring what a witness signed to a room, where no network is between them
(docs/guides/witnesses.md). A room whose policy names addresses asks by itself.

${helpOfAll('witness', SUB_COMMANDS)}
  FOLDER        the witness's own folder: it holds its key. Keep it apart from every room's data folder
  DATAFOLDER    the data folder of a room

exit codes: 0 done, 1 refused, 64 wrong usage, 66 cannot read
`;

/** What a witness does, and what a room does with its answers by hand. */
export const witness: Command = {
  name: 'witness',
  summary: 'witness somebody’s ledger; ask for, and take, cosignatures by hand',
  help: HELP,
  helpOf: (what) => helpOfOne('witness', SUB_COMMANDS, what),
  run: (argv, io) => runSubCommand('witness', SUB_COMMANDS, argv, io),
};
