import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../base/testing/properties.ts';
import { readScenarioFolder, scenarioFolder } from '../../scenarios/read.ts';
import type { Rule } from '../../terms/mandate-set.ts';
import { assembleSet } from '../compile.ts';
import { decideV1 } from '../interpreter-1.ts';
import { samplesOf } from '../prove/samples.ts';
import { spaceOf } from '../prove/space.ts';
import type { Clause, MandateDocument, Scenario, Vocabulary } from '../scenario.ts';
import { AXES, anyFacts, anySet } from '../testing/set-arbitraries.ts';
import { blocks, type Finding, findingsOf } from './findings.ts';

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
          const [sample] = samplesOf({ ...one.acts, approval: ['none'] }, spaceOf([whole], one.acts, {}));
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
