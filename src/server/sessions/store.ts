import type { Session } from './session.ts';

/** Whom an agency's own provider said a session is of: what it names when it ends the session. */
export type ProviderSession = { readonly provider: string; readonly subject: string; readonly sid: string | null };

/** Are these the same ids, in whatever order? Each list has none twice. */
export function sameIds(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}

/** A one-time link as it is kept: its token only as a digest. */
export type SignInLink = {
  /** SHA-256 of the token, hex. */
  readonly id: string;
  readonly person: string;
  /** Index of the entry by which the person was enrolled as it was made. */
  readonly enrolment: number;
  /** The desk that it was made for, which the console offers first. */
  readonly desk: string | null;
  /** Wall clock, ms. */
  readonly expires: number;
};

/** What is kept of a password: an argon2id hash with what it was computed with (RFC 9106). */
export type PasswordHash = {
  readonly salt: string;
  readonly hash: string;
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
};

/** The password of a person, and the index of the entry by which they were enrolled as it was made. */
export type KeptPassword = PasswordHash & { readonly enrolment: number };

/** A public key of WebAuthn with what is known of its authenticator. */
export type Passkey = {
  /** Credential id, base64url. */
  readonly id: string;
  readonly person: string;
  /** Index of the entry by which the person was enrolled as it was made. */
  readonly enrolment: number;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly label: string;
  /** Wall clock, ms. */
  readonly made: number;
};

/** What became of a passkey: `changed` where the person has others by now than were read, `refused` where it is anybody's already or one too many. */
export type Added = 'kept' | 'changed' | 'refused';

/** Evidence by a passkey for an act, kept beside the ledger. It is put down before the act goes to the door, so that no entry lacks it. */
export type KeptAssertion = {
  /** SHA-256 of the signed bytes of the act, hex: the challenge that was answered. */
  readonly digest: string;
  readonly act: string;
  /** Index of the act's entry; null until it is entered. */
  readonly entry: number | null;
  readonly credential: string;
  readonly assertion: string;
};

/** Something begun that must be finished by the same browser: a challenge, the state of a sign-in at a provider. */
export type Ceremony = {
  /** SHA-256 of what names it, hex. */
  readonly id: string;
  readonly content: string;
  /** Wall clock, ms. */
  readonly expires: number;
};

/** Sessions of one person; one more ends the oldest. */
export const SESSIONS_OF_PERSON_MAX = 20;
/** Unused links of one person; one more voids the oldest. */
export const LINKS_OF_PERSON_MAX = 20;
export const PASSKEYS_OF_PERSON_MAX = 10;
/** Ceremonies under way; beyond, the oldest are given up. */
export const CEREMONIES_MAX = 10_000;

/**
 * Where sessions and credentials lie. Implementations: `postgres.ts` (real), `memory.ts` (tests, exercises that leave nothing behind); one contract
 * suite (`testing/contract.ts`) holds for both.
 *
 * Trust: who can write here can come in as anybody, and so read what that person may read; they cannot act, for acts are signed with keys that
 * are not here. Who can only read here gains nothing that opens a session: secrets are kept as digests and hashes.
 */
export type SignInStore = {
  addSession(session: Session, from?: ProviderSession): Promise<void>;
  /** The sessions that came from a provider: of a subject, of one session there, or of that session of that subject. */
  sessionsFrom(from: {
    readonly provider: string;
    readonly subject: string | undefined;
    readonly sid: string | undefined;
  }): Promise<readonly Session[]>;
  session(id: string): Promise<Session | undefined>;
  /** Notes when a session was last used; never back. */
  seen(id: string, at: number): Promise<void>;
  endSession(id: string): Promise<void>;
  /** Ends the sessions of a person that were made up to this time. */
  endSessionsOf(person: string, madeUntil: number): Promise<void>;

  addLink(link: SignInLink): Promise<void>;
  /** Takes a link out for good; only one of two that come at once gets it. */
  takeLink(id: string): Promise<SignInLink | undefined>;

  password(person: string): Promise<KeptPassword | undefined>;
  /**
   * Keeps a password in the place of the one that was read before, in one step: false where by now another one of this enrolment stands there, or one of
   * a later enrolment. Of two that come at once, one is kept.
   * @param before the one that this one replaces; undefined where there was none of this enrolment
   */
  setPassword(person: string, password: KeptPassword, before: KeptPassword | undefined): Promise<boolean>;

  passkeysOf(person: string): Promise<readonly Passkey[]>;
  passkey(id: string): Promise<Passkey | undefined>;
  /**
   * Keeps a passkey beside those that were read before, in one step. Of two that come at once, one is kept.
   * @param beside ids of all that the person had, of this enrolment, as it was decided that one more may be
   */
  addPasskey(passkey: Passkey, beside: readonly string[]): Promise<Added>;
  /** Moves the counter of a passkey on; false where another use came before. */
  countPasskey(id: string, before: number, counter: number): Promise<boolean>;
  removePasskey(person: string, id: string): Promise<boolean>;
  /** Persons who have a passkey, a password or a link here. */
  personsKnown(): Promise<readonly string[]>;
  /**
   * Takes away everything with which a person comes in, and their sessions, that were made under an enrolment before this index: late as it may come,
   * it takes nothing that was made since.
   */
  forgetPerson(person: string, enrolledBefore: number): Promise<void>;

  /** False where one is kept for this act already. */
  addAssertion(assertion: KeptAssertion): Promise<boolean>;
  assertion(digest: string): Promise<KeptAssertion | undefined>;
  assertionOfEntry(entry: number): Promise<KeptAssertion | undefined>;
  /** Notes the entry of the act, once. */
  enterAssertion(digest: string, entry: number): Promise<void>;
  /** Takes out the assertion of an act that was not entered. */
  dropAssertion(digest: string): Promise<void>;

  /** False where one is under way by this name: a number that is good once was used. */
  addCeremony(ceremony: Ceremony): Promise<boolean>;
  /** Takes a ceremony out for good, whether or not it has expired. */
  takeCeremony(id: string): Promise<Ceremony | undefined>;

  /** Deletes what has expired: sessions, links, ceremonies. */
  sweep(now: number): Promise<void>;
  close(): Promise<void>;
};
