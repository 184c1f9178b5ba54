import type { Io } from './command.ts';

/** So many things between two lines of progress: of a small ledger nothing is said. */
const EVERY = 50_000;

/** Told of work on many things: how many are done, of how many. */
export type Progress = (done: number, of: number) => void;

/**
 * Says on the error output how far some work is, each time that another {@link EVERY} things are done; the output of the command stays as it is.
 * @param doing in the words of the line: `checked`, `entered`
 */
export function progressTo({ err }: Pick<Io, 'err'>, doing: string, what = 'entries', every = EVERY): Progress {
  let said = 0;
  return (done, of) => {
    const step = Math.floor(done / every);
    if (step <= said) return;
    said = step;
    err(`remit: ${doing} ${done.toLocaleString('en')} of ${of.toLocaleString('en')} ${what}\n`);
  };
}

/** Says nothing. */
export const SILENT: Progress = () => {};
