import type { FastifyInstance } from 'fastify';
import { LIMITS } from '../../base/limits.ts';
import { ALARM_KINDS } from '../../terms/api/live.ts';
import type { OpenRoom } from '../room.ts';
import { Allowance } from '../sessions/allowance.ts';
import { perMinute, tooMany } from '../sessions/guard.ts';
import { type Evidence, evidenceOf, settleEvidence } from '../sign-in/evidence.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { type Problem, problemOf, sendProblem } from './problem.ts';

/**
 * `POST /acts`: the door, over HTTP. Who acts is in the signature, so nothing else is asked. A refusal of authority is an answer like
 * any other (201, with the outcome in it), for it is recorded; only what was never an act is a problem.
 *
 * The act's id is its idempotency key: it is bound to actor and content by the signature. A header `Idempotency-Key` may repeat it. Who has
 * a passkey gives approvals with it (sign-in/evidence.ts), whichever way the act comes. One person makes so many entries a minute, and one address sends
 * so many acts, signed well or not; what is never held up is held up by neither.
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
  const ofPerson = signIn === undefined ? undefined : new Allowance(signIn.limits.actsOfPerson, signIn.clock);
  const ofAddress = signIn === undefined ? undefined : perMinute(app, signIn.limits.requestsOfAddress);
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
    const said = saidOf(body);
    if (key !== undefined && key !== said.id) return sendProblem(reply, OTHER_KEY);
    const person = typeof said.actor === 'string' ? said.actor : '';
    if (!isNeverHeldUp(said, room)) {
      const over = await ofAddress?.(request);
      if (over !== undefined) return sendProblem(reply, over);
      const seconds = ofPerson?.waits(person) ?? 0;
      if (seconds > 0) return sendProblem(reply, tooMany(seconds));
    }
    const evidence: Evidence | Problem =
      signIn === undefined ? { digest: null } : await evidenceOf(signIn, request, body);
    if ('status' in evidence) return sendProblem(reply, evidence);
    const answer = await room.door.submit(body);
    if (signIn !== undefined) await settleEvidence(signIn, evidence, answer);
    if ('refused' in answer) return sendProblem(reply, problemOf(answer));
    ofPerson?.took(person);
    return reply
      .code(answer.again === true ? 200 : 201)
      .header('cache-control', 'no-store')
      .send(answer);
  });
}

/** What a body says of its act, read as the door reads it; nothing of it is checked yet. */
type Said = { readonly id?: unknown; readonly actor?: unknown; readonly kind?: unknown; readonly activity?: unknown };

function saidOf(body: Uint8Array): Said {
  try {
    const value = JSON.parse(Buffer.from(body).toString('utf8')) as { act?: Said | null } | null;
    return value?.act ?? {};
  } catch {
    return {};
  }
}

/** Alarms, and what gets people out: those who flood the room with anything else are no reason to wait with them. */
function isNeverHeldUp({ kind, activity }: Said, { directory }: OpenRoom): boolean {
  if (ALARM_KINDS.some((alarm) => alarm === kind)) return true;
  return typeof activity === 'string' && directory.safety(activity) !== 'none';
}
