import type { FastifyRequest } from 'fastify';
import type { CookieKind } from './cookie.ts';

/**
 * Whether a request comes from our own pages, or from no page at all (a program). Browsers say where a request comes from, and no page can make
 * them say otherwise (Fetch Metadata; Origin, RFC 6454); the host that was named is checked before (`http/host-check.ts`).
 * @param changes whether the request changes something: then it cannot be somebody who typed the address
 */
export function isFromHere(request: FastifyRequest, { https }: CookieKind, changes: boolean): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && (changes || site !== 'none')) return false;
  if (origin === undefined) return true;
  return origin === `${https ? 'https' : 'http'}://${host ?? ''}`.toLowerCase();
}
