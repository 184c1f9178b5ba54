import * as z from 'zod';
import { Line } from '../act.ts';
import { STANDINGS } from '../mandate-set.ts';
import { AccountSignature } from './account-signature.ts';
import { Named, Told } from './parts.ts';
import { plainText } from './plain-text.ts';

/** How somebody came in. */
export const SIGN_IN_METHODS = ['link', 'key', 'password', 'passkey', 'oidc'] as const;

/** A desk that the signed-in person may take. `free` is false while somebody else holds it. */
export const DeskChoice = z.object({ id: z.string(), name: z.string(), room: Named, free: z.boolean() });

/** Who I am, as the records know it. */
export const Me = z.object({
  person: z.string(),
  agency: Named.extend({ standing: z.enum(STANDINGS) }),
  component: Named,
  roles: z.array(Named),
  /** The role that counts now: of the desk that is held, else the first. */
  role: Named,
  desk: Named.extend({ room: Named, place: z.string() }).nullable(),
  /** Desks that the person's roles and agency entitle to. */
  desks: z.array(DeskChoice),
  /** The desk that the one-time link was made for. */
  wantsDesk: z.string().nullable(),
  /** Guests: whether a mandate in force admits their component. Who is not admitted sees their own acts, what is for everyone, and what was their agency’s while they were. */
  admitted: z.boolean(),
  oversight: z.boolean(),
  dataProtection: z.boolean(),
  /** Directs the exercise. */
  directs: z.boolean(),
  method: z.enum(SIGN_IN_METHODS),
  /** Wall clock, ms. */
  expires: z.int(),
  /** Goes in the header `x-csrf-token` of everything but GET. */
  csrf: z.string(),
  /** Id of the signing key that is enrolled. */
  key: z.string(),
  hasPassword: z.boolean(),
  passkeys: z.array(z.object({ id: z.string(), label: z.string(), made: z.int() })),
});
export type Me = z.infer<typeof Me>;

export const SessionAnswer = z.object({ me: Me.nullable() });

/** `DELETE /api/session`: `everywhere` ends all sessions of the person, on every machine. */
export const SessionEndQuery = z.strictObject({ everywhere: z.enum(['true', 'false']).default('false') });

/** The event, for the banner and the sign-in page; counts and clocks, nothing of what was done. */
export const EventState = z.object({
  origin: z.string(),
  mode: z.enum(['exercise', 'live']),
  scenario: z.string(),
  title: z.string(),
  room: z.string().nullable(),
  timezone: z.string(),
  roomNow: z.int(),
  wallNow: z.int(),
  /** Room milliseconds in a millisecond of the wall; 0 while an exercise is paused. */
  speed: z.number(),
  size: z.int(),
  included: z.int(),
  checkpointAt: z.int().nullable(),
  /** Wall clock, ms, since which no checkpoint is signed because the signer does not answer, where that is too long ago. Acts are recorded all the same. */
  unsignedSince: z.int().nullable(),
  /**
   * How far others have cosigned the ledger: entries of the last checkpoint that met the policy (null before the first), the wall clock at which it was
   * last met, ms (before the first, when the room began to ask), and whether that is too long ago. Null where nobody outside witnesses it.
   */
  witnessed: z
    .object({
      size: z.int().nullable(),
      since: z.int(),
      overdue: z.boolean(),
      witnesses: z.int(),
      failing: z.int(),
      /** Witnesses that say they cosigned another history of this ledger, or a longer one. */
      contradicting: z.int(),
    })
    .nullable(),
  halted: z.string().nullable(),
});
export type EventState = z.infer<typeof EventState>;

/** `GET /api/sign-in`: how one can come in here. */
export const SignInWays = z.object({
  event: EventState,
  /** Time zones of the capitals of agencies: agency to IANA name. */
  capitals: z.record(z.string(), z.string()),
  passkeys: z.boolean(),
  providers: z.array(z.object({ id: z.string(), agency: Named.extend({ names: Told }) })),
});
export type SignInWays = z.infer<typeof SignInWays>;

export const LinkSignIn = z.strictObject({ token: plainText(128, 16) });
export const PasswordSignIn = z.strictObject({ person: plainText(64), password: z.string().max(256) });
/**
 * The header value `Remit <reading>.<key id>.<signature>` of a signed reading (docs/formats.md §10), whose `purpose` is `link` or `sign-in` as here is wanted;
 * proves possession of the enrolled key.
 */
export const KeySignIn = z.strictObject({
  reading: plainText(2_000),
  /** `link`: answer with a one-time link for a browser instead of a session; `desk` is then the desk it is for. */
  want: z.enum(['session', 'link']).default('session'),
  desk: plainText(64).optional(),
});
export const LinkAnswer = z.object({ path: z.string(), expires: z.int() });
/** `POST /api/account/password`: `current` is wanted where there is one, `byKey` for a first one of somebody without a passkey. */
export const PasswordChange = z.strictObject({
  current: z.string().max(256).optional(),
  next: z.string().min(12).max(256),
  byKey: AccountSignature.optional(),
});
export type PasswordChange = z.infer<typeof PasswordChange>;

const Base64url = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[A-Za-z0-9_-]+$/, 'base64url is wanted');

/** What a browser gives for a passkey that it made or used (WebAuthn Level 3, §5.1.8 JSON); what is not checked is left out. */
const PasskeyCredential = z.object({
  id: Base64url(256),
  rawId: Base64url(256),
  type: z.literal('public-key'),
});
/** A passkey was used: sign-in, and evidence for an act (there as base64url of this JSON in the header `remit-assertion`). */
export const PasskeyAssertion = PasskeyCredential.extend({
  response: z.object({
    clientDataJSON: Base64url(2_000),
    authenticatorData: Base64url(2_000),
    signature: Base64url(2_000),
    userHandle: Base64url(200).nullish(),
  }),
});
export type PasskeyAssertion = z.infer<typeof PasskeyAssertion>;
/** A passkey was made. */
export const PasskeyCreated = PasskeyCredential.extend({
  response: z.object({ clientDataJSON: Base64url(2_000), attestationObject: Base64url(12_000) }),
});
export type PasskeyCreated = z.infer<typeof PasskeyCreated>;

/** `POST /api/sign-in/passkey/options`: for `navigator.credentials.get`. */
export const PasskeyRequestOptions = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.int(),
  userVerification: z.literal('required'),
});
/** `POST /api/account/passkey/options`: for `navigator.credentials.create`. */
export const PasskeyCreationOptions = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.int() })),
  timeout: z.int(),
  attestation: z.literal('none'),
  excludeCredentials: z.array(z.object({ type: z.literal('public-key'), id: z.string() })),
  authenticatorSelection: z.object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
});
/** `POST /api/sign-in/passkey`. */
export const PasskeySignIn = z.strictObject({ assertion: PasskeyAssertion });
/**
 * `POST /api/account/passkey`: the label is the person's own word for the device. `byKey` is wanted with their first one: the signature by their enrolled
 * key over what it is (account-signature.ts).
 */
export const PasskeyAddition = z.strictObject({
  label: Line.max(60),
  created: PasskeyCreated,
  byKey: AccountSignature.optional(),
});
/** `GET /api/account/passkeys`, and the answer to adding one. */
export const PasskeysAnswer = z.object({ passkeys: Me.shape.passkeys });

/** `GET /api/sign-in/provider/:provider` sends the browser to an agency's own provider, `…/callback` takes it back from there. */
export const ProviderParams = z.strictObject({ provider: plainText(32) });
export const ProviderCallbackQuery = z.object({
  state: plainText(200).optional(),
  code: plainText(4_000).optional(),
  iss: plainText(400).optional(),
  error: plainText(400).optional(),
});
/** `POST /api/sign-in/provider/:provider/logout` (OpenID Connect Back-Channel Logout 1.0), as a form. */
export const ProviderLogoutForm = z.object({ logout_token: plainText(16_384) });
