/** The port to the place where published files lie. */

/** `missing`: there is no such file. `too-long`: over the bound. `unreadable`: cannot say (no permission, no network, no plain file). */
export type Read =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface Source {
  /** What messages call it: the folder or URL as given. */
  readonly name: string;
  /**
   * The file at `path`: relative, with slashes, made by `tiles.ts` and constants only, never from what was read.
   * Never holds more than `bytesMax` and one chunk in memory, and never throws or rejects.
   */
  read(path: string, bytesMax: number): Promise<Read>;
  /** The names of the files in the folder `path`, at most `namesMax`; absent where there is no listing (a URL). */
  list?(path: string, namesMax: number): Promise<string[]>;
}

/** `source` with `prefix` before each path. */
export function below(source: Source, prefix: string): Source {
  return { name: source.name, read: (path, bytesMax) => source.read(prefix + path, bytesMax) };
}
