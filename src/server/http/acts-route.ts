import type { FastifyInstance } from 'fastify';
import { LIMITS } from '../../base/limits.ts';
import { ReceivedAct } from '../../desk/received.ts';
import type { OpenRoom } from '../room.ts';
import { type Evidence, evidenceOf, settleEvidence } from '../sign-in/evidence.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { actLimits, claimed } from './act-limits.ts';
import { type Problem, problemOf, sendProblem } from './problem.ts';

/**
 * `POST /acts`: the door, over HTTP. Who acts is in the signature, so nothing else is asked. A refusal of authority is an answer like
 * any other (201, with the outcome in it), for it is recorded; only what was never an act is a problem.
 *
 * The act's id is its idempotency key: it is bound to actor and content by the signature. A header `Idempotency-Key` may repeat it. Who has
 * a passkey gives approvals with it (sign-in/evidence.ts), whichever way the act comes. How many are taken: act-limits.ts.
 */
export async function actsRoute(server: FastifyInstance, room: OpenRoom, signIn?: SignIn): Promise<void> {
  await server.register(async (app) => actsScope(app, room, signIn));
}

const OTHER_KEY: Problem = {
  status: 400,
  code: 'idempotency-key',
  detail: 'the idempotency key of an act is its `id`: the header must be the same, or be left out',
};

function actsScope(app: FastifyInstance, room: OpenRoom, signIn: SignIn | undefined): void {
  const limits = signIn === undefined ? undefined : actLimits(app, room, signIn);
  // The door reads the bytes itself: what is signed must not pass through another parser first.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: LIMITS.actBytes },
    (_request, body: Buffer, done) => done(null, body),
  );
  app.post('/acts', { config: { audience: 'signed-act' }, bodyLimit: LIMITS.actBytes }, async (request, reply) => {
    const { body } = request;
    if (!(body instanceof Uint8Array) || body.length === 0) {
      return sendProblem(reply, { status: 400, code: 'malformed', detail: 'the body must be one signed act' });
    }
    const key = request.headers['idempotency-key'];
    // Read once, for all of them: what one of them checks is what the next one takes.
    const read = ReceivedAct.read(body);
    const received = read instanceof ReceivedAct ? read : undefined;
    const signed = await limits?.(request, received);
    if (typeof signed === 'object') return sendProblem(reply, signed);
    if (!(read instanceof ReceivedAct)) {
      room.metrics.refused(read.refused);
      return sendProblem(reply, problemOf(read));
    }
    if (key !== undefined && key !== claimed(received, 'id')) return sendProblem(reply, OTHER_KEY);
    const evidence: Evidence | Problem =
      signIn === undefined ? { digest: null } : await evidenceOf(signIn, request, read);
    if ('status' in evidence) return sendProblem(reply, evidence);
    const answer = await room.door.submit(read, signed);
    if (signIn !== undefined) await settleEvidence(signIn, evidence, answer);
    if ('refused' in answer) return sendProblem(reply, problemOf(answer));
    return reply
      .code(answer.again === true ? 200 : 201)
      .header('cache-control', 'no-store')
      .send(answer);
  });
}
