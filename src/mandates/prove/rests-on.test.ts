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
