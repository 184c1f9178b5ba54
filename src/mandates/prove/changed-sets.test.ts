import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../base/testing/properties.ts';
import { type MandateSet, RULE_EFFECTS, STANDINGS } from '../../terms/mandate-set.ts';
import { decideV1 } from '../interpreter-1.ts';
import { anyRule } from '../testing/set-arbitraries.ts';
import { type Claim, EVERYTHING } from './claim.ts';
import { prove } from './prove.ts';
import { everyAct, found, smallSet } from './testing/every-act.ts';
import { breaks, isIn } from './testing/naive-claims.ts';

/** What a draft does to what is in force: most rules stay, so that those which only one set has meet those which both have. */
type Change = (set: MandateSet) => MandateSet;
const ofRules = (change: (rules: MandateSet['rules']) => MandateSet['rules']): Change => {
  return (set) => ({ ...set, rules: change(set.rules) });
};
const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc
    .tuple(fc.nat(5), fc.constantFrom(...RULE_EFFECTS))
    .map(([at, effect]) => ofRules((rules) => rules.map((rule, n) => (n === at ? { ...rule, effect } : rule)))),
  fc.nat(5).map((at) => ofRules((rules) => rules.filter((_, n) => n !== at))),
  anyRule.map((rule) => ofRules((rules) => [rule, ...rules])),
  fc
    .nat(5)
    .map((at) => ofRules((rules) => rules.map((rule, n) => (n === at ? { ...rule, windows: [[100, 200]] } : rule)))),
  fc.constantFrom(...STANDINGS).map(
    (standing): Change =>
      (set) => {
        const agencies = { ...set.vocabulary.agencies, guest: { standing } };
        return { ...set, vocabulary: { ...set.vocabulary, agencies } };
      },
  ),
  fc.constantFrom('arrest', 'patrol').map(
    (gone): Change =>
      (set) => {
        const left = Object.entries(set.vocabulary.activities).filter(([id]) => id !== gone);
        return { ...set, vocabulary: { ...set.vocabulary, activities: Object.fromEntries(left) } };
      },
  ),
);

test('of two sets that have most rules in common, exactly the acts that change are told: every act of small sets is tried', () => {
  const acts = [...everyAct()];
  fc.assert(
    fc.property(
      smallSet,
      fc.array(anyChange, { minLength: 1, maxLength: 2 }),
      fc.boolean(),
      (before, changes, isAll) => {
        const after = changes.reduce((set, change) => change(set), before);
        const claim: Claim = isAll
          ? { says: 'equivalent', region: EVERYTHING, to: before }
          : { says: 'no-new-permission-since', region: EVERYTHING, before };
        const counterexamples = found(prove(after, claim));
        for (const facts of acts) {
          const [first, ...more] = counterexamples.filter(({ region }) => isIn(region, facts));
          assert.deepEqual(more, []);
          assert.equal(first !== undefined, breaks(claim, after, facts), JSON.stringify({ facts, first }));
          if (first === undefined) continue;
          assert.equal(first.outcome, decideV1(after, facts).outcome);
          assert.equal(first.other, decideV1(before, facts).outcome);
        }
      },
    ),
    { numRuns: 60 },
  );
});
