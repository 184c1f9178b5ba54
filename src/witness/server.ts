import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SECOND } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import { ADD_CHECKPOINT } from '../ledger/witness-request.ts';
import type { WitnessAnswer } from './witness.ts';

export type WitnessServerOptions = {
  /** What answers; it may throw, and is then said and answered with 500. */
  readonly answer: (body: Uint8Array) => Promise<WitnessAnswer>;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly host: string;
  /** What nobody foresaw. */
  readonly failed: (error: unknown) => void;
  /** How long a request may take to come in whole, ms. */
  readonly requestMs?: number;
};

export type WitnessServer = { readonly port: number; readonly close: () => Promise<void> };

const PATH = `/${ADD_CHECKPOINT}`;
const IDLE_MS = 5 * SECOND;

/**
 * Answers `POST /add-checkpoint` and nothing else. Bodies, times and connections are bounded; who is over a bound is told so and
 * the connection is closed.
 */
export async function serveWitness(options: WitnessServerOptions): Promise<WitnessServer> {
  const { requestMs = LIMITS.witnessRequestMs } = options;
  const server = createServer(
    {
      headersTimeout: requestMs / 2,
      // The body has a bound of its own, which is answered in words; this one stands behind it.
      requestTimeout: requestMs * 2,
      keepAliveTimeout: IDLE_MS,
      connectionsCheckingInterval: SECOND,
      maxHeaderSize: 8_192,
    },
    (request, response) => {
      handle(request, response, options, requestMs).catch((error: unknown) => {
        options.failed(error);
        reply(response, { status: 500, body: 'the witness cannot answer; whoever runs it is told' });
      });
    },
  );
  server.maxConnections = LIMITS.witnessConnections;
  await listening(server, options);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { answer }: WitnessServerOptions,
  requestMs: number,
): Promise<void> {
  if (request.url !== PATH) return reply(response, { status: 404, body: `there is only ${PATH} here` });
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    return reply(response, { status: 405, body: 'a checkpoint is sent with POST' });
  }
  const body = await bodyOf(request, requestMs);
  if (body === 'gone') return;
  if (body === 'too large')
    return reply(response, { status: 413, body: `a request is at most ${LIMITS.witnessRequestBytes} bytes` });
  if (body === 'too slow') return reply(response, { status: 408, body: 'the request took too long to come' });
  const { status, type, body: text } = await answer(body);
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text);
}

/** Holds no more than the bound, whatever is said of the length. */
function bodyOf(request: IncomingMessage, withinMs: number): Promise<Buffer | 'too large' | 'too slow' | 'gone'> {
  if (Number(request.headers['content-length'] ?? 0) > LIMITS.witnessRequestBytes) return Promise.resolve('too large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => done('too slow'), withinMs);
    const done = (what: Buffer | 'too large' | 'too slow' | 'gone') => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      request.pause();
      resolve(what);
    };
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > LIMITS.witnessRequestBytes) done('too large');
      else chunks.push(chunk);
    });
    request.on('end', () => done(Buffer.concat(chunks)));
    request.on('error', () => done('gone'));
    request.on('close', () => done('gone'));
  });
}

/** A refusal of the HTTP side, after which the connection closes: what is left of the request is not read. */
function reply(response: ServerResponse, { status, body }: { readonly status: number; readonly body: string }): void {
  if (response.headersSent || response.destroyed) return;
  const text = `${body}\n`;
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'content-length': Buffer.byteLength(text) };
  response.writeHead(status, { ...headers, connection: 'close' }).end(text);
}

function listening(server: Server, { port, host }: WitnessServerOptions): Promise<void> {
  return new Promise((done, refused) => {
    server.once('error', refused);
    server.listen(port, host, () => {
      server.off('error', refused);
      done();
    });
  });
}
