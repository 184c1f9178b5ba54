import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import { mandateAsWritten } from '../mandates/mandate-text.ts';
import type { Scenario } from '../mandates/scenario.ts';
import { type ExerciseRoom, openMemoryRoom } from '../server/exercise-room.ts';
import type { OpenRoom } from '../server/room.ts';
import { actOf, signOn } from '../server/testing/test-room.ts';
import type { Act } from '../terms/act.ts';
import type { Answer } from '../terms/answer.ts';
import { Guide, type GuideAct, type GuideStep } from '../terms/api/event.ts';
import { beginHere, type DeskSeat, deskSeats, signatories } from './desk-links.ts';
import { guideOf } from './guide.ts';
import { playOnRoom } from './on-room.ts';
import { suppliedScenario } from './testing/scenarios.ts';

/** Where a day of the script has put the mandates in force and everybody at their desks. */
const MORNINGS = { 'milano-cortina-2026': '2026-02-05T07:00:00Z', 'harbour-summit': '2026-09-15T08:00:00Z' } as const;

/** A room in the morning of its first day. */
async function morning(scenario: Scenario): Promise<ExerciseRoom> {
  const opened = await openMemoryRoom({ scenario });
  const until = Date.parse(MORNINGS[scenario.id as keyof typeof MORNINGS]);
  const ending = new AbortController();
  await playOnRoom(opened.room, opened.store, scenario, {
    signal: ending.signal,
    log: ({ at }) => at >= until && ending.abort(),
  });
  return opened;
}

let acts = 0;

/** Somebody at a desk, acting as the console does for them. */
class Seated {
  readonly room: OpenRoom;
  readonly seat: DeskSeat;
  readonly answers: Answer[] = [];

  constructor(room: OpenRoom, seat: DeskSeat) {
    this.room = room;
    this.seat = seat;
  }

  static async at(room: OpenRoom, seat: DeskSeat): Promise<Seated> {
    const { desk } = room.readable.actor(seat.person, room.directory, room.roomNow());
    if (desk !== seat.desk.id) await signOn(room, seat.person, seat.desk.id);
    return new Seated(room, seat);
  }

  get agency(): string {
    return this.room.readable.person(this.seat.person)?.agency ?? '';
  }

  guide(): readonly GuideStep[] {
    const { role, standing } = this.room.readable.actor(this.seat.person, this.room.directory, this.room.roomNow());
    const { scenario } = this.room.directory;
    return Guide.parse(guideOf(scenario, { agency: this.agency, role, guest: standing === 'guest' })).steps;
  }

  async act({ kind, detail, italian: _italian, ...deed }: GuideAct): Promise<Answer> {
    const { room, seat } = this;
    acts += 1;
    const changed: Partial<Act> = {
      id: `guide-${seat.person}-${acts}`,
      kind,
      activity: kind,
      desk: seat.desk.id,
      place: room.directory.room(seat.room.id)?.place ?? '',
      ...(kind === 'occurrence.report' ? { form: 'report' } : {}),
      ...(JSON.parse(JSON.stringify(deed)) as Partial<Act>),
      detail: withTimes(detail, room.roomNow()) as Act['detail'],
    };
    const answer = await room.door.submit(actOf(room, seat.person, changed));
    assert('outcome' in answer, `${kind} of ${seat.person}: ${JSON.stringify(answer)}`);
    this.answers.push(answer);
    return answer;
  }
}

function withTimes(detail: Json, now: number): Json {
  if (typeof detail === 'string') {
    const [, minutes] = /^\+(\d+)m$/.exec(detail) ?? [];
    return minutes === undefined ? detail : now + Number(minutes) * MINUTE;
  }
  if (detail === null || typeof detail !== 'object' || Array.isArray(detail)) return detail;
  return Object.fromEntries(Object.entries(detail).map(([name, member]) => [name, withTimes(member, now)]));
}

/** What a step does that begins with what is shown on the screen, and not with a form. */
class Screen {
  readonly #room: OpenRoom;
  readonly #seats: readonly DeskSeat[];

  constructor(room: OpenRoom, seats: readonly DeskSeat[]) {
    this.#room = room;
    this.#seats = seats;
  }

  async do(seated: Seated, kind: Act['kind']): Promise<Answer> {
    const last = seated.answers.at(-1);
    switch (kind) {
      case 'deed.begin':
        return await this.#begin(seated);
      case 'deed.end':
        return await seated.act({ kind, detail: { deed: last?.deed ?? '' } });
      case 'declaration.acknowledge':
        return await seated.act({ kind, detail: { declaration: last?.matter ?? '' } });
      case 'log.correct': {
        const entry = last?.index ?? 0;
        return await seated.act({ kind, detail: { entry, text: 'corrected (exercise)', reason: 'a slip' } });
      }
      case 'approval.answer':
        return await seated.act({ kind, detail: { ...(await this.#asked()), answer: 'approve', reason: 'as asked' } });
      case 'approval.withdraw':
        return await seated.act({ kind, detail: { request: last?.matter ?? '', reason: 'thought better of it' } });
      case 'approval.oral': {
        const giver = this.#seatOf('approving-officer').person;
        const detail = {
          ...(await this.#asked()),
          giver,
          channel: 'telephone',
          answer: 'approve',
          reason: 'called back',
        };
        return await seated.act({ kind, detail });
      }
      case 'tasking.acknowledge':
        return await seated.act({ kind, detail: { tasking: await this.#tasked(seated) } });
      case 'consultation.open':
        return await (await this.#other('oversight')).act({
          kind,
          detail: { of: 'record', minutes: 5, reason: 'a look' },
        });
      case 'mandate.draft':
      case 'mandate.review':
      case 'mandate.sign':
      case 'mandate.enforce':
        return await this.#mandating(seated, kind);
      default:
        throw new Error(`no screen does \`${kind}\` without a form`);
    }
  }

  #seatOf(kind: DeskSeat['kind'], where: (seat: DeskSeat) => boolean = () => true): DeskSeat {
    const seat = this.#seats.find((one) => one.kind === kind && where(one));
    assert(seat !== undefined, `nobody is \`${kind}\``);
    return seat;
  }

  async #other(kind: DeskSeat['kind']): Promise<Seated> {
    return await Seated.at(this.#room, this.#seatOf(kind));
  }

  async #begin(seated: Seated): Promise<Answer> {
    const asked = seated.answers.findLast(({ outcome }) => outcome === 'needs-approval');
    assert(asked?.matter !== undefined && asked.digest !== undefined && asked.deed !== undefined);
    const approver = await this.#other('approving-officer');
    const { matter: request, digest, deed } = asked;
    const detail = { request, digest, answer: 'approve', reason: 'one officer', conditions: 'at the back' };
    assert.equal((await approver.act({ kind: 'approval.answer', detail })).outcome, 'permitted');
    const { purpose = '', place = '' } = seated.guide().find(({ id }) => id === 'ask')?.opens?.act ?? {};
    return await seated.act({ kind: 'deed.begin', purpose, place, detail: { deed } });
  }

  /** The next step on the draft that is open, or a new one: as the forms of the mandates desk send it. */
  async #mandating(seated: Seated, kind: Act['kind']): Promise<Answer> {
    const { directory } = this.#room;
    const { state } = this.#room.readable;
    const open = [...state.values('drafts')].find((draft) => !draft.supplied && draft.status === 'open');
    if (kind === 'mandate.draft') {
      const first = directory.scenario.mandates.find(({ mandate }) => mandate === 'us-hsi') ?? assert.fail();
      const version = 1 + Math.max(...[...state.values('drafts')].map((draft) => draft.version));
      const document = mandateAsWritten({ ...first, version, title: 'A shorter title' });
      const read = directory.readMandate(document);
      assert(typeof read !== 'string', String(read));
      const detail = { mandate: 'us-hsi', version, digest: read.digest, document, reason: 'a shorter title' };
      return await seated.act({ kind, detail });
    }
    if (open === undefined) {
      await this.#mandating(await this.#other('authority'), 'mandate.draft');
      return await this.#mandating(seated, kind);
    }
    const { mandate, version, digest } = open;
    const named = { mandate, version, digest };
    if (kind === 'mandate.review')
      return await seated.act({ kind, detail: { ...named, opinion: 'cleared', note: 'read' } });
    if (kind === 'mandate.enforce') return await seated.act({ kind, detail: { mandate, version, reason: 'agreed' } });
    await this.#mandating(await this.#other('legal-officer'), 'mandate.review');
    const answers: Answer[] = [];
    for (const { person } of signatories(directory, this.#seats).slice(0, 2)) {
      const changed = { id: `guide-${person}`, kind, activity: kind, desk: null, place: 'viminale', detail: named };
      const answer = await this.#room.door.submit(actOf(this.#room, person, changed));
      assert('outcome' in answer && answer.outcome === 'permitted', `${person}: ${JSON.stringify(answer)}`);
      answers.push(answer);
    }
    return answers.at(-1) ?? assert.fail('nobody signs');
  }

  /** A guest's request that waits for its answer. */
  async #asked(): Promise<{ readonly request: string; readonly digest: string }> {
    for (const seat of this.#seats.filter(({ kind }) => kind === 'guest-liaison')) {
      const guest = await Seated.at(this.#room, seat);
      const act = guest.guide().find(({ id }) => id === 'ask')?.opens?.act;
      if (act === undefined) continue;
      const what = `asked of ${this.#room.size()}`;
      const { matter: request, digest } = await guest.act({
        ...act,
        detail: { ...act.detail, what },
      });
      assert(request !== undefined && digest !== undefined);
      return { request, digest };
    }
    throw new Error('no guest asks for anything');
  }

  async #tasked(seated: Seated): Promise<string> {
    const { desk, person } = seated.seat;
    const room = desk.id.slice(0, desk.id.indexOf('.'));
    const command = this.#seats.find(({ desk: other }) => other.id === `${room}.command`);
    assert(command !== undefined);
    const commander = await Seated.at(this.#room, command);
    const { matter } = await commander.act({ kind: 'tasking.issue', detail: { to: person, text: 'look at gate 4' } });
    assert(matter !== undefined);
    return matter;
  }
}

/** Plays a guide step by step; gives the steps whose acts were sent. */
async function played(screen: Screen, seated: Seated): Promise<string[]> {
  const done: string[] = [];
  for (const { id, doneWhen, opens } of seated.guide()) {
    const { kind, outcome } = doneWhen;
    if (kind === undefined) continue;
    const prepared = opens?.act?.kind === kind && Object.keys(opens.act.detail).length > 0 ? opens.act : undefined;
    const answer = prepared === undefined ? await screen.do(seated, kind) : await seated.act(prepared);
    if (outcome !== undefined) {
      const cited = `${answer.outcome} ${answer.clauses.join(' ')}`;
      assert.equal(answer.outcome, outcome, `\`${id}\` of ${seated.seat.person} (${seated.seat.kind}): ${cited}`);
    }
    done.push(id);
  }
  return done;
}

test('in Milano Cortina every guide comes out as its text promises', async () => {
  const scenario = await suppliedScenario('milano-cortina-2026');
  const { room } = await morning(scenario);
  const seats = deskSeats(room.directory, (desk) => holderOf(room, desk));
  const screen = new Screen(room, seats);
  const field = seats.filter(({ desk }) => ['milan-post.unit-1', 'cortina-post.unit-1'].includes(desk.id));
  const [other] = seats.filter(({ kind, desk }) => kind === 'other' && desk.id === 'international-room.organiser');
  assert(other !== undefined && field.length === 2);
  const kinds = new Map<string, string[]>();
  for (const seat of [...beginHere(seats), ...field, other]) {
    kinds.set(seat.desk.id, await played(screen, await Seated.at(room, seat)));
  }
  assert.deepEqual(kinds.get('us-room.hsi-liaison'), ['refused', 'within', 'ask', 'begin', 'occurrence']);
  assert.deepEqual(kinds.get('us-room.dss-liaison'), ['refused', 'within', 'ask', 'begin', 'occurrence']);
  assert.deepEqual(kinds.get('international-room.eu-liaison'), ['refused', 'within', 'occurrence']);
  assert.deepEqual(kinds.get('international-room.duty'), ['log-line', 'incident', 'declaration', 'acknowledge']);
  assert.deepEqual(kinds.get('international-room.approvals'), ['answer', 'withdraw', 'log-line']);
  assert.deepEqual(kinds.get('international-room.loggist'), ['log-line', 'correct', 'oral', 'statement']);
  assert.deepEqual(kinds.get('international-room.oversight'), ['consult', 'change-nothing']);
  assert.deepEqual(kinds.get('international-room.data-protection'), ['appears', 'note']);
  assert.deepEqual(kinds.get('international-room.director'), ['pause', 'resume', 'speed', 'inject']);
  assert.deepEqual(kinds.get('international-room.authority'), ['hand-in', 'signed', 'enforce']);
  assert.deepEqual(kinds.get('international-room.legal'), ['review']);
  assert.deepEqual(kinds.get('milan-post.unit-1'), ['log-line', 'deed', 'end', 'tasking', 'occurrence']);
  await room.stop();
});

test('the refusal that a guest’s guide promises cites clauses of the guest’s mandate and a commitment', async () => {
  const scenario = await suppliedScenario('milano-cortina-2026');
  const { room } = await morning(scenario);
  const seats = deskSeats(room.directory, (desk) => holderOf(room, desk));
  const seat = seats.find(({ desk }) => desk.id === 'us-room.hsi-liaison');
  assert(seat !== undefined);
  const seated = await Seated.at(room, seat);
  const act = seated.guide().find(({ id }) => id === 'refused')?.opens?.act;
  assert(act !== undefined);
  const { clauses } = await seated.act(act);
  for (const clause of ['us-hsi/13', 'K3', 'R-05']) assert(clauses.includes(clause), clauses.join(' '));
  await room.stop();
});

test('in another event the guides are general, and what they promise holds there too', async () => {
  const scenario = await suppliedScenario('harbour-summit');
  const { room } = await morning(scenario);
  const seats = deskSeats(room.directory, (desk) => holderOf(room, desk));
  const screen = new Screen(room, seats);
  const simple = beginHere(seats).filter(({ kind }) => ['duty-officer', 'director', 'guest-liaison'].includes(kind));
  assert(simple.length >= 4);
  for (const seat of simple) await played(screen, await Seated.at(room, seat));
  await room.stop();
});

test('every guide has few and short steps, in both languages, also in an event that it does not know', async () => {
  for (const id of ['milano-cortina-2026', 'harbour-summit', 'empty-room']) {
    const scenario = { ...(await suppliedScenario(id === 'empty-room' ? 'harbour-summit' : id)), id };
    for (const { agency, roles } of scenario.roster) {
      const standing = scenario.vocabulary.agencies.find((one) => one.id === agency)?.standing;
      for (const role of roles) {
        const { kind, steps } = Guide.parse(guideOf(scenario, { agency, role, guest: standing === 'guest' }));
        const told = `${id} ${agency} ${role}: ${kind}`;
        assert(steps.length >= 3 && steps.length <= 6, `${told} has ${steps.length} steps`);
        assert.equal(new Set(steps.map((step) => step.id)).size, steps.length, told);
        for (const { text, opens } of steps) {
          const samples = Object.entries(opens?.act?.detail ?? {}).filter(([, value]) => /\S \S/.test(String(value)));
          for (const [member, sample] of samples.filter(([, value]) => typeof value === 'string')) {
            const italian = opens?.act?.italian?.[member];
            assert(italian !== undefined && italian !== sample, `${told}: \`${member}\` has no Italian`);
          }
          assert(text.en.length <= 220 && text.it.length <= 260, `${told}: ${text.en}`);
          assert.notEqual(text.en, text.it);
        }
      }
    }
  }
});

function holderOf(room: OpenRoom, desk: string): string | undefined {
  return room.readable.records.shifts.where('desk', desk).find(({ until }) => until === null)?.person;
}
