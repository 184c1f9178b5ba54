import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { SECOND } from '../../base/clock.ts';
import { LIMITS } from '../../base/limits.ts';

/** How often it is looked who takes nothing of what they are sent. */
const LOOK_EVERY_MS = 2 * SECOND;

const TOO_MANY = 429;

type Behind = { readonly request: IncomingMessage; readonly response: ServerResponse };

export type TurnPorts = {
  /** Calls back over and over; returns how to stop. The clock of the process, where it is left out. */
  readonly every?: ((ms: number, call: () => void) => () => void) | undefined;
  /** Milliseconds that only go forward. */
  readonly now?: (() => number) | undefined;
};

/** What of the answers on a connection was taken by when. */
type Taken = { readonly bytes: number; readonly at: number };

/** A connection: what is answered on it, and what came behind that. */
type Line = { answering: boolean; taken: Taken | undefined; readonly behind: Behind[] };

/**
 * Answers the requests of one connection one after the other. Node begins all that came in one piece at once, some 800, and what their answers hold is held
 * until they are taken, which may be never. Here the next is begun when the one before was taken, after whatever else came meanwhile; with more than
 * {@link LIMITS.requestsBehind} of them, and where the one before was one too many, the connection is closed. So is one on which answers are not taken.
 */
export function answerInTurn(server: Server, { every = everyMs, now = () => performance.now() }: TurnPorts = {}): void {
  const handlers = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  const lines = new Map<Socket, Line>();
  const lineOf = (socket: Socket): Line => {
    const known = lines.get(socket);
    if (known !== undefined) return known;
    const line: Line = { answering: false, taken: undefined, behind: [] };
    lines.set(socket, line);
    socket.once('close', () => lines.delete(socket));
    return line;
  };
  const beginLater = (line: Line, { request, response }: Behind) => {
    line.answering = true;
    // Not before all that came in the same piece is known: for who asks for hundreds ahead, nothing is done at all.
    setImmediate(() => (request.socket.destroyed ? undefined : begin(line, { request, response })));
  };
  const begin = (line: Line, { request, response }: Behind) => {
    const { socket } = request;
    response.once('close', () => {
      const following = line.behind.shift();
      line.answering = false;
      line.taken = undefined;
      if (following === undefined) return;
      if (response.statusCode === TOO_MANY) socket.destroy();
      else beginLater(line, following);
    });
    for (const handler of handlers) handler(request, response);
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    // What came in the same piece as the request for which it was closed.
    if (socket.destroyed) return;
    const line = lineOf(socket);
    if (!line.answering) beginLater(line, { request, response });
    else if (line.behind.length < LIMITS.requestsBehind) line.behind.push({ request, response });
    else socket.destroy();
  });
  const stop = every(LOOK_EVERY_MS, () => {
    for (const [socket, line] of lines) {
      if (line.answering && !isTaking(socket, line, now())) socket.destroy();
    }
  });
  server.once('close', stop);
}

/** Does whoever is answered take what they are sent? Nobody need take what is not there yet, such as live events to come. */
function isTaking({ bytesWritten, writableLength }: Socket, line: Line, at: number): boolean {
  const bytes = bytesWritten - writableLength;
  const { taken } = line;
  if (taken === undefined || writableLength === 0 || bytes >= taken.bytes + LIMITS.takenBytes) {
    line.taken = { bytes, at };
    return true;
  }
  return at - taken.at < LIMITS.takenWithinMs;
}

function everyMs(ms: number, call: () => void): () => void {
  const timer = setInterval(call, ms).unref();
  return () => clearInterval(timer);
}
