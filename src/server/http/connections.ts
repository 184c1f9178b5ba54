import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { SECOND } from '../../base/clock.ts';
import { bareProblem, type Problem } from './problem.ts';

/** How often it is looked who sends too slowly. */
const LOOK_EVERY_MS = 2 * SECOND;
/** Connections beyond the bound that are kept just long enough to be told so. */
const LATE_MAX = 64;

/** What those are told for whom there is no room. */
export const NO_ROOM: Problem = {
  status: 503,
  code: 'busy',
  detail: 'as many connections are open as the room serves',
  retryAfterSeconds: 5,
};

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
 * Where all of them are being answered, the new one is late: it is let in to be told {@link NO_ROOM}. A body that comes too slowly ends its connection:
 * Node's own limit on requests ends heads, and lets bodies trickle in.
 * @returns whether a connection is late
 */
export function boundConnections(server: Server, bounds: ConnectionBounds): (socket: Socket) => boolean {
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
  const turnAway = (socket: Socket) => {
    if (socket.writable) {
      socket.end(bareProblem(NO_ROOM));
      socket.destroySoon();
    }
    open.delete(socket);
    waiting.delete(socket);
  };
  const late = new Set<Socket>();
  const beLate = (socket: Socket) => {
    late.add(socket);
    socket.once('close', () => late.delete(socket));
    const [first] = late;
    if (late.size <= LATE_MAX || first === undefined) return;
    late.delete(first);
    turnAway(first);
  };
  server.on('connection', (socket: Socket) => {
    if (open.size >= max) {
      const longest = longestWaiting(waiting);
      if (longest === undefined) return beLate(socket);
      turnAway(longest);
    }
    open.add(socket);
    waiting.set(socket, { request: undefined, since: now() });
    socket.once('close', () => {
      open.delete(socket);
      waiting.delete(socket);
    });
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
  return (socket) => late.has(socket);
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
