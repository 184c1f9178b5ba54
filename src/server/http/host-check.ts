import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problem.ts';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'] as const;

/**
 * Refuses requests that name another host than this room's: a page elsewhere that has its name point here (DNS rebinding) would
 * otherwise read with the browser of whoever sits at this machine.
 * @param port given later, for it is known only once the room listens
 */
export function checkHost(app: FastifyInstance, port: () => number, configured: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    const named = request.headers.host?.toLowerCase();
    if (named !== undefined && isOurs(named, port(), configured)) return;
    return sendProblem(reply, {
      status: 421,
      code: 'wrong-host',
      detail: 'this room answers under its own address only',
    });
  });
}

function isOurs(named: string, port: number, configured: readonly string[]): boolean {
  if (configured.includes(named)) return true;
  return LOOPBACK.some((host) => named === `${host}:${port}` || (port === 80 && named === host));
}
