import { previewOf } from '../../desk/preview.ts';
import { faultIn } from '../../desk/received.ts';
import { Preview, PreviewRequest } from '../../terms/api/acts.ts';
import { Problem } from '../../terms/api/problem.ts';
import type { Decision } from '../../terms/outcome.ts';
import { MANDATE_KINDS, OF_MANDATE } from '../http/act-limits.ts';
import type { Problem as SentProblem } from '../http/problem.ts';
import { problemOf, sendProblem } from '../http/problem.ts';
import { Allowance } from '../sessions/allowance.ts';
import { tooMany } from '../sessions/guard.ts';
import { laterMoment } from './acts-route.ts';
import type { ApiApp, ApiPorts } from './api.ts';
import { clauseBookOf } from './clause-book.ts';
import { unkeptWithout } from './unkept-texts.ts';

/** One learns beforehand what would be decided on one's own acts, and on nobody else's. */
const NOT_ONES_OWN: SentProblem = {
  status: 403,
  code: 'not-your-act',
  detail: 'act.actor: only an act of whoever is signed in is previewed',
};

/** Previews of one person in a minute; those of acts that bear a mandate count as such acts do. */
const PREVIEWS_PER_MINUTE = 600;

/** `POST /api/preview`: what an act would be decided as if it came now, on committed records. Recorded nowhere. */
export function previewRoute(app: ApiApp, { room, slices, wallNow }: ApiPorts): void {
  const allowance = new Allowance(PREVIEWS_PER_MINUTE, { wallNow });
  const book = clauseBookOf(room);
  const shown = (decision: Decision) => ({
    outcome: decision.outcome,
    clauses: book.shown(decision.clauses),
    near: book.near(decision.near),
    told: book.told(decision),
    unknown: book.unknown(room.sets.set(decision.set), decision.facts, decision),
  });
  app.post(
    '/api/preview',
    {
      config: { audience: 'signed-in' },
      preValidation: async (request, reply) => {
        const fault = faultIn(request.body);
        return fault === undefined ? undefined : sendProblem(reply, problemOf(fault));
      },
      schema: {
        tags: ['acts'],
        body: PreviewRequest,
        response: {
          200: Preview,
          400: Problem,
          401: Problem,
          403: Problem,
          409: Problem,
          413: Problem,
          415: Problem,
          422: Problem,
          429: Problem,
          503: Problem,
        },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { signedIn } = request;
      const { act } = request.body;
      if (act.actor !== signedIn?.person.id) return sendProblem(reply, NOT_ONES_OWN);
      const isOfMandate = act.kind.startsWith(MANDATE_KINDS);
      const much = isOfMandate ? OF_MANDATE : 1;
      const seconds = allowance.waits(act.actor, much);
      if (seconds > 0) return sendProblem(reply, tooMany(seconds));
      allowance.took(act.actor, much);
      const decide = () => {
        const at = room.roomNow();
        const previewed = previewOf(room, room.readable.state, room.origin, act, at);
        return { view: room.size(), previewed, unkept: unkeptBy(room, act, previewed), at };
      };
      const decided = isOfMandate ? await room.readInTurn(signedIn.person.agency, decide) : await slices.once(decide);
      if ('refused' in decided) return sendProblem(reply, problemOf(decided));
      const { view, previewed, unkept, at } = decided;
      if ('refused' in previewed) return sendProblem(reply, problemOf(previewed));
      const { opens, again } = previewed;
      const { decision, ends = false } = again ?? {};
      const found = decision === undefined ? null : { ...shown(decision), ends };
      const within = laterMoment(previewed.facts, Math.max(at, act.deedAt));
      return { view, ...shown(previewed), within, opens, unkept, again: found };
    },
  );
}

/** Which promises a suspension would leave to the room's refusals alone: told before it is signed, for it takes effect at once. */
function unkeptBy(room: ApiPorts['room'], { kind, detail }: PreviewRequest['act'], previewed: object) {
  if (kind !== 'mandate.suspend' || !('outcome' in previewed) || previewed.outcome !== 'permitted') return [];
  const { mandate } = detail;
  return typeof mandate === 'string' ? unkeptWithout(room, mandate).map((one) => ({ ...one })) : [];
}
