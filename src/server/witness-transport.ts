import { LIMITS } from '../base/limits.ts';
import type { Asked } from '../ledger/witness-asking.ts';
import { ADD_CHECKPOINT } from '../ledger/witness-request.ts';

/**
 * Asks a witness over HTTP. No redirect is followed, and no more than {@link LIMITS.witnessAnswerBytes} of an answer are read.
 * @throws Error with one sentence, where nothing sensible comes back before the signal
 */
export async function askOverHttp(prefix: string, body: string, signal: AbortSignal): Promise<Asked> {
  const url = `${prefix.replace(/\/+$/, '')}/${ADD_CHECKPOINT}`;
  let response: Response;
  try {
    response = await fetch(url, { method: 'POST', body, redirect: 'manual', signal });
  } catch (error) {
    throw new Error(sentenceOf(error, signal), { cause: error });
  }
  const text = await bounded(response, signal);
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: text };
}

async function bounded(response: Response, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      // Leaving the loop cancels the rest.
      if (length > LIMITS.witnessAnswerBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new Error(sentenceOf(error, signal), { cause: error });
  }
  if (length > LIMITS.witnessAnswerBytes)
    throw new Error(`it answered more than the ${LIMITS.witnessAnswerBytes} bytes that are read`);
  return Buffer.concat(chunks).toString('utf8');
}

/** Without what differs from one time to the next, so that the same fault is said once. */
function sentenceOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'it did not answer in time';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return `it cannot be reached${code}`;
}
