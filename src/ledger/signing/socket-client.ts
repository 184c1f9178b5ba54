import { createConnection } from 'node:net';
import { LIMITS } from '../../base/limits.ts';
import { SignerAway } from './port.ts';
import type { AskSigner } from './remote-signer.ts';

/** Asks at a unix socket: a connection a request. An answer is bounded in length and time. */
export function askAtSocket(path: string, paces: { readonly answerMs?: number } = {}): AskSigner {
  return (line) =>
    new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const socket = createConnection(path);
      const timer = setTimeout(() => fail('did not answer in time'), paces.answerMs ?? LIMITS.signerAnswerMs);
      const fail = (why: string) => {
        clearTimeout(timer);
        socket.destroy();
        reject(new SignerAway(`the signer at \`${path}\` ${why}`));
      };
      socket.on('error', (error: NodeJS.ErrnoException) => fail(`cannot be reached (${error.code ?? error.message})`));
      socket.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > LIMITS.signerLineBytes) fail('answered more than is read');
        else chunks.push(chunk);
      });
      socket.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        if (!text.endsWith('\n')) return fail('was cut off half way');
        clearTimeout(timer);
        socket.destroy();
        resolve(text.slice(0, -1));
      });
      socket.write(`${line}\n`);
    });
}
