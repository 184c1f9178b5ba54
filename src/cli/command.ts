/** Where a command writes. A call is one or more whole lines. */
export type Io = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** From the first call on, Ctrl-C asks the command to end in order, by this signal. Without a call it ends where it is. */
  readonly interrupted: () => AbortSignal;
};

/** One command of `remit`. It gives the exit code; what was foreseen is thrown as {@link CommandEnds}. */
export type Command = {
  readonly name: string;
  /** One line of the list of commands. */
  readonly summary: string;
  /** Undefined where the command says it itself. */
  readonly help: string | undefined;
  /** Help for one of several things that it does; undefined where there is none of this name. */
  readonly helpOf?: (what: string) => string | undefined;
  run(argv: readonly string[], io: Io): Promise<number>;
};

/** What the exit code of `remit` says. */
export const EXIT = {
  done: 0,
  /** Not done: refused, unreachable, or something came out differently. */
  failed: 1,
  /** The room turned the act away at the door; nothing was recorded. (`verify`: equivocation.) */
  turnedAway: 2,
  /** Wrong usage (EX_USAGE of sysexits.h). */
  usage: 64,
  /** Something that was named cannot be read (EX_NOINPUT). */
  unreadable: 66,
  /** An error that nobody foresaw (EX_SOFTWARE). */
  bug: 70,
} as const;

/** The command ends here, with one sentence for a person. */
export class CommandEnds extends Error {
  override readonly name = 'CommandEnds';
  readonly exitCode: number;

  constructor(exitCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** A room did not answer in time: nobody knows what became of what was sent. */
export class NoAnswerYet extends CommandEnds {}
