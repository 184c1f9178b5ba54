import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendProblem } from './problem.ts';
import type { RouteAudience } from './route-audience.ts';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'] as const;
/** Audiences that are this machine's: whoever comes through the operator's proxy is somewhere else. */
const THIS_MACHINE: readonly RouteAudience[] = ['host-wall', 'operator'];
/** What a proxy says of those for whom it asks; a browser on this machine sends none of it. */
const FORWARDED = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
] as const;

declare module 'fastify' {
  interface FastifyRequest {
    /** The room's own origin by which it was asked, such as `https://room.example`. */
    addressed: string;
  }
}

/**
 * Refuses requests that name another host than this room's: a page elsewhere that has its name point here (DNS rebinding) would
 * otherwise read with the browser of whoever sits at this machine. What is for this machine only is refused to everybody who comes by the name
 * of a proxy, from where a proxy asks, or with a proxy's word for who asks. A proxy that passes on what a stranger names, and says nothing of whom it
 * asks for, is known by its address only: whoever runs one names it.
 * @param port given later, for it is known only once the room listens
 * @param own further values of the `Host` header that are ours, whether browsers reach those by https, and the addresses from which proxies ask
 */
export function checkHost(
  app: FastifyInstance,
  port: () => number,
  own: { readonly hosts: readonly string[]; readonly https: boolean; readonly proxies: readonly string[] },
): void {
  app.decorateRequest('addressed', '');
  app.addHook('onRequest', async (request, reply) => {
    if (namesSeveral(request)) return sendProblem(reply, SEVERAL_HOSTS);
    const named = request.headers.host?.toLowerCase();
    const here = named !== undefined && isThisMachine(named, port());
    const proxied = own.proxies.includes(request.raw.socket.remoteAddress ?? '') || isForwarded(request);
    if (here || (named !== undefined && own.hosts.includes(named))) {
      // On this machine the room itself is asked, not what stands before it.
      request.addressed = `${own.https && !here ? 'https' : 'http'}://${named}`;
      const { audience } = request.routeOptions.config;
      const isLocal = audience === undefined || !THIS_MACHINE.includes(audience) || (here && !proxied);
      return isLocal ? undefined : sendProblem(reply, ELSEWHERE);
    }
    return sendProblem(reply, {
      status: 421,
      code: 'wrong-host',
      detail: 'this room answers under its own address only',
    });
  });
}

const SEVERAL_HOSTS = { status: 400, code: 'malformed', detail: 'a request names one `Host`' } as const;

/** Of several, Node gives the first, and a proxy may go by another. */
function namesSeveral({ raw }: FastifyRequest): boolean {
  return raw.rawHeaders.filter((name, n) => n % 2 === 0 && name.toLowerCase() === 'host').length > 1;
}

const ELSEWHERE = { status: 403, code: 'not-yours', detail: 'this is for the machine on which the room runs' } as const;

function isForwarded({ headers }: FastifyRequest): boolean {
  return FORWARDED.some((name) => headers[name] !== undefined);
}

function isThisMachine(named: string, port: number): boolean {
  return LOOPBACK.some((host) => named === `${host}:${port}` || (port === 80 && named === host));
}
