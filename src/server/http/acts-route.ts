import type { FastifyInstance } from 'fastify';
import { LIMITS } from '../../base/limits.ts';
import type { OpenRoom } from '../room.ts';
import { problemOf, sendProblem } from './problem.ts';

/**
 * `POST /acts`: the door, over HTTP. Who acts is in the signature, so nothing else is asked. A refusal of authority is an answer like
 * any other (201, with the outcome in it), for it is recorded; only what was never an act is a problem.
 */
export async function actsRoute(server: FastifyInstance, room: OpenRoom): Promise<void> {
  await server.register(async (app) => actsScope(app, room));
}

function actsScope(app: FastifyInstance, room: OpenRoom): void {
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
    const answer = await room.door.submit(body);
    if ('refused' in answer) return sendProblem(reply, problemOf(answer));
    return reply
      .code(answer.again === true ? 200 : 201)
      .header('cache-control', 'no-store')
      .send(answer);
  });
}
