import type { Command } from './command.ts';
import { DEFAULT_EXERCISE } from './defaults.ts';
import { check } from './mandates/check.ts';
import { compare } from './mandates/compare.ts';
import { decide } from './mandates/decide.ts';
import { explain } from './mandates/explain.ts';
import { exportSets } from './mandates/export.ts';
import { prove } from './mandates/prove.ts';
import { simulate } from './mandates/simulate.ts';
import { helpOfAll, helpOfOne, runSubCommand, type SubCommand } from './sub-command.ts';

const SUB_COMMANDS = { check, prove, explain, decide, compare, simulate, export: exportSets } satisfies Record<
  string,
  SubCommand
>;

const HELP = `remit mandate ${Object.keys(SUB_COMMANDS).join('|')} …

Works on the documents of an event alone; no room is needed.

${helpOfAll('mandate', SUB_COMMANDS)}
  FOLDER    a folder, or the name of a supplied one (else ${DEFAULT_EXERCISE}); or a draft in it, as in harbour-summit/drafts/guest-a-2.yaml:
            the event with that draft in the place of the version that is listed
  --with    files of mandates, anywhere, with commas between: each counts in the place of the folder's own, or beside them (compare: in AFTER)
  --json    one JSON object a line
  --italian tells it in Italian; not of export, whose files are for programs
  --budget  parts that a proof may look at, before it is given up as undecided
  --regions regions of acts that a proof gathers, before they are merged, and then looks for no more of (else 2000, at most 200000)

exit codes: 0 in order, all proved and kept by every text, nothing changed, all as expected, written; 1 not so; 64 wrong usage; 66 the documents are not in order
`;

/** What can be done with the documents of an event. */
export const mandate: Command = {
  name: 'mandate',
  summary: 'check, prove, explain, decide by, compare, try and export the documents of an event',
  help: HELP,
  helpOf: (what) => helpOfOne('mandate', SUB_COMMANDS, what),
  run: (argv, io) => runSubCommand('mandate', SUB_COMMANDS, argv, io),
};
