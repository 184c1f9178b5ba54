import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import { seededRandom } from '../../src/base/seeded-random.ts';
import { type Asked, DeskRoom } from '../../src/desk/testing/desk-room.ts';
import { suppliedScenario } from '../../src/exercise/testing/scenarios.ts';
import { stands } from '../../src/matters/approvals/rows.ts';
import { isHost } from '../../src/matters/audience.ts';
import type { Answer } from '../../src/terms/answer.ts';
import type { EdgeRefusal } from '../../src/terms/refusal.ts';
import { coerciveActivities } from './cases.ts';
import { COMBINATIONS, type Combination } from './coercion.ts';

/** Who does the host's part in a scenario, and the one executive power that its documents leave open to a guest. */
type Cast = {
  readonly id: string;
  readonly at: number;
  readonly confers: string;
  readonly answers: string;
  readonly loggist: string;
  readonly officer: string;
  /** Who enters that the officer is beside a guest. */
  readonly enters: string;
  readonly open: {
    readonly person: string;
    readonly activity: string;
    readonly purpose: string;
    readonly place: string;
  };
};

/** A walk of so many acts comes through open coercive deeds: most orders of things never open one. */
const TURNS = 2_000;

const CASTS: readonly Cast[] = [
  {
    id: 'harbour-summit',
    at: Date.parse('2026-09-15T06:00:00Z'),
    confers: 'commander-a',
    answers: 'duty-a',
    loggist: 'loggist-a',
    officer: 'police-a',
    enters: 'police-a',
    open: { person: 'gb-support-a', activity: 'identity-check', purpose: 'public-safety', place: 'ferry-terminal' },
  },
  {
    id: 'milano-cortina-2026',
    at: Date.parse('2026-02-06T08:00:00Z'),
    confers: 'it-authority-a',
    answers: 'it-approver-a',
    loggist: 'it-loggist-a',
    officer: 'it-cortina-unit-a',
    enters: 'it-cortina-command-a',
    open: { person: 'de-field-a', activity: 'identity-check', purpose: 'event-security', place: 'tofane' },
  },
];

/** The scenario at work: every mandate in force, everybody at the first desk that their role entitles to and that is free. */
async function atWork({ id, at, confers, answers, loggist, officer, enters, open }: Cast): Promise<DeskRoom> {
  const scenario = await suppliedScenario(id);
  const room = await DeskRoom.open(scenario, { at, checksSignatures: false });
  const signOn = async (person: string) => {
    const roles = room.state.get('people', person)?.roles ?? [];
    const desks = scenario.vocabulary.rooms.flatMap((place) =>
      place.desks.map((desk) => ({ ...desk, room: place.id })),
    );
    for (const desk of desks.filter((one) => one.roles.some((role) => roles.includes(role)))) {
      const answer = await room.enter({
        by: person,
        kind: 'desk.sign-on',
        desk: desk.id,
        detail: { room: desk.room, desk: desk.id },
      });
      if (answer.outcome === 'permitted') return;
    }
  };
  await signOn(confers);
  for (const { mandate } of scenario.mandates.filter((document) => document.mandate !== scenario.rootMandate)) {
    await room.permitted({ by: confers, kind: 'mandate.enforce', detail: { mandate, version: 1, reason: 'signed' } });
  }
  const first = [answers, loggist, officer, enters, open.person];
  for (const person of [...first, ...scenario.roster.map((one) => one.id)])
    if (room.deskOf(person) === null) await signOn(person);
  return room;
}

/** PRODUCT rule 5 in any state: what is open of a coercive kind rests, now, on all three; and is never of a US component. */
function assertAllThree(room: DeskRoom, when: string): number {
  let open = 0;
  for (const deed of room.state.values('deeds')) {
    const power = room.room.directory.power(deed.activity);
    if (deed.status !== 'open' || power === null || isHost(deed.agency, room.room.directory)) continue;
    open += 1;
    const { now } = room;
    const conferred = [...room.state.values('conferrals')].some(
      (row) =>
        row.to === deed.person &&
        row.power === power &&
        isWithin(Math.max(row.from, row.entered), now, row.until, row.ended),
    );
    const accompanied = [...room.state.values('accompaniments')].some(
      (row) => row.guest === deed.person && isWithin(row.from, now, row.ended) && room.deskOf(row.officer) !== null,
    );
    const approved = [...room.state.values('approvals')].some((row) => row.digest === deed.digest && stands(row, now));
    const own = room.state.get('people', deed.person)?.removed === null;
    assert(
      conferred && accompanied && approved && own,
      `${when}: ${deed.id} is open with ${JSON.stringify({ conferred, accompanied, approved, own })}`,
    );
    assert(!deed.agency.startsWith('us-'), `${when}: ${deed.id} of a US component is open`);
  }
  return open;
}

function isAnswer(answer: Answer | EdgeRefusal): answer is Answer {
  return 'outcome' in answer;
}

/** One person, one power, one combination: every way in, each followed by the check of the whole state. */
class Paths {
  readonly #room: DeskRoom;
  readonly #cast: Cast;
  permitted = 0;

  constructor(room: DeskRoom, cast: Cast) {
    this.#room = room;
    this.#cast = cast;
  }

  async walk(person: string, activity: string, combination: Combination): Promise<void> {
    const room = this.#room;
    const { confers, officer, enters, open } = this.#cast;
    const power = room.room.directory.power(activity) ?? '';
    const when = `${person} ${activity} ${JSON.stringify(combination)}`;
    const say = async (asked: Asked) => {
      const answer = await room.send(asked);
      assertAllThree(room, `${when} after ${asked.kind}`);
      return isAnswer(answer) ? answer : undefined;
    };
    const detail = { to: person, power, from: room.now, until: room.now + 6 * HOUR, reason: when };
    const conferral = combination.conferral ? await say({ by: confers, kind: 'conferral.grant', detail }) : undefined;
    const beside = { guest: person, officer };
    const accompaniment = combination.accompaniment
      ? await say({ by: enters, kind: 'accompaniment.begin', detail: beside })
      : undefined;
    const words = { by: person, activity, purpose: open.purpose, place: open.place };
    for (const path of ['answer', 'oral', 'counter-offer'] as const) {
      const from = room.now + 10 * MINUTE;
      const until = from + HOUR;
      const asked = await say({ ...words, kind: 'deed.propose', deedAt: from, detail: { until, what: path } });
      if (asked === undefined) continue;
      if (combination.approval)
        await this.#approve(
          path,
          asked,
          { activity, purpose: open.purpose, place: open.place, from, until, what: 'less' },
          say,
        );
      await room.advanceTo(from);
      const taken = { until, what: 'less', ...(asked.matter === undefined ? {} : { counters: asked.matter }) };
      if (path === 'counter-offer')
        this.#count(await say({ ...words, kind: 'deed.propose', deedAt: from, detail: taken }));
      const begin = room.sign({
        ...words,
        kind: 'deed.begin',
        activity: 'deed.begin',
        detail: { deed: asked.deed ?? 'DEED-x-1' },
      });
      const begun = await room.door.submit(begin);
      assertAllThree(room, `${when} after deed.begin`);
      if (isAnswer(begun)) this.#count(begun);
      // The same once more, and the same proposal again: nothing is done twice.
      await room.door.submit(begin);
      await say({ ...words, kind: 'deed.propose', deedAt: from, detail: { until, what: path } });
      const report = await say({ ...words, kind: 'deed.report', form: 'report', detail: { what: path } });
      assert.equal(report?.deed, undefined);
    }
    if (conferral?.matter !== undefined)
      await say({ by: confers, kind: 'conferral.withdraw', detail: { conferral: conferral.matter, reason: 'over' } });
    if (accompaniment?.matter !== undefined)
      await say({ by: enters, kind: 'accompaniment.end', detail: { accompaniment: accompaniment.matter } });
    assert.equal(assertAllThree(room, when), 0, `${when}: nothing is left open`);
  }

  async #approve(path: string, asked: Answer, counter: object, say: (asked: Asked) => Promise<unknown>): Promise<void> {
    const { answers, loggist } = this.#cast;
    const base = { request: asked.matter ?? 'REQ-x-1', digest: asked.digest ?? '0'.repeat(64), reason: 'x' };
    if (path === 'oral') {
      const detail = { ...base, answer: 'approve', giver: answers, channel: 'telephone' };
      await say({ by: loggist, kind: 'approval.oral', detail });
    } else {
      const detail = path === 'answer' ? { ...base, answer: 'approve' } : { ...base, answer: 'counter-offer', counter };
      await say({ by: answers, kind: 'approval.answer', detail });
    }
  }

  #count(answer: Answer | undefined): void {
    if (answer?.outcome === 'permitted') this.permitted += 1;
  }
}

for (const cast of CASTS) {
  test(`${cast.id}: by no path through the door does anybody but the host coerce without all three`, async () => {
    const room = await atWork(cast);
    const { scenario } = room;
    const people = scenario.roster.filter(
      ({ agency, id }) => !isHost(agency, room.room.directory) && room.deskOf(id) !== null,
    );
    assert(people.length >= 4);
    const paths = new Paths(room, cast);
    const found: string[] = [];
    for (const { id } of people) {
      const own = id === cast.open.person;
      const activities = own ? coerciveActivities(scenario) : coerciveActivities(scenario).slice(0, 2);
      for (const activity of activities) {
        for (const combination of own
          ? COMBINATIONS
          : COMBINATIONS.filter(({ conferral, approval }) => conferral === approval)) {
          const before = paths.permitted;
          await paths.walk(id, activity, combination);
          if (paths.permitted > before)
            found.push(`${id} ${activity} ${Object.values(combination).every((holds) => holds)}`);
        }
      }
    }
    assert.deepEqual(found, [`${cast.open.person} ${cast.open.activity} true`]);
    assert.equal(paths.permitted, 3, 'by an answer, by word of mouth, and by a counter-offer');
    assert.deepEqual(room.failures, []);
  });

  test(`${cast.id}: whatever happens in whatever order, what is open of a coercive kind rests on all three`, async (t) => {
    const seed = 20_260_206;
    t.diagnostic(`seed ${seed}`);
    const room = await atWork(cast);
    const chance = seededRandom(seed);
    const of = <T>(list: readonly T[]): T => list[chance.below(list.length)] as T;
    let opened = 0;
    for (let turn = 0; turn < TURNS; turn++) {
      await room.send(randomAct(room, cast, of));
      opened += assertAllThree(room, `seed ${seed}, turn ${turn}`) > 0 ? 1 : 0;
      if (chance.chance(0.3)) await room.advanceTo(room.now + chance.below(12) * MINUTE);
      assertAllThree(room, `seed ${seed}, turn ${turn}, later`);
    }
    assert(opened > 5, 'the walk comes through open coercive deeds at all');
    assert.deepEqual(room.failures, []);
  });
}

/** Something that somebody might do next, mostly around the one open power. */
function randomAct(room: DeskRoom, cast: Cast, of: <T>(list: readonly T[]) => T): Asked {
  const { confers, answers, loggist, officer, enters, open } = cast;
  const rows = <S extends 'requests' | 'deeds' | 'conferrals' | 'accompaniments'>(slice: S) =>
    [...room.state.values(slice)].slice(-3);
  const request = rows('requests').at(-1);
  const deed = of(rows('deeds').length > 0 ? rows('deeds') : [undefined]);
  const goesOn = rows('deeds').find(({ status }) => status === 'open');
  const words = { by: open.person, purpose: open.purpose, place: open.place };
  const from = room.now + of([0, 5, 10]) * MINUTE;
  const terms = {
    activity: open.activity,
    purpose: open.purpose,
    place: open.place,
    from,
    until: from + HOUR,
    what: 'less',
  };
  const answer = { request: request?.id ?? 'REQ-x-1', digest: request?.digest ?? '0'.repeat(64), reason: 'x' };
  const conferral = {
    to: open.person,
    power: open.activity,
    from: room.now,
    until: room.now + of([20, 90]) * MINUTE,
    reason: 'x',
  };
  const person = room.state.get('people', of([open.person, officer]));
  const signsOn = of([open.person, officer, answers]);
  const desk = of(
    room.scenario.vocabulary.rooms
      .flatMap((one) => one.desks.map(({ id, roles }) => ({ id, room: one.id, roles })))
      .filter(({ roles }) => roles.some((role) => room.state.get('people', signsOn)?.roles.includes(role))),
  );
  const mandate = of(room.scenario.mandates.map((document) => document.mandate).slice(1));
  const attested = {
    id: person?.id,
    agency: person?.agency,
    component: person?.component,
    roles: person?.roles,
    publicKey: person?.publicKey,
  };
  const acts: Asked[] = [
    { by: confers, kind: 'conferral.grant', detail: conferral },
    { by: enters, kind: 'accompaniment.begin', detail: { guest: open.person, officer } },
    {
      ...words,
      kind: 'deed.propose',
      activity: open.activity,
      deedAt: from,
      detail: { until: from + HOUR, what: of(['a', 'b']) },
    },
    {
      ...words,
      kind: 'deed.propose',
      activity: open.activity,
      deedAt: terms.from,
      detail: { until: terms.until, what: 'less', counters: answer.request },
    },
    { by: answers, kind: 'approval.answer', detail: { ...answer, answer: 'approve' } },
    { by: answers, kind: 'approval.answer', detail: { ...answer, answer: 'approve' } },
    { by: answers, kind: 'approval.answer', detail: { ...answer, answer: 'counter-offer', counter: terms } },
    { by: loggist, kind: 'approval.oral', detail: { ...answer, answer: 'approve', giver: answers, channel: 'radio' } },
    { ...words, kind: 'deed.begin', detail: { deed: deed?.id ?? 'DEED-x-1' } },
    { ...words, kind: 'deed.begin', detail: { deed: rows('deeds').at(-1)?.id ?? 'DEED-x-1' } },
    // Mostly one that is open: what is taken back while it waits never opens.
    { ...words, kind: 'deed.end', detail: { deed: (of([true, true, false]) ? goesOn : deed)?.id ?? 'DEED-x-1' } },
    { ...words, kind: 'deed.report', form: 'report', activity: open.activity, detail: { what: 'done' } },
    ...of([
      [
        {
          by: confers,
          kind: 'conferral.withdraw',
          detail: { conferral: rows('conferrals').at(-1)?.id ?? 'CONF-x-1', reason: 'x' },
        } as const,
      ],
      [
        {
          by: enters,
          kind: 'accompaniment.end',
          detail: { accompaniment: rows('accompaniments').at(-1)?.id ?? 'ACC-x-1' },
        } as const,
      ],
      [{ by: answers, kind: 'approval.withdraw', detail: { request: answer.request, reason: 'x' } } as const],
      [{ by: signsOn, kind: 'desk.sign-off', detail: {} } as const],
      [{ by: confers, kind: 'mandate.suspend', detail: { mandate, reason: 'x' } } as const],
      [
        {
          by: `registrar:${person?.agency}`,
          desk: null,
          kind: 'roster.remove',
          detail: { person: person?.id, reason: 'x' },
        } as const,
      ],
    ]),
    { by: signsOn, kind: 'desk.sign-on', desk: desk.id, detail: { room: desk.room, desk: desk.id } },
    { by: confers, kind: 'mandate.enforce', detail: { mandate, version: 1, reason: 'x' } },
    { by: `registrar:${person?.agency}`, desk: null, kind: 'roster.enrol', detail: { person: attested } },
  ];
  return of(acts);
}

/** Written out once more, so that the engine's own way of finding what stands is not what judges it. */
function isWithin(from: number, now: number, ...ends: readonly (number | null)[]): boolean {
  return from <= now && ends.every((end) => end === null || now < end);
}
