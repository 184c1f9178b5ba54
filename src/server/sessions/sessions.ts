import { type Clock, HOUR, MINUTE } from '../../base/clock.ts';
import type { Committed } from '../../desk/door.ts';
import type { RandomSource } from '../../ledger/seal.ts';
import { isHost } from '../../matters/audience.ts';
import type { PersonRow } from '../../matters/roster/rows.ts';
import type { Halt } from '../../terms/api/live.ts';
import type { Viewer } from '../../views/audience.ts';
import type { OpenRoom } from '../room.ts';
import { sessionId } from './cookie.ts';
import { haltOf } from './halt.ts';
import type { Session, SignedIn } from './session.ts';
import type { ProviderSession, SignInStore } from './store.ts';

/** The longest shift with its handover; after it, whoever sits there signs in again. */
export const SESSION_MS = 16 * HOUR;
/** Without any request for this long, the place is taken as left. */
export const IDLE_MS = 4 * HOUR;
/** The last use of a session is noted at most this often. */
const SEEN_EVERY_MS = MINUTE;
const SECRET_BYTES = 32;

/** Why a session is over. */
export type SessionEnd = 'removed' | 'signed-out' | 'expired' | 'suspended' | 'component' | 'enrolled-anew';
/** Sessions that end now: told in the turn in which they do. */
export type EndedSessions = {
  readonly why: SessionEnd;
  /** With `suspended`: what the sessions' own browsers are told of it. */
  readonly halt?: Halt;
  readonly includes: (session: Session) => boolean;
};

/** Who comes in, and by what. */
export type Entering = Pick<Session, 'person' | 'enrolment' | 'method' | 'wantsDesk'> & {
  /** When they came in, where a session goes on under a new secret; else now. */
  readonly cameIn?: number;
  /** Whether what was shown still lets its person in: asked once the session stands, for it may have been changed while it was looked at. */
  readonly stillHolds?: () => Promise<boolean>;
};

export type SessionsPorts = {
  readonly store: SignInStore;
  readonly room: Pick<OpenRoom, 'readable' | 'directory' | 'roomNow' | 'onCommitted'>;
  readonly clock: Pick<Clock, 'wallNow'>;
  readonly random: RandomSource;
  readonly warn: (message: string) => void;
};

/**
 * Who is signed in. A session says only that somebody came in as a person; who that person is, and whether the session still stands, follows from
 * the committed records at every request. Commits that end sessions are told in their own turn, so that streams are cut; the table follows.
 */
export class Sessions {
  readonly #ports: SessionsPorts;
  readonly #listeners = new Set<(ended: EndedSessions) => void>();
  readonly #begun = new Set<(session: Session) => void>();
  /** Persons whose sessions up to a time have ended and may still stand in the table. */
  readonly #ending = new Map<string, { readonly why: SessionEnd; readonly madeUntil: number }>();
  #admitted: ReadonlySet<string>;
  readonly #stop: () => void;

  constructor(ports: SessionsPorts) {
    this.#ports = ports;
    this.#admitted = this.#admittedNow();
    this.#stop = ports.room.onCommitted((entries) => this.#follow(entries));
  }

  /** Tells of sessions that end, in the turn in which they do. The listener must not throw. Returns how to stop listening. */
  onEnded(listener: (ended: EndedSessions) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells of sessions that begin. The listener must not throw. Returns how to stop listening. */
  onBegun(listener: (session: Session) => void): () => void {
    this.#begun.add(listener);
    return () => this.#begun.delete(listener);
  }

  /**
   * Begins a session with a secret of its own; undefined where the person is none (any more), or was enrolled anew since what they show was made.
   * @returns the secret for the browser, which is kept nowhere, and what stands in the table
   */
  async begin(
    { person, enrolment, method, wantsDesk, cameIn, stillHolds }: Entering,
    from?: ProviderSession,
  ): Promise<{ readonly secret: string; readonly session: Session } | undefined> {
    const { store, clock, random, room } = this.#ports;
    const row = room.readable.person(person);
    if (row === undefined || row.index !== enrolment) return undefined;
    // After those that are ending, also where they ended within this millisecond.
    const now = Math.max(Math.floor(clock.wallNow()), (this.#ending.get(person)?.madeUntil ?? 0) + 1);
    const secret = random(SECRET_BYTES).toString('base64url');
    const session: Session = {
      id: sessionId(secret),
      person,
      agency: row.agency,
      component: row.component,
      admitted: this.#viewer(row).admitted,
      enrolment,
      method,
      cameIn: cameIn ?? now,
      made: now,
      seen: now,
      expires: now + SESSION_MS,
      wantsDesk,
    };
    await store.addSession(session, from);
    // After the write: whoever changes a password ends the sessions that stand, so that none slips between the two.
    if (stillHolds !== undefined && !(await stillHolds())) {
      await store.endSession(session.id);
      return undefined;
    }
    if (typeof this.standing(session) === 'string') return undefined;
    for (const listener of this.#begun) listener(session);
    return { secret, session };
  }

  /** Who shows this secret; null where no session of it stands. */
  async of(secret: string): Promise<SignedIn | null> {
    const { store, clock } = this.#ports;
    const session = await store.session(sessionId(secret));
    if (session === undefined) return null;
    const signedIn = this.standing(session);
    if (typeof signedIn === 'string') {
      await this.end(session, signedIn);
      return null;
    }
    const now = Math.floor(clock.wallNow());
    if (now - session.seen >= SEEN_EVERY_MS) await store.seen(session.id, now);
    return signedIn;
  }

  /** Who a session is of, by the records as they are now; or why it is over. */
  standing(session: Session): SignedIn | SessionEnd {
    const { clock, room } = this.#ports;
    const now = clock.wallNow();
    if (now >= session.expires || now - session.seen >= IDLE_MS) return 'expired';
    const ending = this.#ending.get(session.person);
    if (ending !== undefined && session.made <= ending.madeUntil) return ending.why;
    const person = room.readable.person(session.person);
    if (person === undefined) return 'removed';
    if (person.agency !== session.agency || person.component !== session.component) return 'component';
    if (person.index !== session.enrolment) return 'enrolled-anew';
    const viewer = this.#viewer(person);
    return session.admitted && !viewer.admitted ? 'suspended' : { session, person, viewer };
  }

  /** Ends one session. */
  async end(session: Session, why: SessionEnd): Promise<void> {
    this.#tell({ why, includes: ({ id }) => id === session.id });
    await this.#ports.store.endSession(session.id);
  }

  /** Ends all sessions of a person: signing out everywhere. */
  async endAllOf(person: string): Promise<void> {
    await this.#endPerson(person, 'signed-out');
  }

  /** Ends what an agency's provider says is over. */
  async endFrom(from: Parameters<SignInStore['sessionsFrom']>[0]): Promise<void> {
    for (const session of await this.#ports.store.sessionsFrom(from)) await this.end(session, 'signed-out');
  }

  /** Takes out of the table what has ended and could not be taken out then. */
  async settle(): Promise<void> {
    for (const [person, ending] of [...this.#ending]) {
      await this.#ports.store.endSessionsOf(person, ending.madeUntil);
      if (this.#ending.get(person) === ending) this.#ending.delete(person);
    }
  }

  /** Listens to no more commits. */
  close(): void {
    this.#stop();
  }

  #viewer(person: PersonRow): Viewer {
    const { room } = this.#ports;
    return room.readable.viewer(person, room.directory, room.roomNow());
  }

  /** In the turn of the commit; must not throw. */
  #follow(entries: readonly Committed[]): void {
    const { store, room } = this.#ports;
    const changes = entries.flatMap(({ draft }) => draft.fields.changes);
    for (const { slice, row } of changes) {
      if (slice !== 'people' || row === null) continue;
      const person = row as PersonRow;
      if (person.removed !== null) {
        void this.#endPerson(person.id, 'removed');
        void this.#tried(store.forgetPerson(person.id, person.index + 1));
        continue;
      }
      this.#endOthers(person);
      void this.#tried(store.forgetPerson(person.id, person.index));
    }
    if (!changes.some(({ slice }) => slice === 'mandates' || slice === 'sets')) return;
    const before = this.#admitted;
    this.#admitted = this.#admittedNow();
    const lost = [...before].filter((component) => !this.#admitted.has(component));
    if (lost.length === 0) return;
    for (const { id, agency, component } of room.readable.records.people.values()) {
      // The host's people need no mandate.
      const isLost = lost.includes(componentKey(agency, component)) && !isHost(agency, room.directory);
      if (isLost) void this.#endPerson(id, 'suspended', this.#haltOf(entries, agency, component, id));
    }
  }

  #haltOf(entries: readonly Committed[], agency: string, component: string, person: string): Halt | undefined {
    const { readable, directory } = this.#ports.room;
    const index = readable.tookPartUntil(agency, component);
    return index === undefined ? undefined : haltOf(entries, index, person, directory.scenario);
  }

  /** Tells of the sessions that a person began before this enrolment: of another agency or component, or with a key that was perhaps stolen. */
  #endOthers({ id, agency, component, index }: PersonRow): void {
    const isBefore = (session: Session) => session.person === id && session.enrolment !== index;
    const isOther = (session: Session) => session.agency !== agency || session.component !== component;
    this.#tell({ why: 'component', includes: (session) => isBefore(session) && isOther(session) });
    this.#tell({ why: 'enrolled-anew', includes: (session) => isBefore(session) && !isOther(session) });
  }

  async #endPerson(person: string, why: SessionEnd, halt?: Halt): Promise<void> {
    const madeUntil = Math.floor(this.#ports.clock.wallNow());
    const ending = { why, madeUntil };
    this.#ending.set(person, ending);
    const includes = (session: Session) => session.person === person && session.made <= madeUntil;
    this.#tell(halt === undefined ? { why, includes } : { why, halt, includes });
    const done = await this.#tried(this.#ports.store.endSessionsOf(person, madeUntil));
    if (done && this.#ending.get(person) === ending) this.#ending.delete(person);
  }

  #tell(ended: EndedSessions): void {
    for (const listener of this.#listeners) listener(ended);
  }

  async #tried(work: Promise<void>): Promise<boolean> {
    try {
      await work;
      return true;
    } catch (error) {
      this.#ports.warn(`sessions that ended stand in the table still: ${String(error)}`);
      return false;
    }
  }

  /** Components that a mandate of their own agency admits. */
  #admittedNow(): ReadonlySet<string> {
    const { directory, readable } = this.#ports.room;
    const { agencies } = directory.scenario.vocabulary;
    const all = agencies.flatMap(({ id, components }) => components.map((component) => [id, component.id] as const));
    const admitted = all.filter(([agency, component]) => readable.admits(agency, component));
    return new Set(admitted.map(([agency, component]) => componentKey(agency, component)));
  }
}

function componentKey(agency: string, component: string): string {
  return `${agency}/${component}`;
}
