import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MandateSet } from '../../terms/mandate-set.ts';
import { type Claim, EVERYTHING } from '../prove/claim.ts';
import { smtClaim } from './smt-claim.ts';
import { symbol } from './smt-words.ts';

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
const never: Claim = { says: 'never', region: { ...EVERYTHING, axes: { place: ['p', 'nowhere'] } } };

describe('a claim as a script', () => {
  it('asks for an act that breaks it, and says what an answer means', () => {
    const script = smtClaim(SET, never, { told: ['commitment K1: nobody\n(assert false)'] });
    const lines = script.split('\n');
    assert.equal(lines[0], '; commitment K1: nobody (assert false)');
    assert.equal(lines[1], '; claim: no act of the region is permitted, not even by approval');
    assert.match(lines[2] ?? '', /^; unsat: the claim holds .* sat: it is broken/);
    for (const wanted of [
      '(declare-datatypes ((|Axis place| 0)) (((|axis place: p|) (|axis place: q|) (|axis place: unknown|))))',
      '(declare-const |axis place| |Axis place|)',
      '(define-fun |now rule 1: m/1| () Bool\n  (and (= |agency| |agency: guest|) (= |activity| |activity: patrol|) (= |axis place| |axis place: p|) (and (<= (- 5) time) (< time 200)))) ; permit m/1',
      '(define-fun |now rule 2: K1| () Bool\n  (and (or (= |axis place| |axis place: q|) (= |axis place| |axis place: unknown|)) true)) ; forbid K1',
      '\n(assert (= |axis place| |axis place: p|))\n',
      '(assert (or (= |now outcome| |outcome: permitted|) (= |now outcome| |outcome: needs-approval|)))\n(check-sat)\n',
    ]) {
      assert(script.includes(wanted), wanted);
    }
    assert.equal(smtClaim(SET, never), smtClaim(structuredClone(SET), structuredClone(never)));
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
      /\(assert \(=> \(= \|agency\| \|agency: guest\|\) \(= \|activity\| \|activity: patrol\|\)\)\)/,
    );
    assert.doesNotMatch(smtClaim(SET, { says: 'always', region }), /=>/);
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
