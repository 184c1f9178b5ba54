import * as z from 'zod';
import { Problem } from '../../terms/api/problem.ts';
import { SessionAnswer, SessionEndQuery, SignInWays } from '../../terms/api/session.ts';
import type { ApiApp } from '../api/api.ts';
import { roomState } from '../http/room-route.ts';
import { takeCookie } from '../sessions/cookie.ts';
import { tokenOf } from './entering.ts';
import { meOf } from './me.ts';
import { passkeysAreWorkable } from './relying-party.ts';
import type { SignIn } from './sign-in.ts';

/** `GET /api/sign-in`, `GET /api/session`, `DELETE /api/session`. */
export function sessionRoutes(api: ApiApp, signIn: SignIn): void {
  const { room, clock, sessions, cookie, providers } = signIn;
  api.get(
    '/api/sign-in',
    { config: { audience: 'anyone' }, schema: { tags: ['session'], response: { 200: SignInWays, 429: Problem } } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return {
        event: roomState(room, clock.wallNow()),
        capitals: { ...room.directory.scenario.capitals },
        passkeys: passkeysAreWorkable(request, cookie),
        providers: providers.map(({ id, agency }) => ({ id, agency })),
      };
    },
  );
  api.get(
    '/api/session',
    { config: { audience: 'anyone' }, schema: { tags: ['session'], response: { 200: SessionAnswer, 429: Problem } } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { signedIn } = request;
      return { me: signedIn === null ? null : await meOf(signIn, signedIn, tokenOf(signIn, request)) };
    },
  );
  api.delete(
    '/api/session',
    {
      config: { audience: 'signed-in' },
      schema: {
        tags: ['session'],
        querystring: SessionEndQuery,
        response: { 204: z.null(), 400: Problem, 401: Problem, 403: Problem, 429: Problem },
      },
    },
    async (request, reply) => {
      const { signedIn } = request;
      if (signedIn === null) throw new RangeError('the guard let nobody in');
      if (request.query.everywhere === 'true') await sessions.endAllOf(signedIn.person.id);
      await sessions.end(signedIn.session, 'signed-out');
      takeCookie(reply, cookie);
      return reply.code(204).send(null);
    },
  );
}
