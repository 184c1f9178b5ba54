// The command line: what `bin/remit.js` runs.
import { EXIT } from './command.ts';
import { runProgram } from './program.ts';

let ending: AbortController | undefined;

/** The first Ctrl-C (or SIGTERM) asks the command to end in order; the second ends it where it is. */
function interrupted(): AbortSignal {
  if (ending !== undefined) return ending.signal;
  const controller = new AbortController();
  ending = controller;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
      controller.abort();
    });
  }
  return controller.signal;
}

// Whoever reads our output may stop reading (`remit log | head`): that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.done);
  throw error;
});

try {
  process.exitCode = await runProgram(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    env: process.env,
    interrupted,
  });
} catch (error) {
  process.stderr.write(`remit: an error that nobody foresaw; please report it with what follows\n`);
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = EXIT.bug;
}
