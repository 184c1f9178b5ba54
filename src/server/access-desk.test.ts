import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { factsOfPairs } from '../cli/mandates/facts-argument.ts';
import { remit } from '../cli/testing/spoken.ts';
import type { Committed } from '../desk/door.ts';
import { previewOf } from '../desk/preview.ts';
import { State } from '../desk/state.ts';
import { replayExercise } from '../exercise/replay.ts';
import { suppliedScenario } from '../exercise/testing/scenarios.ts';
import { evaluate } from '../gateways/authzen/evaluate.ts';
import type { Evaluation } from '../gateways/authzen/wire.ts';
import { unsealEntry } from '../ledger/unseal.ts';
import { assembleSet, setId } from '../mandates/compile.ts';
import type { FactsVector } from '../terms/outcome.ts';
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

/** What was answered, and the facts on which it was decided. */
type Answered = Evaluation['context'] & { readonly facts: FactsVector };

/** Asked of every deed that the exercise proposes, just before it was entered. */
async function asked(name: string): Promise<Answered[]> {
  const scenario = await suppliedScenario(name);
  const { store, door, origin, keys, room } = await replayExercise(scenario);
  const book = new ClauseBook(scenario);
  const readable = new ReadableRecords([], room.sets);
  const state = new State();
  const answers: Answered[] = [];
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
      answers.push({ ...context, facts: previewed.facts });
    }
    state.apply(fields.changes);
    readable.apply([{ draft: { fields } } as Committed]);
  }
  return answers;
}

/** Without a room, `remit mandate decide` says the same of the same facts, where all mandates of the event were in force. */
async function assertAlikeOnTheCommandLine(name: string, answers: readonly Answered[]): Promise<void> {
  const all = setId(assembleSet(await suppliedScenario(name)));
  const under = answers.filter(({ setHash }) => setHash === all);
  assert(under.length > 10, `${under.length} were decided under all mandates`);
  const folder = mkdtempSync(join(tmpdir(), 'remit-asked-'));
  try {
    const file = join(folder, 'facts');
    writeFileSync(file, under.map(({ facts }) => `${JSON.stringify(facts)}\n`).join(''));
    const { out, err } = await remit(['mandate', 'decide', name, '--facts', file, '--json']);
    assert.equal(err, '');
    const said = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      said.map(({ outcome, clauses, set }) => ({ outcome, clauses, set })),
      under.map(({ outcome, clauses, setHash }) => ({ outcome, clauses, set: setHash })),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What somebody at a terminal would say of an act: the rest is derived. */
const SAID = ['component', 'role', 'room', 'place', 'purpose', 'accompaniment', 'conferral', 'clearance'];

/** In words, `remit mandate decide` takes an act for what the desk took it for; house rules, which ask the records, apart. */
async function assertAlikeInWords(name: string, answers: readonly Answered[]): Promise<void> {
  const scenario = await suppliedScenario(name);
  for (const { facts } of answers) {
    const { activity, time, approval, axes } = facts;
    const said = SAID.flatMap((axis) => (axes[axis] === undefined ? [] : [`${axis}=${axes[axis]}`]));
    const pairs = [`activity=${activity}`, `time=${new Date(time).toISOString()}`, `approval=${approval}`, ...said];
    assert.deepEqual(factsOfPairs(pairs, scenario), { ...facts, broken: [] }, pairs.join(' '));
  }
}

for (const name of ['milano-cortina-2026', 'harbour-summit'] as const) {
  test(`every deed that the exercise of \`${name}\` proposes is decided for who asks as for who proposes`, async () => {
    const answers = await asked(name);
    const outcomes = new Set(answers.map(({ outcome }) => outcome));
    assert.deepEqual([...outcomes].sort(), ['needs-approval', 'outside', 'permitted', 'prohibited']);
    await assertAlikeInWords(name, answers);
    // At the harbour summit not all mandates are ever in force at once.
    if (name === 'milano-cortina-2026') await assertAlikeOnTheCommandLine(name, answers);
  });
}
