import { runVerify } from '../verify/main.ts';
import type { Command } from './command.ts';

/** The independent checker; it parses its own options and shares no code with anything else here. */
export const verify: Command = {
  name: 'verify',
  summary: 'check a published ledger or an export, trusting nobody',
  help: undefined,
  run: (argv, io) => runVerify([...argv], { ...io, isTerminal: process.stderr.isTTY }),
};
