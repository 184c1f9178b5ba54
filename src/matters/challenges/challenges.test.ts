import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import type { Asked, DeskRoom } from '../../desk/testing/desk-room.ts';
import { accompany, approve, enforce, harbourAtWork, openIdentityCheck } from '../../desk/testing/harbour.ts';
import { decideV1 } from '../../mandates/interpreter-1.ts';
import type { Answer } from '../../terms/answer.ts';
import type { EntryFields } from '../../terms/entry.ts';
import { visibleTo } from '../../views/audience.ts';

let room: DeskRoom;

beforeEach(async () => {
  room = await harbourAtWork();
  await room.signOn('watch-a', 'harbour-room.watch');
});

const CHECK = { activity: 'identity-check', purpose: 'public-safety' };

function said({ outcome, clauses }: Pick<Answer, 'outcome' | 'clauses'>): string {
  return clauses.length === 0 ? outcome : `${outcome} ${clauses}`;
}

/** The guest's advice at the ferry terminal, which needs nobody beside; gives the deed's number. */
async function advise(more: Partial<Asked> = {}): Promise<string> {
  const { deed } = await room.permitted({
    by: 'gb-support-a',
    kind: 'deed.propose',
    activity: 'advise-crowd',
    purpose: 'public-safety',
    place: 'ferry-terminal',
    detail: { until: room.now + HOUR, what: 'advice on the queue' },
    ...more,
  });
  return deed ?? '';
}

/** The guest speaks with visitors at the ferry terminal, beside an officer; gives the deed's number. */
async function talk(): Promise<string> {
  return await advise({ activity: 'talk-to-visitors' });
}

function challenge(deed: string, more: object = {}, by = 'police-a'): Asked {
  const detail = { deed, activity: 'identity-check', reason: 'papers were asked for', ...more };
  return { by, kind: 'challenge.raise', detail };
}

function stands(matter: string | undefined, by = 'duty-a'): Asked {
  return { by, kind: 'challenge.answer', detail: { challenge: matter, answer: 'stands', reason: 'I was there' } };
}

function reclassify(matter: string | undefined, found: object = CHECK, by = 'duty-a'): Asked {
  const detail = { challenge: matter, answer: 'reclassified', reason: 'two saw it', ...found };
  return { by, kind: 'challenge.answer', detail };
}

/** The fields of the entries after this one, in order. */
function after({ index }: Answer): EntryFields[] {
  return room.entries.filter((entry) => entry.index > index).map(({ draft }) => draft.fields);
}

function fieldsAt(index: number): EntryFields {
  return room.entries.find((entry) => entry.index === index)?.draft.fields ?? assert.fail('no entry');
}

/** What the entries from this answer on are called, and of what. */
function ends(answer: Answer): string[] {
  return after(answer).map(({ kind, matter, cause }) => `${kind} ${matter} after ${cause}`);
}

test('a challenge changes nothing yet: the deed goes on, and is shown to its agency and the host', async () => {
  const deed = await advise();
  const raised = await room.permitted(challenge(deed));
  assert.equal(raised.matter, 'CHA-guest-b-police-1');
  assert.deepEqual(after(raised), []);
  const row = room.state.get('deeds', deed);
  assert.equal(row?.status, 'open');
  assert.equal(row?.challenge, raised.matter);
  const { status, declared, seems } = room.state.get('challenges', raised.matter ?? '') ?? assert.fail('no challenge');
  assert.equal(status, 'open');
  assert.deepEqual(declared, {
    activity: 'advise-crowd',
    purpose: 'public-safety',
    outcome: 'permitted',
    clauses: ['guest-b/5'],
  });
  assert.deepEqual(seems, CHECK);
});

test('reclassified into a coercive activity, a guest’s open deed is decided again as of then, and ends in the same commit', async () => {
  const deed = await advise();
  const opened = room.now;
  const original = fieldsAt(room.door.size - 1);
  await room.advanceTo(room.now + 20 * MINUTE);
  const raised = await room.permitted(challenge(deed));
  const answer = await room.permitted(reclassify(raised.matter));
  assert.deepEqual(ends(answer), [
    `deed.reclassified ${deed} after ${answer.index}`,
    `deed.ended ${deed} after ${answer.index}`,
  ]);
  const [again, ended] = after(answer);
  assert(again !== undefined && ended !== undefined);
  assert.equal(said(again), 'prohibited R-05');
  assert.equal(again.facts.time, opened, 'of then');
  assert.deepEqual(again.facts, {
    ...original.facts,
    activity: 'identity-check',
    axes: { ...original.facts.axes, purpose: 'public-safety' },
  });
  assert.deepEqual([again.agency, again.activityClass], ['guest-b-police', 'coercive']);
  assert.equal(said(ended), said(answer), 'an end stands by the decision that it follows from');
  assert.equal(said(original), 'permitted guest-b/5', 'both stand');
  assert.equal(room.state.get('deeds', deed)?.status, 'ended');
  assert.deepEqual(room.state.get('deeds', deed)?.reclassified, { ...CHECK, clauses: ['R-05'] });
  const row = room.state.get('challenges', raised.matter ?? '');
  assert.deepEqual(row?.found, { ...CHECK, outcome: 'prohibited', clauses: ['R-05'] });
  assert.equal(row?.answeredBy, 'duty-a');
});

test('the decision that is taken again is replayed like any other: set and facts give outcome and clauses', async () => {
  const deed = await advise();
  const { matter } = await room.permitted(challenge(deed));
  const answer = await room.permitted(reclassify(matter, { activity: 'talk-to-visitors', purpose: 'public-safety' }));
  const [again] = after(answer);
  assert(again !== undefined);
  const { outcome, clauses } = decideV1(room.room.sets.set(again.set), again.facts);
  assert.deepEqual([again.outcome, again.clauses], [outcome, clauses]);
  assert.equal(said(again), 'outside');
  assert(
    (again.near ?? []).some(({ clause }) => clause === 'guest-b/6'),
    'with what it missed',
  );
});

test('answered that it stands, nothing ends, and it may be challenged again', async () => {
  const deed = await advise();
  const { matter } = await room.permitted(challenge(deed));
  const answer = await room.permitted(stands(matter));
  assert.deepEqual(after(answer), []);
  assert.equal(room.state.get('deeds', deed)?.status, 'open');
  assert.equal(room.state.get('deeds', deed)?.reclassified, undefined);
  assert.equal(room.state.get('challenges', matter ?? '')?.status, 'stands');
  assert.equal((await room.permitted(challenge(deed))).matter, 'CHA-guest-b-police-2');
});

test('reclassified as what would be permitted, a deed goes on as what it was allowed as', async () => {
  await accompany(room);
  const deed = await advise();
  const { matter } = await room.permitted(challenge(deed, { activity: 'talk-to-visitors' }));
  const answer = await room.permitted(reclassify(matter, { activity: 'talk-to-visitors', purpose: 'public-safety' }));
  assert.deepEqual(ends(answer), [`deed.reclassified ${deed} after ${answer.index}`]);
  const row = room.state.get('deeds', deed);
  assert.deepEqual([row?.status, row?.activity], ['open', 'advise-crowd']);
});

test('and ends when it may go on no more as what it was found to be, though it might as declared', async () => {
  const accompaniment = await accompany(room);
  const deed = await advise();
  const { matter } = await room.permitted(challenge(deed, { activity: 'talk-to-visitors' }));
  await room.permitted(reclassify(matter, { activity: 'talk-to-visitors', purpose: 'public-safety' }));
  const left = await room.permitted({
    by: 'police-a',
    kind: 'accompaniment.end',
    detail: { accompaniment: accompaniment.matter },
  });
  assert.deepEqual(ends(left), [`deed.ended ${deed} after ${left.index}`]);
});

test('nor does what it was found to be carry a deed on that may not go on as declared', async () => {
  const accompaniment = await accompany(room);
  const deed = await talk();
  const found = { activity: 'advise-crowd', purpose: 'public-safety' };
  const { matter } = await room.permitted(challenge(deed, found));
  await room.permitted(reclassify(matter, found));
  assert.equal(room.state.get('deeds', deed)?.status, 'open');
  const detail = { accompaniment: accompaniment.matter };
  await room.permitted({ by: 'police-a', kind: 'accompaniment.end', detail });
  assert.equal(room.state.get('deeds', deed)?.status, 'ended');
});

test('an approval is for what was asked: a check that the host approved, found to be a search, ends with its approval', async () => {
  const open = await openIdentityCheck(room);
  const found = { activity: 'search-vehicle', purpose: 'public-safety' };
  const { matter } = await room.permitted(challenge(open.deed, found, 'watch-a'));
  const answer = await room.permitted(reclassify(matter, found, 'commander-a'));
  assert.deepEqual(ends(answer), [
    `deed.reclassified ${open.deed} after ${answer.index}`,
    `deed.ended ${open.deed} after ${answer.index}`,
    `approval.ended ${open.asked.matter} after ${answer.index}`,
  ]);
  assert.equal(said(after(answer)[0] ?? assert.fail()), 'prohibited R-05,guest-b/9');
});

test('nor for the same activity for another purpose, with the power conferred and an officer beside', async () => {
  const open = await openIdentityCheck(room);
  const detail = { deed: open.deed, purpose: 'event-security', reason: 'not of the ferry' };
  const { matter } = await room.permitted({ by: 'watch-a', kind: 'challenge.raise', detail });
  const answer = await room.permitted(reclassify(matter, { activity: 'identity-check', purpose: 'event-security' }));
  const [again] = after(answer);
  assert.equal(again?.facts.approval, 'none');
  assert.equal(again?.facts.axes['conferral'], 'yes');
  assert.equal(room.state.get('deeds', open.deed)?.status, 'ended');
});

test('the host’s own deed too: a yes to restrict vessels for one purpose is none for another', async () => {
  const words = { activity: 'restrict-navigation', purpose: 'harbour-safety', place: 'harbour.elsewhere' };
  const detail = { until: room.now + HOUR, what: 'no vessel near the quay' };
  const asked = await room.enter({ by: 'watch-a', kind: 'deed.propose', ...words, detail });
  assert.equal(asked.outcome, 'needs-approval');
  await approve(room, asked);
  const { purpose, place } = words;
  await room.permitted({ by: 'watch-a', kind: 'deed.begin', purpose, place, detail: { deed: asked.deed } });
  const found = { activity: 'restrict-navigation', purpose: 'event-security' };
  const { matter } = await room.permitted(challenge(asked.deed ?? '', found));
  const answer = await room.permitted(reclassify(matter, found, 'commander-a'));
  assert.equal(said(after(answer)[0] ?? assert.fail()), 'needs-approval host-root/9');
  assert.equal(room.state.get('deeds', asked.deed ?? '')?.status, 'ended');
});

test('of a deed that is over only the decision is taken again', async () => {
  const deed = await advise();
  await room.permitted({
    by: 'gb-support-a',
    kind: 'deed.end',
    purpose: 'public-safety',
    place: 'ferry-terminal',
    detail: { deed },
  });
  const { matter } = await room.permitted(challenge(deed));
  const answer = await room.permitted(reclassify(matter));
  assert.deepEqual(ends(answer), [`deed.reclassified ${deed} after ${answer.index}`]);
});

test('what was decided then is not changed by later mandates, nor by who left or came since', async () => {
  await accompany(room);
  const deed = await talk();
  const { set } = fieldsAt(room.door.size - 1);
  await room.advanceTo(room.now + 10 * MINUTE);
  await room.permitted({ by: 'commander-a', kind: 'mandate.suspend', detail: { mandate: 'guest-b', reason: 'x' } });
  await room.permitted({ by: 'police-a', kind: 'desk.sign-off', detail: {} });
  await room.advanceTo(room.now + MINUTE);
  const found = { activity: 'advise-crowd', purpose: 'public-safety' };
  const { matter } = await room.permitted(challenge(deed, found, 'watch-a'));
  const [again] = after(await room.permitted(reclassify(matter, found)));
  assert.equal(said(again ?? assert.fail()), 'permitted guest-b/5', 'the mandate was in force then');
  assert.equal(again?.set, set);
  assert.equal(again?.facts.axes['accompaniment'], 'yes', 'an officer was beside then');
});

test('and the component is the one of then, whoever its doer was enrolled as since', async () => {
  const deed = await advise();
  const { publicKey } = room.keyOf('gb-support-a');
  const person = {
    id: 'gb-support-a',
    agency: 'guest-b-police',
    component: 'guest-b-police.criminal-branch',
    roles: ['support-officer'],
    publicKey,
  };
  const enrolment = { by: 'registrar:guest-b-police', kind: 'roster.enrol', desk: null, detail: { person } } as const;
  await room.permitted(enrolment);
  assert.equal(room.state.get('deeds', deed)?.status, 'ended');
  const found = { activity: 'assess-threat', purpose: 'public-safety' };
  const { matter } = await room.permitted(challenge(deed, found));
  const [again] = after(await room.permitted(reclassify(matter, found)));
  assert.equal(again?.facts.axes['component'], 'guest-b-police.event-support');
  assert.equal(said(again ?? assert.fail()), 'permitted guest-b/5');
});

test('a deed that its doer reported is challenged too; what somebody told of another was declared by nobody', async () => {
  const deedAt = room.now;
  await room.advanceTo(room.now + 5 * MINUTE);
  const report = {
    by: 'gb-support-a',
    kind: 'deed.report',
    form: 'report',
    activity: 'advise-crowd',
    purpose: 'public-safety',
    place: 'ferry-terminal',
    deedAt,
    detail: { what: 'stood at the gate' },
  } as const;
  const { matter: told } = await room.permitted(report);
  const { matter } = await room.permitted(challenge(told ?? ''));
  const answer = await room.permitted(reclassify(matter));
  assert.deepEqual(ends(answer), [`deed.reclassified ${told} after ${answer.index}`]);
  const [again] = after(answer);
  assert.deepEqual([said(again ?? assert.fail()), again?.facts.time], ['prohibited R-05', deedAt]);
  assert.equal(room.state.get('occurrences', told ?? '')?.outcome, 'permitted', 'both stand');
  const deed = { agency: 'guest-b-police', component: 'unknown', role: 'unknown', place: 'ferry-terminal', ...CHECK };
  const about = { by: 'ga-lead', kind: 'occurrence.report', form: 'report', detail: { deed, text: 'seen' } } as const;
  const { matter: seen } = await room.enter(about);
  assert.equal(said(await room.enter(challenge(seen ?? '', { activity: 'assess-threat' }))), 'prohibited R-33');
});

/** Who tries to challenge the guest's open deed, and what comes of it. */
const RAISERS: readonly (readonly [by: string, said: string])[] = [
  ['commander-a', 'permitted host-root/20'],
  ['duty-a', 'permitted host-root/20'],
  ['police-a', 'permitted host-root/21'],
  ['watch-a', 'permitted host-root/21'],
  ['loggist-a', 'outside'],
  ['gb-support-a', 'prohibited R-33'],
  ['ga-lead', 'prohibited R-33'],
];
for (const [by, wanted] of RAISERS) {
  test(`a challenge by ${by}: ${wanted}`, async () => {
    assert.equal(said(await room.enter(challenge(await advise(), {}, by))), wanted);
  });
}

/** Who tries to answer what `duty-a` challenged. */
const ANSWERERS: readonly (readonly [by: string, said: string])[] = [
  ['commander-a', 'permitted host-root/20'],
  ['duty-a', 'prohibited R-33'],
  ['police-a', 'outside'],
  ['loggist-a', 'outside'],
  ['gb-support-a', 'prohibited R-33'],
  ['ga-lead', 'prohibited R-33'],
];
for (const [by, wanted] of ANSWERERS) {
  test(`an answer by ${by} to what duty-a challenged: ${wanted}`, async () => {
    const { matter } = await room.permitted(challenge(await advise(), {}, 'duty-a'));
    assert.equal(said(await room.enter(stands(matter, by))), wanted);
    assert.equal(
      room.state.get('challenges', matter ?? '')?.status,
      wanted.startsWith('permitted') ? 'stands' : 'open',
    );
  });
}

test('nor does an officer answer a challenge of their own deed, whoever raised it', async () => {
  const { deed } = await room.permitted({
    by: 'duty-a',
    kind: 'deed.propose',
    activity: 'assess-threat',
    purpose: 'event-security',
    detail: { until: room.now + HOUR, what: 'the harbour' },
  });
  const raised = await room.permitted(challenge(deed ?? '', { activity: 'advise-crowd' }));
  assert.equal(raised.matter, 'CHA-host-justice-1');
  assert.equal(said(await room.enter(stands(raised.matter))), 'prohibited R-33');
  await room.permitted(stands(raised.matter, 'commander-a'));
});

test('an answer is given once, and to a challenge that there is', async () => {
  const deed = await advise();
  const { matter } = await room.permitted(challenge(deed));
  await room.permitted(reclassify(matter));
  assert.equal(said(await room.enter(stands(matter))), 'prohibited R-06');
  assert.equal(said(await room.enter(reclassify(matter, { ...CHECK, purpose: 'event-security' }))), 'prohibited R-06');
  assert.equal(said(await room.enter(stands(matter, 'commander-a'))), 'prohibited R-06');
  assert.equal(said(await room.enter(stands('CHA-guest-b-police-9'))), 'prohibited R-06');
});

test('a deed is challenged once at a time, for something else, and only when it took effect', async () => {
  const deed = await advise();
  await room.permitted(challenge(deed));
  assert.equal(said(await room.enter(challenge(deed, {}, 'watch-a'))), 'prohibited R-33', 'once at a time');
  const other = await advise({ activity: 'assess-threat' });
  assert.equal(said(await room.enter(challenge(other, { activity: 'assess-threat' }))), 'prohibited R-33');
  const { matter } = await room.permitted(challenge(other));
  const same = { activity: 'assess-threat', purpose: 'public-safety' };
  assert.equal(said(await room.enter(reclassify(matter, same))), 'prohibited R-33', 'that would be `stands`');
  const asked = await room.enter({
    by: 'gb-support-a',
    kind: 'deed.propose',
    activity: 'sweep-venue',
    purpose: 'event-security',
    place: 'summit-quay',
    detail: { until: room.now + HOUR, what: 'before opening' },
  });
  assert.equal(said(await room.enter(challenge(asked.deed ?? ''))), 'prohibited R-33', 'it waits for its answer');
  assert.equal(said(await room.enter(challenge('DEED-guest-b-police-99'))), 'prohibited R-33');
  assert.equal(said(await room.enter(challenge(asked.matter ?? ''))), 'prohibited R-33', 'a request is no deed');
});

test('what has no word of the vocabulary, or says too little or too much, is turned away', async () => {
  const deed = await advise();
  const { matter } = await room.permitted(challenge(deed));
  for (const asked of [
    challenge(deed, { activity: 'arrest-everybody' }),
    challenge(deed, { purpose: 'immigration-control' }),
    challenge(deed, { activity: undefined }),
    reclassify(matter, { activity: 'identity-check' }),
    reclassify(matter, { purpose: 'public-safety' }),
    { ...stands(matter), detail: { challenge: matter, answer: 'stands', reason: 'x', ...CHECK } },
  ]) {
    assert('refused' in (await room.send(asked)), JSON.stringify(asked.detail));
  }
  assert.equal(room.state.get('challenges', matter ?? '')?.status, 'open');
});

test('signed with another’s key, or from no desk, it is no act of an officer', async () => {
  const deed = await advise();
  const forged = await room.send({ ...challenge(deed, {}, 'duty-a'), key: room.keyOf('gb-support-a') });
  assert('refused' in forged);
  assert.equal(said(await room.enter({ ...challenge(deed), desk: null })), 'prohibited R-02');
  assert.equal(room.state.get('deeds', deed)?.challenge, undefined);
});

test('a challenge outlives its deed and its person, and is answered all the same', async () => {
  const deed = await advise();
  const { matter } = await room.permitted(challenge(deed));
  await room.permitted({ by: 'commander-a', kind: 'mandate.suspend', detail: { mandate: 'guest-b', reason: 'x' } });
  const removal = { person: 'gb-support-a', reason: 'recalled' };
  await room.permitted({ by: 'registrar:guest-b-police', kind: 'roster.remove', desk: null, detail: removal });
  await room.advanceTo(room.now + 3 * HOUR);
  assert.equal(room.state.get('challenges', matter ?? '')?.status, 'open');
  const answer = await room.permitted(reclassify(matter));
  assert.deepEqual(ends(answer), [`deed.reclassified ${deed} after ${answer.index}`]);
});

test('the guest’s next deed in the same words is decided as if there had been none', async () => {
  const { matter } = await room.permitted(challenge(await advise()));
  await room.permitted(reclassify(matter));
  const next = await advise({ detail: { until: room.now + HOUR, what: 'once more' } });
  assert.equal(room.state.get('deeds', next)?.status, 'open');
});

test('R-22: found to get people out it goes on; found not to, it is held to what it was found to be', async () => {
  const escort = await advise({ activity: 'escort-to-safety' });
  const first = await room.permitted(challenge(escort));
  await room.permitted(reclassify(first.matter));
  assert.equal(room.state.get('deeds', escort)?.status, 'ended');
  const advice = await advise();
  const second = await room.permitted(challenge(advice, { activity: 'escort-to-safety' }));
  const answer = await room.permitted(reclassify(second.matter, { ...CHECK, activity: 'escort-to-safety' }));
  assert.equal(said(after(answer)[0] ?? assert.fail()), 'permitted R-22');
  assert.equal(room.state.get('deeds', advice)?.status, 'open');
});

test('a deed that the room’s own operator claims for safety is, found to be something else, what the operator never may', async () => {
  const envelope = { activity: 'escort-to-safety', purpose: 'public-safety', place: 'ferry-terminal' } as const;
  const detail = { until: room.now + HOUR, what: 'everybody out' };
  const proposed = await room.enter({ by: 'operator', desk: null, kind: 'deed.propose', ...envelope, detail });
  assert.equal(said(proposed), 'permitted R-22');
  const raised = await room.permitted(challenge(proposed.deed ?? '', { activity: 'search-vehicle' }));
  const answered = await room.permitted(
    reclassify(raised.matter, { activity: 'search-vehicle', purpose: 'public-safety' }),
  );
  const [again] = after(answered);
  assert.equal(said(again ?? assert.fail()), 'prohibited R-28');
  assert.equal(room.state.get('deeds', proposed.deed ?? '')?.status, 'ended');
});

test('a mandate put in force later ends what it does not permit as found', async () => {
  await accompany(room);
  const deed = await advise();
  const found = { activity: 'talk-to-visitors', purpose: 'public-safety' };
  const { matter } = await room.permitted(challenge(deed, found));
  await room.permitted(reclassify(matter, found));
  await room.permitted({ by: 'commander-a', kind: 'mandate.suspend', detail: { mandate: 'guest-a', reason: 'x' } });
  assert.equal(room.state.get('deeds', deed)?.status, 'open', 'another’s mandate is nothing to it');
  await enforce(room, 'guest-a');
  assert.equal(room.state.get('deeds', deed)?.status, 'open');
});

test('another guest is shown nothing of it, and learns nothing by trying', async () => {
  const deed = await advise();
  const raised = await room.permitted(challenge(deed));
  const answer = await room.permitted(reclassify(raised.matter));
  const viewer = (agency: string, standing: 'guest' | 'host') =>
    ({
      person: null,
      agency,
      standing,
      room: 'none',
      oversight: false,
      admitted: true,
      dataProtection: false,
    }) as const;
  const entries = room.entries.filter(({ index }) => index >= raised.index);
  const seenBy = (agency: string, standing: 'guest' | 'host') =>
    entries.filter(({ draft: { fields } }) =>
      visibleTo(viewer(agency, standing))({ kind: fields.kind, person: null, audience: fields.audience }),
    ).length;
  assert.equal(entries.length, 4);
  assert.equal(seenBy('guest-a-protection', 'guest'), 0);
  assert.equal(seenBy('guest-b-police', 'guest'), 4);
  assert.equal(seenBy('host-police', 'host'), 4);
  const probes = [deed, 'DEED-guest-b-police-77'].map((id) => challenge(id, {}, 'ga-lead'));
  const [known, unknown] = [await room.enter(probes[0] as Asked), await room.enter(probes[1] as Asked)];
  assert.equal(said(known), said(unknown));
  const answers = [raised.matter, 'CHA-guest-b-police-77'].map((id) => stands(id, 'ga-lead'));
  assert.equal(said(await room.enter(answers[0] as Asked)), said(await room.enter(answers[1] as Asked)));
  assert.equal(answer.outcome, 'permitted');
});
