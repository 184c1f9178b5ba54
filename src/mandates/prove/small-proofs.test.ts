import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { MandateSet, Rule } from '../../terms/mandate-set.ts';
import { SMALL_SET } from '../testing/small-set.ts';
import { type Assumptions, type Claim, EVERYTHING, type Region } from './claim.ts';
import { prove } from './prove.ts';

const { vocabulary } = SMALL_SET;
const withdrawn: Rule = {
  id: 'visit/9',
  effect: 'permit',
  agency: ['visitor'],
  activity: ['arrest', 'patrol'],
  axes: { component: ['visitor.a'] },
  windows: [[500, 600]],
};
/** The small set with components, and a permit to one of them. */
const SET: MandateSet = {
  ...SMALL_SET,
  vocabulary: { ...vocabulary, axes: { component: ['visitor.a', 'visitor.b', 'police.a'], ...vocabulary.axes } },
  rules: [...SMALL_SET.rules.filter(({ effect }) => effect !== 'forbid'), withdrawn],
};
const STRICT: MandateSet = {
  ...SET,
  vocabulary: {
    ...SET.vocabulary,
    activities: {
      ...vocabulary.activities,
      rescue: { coercive: false, power: null, safety: 'none' },
      clear: { coercive: false, power: null, safety: 'none' },
    },
  },
  rules: [...SMALL_SET.rules],
};
const ASSUMPTIONS: Assumptions = {
  componentsOf: new Map([
    ['visitor', ['visitor.a', 'visitor.b']],
    ['police', ['police.a']],
    ['clock', []],
  ]),
  activitiesOf: new Map([['clock', ['alert', 'patrol']]]),
};
const GUESTS: Region = { ...EVERYTHING, agency: ['visitor', 'bureau', 'unknown', '(any other)'] };

const CLAIMS: Readonly<Record<string, Claim>> = {
  'nothing is ever permitted': { says: 'never', region: EVERYTHING },
  'guests are always permitted to patrol': { says: 'always', region: { ...GUESTS, activity: ['patrol'] } },
  'guests arrest nobody on the quay': {
    says: 'never',
    region: { ...GUESTS, activity: ['arrest'], axes: { place: ['quay', 'unknown'] }, windows: [[0, 550]] },
  },
  'guests do nothing without approval': { says: 'unless-approved', region: GUESTS },
  'nor what was refused': { says: 'unless-approved', region: { ...GUESTS, approval: ['none', 'granted'] } },
  'what is granted is permitted': {
    says: 'always',
    region: {
      ...GUESTS,
      activity: ['patrol', 'arrest'],
      approval: ['granted'],
      axes: { conferral: ['yes'], accompaniment: ['yes'] },
    },
  },
  'of no approval nothing is said': { says: 'always', region: { ...EVERYTHING, approval: [] } },
  'nobody gets more than under the strict set': { says: 'no-new-permission-since', region: EVERYTHING, before: STRICT },
  'under the strict set nobody gets more': { says: 'no-new-permission-since', region: GUESTS, before: SET },
  'both sets are alike': {
    says: 'equivalent',
    region: { ...EVERYTHING, activity: ['patrol', 'rescue', 'clear'] },
    to: STRICT,
  },
  'guests disarm people': { says: 'always', region: { ...GUESTS, activity: ['disarm'] } },
  'guests arrest without being empowered': {
    says: 'always',
    region: { ...GUESTS, activity: ['arrest'], axes: { conferral: ['no', 'unknown'] } },
  },
  'of no place nothing is said': { says: 'always', region: { ...GUESTS, axes: { place: [] } } },
  'nor of no time': { says: 'always', region: { ...GUESTS, windows: [[5, 5]] } },
  'a set is like itself': { says: 'equivalent', region: EVERYTHING, to: { ...SET, rules: SET.rules.toReversed() } },
};

/** A claim, what came of it, how many parts had to be looked at, and the acts that break it, a region a line. */
function told(name: string, claim: Claim): string {
  const set = name.startsWith('under the strict set') ? STRICT : SET;
  const whole = prove(set, claim, { assumptions: ASSUMPTIONS });
  const isWhole = (budget: number) => {
    const proof = prove(set, claim, { assumptions: ASSUMPTIONS, budget });
    return proof.result === 'proved' || (proof.result === 'refuted' && proof.complete);
  };
  let [short, enough] = [-1, 2_000];
  while (enough - short > 1) {
    const middle = Math.floor((short + enough) / 2);
    if (isWhole(middle)) enough = middle;
    else short = middle;
  }
  const regions = whole.result === 'refuted' ? whole.counterexamples : [];
  const lines = regions.map(({ region: { agency, activity, axes, windows, approval }, outcome, other }) => {
    const words = Object.entries(axes).map(([axis, list]) => `${axis}=${list}`);
    return `  ${agency} | ${activity} | ${words.join(' ')} | ${JSON.stringify(windows)} | ${approval} -> ${outcome} ${other ?? ''}`.trimEnd();
  });
  return [`${name}: ${whole.result}, ${whole.cells} cells, ${enough} parts`, ...lines].join('\n');
}

test('claims about a small set come out as they always did: result, cells, work, and every act that breaks them', () => {
  const proofs = Object.entries(CLAIMS).map(([name, claim]) => told(name, claim));
  assert.equal(`${proofs.join('\n')}\n`, readFileSync(new URL('testing/small-proofs.txt', import.meta.url), 'utf8'));
});
