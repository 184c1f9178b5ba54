import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MandateSet, Rule } from '../../terms/mandate-set.ts';
import { SMALL_SET } from '../testing/small-set.ts';
import { bucketsOf, merged } from './buckets.ts';
import { EVERYTHING, type Region } from './claim.ts';
import { spaceOf } from './space.ts';
import { AXES_MAX, isAgainstEffect, type WalkRule, walkRules } from './walk-rules.ts';

const rule = (id: string, effect: Rule['effect'], more: Partial<Rule> = {}): Rule => ({
  id,
  effect,
  agency: null,
  activity: null,
  axes: {},
  windows: null,
  ...more,
});
const walked = (sets: readonly MandateSet[], region: Region = EVERYTHING) => walkRules(sets, spaceOf(sets, region, {}));
const told = ({ effect, sides, mask, accepted, windows }: WalkRule) =>
  `${effect} in ${sides}, restricts ${mask.toString(2)}: ${JSON.stringify([...accepted])} ${JSON.stringify(windows)}`;

test('a rule restricts the axes on which it does not accept every word, and time where it has windows', () => {
  assert.deepEqual(walked([SMALL_SET]).map(told), [
    'permit in 1, restricts 0: [] []',
    'permit in 1, restricts 1011: [[0,[0,1]],[1,[0]]] [[null,-100],[100,200],[300,null]]',
    'permit-with-approval in 1, restricts 1001: [[0,[0]]] [[null,null]]',
    'forbid in 1, restricts 1: [[0,[1,2]]] []',
    'require-approval in 1, restricts 1000: [] [[150,null]]',
    'forbid in 1, restricts 0: [] []',
  ]);
  const known: Region = { ...EVERYTHING, axes: { place: ['quay', 'park'], conferral: ['no'] } };
  assert.deepEqual(walked([SMALL_SET], known).map(told), [
    'permit in 1, restricts 0: [] []',
    'permit-with-approval in 1, restricts 1001: [[0,[0]]] [[null,null]]',
    'forbid in 1, restricts 1: [[0,[1]]] []',
    'require-approval in 1, restricts 1000: [] [[150,null]]',
    'forbid in 1, restricts 0: [] []',
  ]);
  const all = rule('m/1', 'forbid', {
    axes: { place: ['park', 'quay', 'park'] },
    agency: ['visitor'],
    activity: ['patrol'],
  });
  assert.deepEqual(walked([{ ...SMALL_SET, rules: [all, all] }]), [
    ...Array.from({ length: 2 }, () => ({
      effect: 'forbid',
      sides: 1,
      agency: ['visitor'],
      activity: ['patrol'],
      mask: 0,
      accepted: new Map(),
      windows: [],
    })),
  ]);
});

test('two rules that list the same axes in another order say the same', () => {
  const [place, conferral] = [['quay'], ['no']];
  const one = [rule('a', 'permit', { axes: { place, conferral } })];
  const other = [rule('b', 'permit', { axes: { conferral, place } })];
  const sides = walked([
    { ...SMALL_SET, rules: one },
    { ...SMALL_SET, rules: other },
  ]).map((of) => of.sides);
  assert.deepEqual(sides, [3]);
});

test('a rule that speaks of no agency or no activity of the claim is left out', () => {
  const rules = [
    rule('a', 'permit', { agency: ['stranger'] }),
    rule('b', 'forbid', { agency: ['stranger'] }),
    rule('c', 'permit', { agency: ['stranger', 'visitor'] }),
    rule('d', 'permit', { activity: ['arrest'] }),
    rule('e', 'require-approval', { activity: ['arrest'] }),
    rule('f', 'permit-with-approval', { activity: ['arrest', 'patrol'] }),
  ];
  const spoken = (agency: readonly string[] | null, activity: readonly string[] | null) =>
    walked([{ ...SMALL_SET, rules }], { ...EVERYTHING, agency, activity })
      .map((one) =>
        rules.findIndex((of) => of.agency === one.agency && of.activity === one.activity && of.effect === one.effect),
      )
      .map((n) => rules[n]?.id)
      .join('');
  assert.equal(spoken(null, null), 'abcdef');
  assert.equal(spoken(['visitor'], null), 'cdef');
  assert.equal(
    spoken(['visitor', 'unknown'], null),
    'bcdef',
    'a rule against something speaks of an agency that is not known',
  );
  assert.equal(spoken(null, ['patrol']), 'abcf');
  assert.equal(spoken(['visitor'], ['arrest']), 'cdef');
  assert.equal(spoken(['nobody'], ['patrol']), 'f');
});

test('a rule that both sets have is there once, whatever it is called, and knows where it stands', () => {
  const changed = [
    rule('a', 'permit'),
    rule('b', 'forbid'),
    rule('b', 'permit', { agency: ['visitor'] }),
    rule('b', 'permit', { activity: ['patrol'] }),
    rule('b', 'permit', { axes: { place: ['quay'] } }),
    rule('b', 'permit', { windows: [[0, 1]] }),
  ];
  const other = { ...SMALL_SET, rules: [...changed.toReversed(), rule('c', 'permit')] };
  assert.deepEqual(
    walked([{ ...SMALL_SET, rules: [rule('z', 'permit')] }, other]).map(({ sides }) => sides),
    [3, 2, 2, 2, 2, 2],
  );
  assert.deepEqual(
    ['permit', 'permit-with-approval', 'forbid', 'require-approval'].filter((one) =>
      isAgainstEffect(one as Rule['effect']),
    ),
    ['forbid', 'require-approval'],
  );
});

test('as many axes can be walked as a mask holds, and not one more', () => {
  const withAxes = (count: number): MandateSet => {
    const axes = Object.fromEntries(Array.from({ length: count }, (_, n) => [`axis-${n}`, ['x']]));
    const last = { [`axis-${count - 1}`]: ['x'] };
    return {
      ...SMALL_SET,
      vocabulary: { ...SMALL_SET.vocabulary, axes },
      rules: [rule('m/1', 'permit', { axes: last, windows: [[0, 1]] })],
    };
  };
  assert.deepEqual(
    walked([withAxes(AXES_MAX)]).map(({ mask }) => mask),
    [2 ** AXES_MAX + 2 ** (AXES_MAX - 1)],
  );
  assert.throws(() => walked([withAxes(AXES_MAX + 1)]), RangeError);
});

test('agencies and activities that nothing tells apart are in one bucket, with the rules that speak of them', () => {
  const { vocabulary } = SMALL_SET;
  const axes = { ...vocabulary.axes, component: ['visitor.a', 'police.a'] };
  const set = { ...SMALL_SET, vocabulary: { ...vocabulary, axes } };
  const assumptions = {
    componentsOf: new Map([['visitor', ['visitor.a']]]),
    activitiesOf: new Map([['clock', ['alert', 'patrol']]]),
  };
  const space = spaceOf([set], EVERYTHING, assumptions);
  const rules = walkRules([set], space);
  const buckets = [...bucketsOf([set], space, rules)].map(({ agency, activity, kinds, components, live }) => {
    const [kind] = kinds;
    const is = Object.entries(kind ?? {}).flatMap(([name, value]) => (value === true ? [name] : []));
    return `${agency} | ${activity} | ${kind?.standing} ${is} | ${components} | ${live}`;
  });
  assert.deepEqual(buckets, BUCKETS);
});

test('agencies are told apart by standing and components only where it makes a difference', () => {
  const { vocabulary } = SMALL_SET;
  const agencies = { a: { standing: 'guest' }, b: { standing: 'guest' }, police: { standing: 'host' } } as const;
  const set: MandateSet = {
    ...SMALL_SET,
    vocabulary: { ...vocabulary, agencies, axes: { component: ['a.1', 'b.1'], place: ['quay'] } },
    rules: [rule('m/1', 'forbid', { axes: { place: ['quay'] } })],
  };
  const componentsOf = new Map([
    ['a', ['a.1']],
    ['b', ['b.1']],
    ['police', []],
  ]);
  const agenciesOf = (one: MandateSet, region: Region) => {
    const space = spaceOf([one], region, { componentsOf });
    const buckets = [...bucketsOf([one], space, walkRules([one], space))];
    return [...new Set(buckets.map(({ agency }) => agency.join()))];
  };
  const ofComponent = rule('m/2', 'permit', { axes: { component: ['a.1'] } });
  assert.deepEqual(agenciesOf(set, EVERYTHING), ['a,b,unknown,(any other)', 'police']);
  const divided = { ...set, rules: [...set.rules, ofComponent] };
  assert.deepEqual(agenciesOf(divided, EVERYTHING), ['a', 'b', 'police', 'unknown,(any other)']);
  const inA: Region = { ...EVERYTHING, axes: { component: ['a.1'] } };
  assert.deepEqual(
    agenciesOf(set, inA),
    ['a,unknown,(any other)'],
    'whose acts can have none of the components has none',
  );
  const without = { ...set, vocabulary: { ...set.vocabulary, axes: {} } };
  assert.deepEqual(agenciesOf(without, EVERYTHING), ['a,b,unknown,(any other)', 'police']);
});

test('of an activity that only one of two sets has the other knows nothing, whatever it is called', () => {
  const { vocabulary } = SMALL_SET;
  const activities = { constructor: { coercive: true, power: null, safety: 'none' } } as const;
  const other = { ...SMALL_SET, vocabulary: { ...vocabulary, activities } };
  const sets = [SMALL_SET, other];
  const space = spaceOf(sets, { ...EVERYTHING, agency: ['visitor'], activity: ['constructor'] }, {});
  const [bucket] = bucketsOf(sets, space, []);
  assert.deepEqual(bucket?.kinds, [
    { standing: 'guest', coercive: false, isSafety: false, isKnown: false, isGuestCoercion: false },
    { standing: 'guest', coercive: true, isSafety: false, isKnown: true, isGuestCoercion: true },
  ]);
});

/** Agencies | activities | what they are | positions of components | rules. */
const BUCKETS: readonly string[] = [
  'visitor | patrol | guest isKnown | 0,2 | 1,2,3,4',
  'visitor | arrest | guest coercive,isKnown,isGuestCoercion | 0,2 | 1,3,5',
  'visitor | rescue | guest isKnown | 0,2 | ',
  'visitor | alert | guest isSafety,isKnown | 0,2 | ',
  'visitor | disarm,clear | guest coercive,isKnown,isGuestCoercion | 0,2 | ',
  'visitor | (any other) | guest  | 0,2 | ',
  'police | patrol | host-authority isKnown | 0,1,2 | 0,4',
  'police | arrest,disarm,clear | host-authority coercive,isKnown | 0,1,2 | 0',
  'police | rescue,alert | host-authority isSafety,isKnown | 0,1,2 | 0',
  'police | (any other) | host-authority  | 0,1,2 | 0',
  'brigade | patrol | host isKnown | 0,1,2 | 4',
  'brigade | arrest,disarm,clear | host coercive,isKnown | 0,1,2 | ',
  'brigade | rescue,alert | host isSafety,isKnown | 0,1,2 | ',
  'brigade | (any other) | host  | 0,1,2 | ',
  'bureau | patrol | organiser isKnown | 0,1,2 | 3,4',
  'bureau | arrest | organiser coercive,isKnown,isGuestCoercion | 0,1,2 | 3',
  'bureau | rescue | organiser isKnown | 0,1,2 | ',
  'bureau | alert | organiser isSafety,isKnown | 0,1,2 | ',
  'bureau | disarm,clear | organiser coercive,isKnown,isGuestCoercion | 0,1,2 | ',
  'bureau | (any other) | organiser  | 0,1,2 | ',
  'clock | patrol | room isKnown | 0,1,2 | 4',
  'clock | alert | room isSafety,isKnown | 0,1,2 | ',
  'stranger | patrol | guest isKnown | 0,1,2 | 1,4',
  'stranger | arrest | guest coercive,isKnown,isGuestCoercion | 0,1,2 | 1',
  'stranger | rescue | guest isKnown | 0,1,2 | ',
  'stranger | alert | guest isSafety,isKnown | 0,1,2 | ',
  'stranger | disarm,clear | guest coercive,isKnown,isGuestCoercion | 0,1,2 | ',
  'stranger | (any other) | guest  | 0,1,2 | ',
  'unknown | patrol | guest isKnown | 0,1,2 | 3,4',
  'unknown | arrest | guest coercive,isKnown,isGuestCoercion | 0,1,2 | 3,5',
  'unknown | rescue | guest isKnown | 0,1,2 | ',
  'unknown | alert | guest isSafety,isKnown | 0,1,2 | ',
  'unknown | disarm,clear | guest coercive,isKnown,isGuestCoercion | 0,1,2 | ',
  'unknown | (any other) | guest  | 0,1,2 | ',
  '(any other) | patrol | guest isKnown | 0,1,2 | 4',
  '(any other) | arrest,disarm,clear | guest coercive,isKnown,isGuestCoercion | 0,1,2 | ',
  '(any other) | rescue | guest isKnown | 0,1,2 | ',
  '(any other) | alert | guest isSafety,isKnown | 0,1,2 | ',
  '(any other) | (any other) | guest  | 0,1,2 | ',
];

test('two ascending lists are merged into one', () => {
  assert.deepEqual(merged([1, 4, 6], [2, 3, 9]), [1, 2, 3, 4, 6, 9]);
  const list = [2, 3];
  assert.equal(merged([], list), list, 'and is not copied');
  assert.equal(merged(list, []), list);
});
