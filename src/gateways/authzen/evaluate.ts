import { type AccessPort, type Asked, type Decided, PERSON, type Question } from './port.ts';
import type { Action, Context, Evaluation, EvaluationRequest, EvaluationsRequest, Resource, Subject } from './wire.ts';

/** A deed that is asked about without its end is over at once. */
const AT_ONCE_MS = 1;

/** Decides one request as the desk would. */
export function evaluate(port: AccessPort, request: EvaluationRequest): Evaluation {
  const decided = decidedOf(port, request);
  const { outcome, clauses, set, reason } = decided;
  return { decision: outcome === 'permitted', context: { outcome, clauses: [...clauses], setHash: set, reason } };
}

/** The same, as the gateway's searches need it. */
export function isPermitted(port: AccessPort, request: EvaluationRequest): boolean {
  return decidedOf(port, request).outcome === 'permitted';
}

/** The question alone, as {@link Asked}. */
export function askOne(port: AccessPort, request: EvaluationRequest): Asked<Evaluation> {
  return {
    decisions: decisionsOf(port, request),
    *answer() {
      yield;
      return evaluate(port, request);
    },
  };
}

/**
 * A batch, decided in its order. A member of an evaluation stands for the whole default of that name. With `deny_on_first_deny` and
 * `permit_on_first_permit` the answer ends with the first of these; it is charged as if it did not.
 */
export function askAll(
  port: AccessPort,
  batch: EvaluationsRequest,
): Asked<Evaluation | { readonly evaluations: Evaluation[] }> {
  const { evaluations = [], options, ...defaults } = batch;
  if (evaluations.length === 0) return askOne(port, whole(defaults));
  const semantic = options?.evaluations_semantic ?? 'execute_all';
  const requests = evaluations.map((one) => whole({ ...defaults, ...one }));
  return {
    decisions: requests.reduce((sum, request) => sum + decisionsOf(port, request), 0),
    *answer() {
      const answers: Evaluation[] = [];
      for (const request of requests) {
        yield;
        const answer = evaluate(port, request);
        answers.push(answer);
        if (semantic === 'deny_on_first_deny' && !answer.decision) break;
        if (semantic === 'permit_on_first_permit' && answer.decision) break;
      }
      return { evaluations: answers };
    },
  };
}

/** What a request costs at most, in decisions of the desk: one for each place, and for each moment of its time at which something may change. */
export function decisionsOf(port: AccessPort, request: EvaluationRequest): number {
  return port.decisions(questionOf(port, request));
}

type Parts = {
  readonly subject?: Subject | undefined;
  readonly action?: Action | undefined;
  readonly resource?: Resource | undefined;
  readonly context?: Context | undefined;
};

function whole({ subject, action, resource, context }: Parts): EvaluationRequest {
  if (subject === undefined || action === undefined || resource === undefined) {
    throw new RangeError('a batch without one of its parts was not refused by its schema');
  }
  return { subject, action, resource, context };
}

function decidedOf(port: AccessPort, request: EvaluationRequest): Decided {
  return port.decide(questionOf(port, request));
}

function questionOf(port: AccessPort, { subject, action, resource, context = {} }: EvaluationRequest): Question {
  const from = context.time === undefined ? port.now : Date.parse(context.time);
  return {
    // Whoever is no person is nobody here.
    person: subject.type === PERSON ? subject.id : '',
    activity: action.name,
    purpose: context.purpose,
    where: resource,
    from,
    until: context.until === undefined ? from + AT_ONCE_MS : Date.parse(context.until),
    what: context.what,
    counters: context.counters,
  };
}
