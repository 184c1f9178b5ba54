import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readScenario } from '../read-scenario.ts';
import type { Scenario } from '../scenario.ts';
import { replaced } from '../testing/refusal-table.ts';
import { permitClause, smallScenario } from '../testing/scenario-fixture.ts';
import { compare } from './compare.ts';
import type { FactChange } from './fact-changes.ts';

const VISIT = 'mandates/visit.yaml';

/** The small event whose guest may assess a threat inside the zone, and patrol where that is cleared, changed in its vocabulary. */
function scenarioWith(...changes: readonly ((text: string) => string)[]): Scenario {
  const clauses = [
    permitClause(7, '[assess]', { component: '[guest.field]', zones: '{maximum: [inside]}' }),
    permitClause(8, '[patrol]', { component: '[guest.field]', clearance: '[held, not-needed]' }),
  ];
  const read = readScenario(
    smallScenario({
      [VISIT]: (text) => `${text.trimEnd()}\n${clauses.join('')}`,
      'vocabulary.yaml': (text) => changes.reduce((done, change) => change(done), text),
    }),
  );
  assert(read.ok, read.ok ? '' : JSON.stringify(read.problems));
  return read.scenario;
}

const SMALL = scenarioWith();
const MOVED = scenarioWith(replaced('places: [stadium]', 'places: [consulate]'));
const NEEDED = scenarioWith(replaced('name: patrol,', 'name: patrol, clearance: person,'));
const OTHER = scenarioWith(replaced('name: patrol,', 'name: patrol, clearance: vehicle,'));

/** The clause that asks for a clearance speaks of every activity. */
const withMany = (scenario: Scenario): Scenario => ({
  ...scenario,
  mandates: scenario.mandates.map((one) => ({
    ...one,
    clauses: one.clauses.map((clause) => {
      return clause.id === 'visit/8' ? { ...clause, scope: { ...clause.scope, activity: null } } : clause;
    }),
  })),
});

/** Of acts that the host approved: outcomes after and before, of each region of a change. */
const outcomes = ({ logic }: FactChange) =>
  logic?.result !== 'refuted'
    ? []
    : [
        ...new Set(
          logic.counterexamples
            .filter(({ region }) => region.approval?.includes('granted') ?? true)
            .map(({ outcome, other }) => `${outcome} (${other})`),
        ),
      ];
const told = (change: FactChange) => ({
  facts: change.facts.map(({ axis, before, after }) => `${axis}: ${before} → ${after}`),
  clauses: change.clauses,
  outcomes: outcomes(change),
  more: change.more?.result,
});

describe('facts that a vocabulary has derived otherwise', () => {
  test('are none where the vocabulary is as it was, or what is otherwise in it is no such fact', () => {
    assert.deepEqual(compare(SMALL, SMALL).facts, []);
    assert.deepEqual(compare(SMALL, scenarioWith(replaced('name: The stadium', 'name: The arena'))).facts, []);
    assert.deepEqual(compare(NEEDED, NEEDED).facts, []);
  });

  test('are zones: acts at places and times, the clauses that ask, and what comes of it, though no act of the same facts has another outcome', () => {
    const { before, after, words, logic, facts } = compare(SMALL, MOVED);
    assert.equal(before, after, 'no set holds it');
    assert.deepEqual([words, logic.result], [[], 'proved']);
    const [into, out, ...rest] = facts;
    assert(into !== undefined && out !== undefined);
    assert.deepEqual(rest, []);
    assert.deepEqual([into.region.axes, out.region.axes], [{ place: ['consulate'] }, { place: ['stadium'] }]);
    assert.deepEqual(into.region.windows, [[Date.UTC(2026, 1, 4), null]]);
    assert.deepEqual(told(into), {
      facts: ['zone.maximum: outside → inside'],
      clauses: ['visit/7'],
      outcomes: ['permitted (outside)'],
      more: 'refuted',
    });
    assert.deepEqual(told(out), {
      facts: ['zone.maximum: inside → outside'],
      clauses: ['visit/7'],
      outcomes: ['outside (permitted)'],
      more: 'proved',
    });
    assert(into.logic?.result === 'refuted');
    // Within the time of the zone and of the mandate, by the unit that the clause names; during the games another clause permits it.
    const [{ region } = assert.fail('a region is found')] = into.logic.counterexamples;
    assert.deepEqual(region.activity, ['assess']);
    assert.deepEqual(region.axes, { place: ['consulate'], component: ['guest.field'] });
    assert.deepEqual(region.windows, [
      [Date.UTC(2026, 1, 5), Date.UTC(2026, 1, 6)],
      [Date.UTC(2026, 1, 8), Date.UTC(2026, 1, 9)],
    ]);
  });

  test('are asked for by whoever asks for one of them, told in an order of their own; what is derived as before is no change', () => {
    const quiet = (places: string) => (text: string) =>
      replaced(
        'zones:\n',
        `zones:\n  - {id: hush, kind: quiet, places: [${places}], from: "2026-02-04T00:00:00Z", until: null}\n`,
      )(replaced('zoneKinds: [maximum]', 'zoneKinds: [maximum, quiet]')(text));
    const first = (scenario: Scenario): Scenario => ({
      ...scenario,
      mandates: scenario.mandates.map((one) => ({
        ...one,
        clauses: one.clauses.flatMap((clause) => {
          return clause.id === 'visit/7' ? [clause, { ...clause, id: 'visit/10' }] : [clause];
        }),
      })),
    });
    const moved = replaced('places: [stadium]', 'places: [consulate]');
    const both = compare(first(scenarioWith(quiet('stadium'))), first(scenarioWith(moved, quiet('consulate')))).facts;
    assert.deepEqual(
      both.map(({ facts, clauses }) => [facts.map(({ axis }) => axis), clauses]),
      [
        [
          ['zone.maximum', 'zone.quiet'],
          ['visit/10', 'visit/7'],
        ],
        [
          ['zone.maximum', 'zone.quiet'],
          ['visit/10', 'visit/7'],
        ],
      ],
    );
    const one = compare(scenarioWith(quiet('stadium')), scenarioWith(moved, quiet('stadium'))).facts;
    assert.deepEqual(
      one.map(({ facts }) => facts.map(({ axis }) => axis)),
      [['zone.maximum'], ['zone.maximum']],
    );
  });

  test('of which no clause asks are told without a proof', () => {
    const bare = (scenario: Scenario): Scenario => ({
      ...scenario,
      mandates: scenario.mandates.map((one) => ({ ...one, clauses: one.clauses.filter(({ id }) => id !== 'visit/7') })),
    });
    const { facts } = compare(bare(SMALL), bare(MOVED));
    assert.deepEqual(facts.map(told), [
      { facts: ['zone.maximum: outside → inside'], clauses: [], outcomes: [], more: undefined },
      { facts: ['zone.maximum: inside → outside'], clauses: [], outcomes: [], more: undefined },
    ]);
    // A clause of only one of them asks as well.
    assert.deepEqual(
      compare(SMALL, bare(MOVED)).facts.map(({ clauses }) => clauses),
      [['visit/7'], ['visit/7']],
    );
    assert.deepEqual(
      compare(bare(SMALL), MOVED).facts.map(({ clauses }) => clauses),
      [['visit/7'], ['visit/7']],
    );
  });

  test('are clearances: what needs one, needs none any more, or another', () => {
    const asked = (from: Scenario, to: Scenario) => compare(from, to).facts.map(told);
    const clauses = ['visit/8'];
    const clearance = (was: string, is: string) => [`clearance: ${was} → ${is}`];
    assert.deepEqual(asked(SMALL, NEEDED), [
      { facts: clearance('not-needed', 'not-held'), clauses, outcomes: ['outside (permitted)'], more: 'proved' },
      { facts: clearance('not-needed', 'held'), clauses, outcomes: [], more: 'proved' },
    ]);
    assert.deepEqual(asked(NEEDED, SMALL), [
      { facts: clearance('not-held', 'not-needed'), clauses, outcomes: ['permitted (outside)'], more: 'refuted' },
      { facts: clearance('held', 'not-needed'), clauses, outcomes: [], more: 'proved' },
    ]);
    assert.deepEqual(asked(NEEDED, OTHER), [
      { facts: clearance('not-held', 'held'), clauses, outcomes: ['permitted (outside)'], more: 'refuted' },
      { facts: clearance('held', 'not-held'), clauses, outcomes: ['outside (permitted)'], more: 'proved' },
    ]);
    assert.deepEqual(compare(SMALL, NEEDED).facts[0]?.region.activity, ['patrol']);
    const walk = replaced(
      'activities:\n',
      'activities:\n  - {id: walk, name: walk, clearance: person, coerciveness: none, safety: none}\n',
    );
    assert.deepEqual(asked(SMALL, scenarioWith(walk)), [], 'a new activity is told as such');
    // A clause that asks for a clearance of other acts is none that asks here.
    const cleared = scenarioWith(replaced('name: assess a threat,', 'name: assess a threat, clearance: person,'));
    assert.deepEqual(
      compare(SMALL, cleared).facts.map(({ clauses }) => clauses),
      [[], []],
    );
  });

  test('are decided within the budget, and so many of them', () => {
    const { facts } = compare(SMALL, MOVED, { budget: 1 });
    assert.deepEqual(
      facts.map(({ logic, more }) => [logic?.result, more?.result]),
      [
        ['undecided', 'undecided'],
        ['undecided', 'undecided'],
      ],
    );
    // Two changes of each activity, which needs another clearance.
    const ids = Array.from({ length: 101 }, (_, n) => `w${n}`);
    const many = (clearance: string) => {
      const lines = ids.map(
        (id) => `  - {id: ${id}, name: ${id}, clearance: ${clearance}, coerciveness: none, safety: none}\n`,
      );
      const group = `activityGroups: [{id: many, members: [${ids.join(', ')}]}, `;
      return scenarioWith(
        replaced('activities:\n', `activities:\n${lines.join('')}`),
        replaced('activityGroups: [', group),
      );
    };
    const [old, now] = [many('weapon'), many('vehicle')];
    const all = compare(withMany(old), withMany(now)).facts;
    assert.equal(all.length, 202);
    assert.deepEqual(
      all.slice(0, 200).filter(({ logic }) => logic?.result !== 'refuted'),
      [],
    );
    assert.deepEqual(
      all.slice(200).map(({ clauses, logic, more }) => [clauses, logic, more]),
      [
        [['visit/8'], { result: 'undecided', cells: 0 }, { result: 'undecided', cells: 0 }],
        [['visit/8'], { result: 'undecided', cells: 0 }, { result: 'undecided', cells: 0 }],
      ],
    );
  });
});
