import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directoryOf } from '../../desk/directory.ts';
import { previewOf } from '../../desk/preview.ts';
import { harbourAtWork, harbourScenario } from '../../desk/testing/harbour.ts';
import type { Clause, Scenario } from '../../mandates/scenario.ts';
import { type MandateTerms, TERM_NAMES } from '../../terms/mandate-terms.ts';

type Change = {
  /** The axis that Q2, which guest A's mandate lists, leaves open. */
  readonly axis?: string;
  readonly listed?: boolean;
  readonly clauses?: (clause: Clause) => Clause | null;
  readonly terms?: boolean;
};

/** The harbour with a second version of guest A's mandate, changed. */
async function changed({ axis, listed = true, clauses = (clause) => clause, terms }: Change): Promise<Scenario> {
  const scenario = await harbourScenario();
  const first = scenario.mandates.find(({ mandate }) => mandate === 'guest-a') ?? assert.fail('no mandate of guest A');
  const open = Object.fromEntries(TERM_NAMES.map((name) => [name, { text: null, source: [], open: 'Q2' }]));
  const second = {
    ...first,
    version: 2,
    clauses: first.clauses.flatMap((clause) => clauses(clause) ?? []),
    openQuestions: listed ? first.openQuestions : first.openQuestions.filter((id) => id !== 'Q2'),
    ...(terms ? { terms: open as unknown as MandateTerms } : {}),
  };
  const questions = scenario.questions.map((one) => (one.id === 'Q2' ? { ...one, axis: axis ?? null } : one));
  return { ...scenario, questions, mandates: [...scenario.mandates, second] };
}

const ROWS: readonly (readonly [what: string, change: Change, live: readonly string[]])[] = [
  ['every question is on no axis', {}, []],
  ['every term is left open', { terms: true }, []],
  ['a question on an axis that its permits narrow is listed', { axis: 'place' }, ['R-17']],
  ['a question on an axis on which every permit says `any`', { axis: 'clearance' }, ['R-17']],
  ['a question on time', { axis: 'time' }, ['R-17']],
  ['a question on an axis that it does not list', { axis: 'place', listed: false }, []],
  [
    'a question on an axis, where it forbids only',
    { axis: 'place', clauses: (clause) => (clause.effect === 'forbid' ? clause : null) },
    [],
  ],
  [
    'a clause that rests on an assumption',
    { clauses: (clause) => (clause.id === 'guest-a/1' ? { ...clause, basis: 'assumption' } : clause) },
    ['R-17'],
  ],
];

for (const [what, change, live] of ROWS) {
  test(`a mandate may come into force in a live room by R-17: ${what}: ${live.length === 0 ? 'yes' : 'no'}`, async () => {
    const scenario = await changed(change);
    const room = await harbourAtWork({ scenario });
    const detail = { mandate: 'guest-a', version: 2, reason: 'signed by both' };
    const act = room.act({ by: 'commander-a', kind: 'mandate.enforce', detail });
    const here = previewOf(room.room, room.state, room.origin, act, room.now);
    assert('outcome' in here && here.outcome === 'permitted', 'an exercise takes all of them');
    const inLive = { ...room.room, directory: directoryOf(scenario, 'live') };
    const there = previewOf(inLive, room.state, room.origin, { ...act, mode: 'live' }, room.now);
    assert('outcome' in there);
    // Nobody reviewed or signed it yet, and in a live room nothing counts as signed that was not.
    assert.deepEqual(
      there.clauses.filter((clause) => clause.startsWith('R-')),
      [...live, 'R-34'],
    );
  });
}
