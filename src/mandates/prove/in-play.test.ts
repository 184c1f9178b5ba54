import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MandateSet, RULE_EFFECTS, type Rule, STANDINGS } from '../../terms/mandate-set.ts';
import type { ApprovalFact, FactsVector } from '../../terms/outcome.ts';
import { decideV1, ruleMatches } from '../interpreter-1.ts';
import type { Kind } from './buckets.ts';
import { EVERYTHING } from './claim.ts';
import { inPlay, isWithoutRules, type Part } from './in-play.ts';
import { type Known, outcomesOf, possibleOutcomes } from './outcomes.ts';
import { spaceOf } from './space.ts';
import { type WalkRule, walkRules } from './walk-rules.ts';

/** One axis for each effect, so that whether a rule of one matches says nothing of the others. */
const YES_NO = ['no', 'yes'];
const ACCOMPANIMENT = RULE_EFFECTS.length;
const ALL_AXES = [...RULE_EFFECTS, 'accompaniment', 'conferral'];
const EACH_SIDE: readonly Known[] = ['none', 'some', 'all'];

const setOf = (rules: readonly Rule[]): MandateSet => ({
  format: 1,
  interpreter: 1,
  vocabulary: {
    id: 'of-two-deeds',
    version: 1,
    agencies: { guest: { standing: 'guest' } },
    activities: {
      arrest: { coercive: true, power: null, safety: 'none' },
      patrol: { coercive: false, power: null, safety: 'none' },
    },
    axes: Object.fromEntries(ALL_AXES.map((axis) => [axis, YES_NO])),
  },
  rules,
  houseRules: [],
});

const rule = (effect: Rule['effect'], isSure: boolean, n = 0): Rule => ({
  id: `${effect}/${isSure ? 'sure' : 'perhaps'}/${n}`,
  effect,
  agency: null,
  activity: null,
  axes: isSure ? {} : { [effect]: ['yes'] },
  windows: null,
});

/** Of every effect no rule, one that may match, one that does, or both; in either order. */
function* everyRules(): Generator<readonly Rule[]> {
  for (let chosen = 0; chosen < 4 ** RULE_EFFECTS.length; chosen++) {
    const rules = RULE_EFFECTS.flatMap((effect, n) => {
      const choice = (chosen >> (2 * n)) & 3;
      return [...(choice & 1 ? [rule(effect, false)] : []), ...(choice & 2 ? [rule(effect, true)] : [])];
    });
    yield chosen % 3 === 0 ? rules.toReversed() : rules;
  }
}

const walked = (set: MandateSet): WalkRule[] => {
  const axes = Object.fromEntries(ALL_AXES.map((axis) => [axis, YES_NO]));
  return walkRules([set], spaceOf([set], { ...EVERYTHING, axes }, {}));
};
const kindOf = (more: Partial<Kind> = {}): Kind => ({
  standing: 'guest',
  coercive: false,
  isSafety: false,
  isKnown: true,
  isGuestCoercion: false,
  ...more,
});
const PLAIN = kindOf();
const COERCIVE = kindOf({ coercive: true, isGuestCoercion: true });
const WHOLE: Omit<Part, 'live'> = { left: 2 ** 7 - 1, approved: 'some', guards: 0, isUnguarded: false };

/** Every act of a part in which no rule's axis was divided yet. `lacking`: whether company is. */
function actsOf(kind: Kind, lacking: Known, approved: Known): FactsVector[] {
  const company = { none: ['yes'], some: YES_NO, all: ['no'] }[lacking];
  const answers = { none: ['none'], some: ['granted', 'none'], all: ['granted'] }[approved] as ApprovalFact[];
  const choices = RULE_EFFECTS.reduce<Record<string, string>[]>(
    (some, effect) => some.flatMap((one) => YES_NO.map((word) => ({ ...one, [effect]: word }))),
    [{ conferral: 'yes' }],
  );
  return choices.flatMap((axes) =>
    company.flatMap((accompaniment) =>
      answers.map((approval) => ({
        agency: 'guest',
        activity: kind.coercive ? 'arrest' : 'patrol',
        approval,
        axes: { ...axes, accompaniment },
        broken: [],
        time: 0,
      })),
    ),
  );
}

const knownOf = (found: readonly boolean[]): Known => {
  if (found.every((one) => one)) return 'all';
  return found.some((one) => one) ? 'some' : 'none';
};

test('what is left out of play changes no outcome of any act, and what is left out is all that the rules say', () => {
  const lackings: readonly (readonly [Kind, Known])[] = [
    [PLAIN, 'none'],
    ...EACH_SIDE.map((lacking) => [COERCIVE, lacking] as const),
  ];
  let parts = 0;
  for (const rules of everyRules()) {
    const set = setOf(rules);
    const rulesOf = walked(set);
    for (const [kind, lacking] of lackings) {
      for (const approved of EACH_SIDE) {
        parts += 1;
        const guards = lacking === 'some' ? 1 << ACCOMPANIMENT : 0;
        const part = { ...WHOLE, approved, guards, isUnguarded: lacking === 'all', live: [...rules.keys()] };
        const { situation, rules: kept } = inPlay(part, rulesOf, 0, kind);
        const acts = actsOf(kind, lacking, approved);
        const few = setOf(kept.map((n) => rules[n] ?? rule('permit', true)));
        const outcomes = acts.map((facts) => decideV1(set, facts).outcome);
        const told = JSON.stringify({ rules: rules.map(({ id }) => id), approved, lacking, kind });
        assert.deepEqual(
          acts.map((facts) => decideV1(few, facts).outcome),
          outcomes,
          told,
        );
        assert.deepEqual(new Set(outcomesOf(possibleOutcomes(situation))), new Set(outcomes), told);

        const matching = (effect: Rule['effect']) =>
          knownOf(acts.map((facts) => rules.some((one) => one.effect === effect && ruleMatches(one, facts, true))));
        const against = knownOf(
          acts.map((facts) => {
            const isBarred = kind.isGuestCoercion && facts.axes['accompaniment'] === 'no';
            return isBarred || rules.some((one) => one.effect === 'forbid' && ruleMatches(one, facts, true));
          }),
        );
        const permit = matching('permit');
        const demand = kind.isGuestCoercion ? 'all' : matching('require-approval');
        const approvable = matching('permit-with-approval');
        assert.deepEqual(situation, { against, permit, approvable, demand, approved }, told);

        const isIdle = {
          forbid: kind.isGuestCoercion && lacking === 'all',
          permit: against === 'all',
          'permit-with-approval': against === 'all' || permit === 'all',
          'require-approval': against === 'all' || kind.isGuestCoercion || permit === 'none' || approved === 'all',
        };
        const wanted = rules.filter(({ id, effect }) => {
          const isBesideSure = id !== rule(effect, true).id && rules.some((one) => one.id === rule(effect, true).id);
          return !isIdle[effect] && !isBesideSure;
        });
        assert.deepEqual(
          few.rules.map(({ id }) => id),
          wanted.map(({ id }) => id),
          told,
        );
      }
    }
  }
  assert.equal(parts, 256 * 4 * 3);
});

test('of several that match every act the first stays, and one is sure as soon as what it restricts was divided', () => {
  const rules = [
    rule('forbid', false),
    rule('forbid', true, 1),
    rule('forbid', false, 1),
    rule('forbid', true, 2),
    rule('permit', false),
    rule('permit', false, 1),
  ];
  const rulesOf = walked(setOf(rules.slice(0, 4)));
  assert.deepEqual(inPlay({ ...WHOLE, live: [0, 1, 2, 3] }, rulesOf, 0, PLAIN).rules, [1]);
  assert.deepEqual(inPlay({ ...WHOLE, live: [0, 2] }, rulesOf, 0, PLAIN).rules, [0, 2]);
  const divided = { ...WHOLE, left: WHOLE.left & ~(1 << RULE_EFFECTS.indexOf('forbid')), live: [0, 2] };
  assert.deepEqual(inPlay(divided, rulesOf, 0, PLAIN).rules, [0]);
  assert.equal(inPlay(divided, rulesOf, 0, PLAIN).situation.against, 'all');
  assert.deepEqual(
    inPlay({ ...divided, live: [0, 9] }, rulesOf, 0, PLAIN).rules,
    [0],
    'a number of no rule says nothing',
  );
  const permits = walked(setOf(rules.slice(4)));
  assert.deepEqual(inPlay({ ...WHOLE, live: [0, 1] }, permits, 0, PLAIN), {
    situation: { against: 'none', permit: 'some', approvable: 'none', demand: 'none', approved: 'some' },
    rules: [0, 1],
  });
});

test('rules of the other set, and rules for activities that the vocabulary has not, are as though they were not there', () => {
  const effects = [...RULE_EFFECTS, ...RULE_EFFECTS];
  const rules = effects.map((effect, n) => rule(effect, n >= RULE_EFFECTS.length));
  const rulesOf = walked(setOf(rules));
  const unknown = kindOf({ isKnown: false });
  for (let own = 0; own < 2 ** rules.length; own++) {
    const isOwn = (n: number) => ((own >> n) & 1) === 1;
    const live = [...rules.keys()].filter(isOwn);
    for (const side of [0, 1]) {
      const mixed = rulesOf.map((one, n) => ({ ...one, sides: isOwn(n) ? 1 + side : 2 - side }));
      const alone = inPlay({ ...WHOLE, live }, rulesOf, 0, PLAIN);
      assert.deepEqual(inPlay({ ...WHOLE, live: [...rules.keys()] }, mixed, side, PLAIN), alone);
      const shared = mixed.map((one, n) => (isOwn(n) ? { ...one, sides: 3 } : one));
      assert.deepEqual(inPlay({ ...WHOLE, live: [...rules.keys()] }, shared, side, PLAIN), alone);
    }
    const listed = rulesOf.map((one, n) => (isOwn(n) ? one : { ...one, activity: ['patrol'] }));
    const whole = { ...WHOLE, live: [...rules.keys()] };
    assert.deepEqual(inPlay(whole, listed, 0, unknown), inPlay({ ...WHOLE, live }, rulesOf, 0, unknown));
    assert.deepEqual(inPlay(whole, listed, 0, PLAIN), inPlay(whole, rulesOf, 0, PLAIN));
  }
});

test('rules decide nothing of safety work and of what the room itself does', () => {
  for (const standing of STANDINGS) {
    assert.equal(isWithoutRules(kindOf({ standing })), standing === 'room');
    assert.equal(isWithoutRules(kindOf({ standing, isSafety: true })), true);
  }
});
