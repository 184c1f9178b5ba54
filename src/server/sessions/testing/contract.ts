import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Session } from '../session.ts';
import { LINKS_OF_PERSON_MAX, PASSKEYS_OF_PERSON_MAX, SESSIONS_OF_PERSON_MAX, type SignInStore } from '../store.ts';

const NOW = 1_700_000_000_000;

export function sessionOf(changed: Partial<Session>): Session {
  return {
    id: 'a'.repeat(64),
    person: 'duty-a',
    agency: 'host',
    component: 'host.operations',
    admitted: true,
    enrolment: 7,
    method: 'link',
    cameIn: NOW - 1,
    made: NOW,
    seen: NOW,
    expires: NOW + 1_000,
    wantsDesk: null,
    ...changed,
  };
}

/** What holds for every place where sessions and credentials lie. */
export function signInStoreContract(name: string, open: () => Promise<SignInStore>): void {
  describe(`sessions and credentials in ${name}`, () => {
    let store: SignInStore;
    before(async () => {
      store = await open();
    });
    after(async () => {
      await store.close();
    });
    test('a session comes back as it was put, and is gone once it is ended', () => sessionsComeBack(store));
    test('the sessions of a person up to a time end, and no others', () => sessionsOfPersonEnd(store));
    test('a person has so many sessions, and one more ends the oldest', () => sessionsAreBounded(store));
    test('sessions are found by what a provider calls them', () => sessionsOfProvider(store));
    test('a link is taken once, also by many at once', () => linksAreTakenOnce(store));
    test('a password is replaced, and belongs to one person', () => passwordsAreReplaced(store));
    test('passkeys are one person’s each, bounded, and their counter moves from where it was', () => passkeys(store));
    test('who is forgotten has nothing left, and others have', () => personsAreForgotten(store));
    test('an assertion is kept once, under the digest of its act', () => assertionsAreKept(store));
    test('a ceremony is taken once', () => ceremoniesAreTakenOnce(store));
    test('what has expired is swept away, and nothing else', () => sweeps(store));
    test('odd letters come back as they were', () => oddLetters(store));
  });
}

async function sessionsComeBack(store: SignInStore): Promise<void> {
  const session = sessionOf({ id: '1'.repeat(64), wantsDesk: 'room.duty', admitted: false, method: 'oidc' });
  await store.addSession(session);
  assert.deepEqual(await store.session(session.id), session);
  await store.seen(session.id, NOW + 5);
  await store.seen(session.id, NOW + 3);
  assert.deepEqual(await store.session(session.id), { ...session, seen: NOW + 5 });
  await store.endSession(session.id);
  assert.equal(await store.session(session.id), undefined);
  await store.seen(session.id, NOW + 9);
  assert.equal(await store.session(session.id), undefined, 'use does not bring it back');
}

async function sessionsOfPersonEnd(store: SignInStore): Promise<void> {
  const [before, since, others] = ['2', '3', '4'].map((letter) => letter.repeat(64)) as [string, string, string];
  await store.addSession(sessionOf({ id: before, person: 'ends', made: NOW }));
  await store.addSession(sessionOf({ id: since, person: 'ends', made: NOW + 1 }));
  await store.addSession(sessionOf({ id: others, person: 'stays', made: NOW }));
  await store.endSessionsOf('ends', NOW);
  assert.equal(await store.session(before), undefined);
  assert.notEqual(await store.session(since), undefined);
  assert.notEqual(await store.session(others), undefined);
}

async function sessionsAreBounded(store: SignInStore): Promise<void> {
  const ids = Array.from({ length: SESSIONS_OF_PERSON_MAX + 2 }, (_, i) => `${i}`.padStart(64, 'b'));
  for (const [i, id] of ids.entries()) await store.addSession(sessionOf({ id, person: 'many', made: NOW + i }));
  const there = await Promise.all(ids.map(async (id) => (await store.session(id)) !== undefined));
  assert.deepEqual(there, [false, false, ...Array.from({ length: SESSIONS_OF_PERSON_MAX }, () => true)]);
}

async function sessionsOfProvider(store: SignInStore): Promise<void> {
  const from = { provider: 'ministry', subject: 'sub-1', sid: 'sid-1' };
  const [one, two, other, none] = ['e1', 'e2', 'e3', 'e4'].map((id) =>
    sessionOf({ id: id.padEnd(64, '0'), person: id }),
  );
  if (one === undefined || two === undefined || other === undefined || none === undefined) throw new RangeError('four');
  await store.addSession(one, from);
  await store.addSession(two, { ...from, sid: null });
  await store.addSession(other, { ...from, provider: 'embassy' });
  await store.addSession(none);
  const ids = async (subject: string | undefined, sid: string | undefined) => {
    const found = await store.sessionsFrom({ provider: 'ministry', subject, sid });
    return found.map(({ person }) => person).sort();
  };
  assert.deepEqual(await ids('sub-1', undefined), ['e1', 'e2']);
  assert.deepEqual(await ids('sub-1', 'sid-1'), ['e1']);
  assert.deepEqual(await ids(undefined, 'sid-1'), ['e1']);
  assert.deepEqual(await ids('sub-2', 'sid-1'), []);
  assert.deepEqual(await ids(undefined, undefined), [], 'nobody’s, not everybody’s');
  assert.deepEqual((await store.sessionsFrom({ provider: 'ministry', subject: 'sub-1', sid: 'sid-1' }))[0], one);
}

async function linksAreTakenOnce(store: SignInStore): Promise<void> {
  const link = { id: 'c'.repeat(64), person: 'duty-a', enrolment: 7, desk: 'room.duty', expires: NOW + 1 };
  await store.addLink(link);
  const taken = await Promise.all([1, 2, 3, 4].map(() => store.takeLink(link.id)));
  assert.deepEqual(
    taken.filter((one) => one !== undefined),
    [link],
  );
  assert.equal(await store.takeLink(link.id), undefined);
  for (let i = 0; i <= LINKS_OF_PERSON_MAX; i += 1) {
    await store.addLink({ id: `${i}`.padStart(64, 'd'), person: 'duty-b', enrolment: 7, desk: null, expires: NOW + i });
  }
  assert.equal(await store.takeLink('0'.padStart(64, 'd')), undefined, 'the oldest made room');
  assert.notEqual(await store.takeLink('1'.padStart(64, 'd')), undefined);
}

async function passwordsAreReplaced(store: SignInStore): Promise<void> {
  const password = { salt: 'c2FsdA', hash: 'aGFzaA', memory: 65_536, passes: 3, parallelism: 1, enrolment: 7 };
  assert.equal(await store.password('duty-a'), undefined);
  const others = ['one', 'two', 'three'].map((hash) => ({ ...password, hash }));
  const firsts = await Promise.all([password, ...others].map((one) => store.setPassword('first-a', one, undefined)));
  assert.deepEqual(firsts.filter(Boolean), [true], 'of several first ones at once one is kept');
  assert.equal(await store.setPassword('duty-a', password, undefined), true);
  assert.equal(await store.setPassword('duty-a', { ...password, hash: 'Zmlyc3Q' }, undefined), false, 'it is no first');
  const next = { ...password, hash: 'b3RoZXI' };
  assert.equal(await store.setPassword('duty-a', next, { ...password, hash: 'bm9uZQ' }), false);
  assert.equal(await store.setPassword('duty-a', next, password), true);
  assert.equal(
    await store.setPassword('duty-a', { ...password, hash: 'dHdpY2U' }, password),
    false,
    'that one is gone',
  );
  assert.equal(await store.setPassword('duty-c', next, password), false);
  assert.equal(await store.setPassword('anew', { ...password, enrolment: 6 }, undefined), true);
  assert.equal(await store.setPassword('anew', password, undefined), true, 'of an enrolment before it counts as none');
  assert.deepEqual(await store.password('duty-a'), { ...password, hash: 'b3RoZXI' });
  assert.equal(await store.password('duty-b'), undefined);
}

async function passkeys(store: SignInStore): Promise<void> {
  const passkey = {
    id: 'cred',
    person: 'keys',
    enrolment: 7,
    publicKey: 'pQEC',
    counter: 3,
    label: 'laptop',
    made: NOW,
  };
  const firsts = ['f-1', 'f-2', 'f-3'].map((id) => ({ ...passkey, id, person: 'first' }));
  const kept = await Promise.all(firsts.map((one) => store.addPasskey(one, [])));
  assert.deepEqual(kept.sort(), ['changed', 'changed', 'kept'], 'of several first ones at once one is kept');
  assert.equal(await store.addPasskey(passkey, []), 'kept');
  assert.equal(await store.addPasskey({ ...passkey, id: 'second' }, []), 'changed');
  assert.equal(await store.addPasskey({ ...passkey, id: 'second' }, ['cred', 'gone']), 'changed');
  assert.equal(await store.addPasskey({ ...passkey, person: 'somebody-else' }, []), 'refused', 'an id is one person’s');
  assert.deepEqual(await store.passkey('cred'), passkey);
  assert.deepEqual(await store.passkeysOf('keys'), [passkey]);
  const moved = await Promise.all([4, 5].map((counter) => store.countPasskey('cred', 3, counter)));
  assert.deepEqual(moved.filter(Boolean), [true], 'of two uses at once one comes first');
  assert.equal(await store.countPasskey('cred', 3, 9), false);
  assert.equal(await store.removePasskey('somebody-else', 'cred'), false);
  const more = Array.from({ length: PASSKEYS_OF_PERSON_MAX }, (_, i) => ({ ...passkey, id: `more-${i}` }));
  const added: string[] = [];
  for (const [n, one] of more.entries()) {
    const beside = ['cred', ...more.slice(0, n).map(({ id }) => id)];
    added.push(await store.addPasskey(one, beside));
  }
  assert.deepEqual(added, [...more.slice(1).map(() => 'kept'), 'refused']);
  assert.equal(await store.removePasskey('keys', 'cred'), true);
  assert.equal(await store.passkey('cred'), undefined);
}

async function personsAreForgotten(store: SignInStore): Promise<void> {
  const password = { salt: 'c2FsdA', hash: 'aGFzaA', memory: 65_536, passes: 3, parallelism: 1, enrolment: 7 };
  for (const person of ['gone', 'kept']) {
    await store.setPassword(person, password, undefined);
    await store.addPasskey(passkeyOf(person), []);
    await store.addLink({ id: person.padStart(64, 'e'), person, enrolment: 7, desk: null, expires: NOW + 9 });
  }
  const [before, since] = ['8', '9'].map((letter) => letter.padStart(64, 'f')) as [string, string];
  await store.addSession(sessionOf({ id: before, person: 'kept', enrolment: 6 }));
  await store.addSession(sessionOf({ id: since, person: 'kept' }));
  await store.addPasskey({ ...passkeyOf('kept'), id: 'p-before', enrolment: 6 }, []);
  await store.addLink({ id: before, person: 'kept', enrolment: 6, desk: null, expires: NOW + 9 });
  assert.equal(await store.setPassword('gone', { ...password, enrolment: 6, hash: 'bGF0ZQ' }, undefined), false);
  assert.deepEqual(await store.password('gone'), password, 'what comes late takes no later one’s place');
  await store.forgetPerson('gone', 8);
  await store.forgetPerson('kept', 7);
  assert.deepEqual([await store.session(before), (await store.session(since))?.enrolment], [undefined, 7]);
  assert.equal(await store.passkey('p-before'), undefined);
  assert.equal(await store.takeLink(before), undefined);
  const known = await store.personsKnown();
  assert.equal(known.includes('gone'), false);
  assert.equal(known.includes('kept'), true);
  assert.deepEqual(await store.passkeysOf('gone'), []);
  assert.equal(await store.takeLink('gone'.padStart(64, 'e')), undefined);
  assert.equal((await store.passkeysOf('kept')).length, 1);
  assert.deepEqual(await store.password('kept'), password);
  await store.forgetPerson('kept', 8);
  assert.equal((await store.personsKnown()).includes('kept'), false);
}

function passkeyOf(person: string) {
  return { id: `p-${person}`, person, enrolment: 7, publicKey: 'pQEC', counter: 0, label: 'x', made: NOW };
}

async function assertionsAreKept(store: SignInStore): Promise<void> {
  const digest = 'f'.repeat(64);
  const kept = { digest, act: 'act-00000001', entry: null, credential: 'cred', assertion: '{"id":"cred"}' };
  assert.equal(await store.addAssertion(kept), true);
  assert.equal(await store.addAssertion({ ...kept, assertion: '{}' }), false);
  assert.deepEqual(await store.assertion(digest), kept);
  assert.equal(await store.assertionOfEntry(7), undefined);
  await store.enterAssertion(digest, 7);
  await store.enterAssertion(digest, 8);
  assert.deepEqual(await store.assertionOfEntry(7), { ...kept, entry: 7 });
  await store.dropAssertion(digest);
  assert.notEqual(await store.assertion(digest), undefined, 'evidence of an entry is never dropped');
  await store.addAssertion({ ...kept, digest: '0'.repeat(64) });
  await store.dropAssertion('0'.repeat(64));
  assert.equal(await store.assertion('0'.repeat(64)), undefined);
}

async function ceremoniesAreTakenOnce(store: SignInStore): Promise<void> {
  const ceremony = { id: '9'.repeat(64), content: '{"challenge":"x"}', expires: NOW + 1 };
  assert.equal(await store.addCeremony(ceremony), true);
  assert.equal(await store.addCeremony({ ...ceremony, content: 'another' }), false);
  const taken = await Promise.all([1, 2, 3].map(() => store.takeCeremony(ceremony.id)));
  assert.deepEqual(
    taken.filter((one) => one !== undefined),
    [ceremony],
  );
}

async function sweeps(store: SignInStore): Promise<void> {
  const [over, stands] = ['6'.repeat(64), '7'.repeat(64)];
  for (const [id, expires] of [
    [over, NOW + 500],
    [stands, NOW + 501],
  ] as const) {
    await store.addSession(sessionOf({ id, person: 'swept', expires }));
    await store.addLink({ id, person: 'swept', enrolment: 7, desk: null, expires });
    await store.addCeremony({ id, content: '{}', expires });
  }
  await store.sweep(NOW + 500);
  assert.equal(await store.session(over), undefined);
  assert.equal(await store.takeLink(over), undefined);
  assert.equal(await store.takeCeremony(over), undefined);
  assert.notEqual(await store.session(stands), undefined);
  assert.notEqual(await store.takeLink(stands), undefined);
  assert.notEqual(await store.takeCeremony(stands), undefined);
}

async function oddLetters(store: SignInStore): Promise<void> {
  const label = `Robert'); drop table sessions;-- \\ "ü" 🔑`;
  const odd = { ...passkeyOf('odd'), id: "odd' or 1=1", label };
  assert.equal(await store.addPasskey(odd, []), 'kept');
  assert.equal((await store.passkey("odd' or 1=1"))?.label, label);
  assert.equal(await store.session("' or ''='"), undefined);
}
