import { chmod, lstat, unlink } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { LIMITS } from '../../base/limits.ts';
import { StartRefused } from '../store/postgres-connection.ts';
import { answerLine } from './wire.ts';

export type SocketServed = {
  /** The socket's path. It is made; one that a killed process left behind is taken over. */
  readonly path: string;
  /** Whoever is of the process's own group may ask too; without it, its own user alone. */
  readonly group?: boolean;
  readonly answer: (line: string) => Promise<string>;
  readonly paces?: { readonly requestMs?: number };
};

/** A signer that answers. */
export type SignerServer = { readonly close: () => Promise<void> };

const LINE_FEED = 0x0a;

/**
 * Answers at a unix socket: one line in, one line out, and the end of the connection. A request is bounded in length and time.
 * @throws StartRefused where the socket cannot be had
 */
export async function serveAtSocket(served: SocketServed): Promise<SignerServer> {
  const { path, group = false } = served;
  await freePath(path);
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    serveOne(socket, served);
  });
  server.maxConnections = LIMITS.signerConnections;
  await listen(server, path);
  if (group) await chmod(path, 0o660);
  return {
    async close() {
      const closed = new Promise((done) => server.close(done));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** Reads one line, and answers it. Whoever sends more, or too slowly, is told so or cut off. */
function serveOne(socket: Socket, { answer, paces }: SocketServed): void {
  const { requestMs = LIMITS.signerRequestMs } = paces ?? {};
  // Once for the request to come, once for the answer to be taken; not while the signer works.
  let timer = setTimeout(() => socket.destroy(), requestMs);
  const chunks: Buffer[] = [];
  let length = 0;
  const end = (line: string) => {
    socket.removeAllListeners('data');
    clearTimeout(timer);
    timer = setTimeout(() => socket.destroy(), requestMs);
    // What still comes is passed over, so that the answer is not lost with a reset.
    socket.resume();
    if (socket.destroyed) clearTimeout(timer);
    else socket.end(`${line}\n`);
  };
  socket.on('error', () => socket.destroy());
  socket.on('close', () => clearTimeout(timer));
  socket.on('end', () => {
    // Cut off half way: nothing was asked.
    if (length > 0 && chunks.at(-1)?.at(-1) !== LINE_FEED) socket.destroy();
    else if (length === 0) socket.end();
  });
  socket.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > LIMITS.signerLineBytes) {
      end(answerLine({ failed: `a request has at most ${LIMITS.signerLineBytes} bytes` }));
      return;
    }
    chunks.push(chunk);
    const at = chunk.indexOf(LINE_FEED);
    if (at < 0) return;
    if (at < chunk.length - 1) {
      end(answerLine({ failed: 'a connection takes one request' }));
      return;
    }
    socket.removeAllListeners('data');
    clearTimeout(timer);
    const text = textOf(Buffer.concat(chunks).subarray(0, length - 1));
    if (text === undefined) end(answerLine({ failed: 'the request is no UTF-8' }));
    else void answer(text).then(end);
  });
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Made by `bind` with the rights that it keeps: there is no moment in which others may ask. */
async function listen(server: Server, path: string): Promise<void> {
  const before = process.umask(0o177);
  try {
    const listening = new Promise<void>((done, failed) => {
      server.once('error', failed);
      server.listen(path, done);
    });
    process.umask(before);
    await listening;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const long = code === 'EINVAL' ? ': its path is too long for a socket' : '';
    throw new StartRefused(`the socket \`${path}\` cannot be made (${code})${long}`, { cause: error });
  } finally {
    process.umask(before);
  }
}

/** @throws StartRefused where something else is there, or a process that answers */
async function freePath(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isSocket()) throw new StartRefused(`\`${path}\` is there and is no socket: nothing was removed`);
  if (await answers(path)) throw new StartRefused(`another process answers at the socket \`${path}\``);
  await unlink(path);
}

function answers(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    // Only "nobody listens" frees the path: a socket that may not be asked belongs to somebody.
    socket.once('error', (error: NodeJS.ErrnoException) => done(error.code !== 'ECONNREFUSED'));
  });
}
