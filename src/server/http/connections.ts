import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { SECOND } from '../../base/clock.ts';

/** How often it is looked who sends too slowly. */
const LOOK_EVERY_MS = 2 * SECOND;

export type ConnectionBounds = {
  /** Connections at once. */
  readonly max: number;
  /** A body is there within this time of its head. */
  readonly bodyMs: number;
  /** Called back over and over; returns how to stop. The clock of the process, where it is left out. */
  readonly every?: (ms: number, call: () => void) => () => void;
  /** Milliseconds that only go forward. */
  readonly now?: () => number;
};

/** For what the room waits on a connection: a head, or the rest of a request. */
type Waiting = { readonly request: IncomingMessage | undefined; readonly since: number };

/**
 * Keeps so many connections at once. Where one more comes, the one goes on which the room has waited longest for a whole request: who sends slowly, or
 * holds connections open and says nothing, turns away nobody but themselves. Connections that are being answered stay (live events among them).
 * Where all of them are being answered, the new one goes. A body that comes too slowly ends its connection: Node's own limit on requests ends heads,
 * and lets bodies trickle in.
 */
export function boundConnections(server: Server, bounds: ConnectionBounds): void {
  const { max, bodyMs, every = everyMs, now = () => performance.now() } = bounds;
  const open = new Set<Socket>();
  /** Longest first. */
  const waiting = new Map<Socket, Waiting>();
  const drop = (socket: Socket) => {
    // Not there any more for who comes next, whenever the operating system says so.
    open.delete(socket);
    waiting.delete(socket);
    socket.destroy();
  };
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    waiting.set(socket, { request: undefined, since: now() });
    socket.once('close', () => {
      open.delete(socket);
      waiting.delete(socket);
    });
    if (open.size > max) drop(longestWaiting(waiting) ?? socket);
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    if (!open.has(socket)) return;
    // It keeps its place: a head that was sent begins no new time in which others go first.
    waiting.set(socket, { request, since: now() });
    response.once('close', () => {
      // Another request of this connection may have come behind it.
      if (waiting.get(socket)?.request !== request) return;
      waiting.delete(socket);
      waiting.set(socket, { request: undefined, since: now() });
    });
  });
  const stop = every(LOOK_EVERY_MS, () => {
    const before = now() - bodyMs;
    for (const [socket, { request, since }] of waiting) {
      if (request?.complete === false && since < before) drop(socket);
    }
  });
  server.once('close', stop);
}

function longestWaiting(waiting: ReadonlyMap<Socket, Waiting>): Socket | undefined {
  for (const [socket, { request }] of waiting) {
    if (request?.complete !== true) return socket;
  }
  return undefined;
}

function everyMs(ms: number, call: () => void): () => void {
  const timer = setInterval(call, ms).unref();
  return () => clearInterval(timer);
}
