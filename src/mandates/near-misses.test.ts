import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule, TimeWindow } from '../terms/mandate-set.ts';
import type { FactsVector } from '../terms/outcome.ts';
import { failedAxes, guardsMissing, nearestPermits, nearMisses } from './near-misses.ts';
import { RuleBucket } from './rule-bucket.ts';

const permit = (id: string, axes: Rule['axes'], rest: Partial<Rule> = {}): Rule => ({
  ...{ id, effect: 'permit', agency: null, activity: null, axes, windows: null },
  ...rest,
});
const facts = (axes: FactsVector['axes'], rest: Partial<FactsVector> = {}): FactsVector => ({
  ...{ agency: 'guest', activity: 'patrol', approval: 'none', axes, broken: [], time: 0 },
  ...rest,
});
/** The near misses of rules, each as `clause: axes`. */
const missed = (rules: readonly Rule[], vector: FactsVector) =>
  nearMisses(new RuleBucket(rules, new Map()), vector).map(
    ({ clause, failed }) => `${clause}: ${failed.map(({ axis }) => axis).join(' ')}`,
  );

const LATER: readonly TimeWindow[] = [[10_000, 20_000]];

test('three at most are told, those that fail on one axis first, each by id', () => {
  const one = (id: string) => permit(id, { place: ['pier'], role: ['diver'] });
  const two = (id: string) => permit(id, { place: ['pier'], role: ['envoy'] });
  const three = permit('m/0', { place: ['pier'], role: ['envoy'], room: ['tower'] });
  const where = facts({ place: 'hall', role: 'diver', room: 'ship' });
  assert.deepEqual(missed([two('m/1'), three, one('m/9')], where), ['m/9: place', 'm/1: place role']);
  assert.deepEqual(missed([two('m/4'), two('m/3'), two('m/2'), two('m/1')], where), [
    'm/1: place role',
    'm/2: place role',
    'm/3: place role',
  ]);
  assert.deepEqual(missed([two('m/3'), two('m/2'), two('m/1'), one('m/8'), one('m/9')], where), [
    'm/8: place',
    'm/9: place',
    'm/1: place role',
  ]);
  assert.deepEqual(missed(['m/6', 'm/5', 'm/4', 'm/3'].map(one), where), ['m/3: place', 'm/4: place', 'm/5: place']);
  // Three are found before others are looked at, which fail on one axis and on the time.
  const late = permit('m/9', { place: ['pier'] }, { windows: LATER });
  assert.deepEqual(missed([one('m/1'), one('m/2'), one('m/3'), late], where), [
    'm/1: place',
    'm/2: place',
    'm/3: place',
  ]);
});

test('many that fail on two axes, in whatever part of the rules, take no place from one that fails on one', () => {
  const two = (n: number) => permit(`m/${String(n).padStart(3, '0')}`, { place: ['pier'], role: ['envoy'] });
  const one = (n: number) => permit(`m/${n}`, { place: ['pier'], role: ['diver'] });
  const late = permit('m/998', { role: ['diver'] }, { windows: LATER });
  const rules = [...Array.from({ length: 70 }, (_, n) => two(n)), one(997), late, one(999), one(1000)];
  const where = facts({ place: 'hall', role: 'diver' });
  assert.deepEqual(missed(rules, where), ['m/1000: place', 'm/997: place', 'm/998: time']);
});

test('what was looked up for one vector is not taken for another', () => {
  const rules = [
    ...Array.from({ length: 40 }, (_, n) => permit(`m/${n + 10}`, { place: ['pier'], role: ['envoy'] })),
    permit('m/1', { place: ['pier'], role: ['diver'], purpose: ['training'] }),
  ];
  for (const some of [rules, rules.slice(38)]) {
    const [first, second] = [
      facts({ place: 'pier', role: 'envoy', purpose: 'training' }),
      facts({ place: 'hall', role: 'diver', purpose: 'training' }),
    ];
    const bucket = new RuleBucket(some, new Map());
    bucket.matching(first);
    assert.deepEqual(nearMisses(bucket, second), nearMisses(new RuleBucket(some, new Map()), second));
    bucket.matching(second);
    assert.deepEqual(nearMisses(bucket, second), nearMisses(new RuleBucket(some, new Map()), second));
    assert.deepEqual(nearMisses(bucket, first), nearMisses(new RuleBucket(some, new Map()), first));
  }
});

test('the time and a missing approval count as axes', () => {
  const withApproval = { effect: 'permit-with-approval' } as const;
  const rules = [
    permit('m/1', {}, { windows: LATER }),
    permit('m/2', {}, withApproval),
    permit('m/3', {}, { ...withApproval, windows: LATER }),
    permit('m/4', { place: ['pier'] }, { ...withApproval, windows: LATER }),
  ];
  const told = (vector: FactsVector) => missed(rules, vector);
  assert.deepEqual(told(facts({ place: 'hall' })), ['m/1: time', 'm/2: approval', 'm/3: time approval']);
  assert.deepEqual(told(facts({ place: 'hall' }, { approval: 'granted' })), [
    'm/1: time',
    'm/3: time',
    'm/4: place time',
  ]);
  assert.deepEqual(told(facts({ place: 'hall' }, { time: 10_000 })), [
    'm/2: approval',
    'm/3: approval',
    'm/4: place approval',
  ]);
  assert.deepEqual(told(facts({ place: 'pier' }, { time: 20_000, approval: 'unknown' })), [
    'm/1: time',
    'm/2: approval',
    'm/3: time approval',
  ]);
  assert.deepEqual(missed([permit('m/1', { place: ['pier'] }, { effect: 'forbid' })], facts({ place: 'hall' })), []);
});

test('an axis is told with the fact and the first twelve words, in the order of axes, then the time, then the approval', () => {
  const words = Array.from({ length: 14 }, (_, n) => `w${n}`);
  const rule = permit(
    'm/1',
    { role: words, constructor: ['x'], place: ['pier'], purpose: ['safety'], consent: ['unknown'] },
    { effect: 'permit-with-approval', windows: LATER },
  );
  assert.deepEqual(failedAxes(rule, facts({ role: 'envoy', purpose: 'safety', consent: 'unknown' })), [
    { axis: 'consent', was: 'unknown', wanted: ['unknown'] },
    { axis: 'constructor', was: 'unknown', wanted: ['x'] },
    { axis: 'place', was: 'unknown', wanted: ['pier'] },
    { axis: 'role', was: 'envoy', wanted: words.slice(0, 12) },
    { axis: 'time', was: '1970-01-01T00:00:00Z', wanted: ['1970-01-01T00:00:10Z/1970-01-01T00:00:20Z'] },
    { axis: 'approval', was: 'none', wanted: ['granted'] },
  ]);
});

test('of windows the next three are told, from the one that is next, and the last one where all are over', () => {
  const second = (n: number) => n * 1_000;
  const windows: readonly TimeWindow[] = [
    [second(50), null],
    [second(30), second(40)],
    [second(10), second(20)],
    [null, second(5)],
    [second(41), second(45)],
  ];
  const wanted = (those: readonly TimeWindow[], at: number) =>
    failedAxes(permit('m/1', {}, { windows: those }), facts({}, { time: second(at) })).flatMap((failed) =>
      failed.wanted.map((told) => told.replaceAll('1970-01-01T00:00:', '')),
    );
  assert.deepEqual(wanted(windows, 7), ['10Z/20Z', '30Z/40Z', '41Z/45Z']);
  assert.deepEqual(wanted(windows, 20), ['30Z/40Z', '41Z/45Z', '50Z/..']);
  assert.deepEqual(wanted(windows, 40), ['41Z/45Z', '50Z/..']);
  assert.deepEqual(wanted(windows.slice(1), 45), ['41Z/45Z']);
  assert.deepEqual(wanted([[null, second(5)]], 5), ['../05Z']);
  assert.deepEqual(wanted(windows, 41), [], 'within one of them nothing is wanted');
  assert.deepEqual(wanted([], 1), [], 'no window is none that could be told');
});

test('a guest’s coercive act lacks an accompaniment and a conferral that are not there, or not known to be', () => {
  const yes = { axis: 'accompaniment', was: 'no', wanted: ['yes'] };
  const conferral = { axis: 'conferral', was: 'unknown', wanted: ['yes'] };
  assert.deepEqual(guardsMissing(facts({ accompaniment: 'no' })), { clause: 'R-05', failed: [yes, conferral] });
  assert.deepEqual(guardsMissing(facts({ accompaniment: 'no', conferral: 'yes' })), { clause: 'R-05', failed: [yes] });
  assert.deepEqual(guardsMissing(facts({ accompaniment: 'yes', conferral: 'yes' })), { clause: 'R-05', failed: [] });
});

test('the nearest permits are those of the agency and the activity that fail on the fewest axes, however many, each clause once', () => {
  const far = (id: string, rest: Partial<Rule> = {}) =>
    permit(id, { place: ['pier'], role: ['envoy'], room: ['tower'] }, rest);
  const where = facts({ place: 'hall', role: 'diver', room: 'ship' });
  const nearest = (rules: readonly Rule[]) =>
    nearestPermits(rules, where).map(({ clause, failed }) => `${clause}: ${failed.map(({ axis }) => axis).join(' ')}`);
  const own = { agency: ['guest'], activity: ['patrol'] };
  const rules = [
    far('m/4', own),
    far('m/2', own),
    far('m/2', own),
    far('m/3'),
    far('m/1', { ...own, agency: ['host'] }),
    far('m/0', { ...own, activity: ['survey'] }),
    permit('m/5', { place: ['pier'] }, { effect: 'forbid' }),
    permit('m/6', {}, { effect: 'require-approval' }),
    permit('m/7', { place: ['pier'], role: ['envoy'], room: ['tower'] }, { effect: 'permit-with-approval' }),
  ];
  assert.deepEqual(nearest(rules), ['m/2: place role room', 'm/3: place role room', 'm/4: place role room']);
  assert.deepEqual(nearest([...rules, permit('m/8', { place: ['pier'] }, { effect: 'permit-with-approval' })]), [
    'm/8: place approval',
  ]);
  assert.deepEqual(nearest([far('m/9'), ...['m/3', 'm/1', 'm/2', 'm/0'].map((id) => far(id))]), [
    'm/0: place role room',
    'm/1: place role room',
    'm/2: place role room',
  ]);
  assert.deepEqual(nearest([]), []);
});
