import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../base/testing/properties.ts';
import { readScenarioFolder, scenarioFolder } from '../../scenarios/read.ts';
import type { Rule } from '../../terms/mandate-set.ts';
import { assembleSet } from '../compile.ts';
import { decideV1 } from '../interpreter-1.ts';
import { Samples } from '../prove/samples.ts';
import { spaceOf } from '../prove/space.ts';
import { readScenario } from '../read-scenario.ts';
import type { Clause, MandateDocument, Scenario, Vocabulary } from '../scenario.ts';
import { notedDocuments, noteOf } from '../testing/noted-documents.ts';
import { AXES, anyFacts, anySet } from '../testing/set-arbitraries.ts';
import { WHOLE_EVENT, wholeNotes } from '../testing/whole-event.ts';
import { approvalsBeaten, blocks, type Finding, findingsOf } from './findings.ts';

const scenario = await suppliedScenario('harbour-summit');

async function suppliedScenario(name: string): Promise<Scenario> {
  const read = await readScenarioFolder(scenarioFolder(name));
  assert(read.ok);
  return read.scenario;
}

const END = Math.max(...scenario.vocabulary.phases.map(({ until }) => until));
const ESCORT = {
  agency: ['guest-a-protection'],
  activity: ['armed-escort'],
  axes: { place: ['conference-hall', 'delegation-hotel'] },
  windows: null,
} as const;

/** A mandate of these clauses alone, in force beside nothing else. */
function only(clauses: readonly Pick<Clause, 'id' | 'effect' | 'scope'>[], until: number | null = null) {
  const base = { text: 'x', basis: 'instrument', source: [], written: {} } as const;
  const [root] = scenario.mandates as [MandateDocument];
  const mandate = { ...root, mandate: 'm', until, clauses: clauses.map((clause) => ({ ...base, ...clause })) };
  return { vocabulary: scenario.vocabulary, mandates: [mandate], commitments: [] };
}

const kinds = (findings: readonly Finding[]) => findings.map((one) => `${one.finding} ${one.clause}`);

test('a permit that beats a narrower one with approval blocks; an exception that is cut out of it does not', () => {
  const narrow = { id: 'm/1', effect: 'permit-with-approval', scope: ESCORT } as const;
  const broad = { id: 'm/2', effect: 'permit', scope: { ...ESCORT, agency: null, axes: {} } } as const;
  const found = findingsOf(only([narrow, broad]));
  const [beats] = found.filter(blocks);
  assert.deepEqual(kinds(found.filter(blocks)), ['beats-approval m/2']);
  assert(beats?.finding === 'beats-approval' && beats.other === 'm/1');
  assert.deepEqual(beats.acts.axes['place'], ESCORT.axes.place);
  const exception = {
    id: 'm/2',
    effect: 'permit',
    scope: { ...ESCORT, axes: { place: ['delegation-hotel'] } },
  } as const;
  assert.deepEqual(findingsOf(only([narrow, exception])).filter(blocks), []);
  // Where all of it is forbidden, nobody is deceived.
  const forbid = { id: 'm/3', effect: 'forbid', scope: ESCORT } as const;
  assert.deepEqual(findingsOf(only([narrow, broad, forbid])).filter(blocks), []);
});

test('a permit of which all is forbidden is dead, and what forbids it is named', () => {
  const permit = { id: 'm/1', effect: 'permit', scope: ESCORT } as const;
  const half = (id: string, place: string) =>
    ({ id, effect: 'forbid', scope: { ...ESCORT, axes: { place: [place] } } }) as const;
  const other = { id: 'm/4', effect: 'forbid', scope: { ...ESCORT, agency: ['guest-b-police'] } } as const;
  const found = findingsOf(
    only([permit, half('m/2', 'conference-hall'), half('m/3', 'delegation-hotel'), other]),
  ).filter(({ finding }) => finding === 'dead-permit');
  assert.deepEqual(found, [{ finding: 'dead-permit', clause: 'm/1', others: ['m/2', 'm/3'] }]);
  const left = findingsOf(only([permit, half('m/2', 'conference-hall')]));
  assert(!kinds(left).includes('dead-permit m/1'));
  assert(kinds(left).includes('overlaps-forbid m/1'));
});

test('a clause that changes nothing is redundant, beside as few others as it takes', () => {
  const wide = { id: 'm/1', effect: 'permit', scope: { ...ESCORT, axes: {} } } as const;
  const within = { id: 'm/2', effect: 'permit', scope: ESCORT } as const;
  const elsewhere = { id: 'm/3', effect: 'permit', scope: { ...ESCORT, agency: ['guest-b-police'] } } as const;
  const found = findingsOf(only([wide, within, elsewhere]));
  assert.deepEqual(found, [{ finding: 'redundant', clause: 'm/2', others: ['m/1'] }]);
});

test('what ends before the event does is told once, of the mandate or of the clause', () => {
  const clause = { id: 'm/1', effect: 'permit', scope: { ...ESCORT, windows: [[0, END - 2]] } } as const;
  assert.deepEqual(kinds(findingsOf(only([clause], END - 1))), ['ends-early m', 'ends-early m/1']);
  assert.deepEqual(kinds(findingsOf(only([clause]))), ['ends-early m/1']);
  assert.deepEqual(kinds(findingsOf(only([{ ...clause, scope: { ...ESCORT, windows: [[0, END]] } }]))), []);
});

test('hours of every day end before midnight, and that is no end', async () => {
  const milano = await suppliedScenario('milano-cortina-2026');
  const early = findingsOf(milano).filter(({ finding }) => finding === 'ends-early');
  assert(!kinds(early).includes('ends-early us-hsi/7'));
});

test('a budget that does not suffice is said, and blocks', () => {
  const permit = { id: 'm/1', effect: 'permit', scope: ESCORT } as const;
  const forbid = { id: 'm/2', effect: 'forbid', scope: { ...ESCORT, axes: { place: ['delegation-hotel'] } } } as const;
  const found = findingsOf(only([permit, forbid]), { budget: 1 });
  assert(found.some((one) => one.finding === 'undecided' && blocks(one)));
});

const whole = readScenario(notedDocuments('whole-event'));
assert(whole.ok);
const regatta = whole.scenario;
const LAST = Date.parse('2026-03-31T12:00:30Z');

/** What is found in some clauses of mandates of the regatta, by the ids of mandates; the clauses are theirs by their ids. */
function foundIn(
  clauses: readonly (Pick<Clause, 'id' | 'effect'> & {
    readonly scope?: Partial<Clause['scope']>;
    readonly written?: Clause['written'];
  })[],
  options: { readonly until?: number; readonly budget?: number } = {},
) {
  const scope = { agency: ['north'], activity: ['dive'], axes: {}, windows: null };
  const [root] = regatta.mandates as [MandateDocument];
  const all = clauses.map((clause) => ({
    ...{ text: 'x', basis: 'instrument' as const, source: [], written: {} },
    ...clause,
    scope: { ...scope, ...clause.scope },
  }));
  const mandates = [...new Set(all.map(({ id }) => id.split('/')[0] ?? ''))].map((mandate) => ({
    ...{ ...root, mandate, until: options.until ?? null },
    clauses: all.filter(({ id }) => id.startsWith(`${mandate}/`)),
  }));
  const inForce = { vocabulary: regatta.vocabulary, mandates, commitments: [] };
  const budget = options.budget === undefined ? {} : { budget: options.budget };
  const others = (one: Finding) => ('others' in one ? one.others : 'other' in one ? [one.other] : []);
  return {
    found: findingsOf(inForce, budget).map((one) => [`${one.finding} ${one.clause}`, ...others(one)].join(' ')),
    beaten: approvalsBeaten(inForce, { ...budget, set: assembleSet(inForce) }),
  };
}

const permit = (id: string, scope: Partial<Clause['scope']> = {}) => ({ id, effect: 'permit', scope }) as const;
const asked = (id: string, scope: Partial<Clause['scope']> = {}) =>
  ({ id, effect: 'permit-with-approval', scope }) as const;
const forbid = (id: string, scope: Partial<Clause['scope']> = {}) => ({ id, effect: 'forbid', scope }) as const;
const at = (...place: readonly string[]) => ({ axes: { place } });

test('who permits what another mandate has approved first, blocks both; who is not known to, itself', () => {
  const across = [
    permit('a/1', at('quay', 'buoy')),
    asked('b/1', at('quay')),
    asked('b/2', at('buoy')),
    asked('c/1', at('quay')),
  ];
  assert.deepEqual(foundIn(across), {
    found: ['beats-approval a/1 b/1', 'beats-approval a/1 b/2', 'beats-approval a/1 c/1'].concat(
      ['b/1', 'b/2', 'c/1'].map((id) => `redundant ${id} a/1`),
    ),
    beaten: [{ clause: 'a/1', mandates: ['a', 'b', 'c'] }],
  });
  const undecided = foundIn(across.slice(0, 2), { budget: 0 });
  assert.deepEqual(undecided.beaten, [{ clause: 'a/1', mandates: ['a'] }]);
  assert.deepEqual(undecided.found, ['undecided a/1', 'undecided a/1', 'undecided b/1']);
  assert.deepEqual(foundIn([permit('a/1', at('quay')), asked('b/1', at('buoy'))]), { found: [], beaten: [] });
});

test('a guest’s coercive act without a host officer is permitted by nobody, and nothing else says so', () => {
  const alone = permit('a/1', { activity: ['hold'], axes: { accompaniment: ['no'] } });
  assert.deepEqual(foundIn([alone, forbid('a/2')]).found, ['dead-permit a/1']);
  assert.deepEqual(foundIn([permit('a/1', { activity: ['hold'] })]).found, []);
});

test('of forbids only forbids are named, and of permits only permits, as few as it takes', () => {
  const places = at('quay', 'buoy');
  const clauses = [permit('a/1', places), forbid('a/2', at('quay')), forbid('a/3', at('buoy')), forbid('a/4', places)];
  assert.deepEqual(foundIn(clauses).found, [
    'dead-permit a/1 a/4',
    // Of what permits nothing nothing else is said.
    ...['redundant a/2 a/4', 'redundant a/3 a/4', 'redundant a/4 a/2 a/3'],
  ]);
  assert.deepEqual(foundIn([permit('a/1', places), permit('a/2', at('quay')), forbid('a/3', at('town'))]).found, [
    'redundant a/2 a/1',
  ]);
});

test('of more than sixty others all are named, of those that touch it and are of its side', () => {
  const many = (count: number) => [permit('a/x'), ...Array.from({ length: count }, (_, n) => permit(`a/${n}`))];
  const elsewhere = Array.from({ length: 5 }, (_, n) => permit(`a/s${n}`, { activity: ['survey'] }));
  const against = Array.from({ length: 35 }, (_, n) => forbid(`a/f${n}`, at('town')));
  const first = (clauses: Parameters<typeof foundIn>[0]) =>
    foundIn(clauses).found.find((one) => one.startsWith('redundant a/x'));
  assert.equal(first([...many(60), ...elsewhere]), 'redundant a/x a/9');
  assert.equal(first(many(61))?.split(' ').length, 63);
  assert.equal(first([...many(30), ...against]), 'redundant a/x a/9');
});

test('what a permit needs of the other side is not named, and who asks first beats nobody', () => {
  const clauses = [permit('a/1', at('quay', 'buoy')), permit('a/2', at('quay', 'town')), forbid('a/3', at('town'))];
  assert.deepEqual(foundIn(clauses).found, ['overlaps-forbid a/2 a/3', 'redundant a/2 a/1'].sort().reverse());
  const asking = [permit('a/1', at('quay', 'buoy')), asked('b/1', at('quay')), asked('b/2', at('quay', 'town'))];
  assert.deepEqual(
    foundIn(asking).found.filter((one) => one.startsWith('beats')),
    ['beats-approval a/1 b/1', 'beats-approval a/1 b/2'],
  );
});

test('components that none of the agencies has are met by nobody, unless an agency is not known', () => {
  const desk = { axes: { component: ['north.desk'] } };
  const partly = { axes: { component: ['north.desk'], place: ['quay'] } };
  const met = (...agency: readonly string[]) =>
    foundIn([permit('a/1', { agency, ...desk }), forbid('a/2', { agency: null, ...partly })]).found.filter((one) =>
      one.startsWith('overlaps'),
    );
  assert.deepEqual(met('port', 'coast'), []);
  assert.deepEqual(met('port', 'north'), ['overlaps-forbid a/1 a/2']);
  assert.deepEqual(met('port', 'stranger'), ['overlaps-forbid a/1 a/2']);
});

test('of clauses that a set does not hold nothing is found but when they end', () => {
  const set = { ...assembleSet(regatta), rules: [] };
  assert.deepEqual(findingsOf(regatta, { set }), []);
  assert.deepEqual(approvalsBeaten(regatta, { set }), []);
});

test('a permit ends early where the last of its windows, by a day where they are hours, ends before the last phase', () => {
  const until = (time: number | null, written: Clause['written'] = {}) => ({
    ...permit('a/1', {
      windows: [
        [0, 1],
        [2, time],
      ],
    }),
    written,
  });
  const daily = { time: [{ daily: { from: '08:00', until: '20:00' } }] };
  const early = ['ends-early a/1'];
  assert.deepEqual(foundIn([until(LAST - 1)]).found, early);
  for (const time of [LAST, LAST + 1, null]) assert.deepEqual(foundIn([until(time)]).found, []);
  assert.deepEqual(foundIn([until(LAST - 86_400_001, daily)]).found, early);
  assert.deepEqual(foundIn([until(LAST - 86_400_000, daily)]).found, []);
  assert.deepEqual(foundIn([{ ...until(LAST - 1), effect: 'forbid' }]).found, []);
  assert.deepEqual(foundIn([until(LAST - 1)], { until: LAST - 1 }).found, ['ends-early a']);
  assert.deepEqual(foundIn([until(LAST - 2)], { until: LAST - 1 }).found, ['ends-early a', ...early]);
  assert.deepEqual(foundIn([permit('a/1')], { until: LAST }).found, []);
});

/** Random rules as clauses of one mandate, in a vocabulary of which only the components count. */
const anyMandate = anySet(undefined, 8).map((set) => {
  const rules = set.rules
    .filter((rule): rule is Rule & { effect: Clause['effect'] } => rule.effect !== 'require-approval')
    .map((rule, n) => ({ ...rule, id: `m/${n}` }));
  return { ...set, rules };
});

/** Of words that the vocabulary has: what it has not, no proof speaks of. */
const knownFacts = anyFacts.filter(({ axes }) =>
  Object.entries(axes).every(([axis, word]) => word === 'unknown' || AXES[axis]?.includes(word) === true),
);

test('what is said of random sets is so: tried on random acts', () => {
  fc.assert(
    fc.property(anyMandate, fc.array(knownFacts, { minLength: 60, maxLength: 60 }), (set, acts) => {
      const vocabulary = { ...scenario.vocabulary, agencies: [] } satisfies Vocabulary;
      const mandates = only(set.rules.map(({ id, effect, ...scope }) => ({ id, effect, scope }))).mandates;
      const whole = { ...assembleSet({ vocabulary, mandates, commitments: [] }), vocabulary: set.vocabulary };
      const found = findingsOf({ vocabulary, mandates, commitments: [] }, { set: whole });
      for (const one of found) {
        if (one.finding === 'redundant') {
          const without = { ...whole, rules: whole.rules.filter(({ id }) => id !== one.clause) };
          for (const facts of acts) {
            assert.equal(decideV1(without, facts).outcome, decideV1(whole, facts).outcome, one.clause);
          }
        }
        if (one.finding === 'beats-approval') {
          const [sample] = new Samples(spaceOf([whole], one.acts, {})).of({ ...one.acts, approval: ['none'] });
          assert(sample !== undefined);
          assert.equal(decideV1(whole, sample).outcome, 'permitted');
        }
        if (one.finding === 'dead-permit') {
          for (const facts of acts) assert(!decideV1(whole, facts).clauses.includes(one.clause));
        }
      }
    }),
    { numRuns: 120 },
  );
});

test('what an author should look at of each clause is noted below it, and nothing else is found', () => {
  const found = findingsOf(WHOLE_EVENT);
  for (const { mandate } of WHOLE_EVENT.mandates) {
    const ofMandate = found.filter(({ clause }) => clause.startsWith(`${mandate}/`));
    assert.deepEqual(ofMandate.map(noteOf), wholeNotes(`mandates/${mandate}.yaml`, '?'));
  }
  assert(found.every(({ clause }) => clause.includes('/')));
  const set = assembleSet(WHOLE_EVENT);
  assert.deepEqual(approvalsBeaten(WHOLE_EVENT, { set }), [{ clause: 'visit/2', mandates: ['visit'] }]);
});
