import { once } from 'node:events';
import { MINUTE, systemClock } from '../../base/clock.ts';
import { sentenceOf } from '../../server/fatal.ts';
import { serveWitness, type WitnessServer } from '../../witness/server.ts';
import { CommandEnds, EXIT } from '../command.ts';
import { numberOption, parseOptions, wrongUsage } from '../options.ts';
import type { SubCommand } from '../sub-command.ts';
import { aloneIn, openedWitness, orRefused } from './opened.ts';

const OPTIONS = { port: { type: 'string' }, host: { type: 'string' } } as const;
const HOST = '127.0.0.1';

export const run: SubCommand = {
  usage: 'run FOLDER --port N [--host H]',
  help: 'answers over http until Ctrl-C. Without --host on this machine only: put a proxy with https before it for others. What it\ncosigns (once a minute), and what looks like a ledger that lies, it says in a line each',
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1);
    const [folder] = positionals;
    if (folder === undefined || values.port === undefined) throw wrongUsage('a folder and `--port N` are wanted');
    const port = numberOption('port', values.port, { min: 0, max: 65_535 });
    const { host = HOST } = values;
    const said = atPace((line) => io.out(`${line}\n`));
    return await orRefused(async () => {
      const witness = await openedWitness(folder, said);
      return await aloneIn(folder, async () => {
        const stopped = io.interrupted();
        const answer = (body: Uint8Array) => witness.answer(body);
        const failed = (error: unknown) => io.err(`remit witness: ${reasonOf(error)}\n`);
        const server = await served({ answer, port, host, failed });
        said(`witness   ${witness.vkey}\nprefix    http://${host.includes(':') ? `[${host}]` : host}:${server.port}/`);
        if (!stopped.aborted) await once(stopped, 'abort');
        await server.close();
        return EXIT.done;
      });
    });
  },
};

/** A busy ledger is cosigned four times a second: of that, a line a minute is said; of everything else, each. */
function atPace(say: (line: string) => void): (line: string) => void {
  let next = Number.NEGATIVE_INFINITY;
  return (line) => {
    const now = systemClock.monotonicNow();
    if (line.startsWith('cosigned ')) {
      if (now < next) return;
      next = now + MINUTE;
    }
    say(line);
  };
}

async function served(options: Parameters<typeof serveWitness>[0]): Promise<WitnessServer> {
  try {
    return await serveWitness(options);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new CommandEnds(EXIT.failed, `port ${options.port} of \`${options.host}\` cannot be had: ${reason}`);
  }
}

/** What is kept for a person to restore says so itself. */
function reasonOf(error: unknown): string {
  return error instanceof Error && error.name === 'WitnessRefused' ? error.message : sentenceOf(error);
}
