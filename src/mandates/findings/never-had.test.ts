import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readScenarioFolder, scenarioFolder } from '../../scenarios/read.ts';
import type { Clause, Vocabulary } from '../scenario.ts';
import { findingsOf } from './findings.ts';
import { neverHad } from './never-had.ts';

const VOCABULARY = {
  activities: [
    { id: 'patrol', power: null, clearance: null },
    { id: 'armed-escort', power: null, clearance: 'weapon' },
    { id: 'arrest', power: 'arrest', clearance: null },
  ],
} as unknown as Vocabulary;

type Asked = { readonly effect?: Clause['effect']; readonly activity: readonly string[] | null };

function found(axes: Readonly<Record<string, readonly string[]>>, { effect = 'permit', activity }: Asked) {
  const clause = { id: 'm/1', effect, scope: { agency: null, activity, axes, windows: null } } as const;
  return neverHad(VOCABULARY, clause).map(({ axis, acts }) => [axis, ...(acts.activity ?? [])]);
}

test('what wants a clearance of an activity that needs none, or a power conferred of one that uses none, is told with these', () => {
  const all = { activity: ['patrol', 'armed-escort', 'arrest'] };
  assert.deepEqual(found({ clearance: ['held'] }, all), [['clearance', 'patrol', 'arrest']]);
  assert.deepEqual(found({ clearance: ['not-needed'] }, all), [['clearance', 'armed-escort']]);
  assert.deepEqual(found({ clearance: ['held', 'not-needed'] }, all), []);
  assert.deepEqual(found({ conferral: ['yes'] }, all), [['conferral', 'patrol', 'armed-escort']]);
  assert.deepEqual(found({ conferral: ['no'] }, all), []);
  assert.deepEqual(found({ clearance: ['held'], conferral: ['yes'] }, { activity: ['patrol'] }), [
    ['clearance', 'patrol'],
    ['conferral', 'patrol'],
  ]);
  // The room's own acts need nothing.
  assert.deepEqual(found({ clearance: ['held'] }, { activity: ['item.release'] }), [['clearance', 'item.release']]);
});

test('what forbids without the clearance, or names no activity, is meant as it stands', () => {
  assert.deepEqual(found({ clearance: ['not-held'] }, { effect: 'forbid', activity: ['armed-escort'] }), []);
  assert.deepEqual(found({ clearance: ['not-held'] }, { effect: 'forbid', activity: ['patrol'] }), [
    ['clearance', 'patrol'],
  ]);
  // What is not known meets what forbids.
  assert.deepEqual(found({ clearance: ['not-needed'] }, { effect: 'forbid', activity: ['armed-escort'] }), []);
  assert.deepEqual(found({ clearance: ['not-needed'] }, { effect: 'permit', activity: ['armed-escort'] }), [
    ['clearance', 'armed-escort'],
  ]);
  assert.deepEqual(found({ clearance: ['not-held'] }, { effect: 'permit', activity: ['armed-escort'] }), []);
  assert.deepEqual(found({ clearance: ['held'] }, { activity: null }), []);
  assert.deepEqual(found({}, { activity: ['patrol'] }), []);
});

test('no clause of the supplied events wants what its acts never have', async () => {
  for (const name of ['harbour-summit', 'milano-cortina-2026', 'empty-room']) {
    const read = await readScenarioFolder(scenarioFolder(name));
    assert(read.ok);
    assert.deepEqual(
      findingsOf(read.scenario).filter(({ finding }) => finding === 'never-had'),
      [],
      name,
    );
  }
});
