import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '../../base/testing/properties.ts';
import type { MandateSet } from '../../terms/mandate-set.ts';
import { APPROVALS, type ApprovalFact, type FactsVector } from '../../terms/outcome.ts';
import { type Assumptions, type Claim, EVERYTHING, type Region } from '../prove/claim.ts';
import { breaks, isIn, isPossible } from '../prove/testing/naive-claims.ts';
import { AXES, anySet } from '../testing/set-arbitraries.ts';
import { smtClaim } from './smt-claim.ts';
import { smtSet } from './smt-set.ts';
import { type SmtFact, smtFactsOf, symbol, TIME } from './smt-words.ts';
import { readSmt } from './testing/smt-reading.ts';

const SET: MandateSet = {
  format: 1,
  interpreter: 1,
  vocabulary: {
    id: 'small',
    version: 1,
    agencies: { guest: { standing: 'guest' } },
    activities: { patrol: { coercive: false, power: null, safety: 'none' } },
    axes: { place: ['p', 'q'] },
  },
  rules: [
    {
      id: 'm/1',
      effect: 'permit',
      agency: ['guest'],
      activity: ['patrol', 'dance'],
      axes: { place: ['p', 'unknown'] },
      windows: [[-5, 200]],
    },
    {
      id: 'K1',
      effect: 'forbid',
      agency: null,
      activity: null,
      axes: { place: ['q'], 'no axis': ['x'] },
      windows: null,
    },
  ],
  houseRules: [],
};
describe('a claim as a script', () => {
  it('asks for an act that breaks it, and says what every part is there for', () => {
    const claim: Claim = {
      says: 'no-new-permission-since',
      region: {
        agency: ['guest', 'nobody'],
        activity: ['patrol'],
        approval: ['none'],
        axes: { place: ['p', 'nowhere'], 'no axis': ['x'] },
        windows: [[0, 200]],
      },
      before: { ...SET, vocabulary: { ...SET.vocabulary, axes: {} }, rules: [] },
    };
    const assumptions = { activitiesOf: new Map([['guest', ['patrol']]]) };
    const facts = smtFactsOf([SET, claim.before], assumptions);
    const told = ['commitment K1: nobody\n(assert false)', 'over all'];
    const script = smtClaim(SET, claim, { assumptions, told });
    assert.equal(
      script,
      `; commitment K1: nobody (assert false)
; over all
; claim: no act of the region gets more than it got under the other set
; unsat: the claim holds for every act there can be. sat: it is broken, and this shows an act that breaks it:
;   (get-value (|agency| |activity| |approval| |axis place| time |now outcome| |other outcome|))
; SMT-LIB 2.6. Enumerated datatypes and linear comparisons of one integer, without quantifiers.
(set-option :produce-models true)
(set-logic ALL)

; The words of each fact. \`(any other)\` stands for every word that neither vocabulary nor rules have.
(declare-datatypes ((|Agency| 0)) (((|agency: guest|) (|agency: unknown|) (|agency: (any other)|))))
(declare-datatypes ((|Activity| 0)) (((|activity: patrol|) (|activity: (any other)|))))
(declare-datatypes ((|Approval| 0)) (((|approval: granted|) (|approval: none|) (|approval: unknown|))))
(declare-datatypes ((|Axis place| 0)) (((|axis place: p|) (|axis place: q|) (|axis place: unknown|))))
(declare-datatypes ((|Outcome| 0)) (((|outcome: permitted|) (|outcome: needs-approval|) (|outcome: prohibited|) (|outcome: outside|))))

; The act: its facts, and its time in milliseconds.
(declare-const |agency| |Agency|)
(declare-const |activity| |Activity|)
(declare-const |approval| |Approval|)
(declare-const |axis place| |Axis place|)
(declare-const time Int)

; The set: which rules match, and what comes of it (docs/formats.md, section 8). No house rule is shown to be broken: that would only forbid.
${smtSet(SET, facts, 'now')}

; The other set.
${smtSet(claim.before, facts, 'other')}

; What is taken for granted: components are of their agency, and some agencies have some activities only.
(assert (=> (= |agency| |agency: guest|) (= |activity| |activity: patrol|)))

; The acts that the claim speaks of.
(assert (= |agency| |agency: guest|))
(assert (= |activity| |activity: patrol|))
(assert (= |approval| |approval: none|))
(assert (= |axis place| |axis place: p|))
(assert (and (<= 0 time) (< time 200)))

; The claim is broken.
(assert (or (and (= |now outcome| |outcome: permitted|) (not (= |other outcome| |outcome: permitted|))) (and (or (= |now outcome| |outcome: permitted|) (= |now outcome| |outcome: needs-approval|)) (not (or (= |other outcome| |outcome: permitted|) (= |other outcome| |outcome: needs-approval|))))))
(check-sat)
`,
    );
    assert.equal(
      script,
      smtClaim(structuredClone(SET), structuredClone(claim), structuredClone({ assumptions, told })),
    );
  });

  it('writes out what is taken for granted, and nothing where nothing is', () => {
    const region = EVERYTHING;
    const assumptions = {
      activitiesOf: new Map([
        ['guest', ['patrol']],
        ['nobody', []],
      ]),
    };
    assert.match(
      smtClaim(SET, { says: 'always', region }, { assumptions }),
      /^; What is taken for granted.*\n\(assert \(=> \(= \|agency\| \|agency: guest\|\) \(= \|activity\| \|activity: patrol\|\)\)\)\n\n/m,
      'and of an agency that nobody has nothing',
    );
    assert.doesNotMatch(smtClaim(SET, { says: 'always', region }), /=>/);
    const ofComponents = { componentsOf: new Map([['guest', ['guest.a']]]) };
    assert.doesNotMatch(smtClaim(SET, { says: 'always', region }, { assumptions: ofComponents }), /=>/, 'no such axis');
    const withComponents = { ...SET, vocabulary: { ...SET.vocabulary, axes: { component: ['guest.a', 'guest.b'] } } };
    assert.match(
      smtClaim(withComponents, { says: 'always', region }, { assumptions: ofComponents }),
      /\(assert \(=> \(= \|agency\| \|agency: guest\|\) \(or \(= \|axis component\| \|axis component: guest\.a\|\) \(= \|axis component\| \|axis component: unknown\|\)\)\)\)/,
    );
  });

  it('compares two sets over the words of both', () => {
    const to = { ...SET, vocabulary: { ...SET.vocabulary, axes: { place: ['r'] } }, rules: [] };
    const script = smtClaim(SET, { says: 'equivalent', region: EVERYTHING, to });
    assert.match(script, /\(\|axis place: q\|\) \(\|axis place: r\|\)/);
    assert.match(script, /\(assert \(not \(= \|now outcome\| \|other outcome\|\)\)\)/);
  });
});

describe('what breaks a claim', () => {
  const reached = (outcomes: string) =>
    `(or (= |${outcomes}| |outcome: permitted|) (= |${outcomes}| |outcome: needs-approval|))`;
  const BROKEN: readonly (readonly [claim: Claim, broken: string])[] = [
    [{ says: 'never', region: EVERYTHING }, reached('now outcome')],
    [{ says: 'always', region: EVERYTHING }, '(not (= |now outcome| |outcome: permitted|))'],
    [
      { says: 'unless-approved', region: EVERYTHING },
      '(and (= |now outcome| |outcome: permitted|) (not (= |approval| |approval: granted|)))',
    ],
    [{ says: 'equivalent', region: EVERYTHING, to: SET }, '(not (= |now outcome| |other outcome|))'],
    [
      { says: 'no-new-permission-since', region: EVERYTHING, before: SET },
      '(or (and (= |now outcome| |outcome: permitted|) (not (= |other outcome| |outcome: permitted|))) ' +
        `(and ${reached('now outcome')} (not ${reached('other outcome')})))`,
    ],
  ];
  for (const [claim, broken] of BROKEN) {
    it(`is asked for as it is written: ${claim.says}`, () => {
      const script = smtClaim(SET, claim);
      const asked = script.split('\n(check-sat)')[0]?.split('\n').at(-1);
      assert.equal(asked, `(assert ${broken})`);
      const isOfTwo = claim.says === 'equivalent' || claim.says === 'no-new-permission-since';
      assert(script.includes(`time |now outcome|${isOfTwo ? ' |other outcome|' : ''}))\n`), 'shows each outcome');
    });
  }

  it('is told in a line of its own for each claim', () => {
    const told = BROKEN.map(([claim]) => smtClaim(SET, claim).split('\n')[0] ?? '');
    for (const line of told) assert.match(line, /^; claim: .+/);
    assert.equal(new Set(told).size, told.length);
  });
});

describe('a symbol', () => {
  it('holds any word, and two words are never one', () => {
    assert.equal(symbol('a|b\\c#\n'), '|a#7c;b#5c;c#23;#a;|');
    const words = ['|', '#7c;', '\\', '#5c;', 'é', '#e9;', '😀', ''];
    assert.equal(new Set(words.map(symbol)).size, words.length);
  });
});

const SAYS = ['never', 'always', 'unless-approved', 'no-new-permission-since', 'equivalent'] as const;
const ASSUMPTIONS: Assumptions = {
  componentsOf: new Map([
    ['guest', ['c1', 'c2']],
    ['room', []],
    ['nobody', ['c3']],
  ]),
  activitiesOf: new Map([['room', ['timer.due', 'declare']]]),
};
const anyBound = fc.option(fc.constantFrom(-1, 0, 100, 201));
const someRegion: fc.Arbitrary<Region> = fc.record({
  agency: fc.option(fc.subarray(['host', 'guest', 'room', 'unknown', '(any other)'], { minLength: 3 }), { freq: 2 }),
  activity: fc.option(fc.subarray(['arrest', 'patrol', 'alert', 'timer.due', '(any other)'], { minLength: 3 }), {
    freq: 1,
  }),
  axes: fc.constantFrom<Region['axes']>({}, { place: ['p1', 'p2', 'unknown'] }, { component: ['c1', 'c3', 'unknown'] }),
  windows: fc.option(fc.array(fc.tuple(anyBound, anyBound), { minLength: 1, maxLength: 2 }), { freq: 2 }),
  approval: fc.option(fc.subarray<ApprovalFact>([...APPROVALS], { minLength: 1 }), { freq: 2 }),
});

/** An act in words of the script, and what it is as facts. */
function drawn(facts: ReturnType<typeof smtFactsOf>, numbers: readonly number[]) {
  const left = numbers.values();
  const act = new Map<string, string | number>();
  const word = (fact: SmtFact) => {
    const one = fact.words[(left.next().value ?? 0) % fact.words.length] ?? '';
    act.set(fact.symbol, fact.constructorOf(one));
    return one;
  };
  const time = [-1_000, -1, 0, 99, 100, 150, 200, 201, 1_000][(left.next().value ?? 0) % 9] ?? 0;
  act.set(TIME, time);
  const vector: FactsVector = {
    agency: word(facts.agency),
    activity: word(facts.activity),
    approval: word(facts.approval) as ApprovalFact,
    axes: Object.fromEntries([...facts.axes].map(([axis, fact]) => [axis, word(fact)])),
    broken: [],
    time,
  };
  return { act, vector };
}

describe('a script, read by a reader of its own', () => {
  it('holds of exactly the acts that are possible, that the claim speaks of, and that break it', () => {
    const numbers = fc.array(fc.nat(), { minLength: 12, maxLength: 12 });
    let held = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...SAYS),
        anySet(),
        anySet(undefined, 4),
        someRegion,
        fc.boolean(),
        fc.array(numbers, { minLength: 25, maxLength: 25 }),
        (says, set, other, region, isAssumed, draws) => {
          const { place, purpose } = AXES;
          const { patrol: _, ...activities } = other.vocabulary.activities;
          // What only one of two sets has, the rules of the other do not speak of.
          const vocabulary = { ...other.vocabulary, activities, axes: { place: place ?? [], purpose: purpose ?? [] } };
          const another = { ...other, vocabulary };
          const claim = claimOf(says, region, another);
          const assumptions = isAssumed ? ASSUMPTIONS : {};
          const holds = readSmt(smtClaim(set, claim, { assumptions }));
          const facts = smtFactsOf(
            says === 'equivalent' || says === 'no-new-permission-since' ? [set, another] : [set],
            assumptions,
          );
          for (const numbersOfOne of draws) {
            const { act, vector } = drawn(facts, numbersOfOne);
            const wanted = isPossible(assumptions, vector) && isIn(region, vector) && breaks(claim, set, vector);
            assert.equal(holds(act), wanted, JSON.stringify(vector));
            if (wanted) held++;
          }
        },
      ),
      { numRuns: 80 },
    );
    assert(held > 100, `${held} acts break a claim`);
  });
});

function claimOf(says: (typeof SAYS)[number], region: Region, other: MandateSet): Claim {
  if (says === 'equivalent') return { says, region, to: other };
  if (says === 'no-new-permission-since') return { says, region, before: other };
  return { says, region };
}
