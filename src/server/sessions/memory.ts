import type { Session } from './session.ts';
import {
  type Added,
  CEREMONIES_MAX,
  type Ceremony,
  type KeptAssertion,
  type KeptPassword,
  LINKS_OF_PERSON_MAX,
  PASSKEYS_OF_PERSON_MAX,
  type Passkey,
  type ProviderSession,
  SESSIONS_OF_PERSON_MAX,
  type SignInLink,
  type SignInStore,
  sameIds,
} from './store.ts';

/** Sessions and credentials of one process. Maps keep the order in which things came, so the first is the oldest. */
export class MemorySignInStore implements SignInStore {
  readonly #sessions = new Map<string, Session>();
  readonly #origins = new Map<string, ProviderSession>();
  readonly #links = new Map<string, SignInLink>();
  readonly #passwords = new Map<string, KeptPassword>();
  readonly #passkeys = new Map<string, Passkey>();
  readonly #assertions = new Map<string, KeptAssertion>();
  readonly #ceremonies = new Map<string, Ceremony>();

  async addSession(session: Session, from?: ProviderSession): Promise<void> {
    this.#sessions.set(session.id, session);
    if (from !== undefined) this.#origins.set(session.id, from);
    dropOldest(this.#sessions, ({ person }) => person === session.person, SESSIONS_OF_PERSON_MAX);
    for (const id of this.#origins.keys()) if (!this.#sessions.has(id)) this.#origins.delete(id);
  }

  async sessionsFrom(from: Parameters<SignInStore['sessionsFrom']>[0]): Promise<readonly Session[]> {
    if (from.subject === undefined && from.sid === undefined) return [];
    return [...this.#sessions.values()].filter(({ id }) => {
      const origin = this.#origins.get(id);
      return (
        origin?.provider === from.provider &&
        (from.subject === undefined || origin.subject === from.subject) &&
        (from.sid === undefined || origin.sid === from.sid)
      );
    });
  }

  async session(id: string): Promise<Session | undefined> {
    return this.#sessions.get(id);
  }

  async seen(id: string, at: number): Promise<void> {
    const session = this.#sessions.get(id);
    if (session !== undefined && session.seen < at) this.#sessions.set(id, { ...session, seen: at });
  }

  async endSession(id: string): Promise<void> {
    this.#sessions.delete(id);
  }

  async endSessionsOf(person: string, madeUntil: number): Promise<void> {
    dropWhere(this.#sessions, (session) => session.person === person && session.made <= madeUntil);
  }

  async addLink(link: SignInLink): Promise<void> {
    this.#links.set(link.id, link);
    dropOldest(this.#links, ({ person }) => person === link.person, LINKS_OF_PERSON_MAX);
  }

  async takeLink(id: string): Promise<SignInLink | undefined> {
    return takeOut(this.#links, id);
  }

  async password(person: string): Promise<KeptPassword | undefined> {
    return this.#passwords.get(person);
  }

  async setPassword(person: string, password: KeptPassword, before: KeptPassword | undefined): Promise<boolean> {
    const there = this.#passwords.get(person);
    const isSame =
      there?.enrolment === before?.enrolment && there?.hash === before?.hash && there?.salt === before?.salt;
    const isOlder = before === undefined && there !== undefined && there.enrolment < password.enrolment;
    if (!isSame && !isOlder) return false;
    this.#passwords.set(person, password);
    return true;
  }

  async passkeysOf(person: string): Promise<readonly Passkey[]> {
    return [...this.#passkeys.values()].filter((passkey) => passkey.person === person);
  }

  async passkey(id: string): Promise<Passkey | undefined> {
    return this.#passkeys.get(id);
  }

  async addPasskey(passkey: Passkey, beside: readonly string[]): Promise<Added> {
    const own = [...this.#passkeys.values()].filter(({ person }) => person === passkey.person);
    const there = own.filter(({ enrolment }) => enrolment === passkey.enrolment).map(({ id }) => id);
    if (!sameIds(there, beside)) return 'changed';
    if (this.#passkeys.has(passkey.id) || own.length >= PASSKEYS_OF_PERSON_MAX) return 'refused';
    this.#passkeys.set(passkey.id, passkey);
    return 'kept';
  }

  async countPasskey(id: string, before: number, counter: number): Promise<boolean> {
    const passkey = this.#passkeys.get(id);
    if (passkey?.counter !== before) return false;
    this.#passkeys.set(id, { ...passkey, counter });
    return true;
  }

  async removePasskey(person: string, id: string): Promise<boolean> {
    return this.#passkeys.get(id)?.person === person && this.#passkeys.delete(id);
  }

  async personsKnown(): Promise<readonly string[]> {
    const withPasskey = [...this.#passkeys.values()].map(({ person }) => person);
    const withLink = [...this.#links.values()].map(({ person }) => person);
    return [...new Set([...this.#passwords.keys(), ...withPasskey, ...withLink])].sort();
  }

  async forgetPerson(person: string, enrolledBefore: number): Promise<void> {
    if ((this.#passwords.get(person)?.enrolment ?? enrolledBefore) < enrolledBefore) this.#passwords.delete(person);
    for (const kept of [this.#sessions, this.#passkeys, this.#links]) {
      dropWhere<Session | Passkey | SignInLink>(kept, (one) => one.person === person && one.enrolment < enrolledBefore);
    }
  }

  async addAssertion(assertion: KeptAssertion): Promise<boolean> {
    if (this.#assertions.has(assertion.digest)) return false;
    this.#assertions.set(assertion.digest, assertion);
    return true;
  }

  async assertion(digest: string): Promise<KeptAssertion | undefined> {
    return this.#assertions.get(digest);
  }

  async assertionOfEntry(entry: number): Promise<KeptAssertion | undefined> {
    return [...this.#assertions.values()].find((assertion) => assertion.entry === entry);
  }

  async enterAssertion(digest: string, entry: number): Promise<void> {
    const assertion = this.#assertions.get(digest);
    if (assertion?.entry === null) this.#assertions.set(digest, { ...assertion, entry });
  }

  async dropAssertion(digest: string): Promise<void> {
    if (this.#assertions.get(digest)?.entry === null) this.#assertions.delete(digest);
  }

  async addCeremony(ceremony: Ceremony): Promise<boolean> {
    if (this.#ceremonies.has(ceremony.id)) return false;
    this.#ceremonies.set(ceremony.id, ceremony);
    dropOldest(this.#ceremonies, () => true, CEREMONIES_MAX);
    return true;
  }

  async takeCeremony(id: string): Promise<Ceremony | undefined> {
    return takeOut(this.#ceremonies, id);
  }

  async sweep(now: number): Promise<void> {
    for (const kept of [this.#sessions, this.#links, this.#ceremonies]) {
      dropWhere<{ readonly expires: number }>(kept, ({ expires }) => expires <= now);
    }
  }

  async close(): Promise<void> {}
}

function takeOut<T>(kept: Map<string, T>, id: string): T | undefined {
  const value = kept.get(id);
  kept.delete(id);
  return value;
}

function dropWhere<T>(kept: Map<string, T>, goes: (value: T) => boolean): void {
  for (const [id, value] of kept) if (goes(value)) kept.delete(id);
}

function dropOldest<T>(kept: Map<string, T>, counts: (value: T) => boolean, max: number): void {
  if (kept.size <= max) return;
  const ids = [...kept].filter(([, value]) => counts(value)).map(([id]) => id);
  for (const id of ids.slice(0, Math.max(0, ids.length - max))) kept.delete(id);
}
