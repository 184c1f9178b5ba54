/** A published folder behind an http(s) URL. Browser-safe. */
import type { Read, Source } from './source.ts';

export interface HttpOptions {
  /** For one file, from the request to the last byte. */
  readonly timeoutMilliseconds?: number;
  readonly fetch?: typeof fetch;
}

/**
 * The files below `base` (`http:` or `https:`, a folder). 404 and 410 are `missing`; any other answer than 200, a
 * redirect, a failure of the network and a file not whole within the timeout are `unreadable`.
 */
export function httpSource(base: string, options: HttpOptions = {}): Source {
  const root = new URL(base.endsWith('/') ? base : `${base}/`);
  const timeout = options.timeoutMilliseconds ?? 30_000;
  const get = options.fetch ?? fetch;
  return {
    name: base,
    async read(path, bytesMax) {
      try {
        const signal = AbortSignal.timeout(timeout);
        const response = await get(new URL(path, root), { signal, redirect: 'error' });
        if (response.status === 200) return await readBody(response, bytesMax);
        await response.body?.cancel();
        if (response.status === 404 || response.status === 410) return { kind: 'missing' };
        return { kind: 'unreadable', reason: `status ${response.status}` };
      } catch (error) {
        return { kind: 'unreadable', reason: reasonOf(error) };
      }
    },
  };
}

/** Reads until the end or the bound, whatever `content-length` says. */
async function readBody(response: Response, bytesMax: number): Promise<Read> {
  const reader = response.body?.getReader();
  if (reader === undefined) return { kind: 'bytes', bytes: new Uint8Array(0) };
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (length > bytesMax) {
      await reader.cancel();
      return { kind: 'too-long' };
    }
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { kind: 'bytes', bytes };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`;
}
