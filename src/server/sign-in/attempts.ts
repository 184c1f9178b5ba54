import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MINUTE } from '../../base/clock.ts';
import type { Problem } from '../http/problem.ts';
import { tooMany } from '../sessions/guard.ts';

/** Counts one attempt; gives the pushback where there were too many. */
export type Attempts = (request: FastifyRequest) => Promise<Problem | undefined>;

/**
 * Counts attempts of one kind within a minute.
 * @param keyOf of what they are counted, such as a person; without it, of an address (of IPv6, of its /64, which one subscriber has)
 */
export function attemptsPerMinute(
  app: FastifyInstance,
  max: number,
  keyOf?: (request: FastifyRequest) => string,
): Attempts {
  const limit = app.createRateLimit({
    max,
    timeWindow: MINUTE,
    ...(keyOf === undefined ? {} : { keyGenerator: keyOf }),
  });
  return async (request) => {
    const counted = await limit(request);
    return counted.isAllowed || !counted.isExceeded ? undefined : tooMany(counted.ttlInSeconds);
  };
}
