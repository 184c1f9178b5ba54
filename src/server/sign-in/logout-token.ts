import { constants, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import * as z from 'zod';
import { fromBase64url } from '../../base/base64url.ts';
import { MINUTE, SECOND } from '../../base/clock.ts';
import { providerFetch } from './provider-fetch.ts';
import type { ProviderSettings } from './provider-settings.ts';

export const LOGOUT_TOKEN_CHARS_MAX = 16_384;
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Clocks differ; a token is no older than this. */
const SKEW_MS = 30 * SECOND;
const AGE_MS = 2 * MINUTE;
const KEYS_MAX = 100;
const RSA_BITS_MIN = 2_048;

const Header = z.object({
  alg: z.string(),
  kid: z.string().max(200).optional(),
  // Explicit typing keeps other tokens of the provider out (RFC 8725 §3.11); not all providers do it.
  typ: z.enum(['logout+jwt', 'LOGOUT+JWT', 'JWT']).optional(),
  crit: z.undefined().optional(),
});
const Claims = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  iat: z.number(),
  exp: z.number().optional(),
  jti: z.string().min(1).max(200),
  events: z.record(z.string(), z.unknown()),
  sub: z.string().max(400).optional(),
  sid: z.string().max(400).optional(),
  // A token with a nonce is an ID token that somebody sends here (OpenID Connect Back-Channel Logout 1.0 §2.4).
  nonce: z.undefined().optional(),
});
const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string().optional() })).max(KEYS_MAX) });

/** Whose sessions a provider ends. */
export type ProviderLogout = {
  readonly jti: string;
  readonly sub: string | undefined;
  readonly sid: string | undefined;
};

/**
 * Checks a logout token as OpenID Connect Back-Channel Logout 1.0 §2.6 says; undefined where anything is wrong with it.
 * @param now wall clock, ms
 */
export async function checkedLogout(
  token: string,
  provider: {
    readonly settings: Pick<ProviderSettings, 'clientId' | 'algorithm'>;
    readonly issuer: string;
    readonly keys: string;
  },
  now: number,
): Promise<ProviderLogout | undefined> {
  const parts = token.split('.');
  const [head = '', body = '', signature = ''] = parts;
  if (parts.length !== 3 || token.length > LOGOUT_TOKEN_CHARS_MAX) return undefined;
  const header = Header.safeParse(jsonOf(head));
  const claims = Claims.safeParse(jsonOf(body));
  const value = fromBase64url(signature);
  const { clientId, algorithm } = provider.settings;
  if (!header.success || !claims.success || value === undefined || header.data.alg !== algorithm) return undefined;
  const { iss, aud, iat, exp, events, jti, sub, sid } = claims.data;
  const isOurs = iss === provider.issuer && [aud].flat().includes(clientId);
  const isTimely = iat * SECOND <= now + SKEW_MS && now - iat * SECOND <= AGE_MS;
  const isOver = exp !== undefined && exp * SECOND + SKEW_MS <= now;
  const says = Object.hasOwn(events, EVENT) && (sub !== undefined || sid !== undefined);
  if (!isOurs || !isTimely || isOver || !says) return undefined;
  const keys = await publishedKeys(provider.keys, header.data.kid);
  const data = Buffer.from(`${head}.${body}`, 'ascii');
  return keys.some((key) => isSignedBy(key, algorithm, data, value)) ? { jti, sub, sid } : undefined;
}

async function publishedKeys(address: string, kid: string | undefined): Promise<readonly KeyObject[]> {
  const response = await providerFetch(address, { headers: { accept: 'application/json' } });
  const read = Keys.safeParse(await response.json());
  if (!read.success) return [];
  const named = read.data.keys.filter((key) => kid === undefined || key.kid === kid);
  return named.flatMap((key) => {
    try {
      return [createPublicKey({ key: key as JsonWebKey, format: 'jwk' })];
    } catch {
      return [];
    }
  });
}

type Algorithm = ProviderSettings['algorithm'];

/** Each algorithm takes only keys of its own kind, whatever the token says. */
function isSignedBy(key: KeyObject, algorithm: Algorithm, data: Buffer, signature: Buffer): boolean {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  const isRsa = type === 'rsa' && (details?.modulusLength ?? 0) >= RSA_BITS_MIN;
  switch (algorithm) {
    case 'RS256':
      return isRsa && verify('sha256', data, key, signature);
    case 'PS256':
      return (
        isRsa && verify('sha256', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, signature)
      );
    case 'ES256':
      return (
        type === 'ec' &&
        details?.namedCurve === 'prime256v1' &&
        verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature)
      );
    case 'EdDSA':
      return type === 'ed25519' && verify(null, data, key, signature);
  }
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(fromBase64url(part)?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}
