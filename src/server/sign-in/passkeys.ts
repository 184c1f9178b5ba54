import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { decodeAttestationObject } from '@simplewebauthn/server/helpers';
import { toBase64url } from '../../base/base64url.ts';
import { MINUTE } from '../../base/clock.ts';
import { sha256, sha256Hex } from '../../base/digest.ts';
import type { PasskeyAssertion, PasskeyCreated } from '../../terms/api/session.ts';
import type { Passkey } from '../sessions/store.ts';
import type { RelyingParty } from './relying-party.ts';
import type { SignIn } from './sign-in.ts';

/** How long somebody may take to touch their key. */
export const CEREMONY_MS = 5 * MINUTE;
const CHALLENGE_BYTES = 32;
/** COSE algorithms (RFC 9053): EdDSA, ES256, RS256. */
export const PASSKEY_ALGORITHMS: readonly number[] = [-8, -7, -257];

type Ceremonies = Pick<SignIn, 'store' | 'clock' | 'random'>;

/** Begins something that a passkey must answer: a challenge that is good once. `purpose` says for what and for whom. */
export async function beginCeremony({ store, clock, random }: Ceremonies, purpose: string): Promise<string> {
  const challenge = toBase64url(random(CHALLENGE_BYTES));
  const expires = Math.floor(clock.wallNow()) + CEREMONY_MS;
  await store.addCeremony({ id: ceremonyId(challenge), content: purpose, expires });
  return challenge;
}

/** The challenge that a browser answered, used up; undefined where it was none of ours, for something else, answered before, or too late. */
export async function endCeremony(
  { store, clock }: Ceremonies,
  clientDataJSON: string,
  purpose: string,
): Promise<string | undefined> {
  const { challenge } = clientDataOf(clientDataJSON);
  if (typeof challenge !== 'string') return undefined;
  const ceremony = await store.takeCeremony(ceremonyId(challenge));
  const stands = ceremony?.content === purpose && ceremony.expires > clock.wallNow();
  return stands ? challenge : undefined;
}

/** By which name a passkey knows its person: none that says anything to whoever finds the key. */
export function userHandle(ledger: string, person: string): string {
  return toBase64url(sha256(`remit/user/v1\n${ledger}\n${person}`));
}

/**
 * Whether an assertion by this passkey answers this challenge, here, by a person whom the key made sure of; moves the key's counter on. Whatever
 * is wrong with it, it is wrong: all of it comes from outside.
 */
export async function isAnswered(
  { store, room }: Pick<SignIn, 'store' | 'room'>,
  asked: { readonly challenge: string; readonly party: RelyingParty; readonly passkey: Passkey },
  assertion: PasskeyAssertion,
): Promise<boolean> {
  const { challenge, party, passkey } = asked;
  const { id, counter } = passkey;
  const handle = assertion.response.userHandle;
  if (assertion.id !== id || clientDataOf(assertion.response.clientDataJSON).crossOrigin === true) return false;
  if (handle != null && handle !== userHandle(room.origin, passkey.person)) return false;
  const { clientDataJSON, authenticatorData, signature } = assertion.response;
  const checked = await orWrong(() =>
    verifyAuthenticationResponse({
      response: {
        ...assertion,
        response: { clientDataJSON, authenticatorData, signature },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: { id, publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')), counter },
      requireUserVerification: true,
    }),
  );
  if (checked?.verified !== true) return false;
  const { newCounter } = checked.authenticationInfo;
  // Keys without a counter show 0 always; of the others each use is counted once, also of two that come together.
  return newCounter === 0 ? counter === 0 : await store.countPasskey(id, counter, newCounter);
}

/** The passkey that a browser made for this challenge, as it is to be kept; undefined where anything about it is wrong. */
export async function madePasskey(
  asked: { readonly challenge: string; readonly party: RelyingParty },
  created: PasskeyCreated,
): Promise<Pick<Passkey, 'id' | 'publicKey' | 'counter'> | undefined> {
  const { challenge, party } = asked;
  if (clientDataOf(created.response.clientDataJSON).crossOrigin === true) return undefined;
  const checked = await orWrong(async () => {
    // Statements with certificates would have to be followed to addresses of the sender's choice; nobody asked for one.
    const object = decodeAttestationObject(
      new Uint8Array(Buffer.from(created.response.attestationObject, 'base64url')),
    );
    const format = object.get('fmt');
    if (format !== 'none' && (format !== 'packed' || object.get('attStmt').get('x5c') !== undefined)) return undefined;
    return await verifyRegistrationResponse({
      response: { ...created, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...PASSKEY_ALGORITHMS],
    });
  });
  if (checked?.verified !== true) return undefined;
  const { id, publicKey, counter } = checked.registrationInfo.credential;
  return id === created.id ? { id, publicKey: toBase64url(publicKey), counter } : undefined;
}

/** The library throws for everything that does not fit, as the decoders below it do for what they cannot read. */
async function orWrong<T>(check: () => Promise<T>): Promise<T | undefined> {
  try {
    return await check();
  } catch {
    return undefined;
  }
}

function clientDataOf(clientDataJSON: string): { readonly challenge?: unknown; readonly crossOrigin?: unknown } {
  try {
    const value: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function ceremonyId(challenge: string): string {
  return sha256Hex(`remit/ceremony/v1\n${challenge}`);
}
