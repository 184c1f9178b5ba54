import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { replayExercise } from '../exercise/replay.ts';
import { suppliedScenario } from '../exercise/testing/scenarios.ts';
import { unsealEntry } from '../ledger/unseal.ts';
import { definitionOf } from '../matters/registry.ts';
import { ACT_KINDS, type ActKind, OPERATOR, ROOM_KINDS, TIMER } from '../terms/act-kinds.ts';
import type { EntryFields } from '../terms/entry.ts';
import { foreseen, type Previewed, previewOf } from './preview.ts';
import { State } from './state.ts';
import type { DeskRoom } from './testing/desk-room.ts';
import { harbourAtWork, identityCheck } from './testing/harbour.ts';

/** An entry of an act, and what a preview said of the act just before, on the records that entries alone account for. */
type Pair = { readonly fields: EntryFields; readonly previewed: ReturnType<typeof previewOf> };

/** Plays a scenario, and previews each act of its ledger on the state before it. */
async function previewedExercise(id: string): Promise<Pair[]> {
  const { store, door, origin, keys, room } = await replayExercise(await suppliedScenario(id));
  const state = new State();
  const openings = await store.openings(0, door.size);
  const pairs: Pair[] = [];
  for (const [index, bytes] of (await store.entries(0, door.size)).entries()) {
    const entry = unsealEntry({ bytes, index, openings, ledger: origin, keys });
    assert(entry.state === 'open', `entry ${index} is ${entry.state}`);
    const { fields } = entry;
    const { act } = fields;
    if (act !== undefined && act.actor !== OPERATOR && act.actor !== TIMER) {
      pairs.push({ fields, previewed: previewOf(room, state, origin, act, fields.at) });
    }
    state.apply(fields.changes);
  }
  return pairs;
}

function opened({ changes }: EntryFields): Previewed['opens'] {
  const asked = changes.some(
    ({ slice, row }) => slice === 'requests' && (row as { status?: string } | null)?.status === 'waiting',
  );
  return asked ? 'request' : changes.length > 0 ? 'effect' : 'nothing';
}

describe('a preview is what the act is then answered with', () => {
  let pairs: Pair[];

  before(async () => {
    pairs = [...(await previewedExercise('milano-cortina-2026')), ...(await previewedExercise('harbour-summit'))];
  });

  test('for every act that the supplied exercises enter', () => {
    assert(pairs.length > 500);
    for (const { fields, previewed } of pairs) {
      const { act, outcome, clauses, near = [], set, atEntry, outcome: _ } = fields;
      const recorded = {
        outcome,
        clauses,
        near,
        set,
        ...(atEntry === undefined ? {} : { atEntry: { outcome: atEntry.outcome, clauses: atEntry.clauses } }),
      };
      assert(!('refused' in previewed), `\`${act?.id}\`: ${JSON.stringify(previewed)}`);
      const { opens, facts, again, ...decided } = previewed;
      assert.deepEqual(facts, fields.facts, `what \`${act?.id}\` is decided on`);
      assert.deepEqual(decided, recorded, `\`${act?.id}\``);
      assert.equal(opens, opened(fields), `what \`${act?.id}\` opens`);
      // What is decided again is compared in preview-again.test.ts.
      const reclassifies = fields.changes.some(({ row }) => (row as { found?: unknown } | null)?.found != null);
      assert.equal(again !== undefined, reclassifies, `what \`${act?.id}\` decides again`);
    }
  });

  test('of every kind that people do, in each outcome that its acts got', () => {
    const played = new Set(pairs.map(({ fields }) => fields.act?.kind));
    const kinds = ACT_KINDS.filter((kind) => !(ROOM_KINDS as readonly string[]).includes(kind));
    assert.deepEqual(
      kinds.filter((kind) => !played.has(kind)),
      [],
    );
    const outcomes = new Set(pairs.map(({ previewed }) => 'outcome' in previewed && previewed.outcome));
    assert.deepEqual([...outcomes].sort(), ['needs-approval', 'outside', 'permitted', 'prohibited']);
  });
});

describe('what a preview does not do', () => {
  let room: DeskRoom;

  beforeEach(async () => {
    room = await harbourAtWork();
  });

  function preview(act: object) {
    return previewOf(room.room, room.state, room.origin, act, room.now);
  }

  test('it enters nothing, counts nothing, and takes no number', async () => {
    const before = { size: room.door.size, rows: JSON.stringify(room.state.dump()) };
    const act = room.act(identityCheck(room));
    for (let n = 0; n < 20; n += 1) preview(act);
    assert.equal(room.door.size, before.size);
    assert.equal(JSON.stringify(room.state.dump()), before.rows);
    // Had it been counted, this would be answered with a number of repetitions.
    const answer = await room.enter(identityCheck(room));
    assert.equal(answer.repeated, undefined);
  });

  test('the key is the actor’s own, but who was removed is refused all the same (R-20)', async () => {
    const act = room.act({ by: 'ga-lead', kind: 'log.line', detail: { text: 'in the room' } });
    const before = preview(act);
    assert('outcome' in before && before.outcome === 'permitted' && before.opens === 'effect');
    const removal = { person: 'ga-lead', reason: 'recalled' };
    await room.permitted({ by: 'registrar:guest-a-protection', kind: 'roster.remove', detail: removal });
    const after = preview(act);
    assert('outcome' in after && after.outcome === 'prohibited' && after.clauses.includes('R-20'));
    assert.equal(after.opens, 'nothing');
  });

  test('an alert of somebody who was removed is never held up, and opens nothing', async () => {
    const removal = { person: 'ga-lead', reason: 'recalled' };
    await room.permitted({ by: 'registrar:guest-a-protection', kind: 'roster.remove', detail: removal });
    const detail = { alert: 'emergency', text: 'smoke' };
    const previewed = preview(room.act({ by: 'ga-lead', kind: 'alert.raise', desk: null, detail }));
    assert('outcome' in previewed && previewed.outcome === 'permitted' && previewed.opens === 'nothing');
  });

  test('hostile input is turned away as the edge turns it away', () => {
    const act = room.act({ by: 'duty-a', kind: 'log.line', detail: { text: 'x' } });
    const deep = JSON.parse(`${'[1,'.repeat(200)}1${']'.repeat(200)}`) as unknown;
    const cases: readonly [string, object, string][] = [
      ['another ledger', { ...act, ledger: 'elsewhere' }, 'wrong-ledger'],
      ['another mode', { ...act, mode: 'live' }, 'wrong-ledger'],
      ['no kind', { ...act, kind: 'room.explode' }, 'malformed'],
      ['a form its kind has not', { ...act, kind: 'item.enter', activity: 'item.enter', form: 'report' }, 'malformed'],
      ['one member more', { ...act, outcome: 'permitted' }, 'malformed'],
      ['a detail that is none', { ...act, detail: { text: 7 } }, 'malformed'],
      ['a text that turns round', { ...act, detail: { text: 'a\u202eb' } }, 'malformed'],
      ['half a character', { ...act, detail: { text: '\ud800' } }, 'malformed'],
      ['a number that has no form', { ...act, deedAt: 1.5 }, 'malformed'],
      ['a prototype', JSON.parse(`{"__proto__":{"kind":"log.line"},"v":1}`) as object, 'malformed'],
      ['too deep', { ...act, detail: { text: 'x', about: deep } }, 'malformed'],
      ['too large', { ...act, detail: { text: 'x'.repeat(200_000) } }, 'too-large'],
      ['a list', [act], 'malformed'],
      ['an unknown place', { ...act, place: 'atlantis' }, 'unknown-word'],
      ['an unknown desk', { ...act, desk: 'host-room.throne' }, 'unknown-word'],
      ['nobody', { ...act, actor: 'nobody-here' }, 'bad-signature'],
      ['the room’s clock', { ...act, id: 'timer-12345678' }, 'malformed'],
    ];
    for (const [what, input, refused] of cases) {
      const answer = preview(input);
      assert('refused' in answer, what);
      assert.equal(answer.refused, refused, `${what}: ${answer.message}`);
    }
  });

  test('an example of every kind gets a decision or a refusal, and no error', () => {
    for (const kind of ACT_KINDS as readonly ActKind[]) {
      const { example, forms } = definitionOf(kind);
      const form = forms[0] ?? 'proposal';
      const answer = preview(room.act({ by: 'duty-a', kind, form, detail: example as object }));
      assert('outcome' in answer || 'refused' in answer, kind);
    }
  });
});

describe('what the room thinks of for somebody', () => {
  test('is decided as their act would be, enters nothing, and is nothing for who has no key', async () => {
    const room = await harbourAtWork();
    const size = room.door.size;
    const think = (actor: string, kind: ActKind, detail: Record<string, string>) => {
      const { desk, place } = room.act({ by: actor, kind, detail });
      return foreseen(room.room, room.state, room.origin, { actor, kind, desk, place, detail }, room.now);
    };
    const line = { text: 'in the room' };
    assert.equal(think('ga-lead', 'log.line', line)?.outcome, 'permitted');
    const suspend = { mandate: 'guest-b', reason: 'asked for' };
    assert.equal(think('commander-a', 'mandate.suspend', suspend)?.outcome, 'permitted');
    const asked = room.act({ by: 'ga-lead', kind: 'mandate.suspend', detail: suspend });
    const previewed = previewOf(room.room, room.state, room.origin, asked, room.now);
    assert('outcome' in previewed && previewed.outcome !== 'permitted');
    const { outcome, clauses } = previewed;
    assert.deepEqual(think('ga-lead', 'mandate.suspend', suspend), { outcome, clauses });
    assert.equal(room.door.size, size);
    const nobody = { actor: 'nobody', kind: 'log.line', desk: null, place: 'pier', detail: line } as const;
    assert.equal(foreseen(room.room, room.state, room.origin, nobody, room.now), undefined);
  });
});
