import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { fc } from '../base/testing/properties.ts';
import type { MandateSet, Rule } from '../terms/mandate-set.ts';
import type { FactsVector } from '../terms/outcome.ts';
import type { Names } from './explain.ts';
import { ENGLISH } from './explain-english.ts';
import { ITALIAN } from './explain-italian.ts';
import { decideV1, ruleMatches } from './interpreter-1.ts';
import { isAgainst } from './rule-bucket.ts';
import { anyFacts, anySet } from './testing/set-arbitraries.ts';
import { toldUnknown, unknownRestedOn } from './told-unknown.ts';

const NO_NAMES: Names = { clauses: new Map(), words: new Map() };
const BOTH = { en: NO_NAMES, it: NO_NAMES };
/** No rule of the arbitraries lists it. */
const NOWHERE = 'a word that no rule lists';

function setOf(rules: readonly Partial<Rule>[], coercive = false): MandateSet {
  return {
    format: 1,
    interpreter: 1,
    vocabulary: {
      id: 'small',
      version: 1,
      agencies: { guest: { standing: 'guest' } },
      activities: { check: { coercive, power: null, safety: 'none' } },
      axes: {},
    },
    rules: rules.map((rule) => ({
      id: 'K7',
      effect: 'forbid',
      agency: null,
      activity: null,
      axes: {},
      windows: null,
      ...rule,
    })),
    houseRules: [],
  };
}

function facts(axes: FactsVector['axes'], agency = 'guest'): FactsVector {
  return { agency, activity: 'check', approval: 'none', axes, broken: [], time: 0 };
}

function restedOn(set: MandateSet, vector: FactsVector): readonly string[] {
  const { named, missing } = unknownRestedOn(set, vector, decideV1(set, vector));
  return [...named, ...missing.map((axis) => `${axis} is missing`)];
}

describe('what is unknown and counts against an act is named', () => {
  const enforcers = setOf([{ axes: { component: ['ero'], place: ['pier', 'hall'] } }]);

  it('where a clause counts for that alone, and not where it counts for what is known', () => {
    assert.deepEqual(restedOn(enforcers, facts({ component: 'unknown', place: 'pier' })), ['component']);
    assert.deepEqual(restedOn(enforcers, facts({ component: 'unknown', place: 'unknown' })), ['component', 'place']);
    assert.deepEqual(restedOn(enforcers, facts({ component: 'ero', place: 'pier' })), []);
    assert.deepEqual(restedOn(enforcers, facts({ component: 'unknown', place: 'field' })), []);
  });

  it('not of a clause one of whose rules matches by what is known', () => {
    const both = setOf([{ axes: { component: ['ero'] } }, { axes: { place: ['pier'] } }]);
    assert.deepEqual(restedOn(both, facts({ component: 'unknown', place: 'pier' })), []);
  });

  it('the agency among them', () => {
    const guests = setOf([{ agency: ['guest'] }]);
    assert.deepEqual(restedOn(guests, facts({}, 'unknown')), ['agency']);
    assert.deepEqual(restedOn(guests, facts({}, 'guest')), []);
  });

  it('the guards of R-05, unless one of them is known to be missing', () => {
    const coercive = setOf([], true);
    assert.deepEqual(restedOn(coercive, facts({ accompaniment: 'unknown', conferral: 'yes' })), [
      'accompaniment is missing',
    ]);
    assert.deepEqual(restedOn(coercive, facts({ accompaniment: 'unknown', conferral: 'no' })), []);
  });

  it('for any set and vector: exactly where a clause that is cited would not be, were the unknown something it does not list', () => {
    let [rested, all] = [0, 0];
    fc.assert(
      fc.property(anySet(), anyFacts, (set, vector) => {
        const { clauses } = decideV1(set, vector);
        const cited = clauses.filter((id) => id !== 'R-05');
        const known = {
          ...vector,
          agency: vector.agency === 'unknown' ? NOWHERE : vector.agency,
          axes: elsewhere(vector),
        };
        const isKnown = Object.hasOwn(set.vocabulary.activities, vector.activity);
        const matches = (id: string, of: FactsVector) =>
          set.rules.some((rule) => rule.id === id && isAgainst(rule) && ruleMatches(rule, of, isKnown));
        const changes = cited.some((id) => matches(id, vector) && !matches(id, known));
        assert.equal(unknownRestedOn(set, vector, { clauses: cited }).named.length > 0, changes);
        rested += changes ? 1 : 0;
        all += 1;
      }),
      { numRuns: 2_000 },
    );
    assert.ok(rested > all / 100, `${rested} of ${all} rested on what is unknown`);
  });
});

describe('what is unknown is told', () => {
  it('in a sentence of each language, by what it does to the act', () => {
    assert.deepEqual(toldUnknown({ named: ['component'], missing: [] }, { outcome: 'prohibited' }, BOTH), {
      en: 'The component is not known: clauses that forbid count as if it were the one they name.',
      it: 'Non è dato sapere quale sia la componente: le clausole che vietano valgono come se il dato fosse quello che nominano.',
    });
    const two = toldUnknown({ named: ['agency', 'zone.flight-ban'], missing: [] }, { outcome: 'needs-approval' }, BOTH);
    assert.equal(
      two?.en,
      'The agency and the zone “flight-ban” are not known: clauses that ask for approval count as if they were the ones they name.',
    );
    assert.match(
      two?.it ?? '',
      /^Non è dato sapere quali siano l’agenzia e la zona «flight-ban»: le clausole che chiedono/,
    );
    assert.deepEqual(
      toldUnknown({ named: [], missing: ['accompaniment', 'conferral'] }, { outcome: 'prohibited' }, BOTH),
      {
        en: 'The accompaniment by a host officer and the conferral of the power are not known, and count as missing.',
        it: 'L’accompagnamento di un agente del paese ospitante e il conferimento del potere non risultano, e valgono come assenti.',
      },
    );
    assert.equal(toldUnknown({ named: [], missing: [] }, { outcome: 'prohibited' }, BOTH), null);
  });

  it('and each axis of the vocabulary has a name in both', () => {
    for (const axis of ['agency', 'component', 'role', 'place', 'purpose']) {
      assert(Object.hasOwn(ENGLISH.axes, axis) && Object.hasOwn(ITALIAN.axes, axis), axis);
    }
  });
});

function elsewhere({ axes }: FactsVector): Record<string, string> {
  const all = ['accompaniment', 'component', 'conferral', 'place', 'purpose', 'zone.max'];
  return Object.fromEntries(
    all.map((axis) => {
      const fact = (Object.hasOwn(axes, axis) ? axes[axis] : undefined) ?? 'unknown';
      return [axis, fact === 'unknown' ? NOWHERE : fact];
    }),
  );
}

test('facts are named in order, and a clause that is a permit too counts by what is against', () => {
  const against = setOf([{ axes: { purpose: ['a'], component: ['b'], constructor: ['c'] }, agency: ['guest'] }]);
  assert.deepEqual(restedOn(against, facts({})), ['component', 'constructor', 'purpose']);
  assert.deepEqual(restedOn(against, facts({ constructor: 'c', purpose: 'a' }, 'unknown')), ['agency', 'component']);
  const both = setOf([{ axes: { place: ['pier'] } }, { effect: 'permit' }]);
  assert.deepEqual(restedOn(both, facts({})), ['place']);
});

test('what is named and what counts as missing are told in two sentences', () => {
  const told = toldUnknown({ named: ['place'], missing: ['conferral'] }, { outcome: 'prohibited' }, BOTH);
  assert.equal(
    told?.en,
    'The place is not known: clauses that forbid count as if it were the one they name. The conferral of the power is not known, and counts as missing.',
  );
  assert.equal(toldUnknown({ named: [], missing: [] }, { outcome: 'prohibited' }, BOTH), null);
});
