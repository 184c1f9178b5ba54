import { runProgram } from '../program.ts';

/** What a command said, and its exit code. */
export type Spoken = { readonly code: number; readonly out: string; readonly err: string };

/** Runs `remit …` within this process. */
export async function remit(
  argv: readonly string[],
  options: {
    readonly env?: Record<string, string>;
    readonly signal?: AbortSignal;
    readonly heard?: (text: string) => void;
    /** Told of what it says on the error output. */
    readonly warned?: (text: string) => void;
  } = {},
): Promise<Spoken> {
  const { env = {}, signal = new AbortController().signal, heard, warned } = options;
  let out = '';
  let err = '';
  const code = await runProgram(argv, {
    out: (text) => {
      out += text;
      heard?.(text);
    },
    err: (text) => {
      err += text;
      warned?.(text);
    },
    env,
    interrupted: () => signal,
  });
  return { code, out, err };
}
