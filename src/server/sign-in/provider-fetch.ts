import { SECOND } from '../../base/clock.ts';

/** A provider that does not answer by then does not. */
const ANSWER_MS = 8 * SECOND;
/** Bytes of one answer; metadata, keys and tokens are a few thousand. */
const BODY_BYTES_MAX = 262_144;

/** Asks a provider: never longer, never more, and never on to another address. */
export async function providerFetch(url: string, init: RequestInit = {}): Promise<Response> {
  const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_MS), ...(init.signal == null ? [] : [init.signal])]);
  const response = await fetch(url, { ...init, redirect: 'manual', signal });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new Error(`the provider answers with more than ${BODY_BYTES_MAX} bytes`);
    chunks.push(chunk);
  }
  const { status, headers } = response;
  const isBare = status === 204 || status === 304 || status < 200;
  return new Response(isBare ? null : Buffer.concat(chunks), { status, headers });
}
