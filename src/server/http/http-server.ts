import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';
import { SECOND } from '../../base/clock.ts';
import { LIMITS } from '../../base/limits.ts';
import { StartRefused } from '../../ledger/store/postgres-connection.ts';
import { apiRoutes } from '../api/routes.ts';
import type { OpenRoom } from '../room.ts';
import { actsRoute } from './acts-route.ts';
import { healthRoutes } from './health-route.ts';
import { checkHost } from './host-check.ts';
import { logRoute } from './log-route.ts';
import { answerWithProblems, problemOfError, refuseSocket, sendProblem } from './problem.ts';
import { publicRoute } from './public-route.ts';
import { roomRoute } from './room-route.ts';
import { type DeclaredRoute, requireAudience } from './route-audience.ts';
import { wallRoutes } from './wall-route.ts';

/** A request, head and body, is there within this time; a connection on which nothing moves is closed after the second. */
const REQUEST_MS = 10 * SECOND;
const IDLE_MS = 30 * SECOND;
const KEEP_ALIVE_MS = 5 * SECOND;
const CONNECTIONS_MAX = 512;

export type HttpOptions = {
  /** Further values of the `Host` header that are ours, `name:port`. */
  readonly hosts?: readonly string[];
  readonly wallNow: () => number;
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
  let port = 0;
  const app = Fastify({
    logger: false,
    bodyLimit: LIMITS.actBytes,
    requestTimeout: REQUEST_MS,
    connectionTimeout: IDLE_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 256, caseSensitive: true, ignoreTrailingSlash: false },
    clientErrorHandler: refuseSocket,
    frameworkErrors: (error, _request, reply) => {
      void sendProblem(reply, problemOfError(error, options.unforeseen));
    },
  });
  app.server.maxConnections = CONNECTIONS_MAX;
  const routes = requireAudience(app);
  answerWithProblems(app, options.unforeseen);
  checkHost(app, () => port, options.hosts ?? []);
  await app.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY,
    // Over plain HTTP on this machine a browser ignores it; whoever puts TLS in front sets it there.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await actsRoute(app, room);
  await apiRoutes(app, { room, wallNow: options.wallNow });
  logRoute(app, room);
  roomRoute(app, room, options.wallNow);
  healthRoutes(app, room);
  publicRoute(app, room.folders.public);
  await wallRoutes(app, room, options.wallNow);
  await app.ready();
  return {
    app,
    routes,
    async listen(wanted) {
      try {
        await app.listen({ host: '127.0.0.1', port: wanted });
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
