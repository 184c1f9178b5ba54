import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../base/testing/properties.ts';
import { readScenarioFolder, scenarioFolder } from '../../scenarios/read.ts';
import { sourceOf } from '../../terms/fact-sources.ts';
import type { MandateSet, Rule } from '../../terms/mandate-set.ts';
import type { FactsVector } from '../../terms/outcome.ts';
import { assembleSet } from '../compile.ts';
import { anyRule } from '../testing/set-arbitraries.ts';
import { SMALL_SET } from '../testing/small-set.ts';
import { EVERYTHING } from './claim.ts';
import { restsOn } from './rests-on.ts';
import { regionOfRule } from './rule-region.ts';
import { everyAct, smallSet } from './testing/every-act.ts';
import { breaks, isIn } from './testing/naive-claims.ts';

const rule = (id: string, effect: Rule['effect'], more: Partial<Rule> = {}): Rule => {
  return { id, effect, agency: null, activity: null, axes: {}, windows: null, ...more };
};
const STILL: MandateSet = {
  ...SMALL_SET,
  vocabulary: {
    ...SMALL_SET.vocabulary,
    activities: {
      patrol: { coercive: false, power: null, safety: 'none' },
      arrest: { coercive: true, power: 'arrest', safety: 'none' },
    },
  },
};
const flat = (set: MandateSet, claim: Parameters<typeof restsOn>[1]) =>
  restsOn(set, claim).map(({ source, facts }) => `${source}: ${facts.join()}`);

test('what the promise itself rules out rests on the facts by which it is known to be meant, and on no other', () => {
  const own = rule('K1', 'forbid', { agency: ['visitor'], activity: ['patrol'], axes: { component: ['a'] } });
  const permit = rule('visit/1', 'permit', { agency: ['visitor'], axes: { place: ['quay'], clearance: ['held'] } });
  const claim = { says: 'never', region: regionOfRule(own) } as const;
  assert.deepEqual(flat({ ...STILL, rules: [own, permit] }, claim), ['act: activity', 'roster: agency,component']);
  assert.deepEqual(flat({ ...STILL, rules: [permit] }, claim), [
    'act: activity,place',
    'roster: agency,component',
    'clearances: clearance',
  ]);
  const narrower = rule('visit/2', 'forbid', { axes: { 'zone.max': ['inside'] }, windows: [[1, 2]] });
  assert.deepEqual(flat({ ...STILL, rules: [permit, narrower] }, claim), [
    'act: activity,place',
    'roster: agency,component',
    'clearances: clearance',
    'zones: zone.max',
    'clock: time',
  ]);
  assert.deepEqual(flat({ ...STILL, rules: [narrower] }, claim), ['act: activity', 'roster: agency,component']);
});

test('what no clause permits that can meet it rests on no more; what is coercive, on what R-05 asks; safety work on whose it is', () => {
  const arrest = { ...EVERYTHING, agency: ['visitor'], activity: ['arrest'] };
  const elsewhere = rule('visit/1', 'permit', { agency: ['police'], axes: { room: ['hall'] } });
  assert.deepEqual(flat({ ...STILL, rules: [elsewhere] }, { says: 'never', region: arrest }), [
    'act: activity',
    'roster: agency',
  ]);
  const free = rule('visit/1', 'permit', { agency: ['visitor'] });
  assert.deepEqual(flat({ ...STILL, rules: [free] }, { says: 'unless-approved', region: arrest }), [
    'act: activity',
    'roster: agency',
    'accompaniments: accompaniment',
    'conferrals: conferral',
    'approvals: approval',
  ]);
  assert.deepEqual(flat({ ...SMALL_SET, rules: [] }, { says: 'never', region: EVERYTHING }), [
    'act: activity',
    'roster: agency',
  ]);
});

test('what asks for an approval settles only a promise that is kept by one, and only one that it is of a whole', () => {
  const region = { ...EVERYTHING, agency: ['visitor'], activity: ['patrol'] };
  const asks = rule('K1', 'require-approval', { agency: ['visitor'] });
  const permit = rule('visit/1', 'permit', { agency: ['visitor'], axes: { place: ['quay'] } });
  const under = (says: 'never' | 'unless-approved' | 'always', ...rules: Rule[]) =>
    flat({ ...STILL, rules }, { says, region });
  assert.deepEqual(under('unless-approved', asks, permit), ['act: activity', 'roster: agency', 'approvals: approval']);
  // To say that a thing is never permitted it does not help that somebody must be asked.
  assert.deepEqual(under('never', asks, permit), ['act: activity,place', 'roster: agency']);
  const ofSome = rule('K2', 'require-approval', { agency: ['visitor'], axes: { place: ['quay'] } });
  assert.deepEqual(under('unless-approved', ofSome, permit), [
    'act: activity,place',
    'roster: agency',
    'approvals: approval',
  ]);
});

test('that a thing is always permitted rests on approvals where one is asked for, or where it is a guest’s coercive act', () => {
  const patrol = { ...EVERYTHING, agency: ['visitor'], activity: ['patrol'] };
  const under = (region: typeof EVERYTHING, ...rules: Rule[]) =>
    flat({ ...STILL, rules }, { says: 'always', region }).filter((one) => one.startsWith('approvals'));
  const permit = rule('visit/1', 'permit', { agency: ['visitor'] });
  assert.deepEqual(under(patrol, permit), []);
  for (const effect of ['permit-with-approval', 'require-approval', 'forbid'] as const) {
    const other = rule('visit/2', effect, { agency: ['visitor'], axes: { place: ['quay'] } });
    assert.deepEqual(under(patrol, permit, other), ['approvals: approval'], effect);
  }
  assert.deepEqual(under({ ...patrol, activity: ['arrest'] }, permit), ['approvals: approval']);
});

test('a guest’s coercive act rests on whose and what it is, also where nothing else says so', () => {
  const anywhere = rule('visit/1', 'permit');
  const region = { ...EVERYTHING, axes: { place: ['quay'] } };
  assert.deepEqual(flat({ ...STILL, rules: [anywhere] }, { says: 'never', region }), [
    'act: activity,place',
    'roster: agency',
    'accompaniments: accompaniment',
    'conferrals: conferral',
  ]);
});

test('only safety work that is spoken of rests on whose it is', () => {
  const { activities } = SMALL_SET.vocabulary;
  const none = Object.keys(activities).filter((id) => activities[id]?.safety === 'none');
  assert(none.length > 0 && none.length < Object.keys(activities).length);
  const permit = rule('visit/1', 'permit', { axes: { place: ['quay'] } });
  const region = { ...EVERYTHING, activity: none };
  assert(!flat({ ...SMALL_SET, rules: [permit] }, { says: 'never', region }).some((one) => one.includes('agency,')));
  assert.deepEqual(flat({ ...SMALL_SET, rules: [] }, { says: 'never', region }), ['act: activity']);
});

/** Acts of the room’s own agency are none that a promise speaks of: what they do is taken for granted apart (assumptionsOf). */
function isRooms({ vocabulary }: MandateSet, { agency }: FactsVector): boolean {
  return Object.hasOwn(vocabulary.agencies, agency) && vocabulary.agencies[agency]?.standing === 'room';
}

test('acts that differ in no fact that is named break a claim together, or keep it together', () => {
  const says = fc.constantFrom('never' as const, 'unless-approved' as const, 'always' as const);
  fc.assert(
    fc.property(smallSet, anyRule, says, fc.boolean(), (set, { agency, activity, axes, windows }, said, isAmong) => {
      const effect = said === 'unless-approved' ? 'require-approval' : 'forbid';
      const promise: Rule = { id: 'K9', effect, agency, activity, axes, windows };
      const under = isAmong ? { ...set, rules: [...set.rules, promise] } : set;
      const claim = { says: said, region: regionOfRule(promise) };
      const named = restsOn(under, claim).flatMap(({ facts }) => facts);
      const seen = new Map<string, boolean>();
      for (const act of everyAct()) {
        if (isRooms(under, act) || !isIn(claim.region, act)) continue;
        const key = JSON.stringify(named.map((fact) => factOf(act, fact)));
        const isBroken = breaks(claim, under, act);
        assert.equal(seen.get(key) ?? isBroken, isBroken, `${key} of ${named.join()}`);
        seen.set(key, isBroken);
      }
    }),
    { numRuns: 150 },
  );
});

function factOf({ agency, activity, approval, time, axes }: FactsVector, fact: string) {
  return { agency, activity, approval, time, ...axes }[fact] ?? null;
}

test('every fact of the supplied events has somebody who states it', async () => {
  for (const name of ['milano-cortina-2026', 'harbour-summit']) {
    const read = await readScenarioFolder(scenarioFolder(name));
    assert(read.ok);
    const { vocabulary } = assembleSet(read.scenario);
    const facts = ['agency', 'activity', 'approval', 'time', ...Object.keys(vocabulary.axes)];
    assert.deepEqual(
      facts.filter((fact) => sourceOf(fact) === undefined),
      [],
    );
  }
  assert.deepEqual([sourceOf('weather'), sourceOf('constructor')], [undefined, undefined]);
});
