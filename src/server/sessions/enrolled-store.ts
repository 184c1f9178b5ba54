import type { OpenRoom } from '../room.ts';
import type { SignInStore } from './store.ts';

/** What says under which entry somebody stands enrolled. */
export type Enrolments = { readonly readable: Pick<OpenRoom['readable'], 'person'> };

/**
 * A store that knows links, passwords and passkeys of those only who are enrolled, made under the enrolment that stands: what was made before a removal,
 * or beside a key that was replaced, is to every reader as if it were not there. Writing takes time, and its person may go meanwhile; so it is
 * looked again after each write, and what stands no more is taken back.
 */
export function underEnrolment(store: SignInStore, { readable }: Enrolments): SignInStore {
  const enrolmentOf = (person: string) => readable.person(person)?.index ?? null;
  const stands = (kept: { readonly person: string; readonly enrolment: number }) => {
    return kept.enrolment === enrolmentOf(kept.person);
  };
  const standsAfter = async (written: { readonly person: string; readonly enrolment: number }) => {
    if (stands(written)) return true;
    await store.forgetPerson(written.person, written.enrolment + 1);
    return false;
  };
  return {
    ...sessionsIn(store),
    ...ceremoniesIn(store),
    async addSession(session, from) {
      await store.addSession(session, from);
      await standsAfter(session);
    },
    async addLink(link) {
      await store.addLink(link);
      await standsAfter(link);
    },
    async takeLink(id) {
      const link = await store.takeLink(id);
      return link !== undefined && stands(link) ? link : undefined;
    },
    async password(person) {
      const kept = await store.password(person);
      return kept !== undefined && stands({ person, ...kept }) ? kept : undefined;
    },
    async setPassword(person, password, before) {
      const kept = await store.setPassword(person, password, before);
      return (await standsAfter({ person, ...password })) && kept;
    },
    passkeysOf: async (person) => (await store.passkeysOf(person)).filter(stands),
    async passkey(id) {
      const passkey = await store.passkey(id);
      return passkey !== undefined && stands(passkey) ? passkey : undefined;
    },
    async addPasskey(passkey, beside) {
      const added = await store.addPasskey(passkey, beside);
      return (await standsAfter(passkey)) ? added : 'refused';
    },
    countPasskey: (id, before, counter) => store.countPasskey(id, before, counter),
    removePasskey: (person, id) => store.removePasskey(person, id),
    personsKnown: () => store.personsKnown(),
    forgetPerson: (person, enrolledBefore) => store.forgetPerson(person, enrolledBefore),
    sweep: (now) => store.sweep(now),
    close: () => store.close(),
  };
}

/** Sessions are judged by the records at every request (`Sessions.standing`). */
function sessionsIn(store: SignInStore) {
  return {
    session: (id) => store.session(id),
    sessionsFrom: (from) => store.sessionsFrom(from),
    seen: (id, at) => store.seen(id, at),
    endSession: (id) => store.endSession(id),
    endSessionsOf: (person, madeUntil) => store.endSessionsOf(person, madeUntil),
  } satisfies Partial<SignInStore>;
}

/** What belongs to an act or to a browser, whoever its person is by now. */
function ceremoniesIn(store: SignInStore) {
  return {
    addAssertion: (assertion) => store.addAssertion(assertion),
    assertion: (digest) => store.assertion(digest),
    assertionOfEntry: (entry) => store.assertionOfEntry(entry),
    enterAssertion: (digest, entry) => store.enterAssertion(digest, entry),
    dropAssertion: (digest) => store.dropAssertion(digest),
    addCeremony: (ceremony) => store.addCeremony(ceremony),
    takeCeremony: (id) => store.takeCeremony(id),
  } satisfies Partial<SignInStore>;
}
