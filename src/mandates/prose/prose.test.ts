import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import { readScenarioFolder, scenarioFolder } from '../../scenarios/read.ts';
import type { TimeWindow } from '../../terms/mandate-set.ts';
import { TERM_TITLES } from '../../terms/mandate-terms.ts';
import type { Clause, Scenario, Scope } from '../scenario.ts';
import { WHOLE_EVENT, wholeNotes } from '../testing/whole-event.ts';
import { vocabularyOfSet, wordsOf } from '../vocabulary-words.ts';
import { PROSE_ENGLISH } from './english.ts';
import { PROSE_ITALIAN } from './italian.ts';
import { proseOf } from './prose.ts';
import { toldTime } from './told-time.ts';

const scenarios = await Promise.all(['milano-cortina-2026', 'harbour-summit'].map(readOrFail));
const LANGUAGES = ['en', 'it'] as const;

async function readOrFail(name: string): Promise<Scenario> {
  const read = await readScenarioFolder(scenarioFolder(name));
  assert(read.ok);
  return read.scenario;
}

/** Scopes that differ from one in a single axis, each by its name. */
function* neighbours(scope: Scope, scenario: Scenario): Generator<readonly [string, Scope]> {
  const vocabulary = vocabularyOfSet(wordsOf(scenario.vocabulary));
  for (const [name, words] of Object.entries(vocabulary.axes)) {
    const listed = scope.axes[name];
    const { [name]: _, ...others } = scope.axes;
    for (const word of words) {
      const has = listed?.includes(word) ?? false;
      const changed = has ? (listed ?? []).filter((one) => one !== word) : [...(listed ?? []), word].sort();
      yield [`${name} ${word}`, { ...scope, axes: { ...others, [name]: changed } }];
    }
    if (listed !== undefined) yield [`${name} any`, { ...scope, axes: others }];
  }
  for (const [name, words] of [
    ['agency', Object.keys(vocabulary.agencies).filter((id) => id !== 'room')],
    ['activity', Object.keys(vocabulary.activities)],
  ] as const) {
    const listed = scope[name];
    if (listed !== null) yield [`${name} any`, { ...scope, [name]: null }];
    for (const word of words) {
      const has = listed?.includes(word) ?? false;
      const changed = has ? (listed ?? []).filter((one) => one !== word) : [...(listed ?? []), word].sort();
      if (changed.length > 0) yield [`${name} ${word}`, { ...scope, [name]: changed }];
    }
  }
  const [first, ...rest] = scope.windows ?? [];
  if (first === undefined) yield ['time', { ...scope, windows: [[0, 1]] }];
  else {
    const [from, until] = first;
    yield ['time any', { ...scope, windows: null }];
    yield ['time from', { ...scope, windows: [[(from ?? 0) + 1, until], ...rest] }];
    if (rest.length > 0) yield ['time less', { ...scope, windows: rest }];
    else yield ['time until', { ...scope, windows: [[from, (until ?? 2e12) - MINUTE]] }];
  }
}

test('whatever changes in a clause changes what is told of it, in both languages', () => {
  let tried = 0;
  for (const scenario of scenarios) {
    const clauses = scenario.mandates.flatMap((mandate) => mandate.clauses);
    for (const language of LANGUAGES) {
      const prose = proseOf(scenario, language);
      const told = (clause: Clause) => prose.clause(clause).join('\n');
      for (const clause of clauses) {
        const before = told(clause);
        for (const [axis, scope] of neighbours(clause.scope, scenario)) {
          assert.notEqual(told({ ...clause, scope }), before, `${clause.id}, ${axis}, ${language}`);
          tried += 1;
        }
        for (const effect of ['permit', 'permit-with-approval', 'forbid'] as const) {
          if (effect !== clause.effect) assert.notEqual(told({ ...clause, effect }), before);
        }
      }
    }
  }
  assert(tried > 20_000);
});

test('what an author wrote beside the model is not told', () => {
  const [scenario] = scenarios as [Scenario];
  const clause = scenario.mandates[0]?.clauses[0];
  assert(clause !== undefined);
  const prose = proseOf(scenario, 'en');
  assert.deepEqual(prose.clause({ ...clause, text: 'They may do anything.', written: {} }), prose.clause(clause));
});

test('a clause of the supplied event reads like this', () => {
  const [scenario] = scenarios as [Scenario];
  const clause = scenario.mandates.flatMap((mandate) => mandate.clauses).find(({ id }) => id === 'us-hsi/7');
  assert(clause !== undefined);
  const [en, it] = LANGUAGES.map((language) => proseOf(scenario, language).clause(clause));
  assert.equal(
    en?.[0],
    'United States Immigration and Customs Enforcement may do this once the host has approved the very act: visit a site as an observer.',
  );
  assert(en?.includes('Only with the accompaniment by a host officer.'));
  assert(en?.includes('Only from 08:00 until 20:00 of every day from 4 February 2026 to 22 February 2026.'));
  assert(it?.includes('Solo con l’accompagnamento di un agente del paese ospitante.'));
  assert(it?.includes('Solo dalle 08:00 alle 20:00 di ogni giorno, nel periodo 4 febbraio 2026 – 22 febbraio 2026.'));
});

test('any unit is said aloud, and that what is not stated is outside', () => {
  const [scenario] = scenarios as [Scenario];
  const prose = proseOf(scenario, 'en');
  const mandate = scenario.mandates.find((one) => one.mandate === 'us-hsi');
  assert(mandate !== undefined);
  assert(prose.mandate(mandate).includes('Anything that no clause states is outside this mandate.'));
  assert(prose.mandate(mandate).some((sentence) => sentence.startsWith('Open question Q4:')));
  const any = mandate.clauses.find(({ scope }) => scope.axes['component'] === undefined);
  const some = mandate.clauses.find(({ scope }) => scope.axes['component'] !== undefined);
  assert(any !== undefined && some !== undefined);
  assert(prose.clause(any).includes('Any unit is meant.'));
  assert(!prose.clause(some).includes('Any unit is meant.'));
});

test('a commitment is told with whom it binds, or why it is no rule', () => {
  const [scenario] = scenarios as [Scenario];
  const prose = proseOf(scenario, 'en');
  for (const commitment of scenario.commitments) {
    const told = prose.commitment(commitment).join('\n');
    assert.match(told, /^A promise by /);
    assert.match(told, commitment.form === 'rule' ? /may (not )?do this/ : /It cannot be a rule: /);
  }
});

const ROME = 'Europe/Rome';
const day = (date: string, from: string, until: string): TimeWindow => [
  Date.parse(`${date}T${from}Z`),
  Date.parse(`${date}T${until}Z`),
];

test('hours of the day are told as such over a change of clocks, and what does not fit is told beside', () => {
  // In Rome the clock goes forward on 29 March 2026: 08:00 is 07:00 UTC before and 06:00 UTC after.
  const windows = [
    day('2026-03-27', '07:00', '19:00'),
    day('2026-03-28', '07:00', '19:00'),
    day('2026-03-29', '06:00', '18:00'),
    day('2026-03-30', '06:00', '18:00'),
    day('2026-04-02', '06:00', '18:00'),
  ];
  assert.equal(
    toldTime(windows, ROME, PROSE_ENGLISH),
    'from 08:00 until 20:00 of every day from 27 March 2026 to 30 March 2026 or from 2 April 2026, 08:00 until 2 April 2026, 20:00',
  );
  const off = windows.map(([from, until], n): TimeWindow => [from, n === 1 ? (until ?? 0) + 1 : until]);
  assert.notEqual(toldTime(off, ROME, PROSE_ENGLISH), toldTime(windows, ROME, PROSE_ENGLISH));
});

test('two moments that a clock shows alike are told apart', () => {
  // 02:30 comes twice in Rome on 25 October 2026.
  const first = Date.parse('2026-10-25T00:30:00Z');
  const told = [first, first + HOUR].map((from) => toldTime([[from, null]], ROME, PROSE_ITALIAN));
  assert.deepEqual(told, [
    'nel periodo 25 ottobre 2026, 02:30 (GMT+02:00) – senza fine',
    'nel periodo 25 ottobre 2026, 02:30 (GMT+01:00) – senza fine',
  ]);
  assert.equal(toldTime([[null, null]], ROME, PROSE_ENGLISH), 'at any time');
  assert.equal(toldTime([[null, first + 1]], ROME, PROSE_ENGLISH), 'before 25 October 2026, 02:30 (GMT+02:00) + 1 ms');
});

test('a mandate tells each of its terms, stated with sources or left open, in both languages', () => {
  const [milano] = scenarios;
  const hsi = milano?.mandates.find(({ mandate }) => mandate === 'us-hsi');
  assert(milano !== undefined && hsi !== undefined);
  const told = { en: proseOf(milano, 'en').mandate(hsi), it: proseOf(milano, 'it').mandate(hsi) };
  for (const language of LANGUAGES) {
    for (const title of Object.values(TERM_TITLES[language]))
      assert.equal(told[language].filter((sentence) => sentence.startsWith(`${title}: `)).length, 1, title);
  }
  assert(told.en.includes('Arms and equipment: not stated (Q2).'));
  assert(told.it.includes('Armi ed equipaggiamento: non indicato (Q2).'));
  assert(told.en.some((one) => /^Direction: .* \(R4\) The rest is not stated \(Q9\)\.$/.test(one)));
  assert(told.it.some((one) => /^Poteri conferiti: .* \(R3, R4 e R5\)$/.test(one)));
  const { terms: _, ...old } = hsi;
  const before = proseOf(milano, 'en').mandate(old);
  assert(before.includes('Costs: not stated.'), 'a text from before terms were asked for states none');
});

test('mandates, clauses and commitments are told in the sentences that are noted, in both languages', () => {
  for (const language of ['en', 'it'] as const) {
    const prose = proseOf(WHOLE_EVENT, language);
    for (const mandate of WHOLE_EVENT.mandates) {
      const told = [...prose.mandate(mandate), ...mandate.clauses.flatMap((clause) => prose.clause(clause))];
      assert.deepEqual(told, wholeNotes(`mandates/${mandate.mandate}.yaml`, language));
    }
    const told = WHOLE_EVENT.commitments.flatMap((commitment) => prose.commitment(commitment));
    assert.deepEqual(told, wholeNotes('commitments.yaml', language));
  }
});

test('what a document no longer has a word for is told all the same, and of a guest’s act what a guest’s needs', () => {
  const prose = proseOf(WHOLE_EVENT, 'en');
  const [visit = assert.fail()] = WHOLE_EVENT.mandates;
  assert(prose.mandate({ ...visit, openQuestions: ['Q9'] }).includes('Open question Q9: '));
  const [clause = assert.fail()] = visit.clauses;
  const told = (effect: Clause['effect'], agency: readonly string[] | null, ...activity: readonly string[]) =>
    prose.clause({ ...clause, effect, scope: { agency, activity, axes: { place: [] }, windows: null } });
  const guarded = (sentences: readonly string[]) => sentences.filter((one) => one.includes('(R-05)')).length;
  const spared = (sentences: readonly string[]) => sentences.find((one) => one.includes('(R-22)'));
  const stranger = told('permit', ['stranger'], 'search', 'stroll');
  assert.equal(stranger[0], 'Stranger may do this without asking: search a boat or stroll.');
  assert.equal(guarded(stranger), 1);
  assert(stranger.includes('It names no word here, so that it never applies.'));
  assert.equal(guarded(told('permit', ['port', 'coast'], 'search')), 0);
  assert.equal(guarded(told('permit-with-approval', null, 'search')), 1);
  assert.equal(guarded(told('permit', ['north'], 'dive', 'tow')), 0);
  assert.equal(guarded(told('forbid', ['north'], 'search')), 0);
  const changes = 'Nothing holds this up (R-22), so that the clause changes nothing for it:';
  assert.equal(spared(told('forbid', ['coast', 'port'], 'tow', 'dive', 'stroll')), `${changes} tow a boat.`);
  assert.equal(spared(told('forbid', ['coast', 'league'], 'tow', 'rescue')), `${changes} rescue people.`);
  assert.equal(spared(told('forbid', ['coast', 'league'], 'tow')), undefined);
  assert.equal(spared(told('permit', ['coast'], 'tow', 'rescue')), undefined);
  const yes = { ...clause.scope, axes: { conferral: ['yes'] } };
  assert(prose.clause({ ...clause, scope: yes }).includes('Only with the conferral of the power.'));
  assert(
    prose
      .clause({ ...clause, effect: 'forbid', scope: yes })
      .includes('This holds where the conferral of the power is yes, and where it is not known.'),
  );
});

test('places are told by the largest that holds them, and what is left by itself', () => {
  const prose = proseOf(WHOLE_EVENT, 'en');
  const clause = WHOLE_EVENT.mandates[0]?.clauses[0] ?? assert.fail();
  const told = (...place: readonly string[]) =>
    prose.clause({ ...clause, scope: { ...clause.scope, axes: { place } } }).find((one) => one.includes('the place'));
  const bay = ['bay.elsewhere', 'buoy', 'quay'];
  assert.equal(
    told('open-sea', ...bay, 'water.elsewhere', 'town'),
    'Only where the place is all of The water or The town.',
  );
  assert.equal(told('open-sea', ...bay), 'Only where the place is all of The bay or The open sea.');
  assert.equal(told(...bay.slice(1), 'open-sea'), 'Only where the place is The buoy, The quay or The open sea.');
});
