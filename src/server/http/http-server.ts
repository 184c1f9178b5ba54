import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';
import { SECOND } from '../../base/clock.ts';
import { LIMITS } from '../../base/limits.ts';
import type { ExerciseRun } from '../../exercise/run.ts';
import { StartRefused } from '../../ledger/store/postgres-connection.ts';
import type { ApiPorts } from '../api/api.ts';
import { signedReceiptsRoutes } from '../api/receipts-route.ts';
import { apiRoutes } from '../api/routes.ts';
import type { BuiltConsole } from '../console/build.ts';
import { consoleRoutes } from '../console/console-routes.ts';
import type { OpenRoom } from '../room.ts';
import { Allowance } from '../sessions/allowance.ts';
import { guardRequests } from '../sessions/guard.ts';
import { SIGN_IN_LIMITS } from '../sign-in/limits.ts';
import { signInRoutes } from '../sign-in/routes.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { Slices } from '../slices.ts';
import { accessRoutes } from './access-route.ts';
import { actsRoute } from './acts-route.ts';
import { answerInTurn } from './answers-in-turn.ts';
import { boundConnections, type ConnectionBounds, NO_ROOM } from './connections.ts';
import { healthRoutes } from './health-route.ts';
import { checkHost } from './host-check.ts';
import { logRoute } from './log-route.ts';
import { collectOpenApi, openApiRoute } from './openapi.ts';
import { answerWithProblems, problemOfError, refuseSocket, sendProblem } from './problem.ts';
import { publicRoute } from './public-route.ts';
import { roomRoute } from './room-route.ts';
import { type DeclaredRoute, requireAudience } from './route-audience.ts';
import { SignedReadings } from './signed-reading.ts';
import { wallRoutes } from './wall-route.ts';

/** A request, head and body, is there within this time; a connection on which nothing moves is closed after the second. */
const REQUEST_MS = 10 * SECOND;
const IDLE_MS = 30 * SECOND;
/** How often Node looks whose head is late; left to itself, twice a minute. */
const LOOK_EVERY_MS = 2 * SECOND;
const KEEP_ALIVE_MS = 5 * SECOND;
const CONNECTIONS_MAX = 512;
/** Connections that wait to be taken: the operating system drops what is over, and who was dropped tries again only after a second. */
const BACKLOG_MAX = 4_096;

export type HttpOptions = {
  /** Further values of the `Host` header that are ours, `name:port`. */
  readonly hosts?: readonly string[];
  /** Addresses of this machine from which proxies ask; what they say of those for whom they ask is believed. By default none is. */
  readonly proxies?: readonly string[];
  readonly wallNow: () => number;
  /** Sessions and the ways in; without it nobody signs in, and routes that need a session refuse. */
  readonly signIn?: SignIn;
  /** The console as it was built; without it there is none at `/console/`. */
  readonly console?: BuiltConsole | undefined;
  /** The exercise that is played here; none in a live room. */
  readonly exercise?: ExerciseRun | undefined;
  /** What calls live events back over and over, where it is not the clock of the process. */
  readonly every?: ApiPorts['every'];
  /** Further routes, with the same hooks before them; each says whom it serves. For what measures or tests the server as it is. */
  readonly mount?: (app: FastifyInstance) => Promise<void>;
  /** How many connections, and how slow, where a test has others. */
  readonly connections?: Partial<ConnectionBounds>;
  /** Errors that nobody foresaw; the client learns only that there was one. */
  readonly unforeseen: (error: unknown) => void;
};

export type HttpServer = {
  readonly app: FastifyInstance;
  /** All routes with whom they serve. */
  readonly routes: readonly DeclaredRoute[];
  /** @throws StartRefused where the port cannot be had */
  listen(port: number): Promise<number>;
  close(): Promise<void>;
};

/** Scripts and styles come as files from here; nothing inline, nothing from elsewhere, no frames, no forms. */
const CONTENT_SECURITY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/** The room over HTTP, on this machine only unless somebody puts a proxy before it. */
export async function buildHttpServer(room: OpenRoom, options: HttpOptions): Promise<HttpServer> {
  const { proxies = [] } = options;
  let port = 0;
  const app = bareServer(proxies, options.unforeseen);
  answerInTurn(app.server, options.connections);
  const isLate = boundConnections(app.server, { max: CONNECTIONS_MAX, bodyMs: REQUEST_MS, ...options.connections });
  app.addHook('onRequest', async ({ raw, routeOptions }, reply) => {
    if (!isLate(raw.socket)) return;
    reply.header('connection', 'close');
    // An act may be an alarm: it goes its way, on the little room that is left.
    if (routeOptions.config.audience !== 'signed-act') return sendProblem(reply, NO_ROOM);
  });
  const routes = requireAudience(app);
  answerWithProblems(app, options.unforeseen);
  checkHost(app, () => port, { hosts: options.hosts ?? [], https: options.signIn?.cookie.https === true, proxies });
  await app.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY,
    // Over plain HTTP on this machine a browser ignores it; whoever puts TLS in front sets it there.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await collectOpenApi(app);
  openApiRoute(app);
  await guardRequests(app, options.signIn);
  await actsRoute(app, room, options.signIn);
  if (options.signIn !== undefined) await signInRoutes(app, options.signIn);
  const slices = new Slices();
  const { questionsOfPerson, decisionsOfPerson, receiptsOfPerson } = options.signIn?.limits ?? SIGN_IN_LIMITS;
  const receipts = new Allowance(receiptsOfPerson, options);
  await apiRoutes(app, {
    room,
    slices,
    wallNow: options.wallNow,
    receipts,
    exercise: options.exercise,
    sessions: options.signIn?.sessions,
    evidenced: options.signIn === undefined ? undefined : evidencedIn(options.signIn),
    every: options.every,
  });
  const readings = options.signIn?.readings ?? new SignedReadings(room);
  logRoute(app, room, readings);
  await signedReceiptsRoutes(app, room, readings, receipts);
  const allowances = {
    questions: new Allowance(questionsOfPerson, options),
    decisions: new Allowance(decisionsOfPerson, options),
  };
  await accessRoutes(app, room, readings, allowances, slices);
  roomRoute(app, room, options.wallNow);
  healthRoutes(app, room);
  publicRoute(app, room.folders.public);
  await wallRoutes(app, room, options.wallNow);
  if (options.console !== undefined) await consoleRoutes(app, options.console);
  await options.mount?.(app);
  await app.ready();
  return {
    app,
    routes,
    async listen(wanted) {
      try {
        await app.listen({ host: '127.0.0.1', port: wanted, backlog: BACKLOG_MAX });
      } catch (error) {
        throw portRefused(error, wanted);
      }
      const address = app.server.address();
      port = typeof address === 'object' && address !== null ? address.port : wanted;
      return port;
    },
    close: () => app.close(),
  };
}

/** Fastify with the bounds of the room, and without routes. */
function bareServer(proxies: readonly string[], unforeseen: HttpOptions['unforeseen']): FastifyInstance {
  return Fastify({
    logger: false,
    bodyLimit: LIMITS.actBytes,
    requestTimeout: REQUEST_MS,
    connectionTimeout: IDLE_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { connectionsCheckingInterval: LOOK_EVERY_MS },
    // What is counted of an address is counted of the one that a named proxy says; anybody can say anything.
    trustProxy: proxies.length === 0 ? false : [...proxies],
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 256, caseSensitive: true, ignoreTrailingSlash: false },
    clientErrorHandler: refuseSocket,
    frameworkErrors: (error, _request, reply) => {
      void sendProblem(reply, problemOfError(error, unforeseen));
    },
  });
}

function evidencedIn({ store }: SignIn): (entry: number) => Promise<boolean> {
  return async (entry) => (await store.assertionOfEntry(entry)) !== undefined;
}

/** In one sentence why a port cannot be had. */
export function portRefused(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') {
    return new StartRefused(
      `port ${port} is in use by another program: end that one, or choose another with \`--port\``,
    );
  }
  if (code === 'EACCES')
    return new StartRefused(`port ${port} may not be used by this user: choose one above 1023 with \`--port\``);
  return error;
}
