import * as z from 'zod';
import { fromBase64url } from '../../base/base64url.ts';
import { Problem } from '../../terms/api/problem.ts';
import { KeySignIn, LinkAnswer, SessionAnswer } from '../../terms/api/session.ts';
import type { ApiApp } from '../api/api.ts';
import { sendProblem } from '../http/problem.ts';
import { perMinute } from '../sessions/guard.ts';
import { enter, NOT_ENTERED } from './entering.ts';
import type { SignIn } from './sign-in.ts';

const Answer = z.union([SessionAnswer, LinkAnswer]);

/**
 * `POST /api/sign-in/key`: who can sign with the enrolled key comes in, or gets a one-time link for a browser of theirs. A reading is used once,
 * here or at the log; which were used is remembered since this start, so readings from before it are refused.
 */
export function keyRoute(api: ApiApp, signIn: SignIn): void {
  const { readings, limits, links, room } = signIn;
  const openedAt = room.roomNow();
  const attempts = perMinute(api, limits.tries);
  api.post(
    '/api/sign-in/key',
    {
      config: { audience: 'anyone' },
      schema: {
        tags: ['session'],
        body: KeySignIn,
        response: { 200: Answer, 400: Problem, 401: Problem, 403: Problem, 429: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const over = await attempts(request);
      if (over !== undefined) return sendProblem(reply, over);
      const { reading, want, desk = null } = request.body;
      const purpose = want === 'link' ? 'link' : 'sign-in';
      const viewer = readings.viewer(reading, { purpose, to: request.addressed });
      if ('status' in viewer) return sendProblem(reply, viewer);
      const { person } = viewer;
      if (person === null || signedAt(reading) < openedAt) return sendProblem(reply, NOT_ENTERED);
      if (want === 'link') {
        if (desk !== null && room.directory.desk(desk) === undefined) {
          return sendProblem(reply, { status: 400, code: 'malformed', detail: `there is no desk \`${desk}\`` });
        }
        return await links.make(person, desk);
      }
      const enrolment = room.readable.person(person)?.index;
      if (enrolment === undefined) return sendProblem(reply, NOT_ENTERED);
      const entered = await enter(signIn, request, reply, { person, enrolment, method: 'key', wantsDesk: desk });
      return 'status' in entered ? sendProblem(reply, entered) : entered;
    },
  );
}

/** Room time at which a reading was signed; the reading was checked before. */
function signedAt(header: string): number {
  const [, text = ''] = /^Remit ([A-Za-z0-9_-]+)\./.exec(header) ?? [];
  const { at } = JSON.parse(fromBase64url(text)?.toString('utf8') ?? '{}') as { at?: unknown };
  return typeof at === 'number' ? at : 0;
}
