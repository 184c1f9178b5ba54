import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Committed } from '../desk/door.ts';
import { previewOf } from '../desk/preview.ts';
import { State } from '../desk/state.ts';
import { replayExercise } from '../exercise/replay.ts';
import { suppliedScenario } from '../exercise/testing/scenarios.ts';
import { evaluate } from '../gateways/authzen/evaluate.ts';
import { unsealEntry } from '../ledger/unseal.ts';
import type { Viewer } from '../views/audience.ts';
import { accessOf } from './access-desk.ts';
import { ClauseBook } from './api/clause-book.ts';
import { ReadableRecords } from './readable-records.ts';

const HOST: Viewer = {
  person: 'it-duty-a',
  agency: 'it-interior',
  standing: 'host-authority',
  room: 'none',
  oversight: false,
  admitted: true,
  dataProtection: false,
};

/** Asked of every deed that the exercise proposes, just before it was entered; counts by outcome. */
async function asked(name: string): Promise<Map<string, number>> {
  const scenario = await suppliedScenario(name);
  const { store, door, origin, keys, room } = await replayExercise(scenario);
  const book = new ClauseBook(scenario);
  const readable = new ReadableRecords([], room.sets);
  const state = new State();
  const outcomes = new Map<string, number>();
  const openings = await store.openings(0, door.size);
  for (const [index, bytes] of (await store.entries(0, door.size)).entries()) {
    const entry = unsealEntry({ bytes, index, openings, ledger: origin, keys });
    assert(entry.state === 'open', `entry ${index} is ${entry.state}`);
    const { fields } = entry;
    const { act } = fields;
    if (act?.kind === 'deed.propose') {
      const port = accessOf({ ...room, origin, readable, roomNow: () => fields.at }, HOST, book);
      const { until, what, counters } = act.detail as { until: number; what: string; counters?: string };
      const { decision, context } = evaluate(port, {
        subject: { type: 'person', id: act.actor },
        action: { name: act.activity },
        resource: { type: 'place', id: act.place },
        context: {
          purpose: act.purpose,
          time: new Date(act.deedAt).toISOString(),
          until: new Date(until).toISOString(),
          what,
          counters,
        },
      });
      const previewed = previewOf(room, state, origin, act, fields.at);
      assert(!('refused' in previewed), act.id);
      assert.deepEqual(
        [context.outcome, context.clauses, context.setHash],
        [previewed.outcome, previewed.clauses, previewed.set],
        act.id,
      );
      assert.deepEqual(
        [context.outcome, context.clauses],
        [fields.outcome, fields.clauses],
        `${act.id}, as it was entered`,
      );
      assert.equal(decision, fields.outcome === 'permitted', act.id);
      assert.equal(context.reason, book.told(previewed).en);
      outcomes.set(context.outcome, (outcomes.get(context.outcome) ?? 0) + 1);
    }
    state.apply(fields.changes);
    readable.apply([{ draft: { fields } } as Committed]);
  }
  return outcomes;
}

for (const name of ['milano-cortina-2026', 'harbour-summit']) {
  test(`every deed that the exercise of \`${name}\` proposes is decided for who asks as for who proposes`, async () => {
    const outcomes = await asked(name);
    for (const outcome of ['permitted', 'needs-approval', 'prohibited', 'outside']) {
      assert((outcomes.get(outcome) ?? 0) > 0, `one is ${outcome}: ${JSON.stringify([...outcomes])}`);
    }
  });
}
