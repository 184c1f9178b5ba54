import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Replay, replayExercise } from '../exercise/replay.ts';
import { suppliedScenario } from '../exercise/testing/scenarios.ts';
import { unsealEntry } from '../ledger/unseal.ts';
import { isHost } from '../matters/audience.ts';
import type { EntryFields } from '../terms/entry.ts';
import { type Viewer, visibleTo } from '../views/audience.ts';
import type { DeskRoom } from './testing/desk-room.ts';
import { harbourAtWork, openIdentityCheck } from './testing/harbour.ts';

const SCENARIOS = ['harbour-summit', 'milano-cortina-2026'];
const replays = new Map<string, { readonly replay: Replay; readonly entries: EntryFields[] }>();

before(async () => {
  for (const id of SCENARIOS) {
    const replay = await replayExercise(await suppliedScenario(id));
    const { store, door, origin, keys } = replay;
    const openings = Map.groupBy(await store.openings(0, door.size), ({ index }) => index);
    const entries = (await store.entries(0, door.size)).map((bytes, index) => {
      const entry = unsealEntry({ bytes, index, openings: openings.get(index) ?? [], ledger: origin, keys });
      assert(entry.state === 'open');
      return entry.fields;
    });
    replays.set(id, { replay, entries });
  }
});

/** What everybody enrolled is told (docs/decisions/0011-audience.md): nothing else goes to all. */
const FOR_ALL = [
  'ledger.create',
  'clock.accept',
  'mandate.enforce',
  'mandate.suspend',
  'mandate.expired',
  'mandate.begun',
  'alert.raise',
  'alert.cancel',
  'declaration.make',
  'statement.register',
  'exercise.direct',
  'retention.enforce',
];

const ON_DRAFTS = ['draft', 'review', 'sign', 'except', 'withdraw', 'lapsed', 'enforce'].map(
  (step) => `mandate.${step}`,
);

for (const id of SCENARIOS) {
  test(`${id}: a guest is shown what is for all, its own, and what the host decided about it, and nothing else`, () => {
    const { replay, entries } = replays.get(id) ?? assert.fail();
    const { directory } = replay.room;
    const viewers = [...replay.state.values('people')].filter(({ agency }) => !isHost(agency, directory));
    assert(viewers.length > 4);
    let shown = 0;
    for (const { id: person, agency } of viewers) {
      const sees = visibleTo({
        person,
        agency,
        standing: directory.standing(agency) ?? 'guest',
        room: 'none',
        oversight: false,
        admitted: true,
        dataProtection: false,
      });
      for (const [index, fields] of entries.entries()) {
        if (!sees({ kind: fields.kind, person: fields.act?.actor ?? null, audience: fields.audience })) continue;
        shown += 1;
        assert(
          mayBeShown(fields, agency, replay),
          `entry ${index}, ${fields.kind} of ${fields.agency}, is shown to ${person}`,
        );
      }
    }
    assert(shown > 50, 'guests are shown something at all');
  });

  test(`${id}: a guest is shown every refusal and every end of its own`, () => {
    const { replay, entries } = replays.get(id) ?? assert.fail();
    for (const fields of entries) {
      const actor = fields.act?.actor;
      const person = actor === undefined ? undefined : replay.state.get('people', actor);
      if (person === undefined) continue;
      const standing = replay.room.directory.standing(person.agency) ?? 'guest';
      const sees = visibleTo({
        person: person.id,
        agency: person.agency,
        standing,
        room: 'none',
        oversight: false,
        admitted: true,
        dataProtection: false,
      });
      assert(sees({ kind: fields.kind, person: person.id, audience: fields.audience }));
    }
  });

  test(`${id}: the host is shown no item, log or tasking of a guest that is the guest's own`, () => {
    const { replay, entries } = replays.get(id) ?? assert.fail();
    const { directory } = replay.room;
    const host: Viewer = {
      person: null,
      agency: 'none-of-them',
      standing: 'host-authority',
      room: 'none',
      oversight: false,
      admitted: true,
      dataProtection: false,
    };
    const own = ['item.enter', 'tasking.issue', 'item.expired', 'consultation.open', 'consultation.ended'];
    const seen = entries.filter((fields) => fields.outcome === 'permitted' && own.includes(fields.kind));
    const guests = seen.filter((fields) => !isHost(fields.agency, directory) && fields.agency !== 'room');
    assert(guests.length > 0);
    for (const fields of guests)
      assert(
        !visibleTo(host)({ kind: fields.kind, person: fields.act?.actor ?? null, audience: fields.audience }),
        fields.kind,
      );
  });

  test(`${id}: oversight is shown everything`, () => {
    const { entries } = replays.get(id) ?? assert.fail();
    const oversight: Viewer = {
      person: null,
      agency: 'x',
      standing: 'host',
      room: 'none',
      oversight: true,
      admitted: true,
      dataProtection: false,
    };
    assert(
      entries.every((fields) => visibleTo(oversight)({ kind: fields.kind, person: null, audience: fields.audience })),
    );
  });
}

/** The rule of decision 11 said again, from the entry and not from its label. */
function mayBeShown(fields: EntryFields, agency: string, { state, room }: Replay): boolean {
  if (FOR_ALL.includes(fields.kind) && fields.outcome === 'permitted') return true;
  if (fields.agency === agency) return true;
  // A draft is shown to who is to hold it, and to the state that signs it.
  const holder = state.get('mandates', fields.matter ?? '')?.holder ?? '';
  if (ON_DRAFTS.includes(fields.kind) && room.directory.ofSameState(holder).includes(agency)) return true;
  if (fields.matter?.includes(`-${agency}-`) === true) return true;
  // Whoever sits at a desk in a guest's room is seen there by the room's owner.
  const desk = room.directory.desk(fields.act?.desk ?? '');
  if (desk !== undefined && room.directory.room(desk.room)?.owner === agency) return true;
  const detail = (fields.act?.detail ?? {}) as Record<string, unknown>;
  // What is released to it, withdrawn from it or recalled names a matter that is its own, or lies with its people.
  const named = ['request', 'release', 'item', 'accompaniment', 'conferral', 'deed'].map((name) =>
    String(detail[name] ?? ''),
  );
  if (named.some((matter) => matter.includes(`-${agency}-`))) return true;
  if (fields.kind === 'refusal.repeated' || fields.kind === 'duty.ended' || fields.kind === 'item.expired') {
    return fields.audience.agencies.includes(agency) && fields.changes.every(({ slice }) => slice !== 'log');
  }
  // An item is its originator's wherever it went, so the originator is told of every release and recall of it.
  const release = state.get('releases', fields.matter ?? '');
  return release?.toAgency === agency || release?.item.includes(`-${agency}-`) === true;
}

test('a line in the host’s log, an incident and a tasking of the host are for the host alone', async () => {
  const room = await harbourAtWork();
  const line = await room.permitted({ by: 'duty-a', kind: 'log.line', detail: { text: 'the commander is late' } });
  const incident = await room.permitted({
    by: 'duty-a',
    kind: 'incident.open',
    detail: { title: 'queue', category: 'crowd', gravity: 'minor', text: 'at gate 4' },
  });
  const report = {
    by: 'duty-a',
    kind: 'log.line',
    form: 'report',
    deedAt: room.now - 60_000,
    detail: { text: 'late' },
  } as const;
  const reported = await room.enter(report);
  for (const { index } of [line, incident, reported]) {
    const seen = { kind: 'log.line', person: 'duty-a', audience: audienceOf(room, index) };
    assert.equal(visibleTo(viewer('ga-lead', 'guest-a-protection', 'guest'))(seen), false);
    assert.equal(visibleTo(viewer('gb-support-a', 'guest-b-police', 'guest'))(seen), false);
    assert.equal(visibleTo(viewer('venue-a', 'summit-office', 'organiser'))(seen), false);
    assert.equal(visibleTo(viewer('police-a', 'host-police', 'host'))(seen), true);
  }
});

test('one guest is shown nothing of another’s deed, request, approval or refusal', async () => {
  const room = await harbourAtWork();
  const open = await openIdentityCheck(room);
  const refused = await room.enter({
    by: 'gb-support-a',
    kind: 'mandate.suspend',
    detail: { mandate: 'guest-a', reason: 'x' },
  });
  assert.notEqual(refused.outcome, 'permitted');
  const about = [open.asked, open.approval, open.begun, open.conferral, open.accompaniment, refused];
  for (const { index } of about) {
    const seen = { kind: 'deed.propose', person: null, audience: audienceOf(room, index) };
    assert.equal(visibleTo(viewer('ga-lead', 'guest-a-protection', 'guest'))(seen), false, `entry ${index}`);
    assert.equal(visibleTo(viewer('gb-liaison', 'guest-b-police', 'guest'))(seen), true, `entry ${index}`);
    assert.equal(visibleTo(viewer('duty-a', 'host-justice', 'host-authority'))(seen), true, `entry ${index}`);
  }
});

function audienceOf(room: DeskRoom, index: number) {
  return room.entries.at(index)?.draft.fields.audience ?? assert.fail();
}

function viewer(person: string, agency: string, standing: Viewer['standing']): Viewer {
  return { person, agency, standing, room: 'host-room', oversight: false, admitted: true, dataProtection: false };
}
