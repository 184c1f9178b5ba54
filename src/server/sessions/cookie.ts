import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fromBase64url } from '../../base/base64url.ts';
import { sha256Hex } from '../../base/digest.ts';

const SECRET_BYTES = 32;
/** The header that bears the token against forged requests; only scripts of our own pages can set it. */
export const CSRF_HEADER = 'x-csrf-token';

/** How the room is reached: by https the cookie is bound to this very host (RFC 6265bis, `__Host-`). */
export type CookieKind = { readonly https: boolean };

/** The name of the cookie that bears the secret of a session. */
export function cookieName({ https }: CookieKind): string {
  return https ? '__Host-remit' : 'remit';
}

/** The secret that a browser shows, or undefined where it shows none that could be ours. */
export function secretOf(request: FastifyRequest, kind: CookieKind): string | undefined {
  const name = cookieName(kind);
  const header = request.headers.cookie ?? '';
  const values = header.split(';').flatMap((part) => {
    const [key, value] = [part.slice(0, part.indexOf('=')).trim(), part.slice(part.indexOf('=') + 1).trim()];
    return key === name ? [value] : [];
  });
  // Two of one name: somebody else on this host set one of them, and nobody can tell which.
  const [secret] = values;
  return values.length === 1 && secret !== undefined && fromBase64url(secret)?.length === SECRET_BYTES
    ? secret
    : undefined;
}

/** Gives the browser its secret; no script can read it, and no other site's page sends it along. */
export function giveCookie(reply: FastifyReply, secret: string, maxAgeSeconds: number, kind: CookieKind): void {
  reply.header('set-cookie', cookie(secret, maxAgeSeconds, kind));
}

/** Takes the secret away from the browser. */
export function takeCookie(reply: FastifyReply, kind: CookieKind): void {
  reply.header('set-cookie', cookie('', 0, kind));
}

function cookie(secret: string, maxAgeSeconds: number, kind: CookieKind): string {
  const secure = kind.https ? '; Secure' : '';
  return `${cookieName(kind)}=${secret}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; SameSite=Strict${secure}`;
}

/** The name under which a session is kept. */
export function sessionId(secret: string): string {
  return sha256Hex(`remit/session/v1\n${secret}`);
}

/**
 * The token that goes with a session's requests that change something. It follows from the secret, so every node knows it without keeping it,
 * it is another one in each session, and from it nobody gets back to the secret.
 */
export function csrfToken(secret: string): string {
  return createHmac('sha256', secret).update('remit/csrf/v1').digest('base64url');
}

/** Whether the request bears the token of this secret. */
export function bearsToken(request: FastifyRequest, secret: string): boolean {
  const given = Buffer.from(String(request.headers[CSRF_HEADER] ?? ''), 'utf8');
  const wanted = Buffer.from(csrfToken(secret), 'utf8');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
