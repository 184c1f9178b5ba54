import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { CookieKind } from '../sessions/cookie.ts';

/** For whom a passkey is: the host's name, and the origin of its pages (WebAuthn §5.1.3, §13.4.9). */
export type RelyingParty = { readonly id: string; readonly origin: string };

/** The room as it was named by this request, whose host was checked before; undefined where browsers would make no passkey for it. */
export function relyingPartyOf(request: FastifyRequest, { https }: CookieKind): RelyingParty | undefined {
  const origin = `${https ? 'https' : 'http'}://${(request.headers.host ?? '').toLowerCase()}`;
  const id = URL.canParse(origin) ? new URL(origin).hostname : '';
  // A relying party has a name; an address is none. Without TLS browsers make passkeys for this machine's own name only.
  const named = id !== '' && isIP(id) === 0 && !id.startsWith('[');
  return named && (https || id === 'localhost') ? { id, origin } : undefined;
}

/** Whether a browser that names the room like this can use passkeys. */
export function passkeysAreWorkable(request: FastifyRequest, kind: CookieKind): boolean {
  return relyingPartyOf(request, kind) !== undefined;
}
