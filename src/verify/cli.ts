/** Runs the checker on its own: `node src/verify/cli.ts <folder|url>`. */
import { runVerify } from './main.ts';

process.exitCode = await runVerify(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
});
