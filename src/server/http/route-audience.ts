import type { FastifyInstance } from 'fastify';

/** Whom a route serves. What a route shows beyond that is decided by the audience rule of the views (views/audience.ts). */
export const ROUTE_AUDIENCES = {
  anyone: 'public by nature: the page itself, the published ledger, counts',
  'signed-act': 'whoever sends an act; the signature in it is what is checked',
  'enrolled-reader': 'a person enrolled here, by a signed reading',
  'host-wall': 'the screen on the wall of the host’s duty room, on this machine, in an exercise only',
  'signed-in': 'somebody with a session; what they see is decided by the audience rule',
  overseer: 'a session of somebody who oversees, from a desk of the host',
  director: 'a session of whoever directs the exercise',
  operator: 'who runs this machine: numbers without names',
} as const;
export type RouteAudience = keyof typeof ROUTE_AUDIENCES;

declare module 'fastify' {
  interface FastifyContextConfig {
    audience?: RouteAudience;
  }
}

export type DeclaredRoute = { readonly method: string; readonly url: string; readonly audience: RouteAudience };

/** Lets no route in that does not say whom it serves. Returns the list, which grows as routes are added. */
export function requireAudience(app: FastifyInstance): readonly DeclaredRoute[] {
  const routes: DeclaredRoute[] = [];
  app.addHook('onRoute', ({ method, url, config }) => {
    const audience = config?.audience;
    if (audience === undefined || !(audience in ROUTE_AUDIENCES)) {
      throw new RangeError(`the route \`${String(method)} ${url}\` does not say whom it serves`);
    }
    for (const one of [method].flat()) routes.push({ method: one, url, audience });
  });
  return routes;
}
