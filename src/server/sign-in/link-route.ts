import { Problem } from '../../terms/api/problem.ts';
import { LinkSignIn, SessionAnswer } from '../../terms/api/session.ts';
import type { ApiApp } from '../api/api.ts';
import { sendProblem } from '../http/problem.ts';
import { perMinute } from '../sessions/guard.ts';
import { enter, NOT_ENTERED } from './entering.ts';
import type { SignIn } from './sign-in.ts';

/** `POST /api/sign-in/link`: a one-time link becomes a session. */
export function linkRoute(api: ApiApp, signIn: SignIn): void {
  const attempts = perMinute(api, signIn.limits.tries);
  api.post(
    '/api/sign-in/link',
    {
      config: { audience: 'anyone' },
      schema: {
        tags: ['session'],
        body: LinkSignIn,
        response: { 200: SessionAnswer, 400: Problem, 401: Problem, 403: Problem, 429: Problem },
      },
    },
    async (request, reply) => {
      const over = await attempts(request);
      if (over !== undefined) return sendProblem(reply, over);
      const link = await signIn.links.use(request.body.token);
      if (link === undefined) return sendProblem(reply, NOT_ENTERED);
      const { person, enrolment, desk } = link;
      const entered = await enter(signIn, request, reply, { person, enrolment, method: 'link', wantsDesk: desk });
      return 'status' in entered ? sendProblem(reply, entered) : entered;
    },
  );
}
