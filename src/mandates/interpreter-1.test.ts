import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { sha256Hex } from '../base/digest.ts';
import type { MandateSet, Rule } from '../terms/mandate-set.ts';
import type { FactsVector } from '../terms/outcome.ts';
import { decideV1 } from './interpreter-1.ts';

/** What was ever decided is replayed with these bytes. A change here is a new interpreter, in a file of its own. */
const BYTES = '36e4adbfdb162b9c05f8a62cb4edd98763401699eea51fc0d5a5f46ef356d23f';

const rule = (id: string, effect: Rule['effect'], more: Partial<Rule> = {}): Rule => ({
  id,
  effect,
  agency: ['guest'],
  activity: ['assess', 'arrest'],
  axes: {},
  windows: null,
  ...more,
});

function setOf(...rules: Rule[]): MandateSet {
  const activity = (coercive: boolean, safety: 'none' | 'host' | 'everyone' = 'none') => ({
    coercive,
    power: coercive ? 'arrest' : null,
    safety,
  });
  return {
    format: 1,
    interpreter: 1,
    vocabulary: {
      id: 'small',
      version: 1,
      agencies: {
        authority: { standing: 'host-authority' },
        host: { standing: 'host' },
        guest: { standing: 'guest' },
        room: { standing: 'room' },
      },
      activities: {
        assess: activity(false),
        arrest: activity(true),
        'alert.raise': activity(false, 'everyone'),
        'declaration.make': activity(false, 'host'),
        'timer.due': activity(false),
        'clock.accept': activity(false),
      },
      axes: { place: ['p', 'q'], accompaniment: ['no', 'yes'], conferral: ['no', 'yes'] },
    },
    rules,
    houseRules: [],
  };
}

function factsOf(more: Partial<FactsVector> = {}, axes: Record<string, string> = {}): FactsVector {
  return {
    agency: 'guest',
    activity: 'assess',
    approval: 'none',
    broken: [],
    time: 100,
    ...more,
    axes: { place: 'p', accompaniment: 'no', conferral: 'no', ...axes },
  };
}

const decided = (set: MandateSet, facts: FactsVector) => {
  const { outcome, clauses } = decideV1(set, facts);
  return `${outcome} ${clauses.join(' ')}`.trim();
};

const GUARDED = { accompaniment: 'yes', conferral: 'yes' };
const AT_P = { axes: { place: ['p'] } };
const permit = rule('m/1', 'permit', AT_P);
const approvable = rule('m/2', 'permit-with-approval', AT_P);
const forbid = rule('K1', 'forbid', AT_P);
const demand = rule('K2', 'require-approval', AT_P);

describe('interpreter 1', () => {
  it('is never edited: a change of its rules is interpreter 2', () => {
    assert.equal(sha256Hex(readFileSync(new URL('interpreter-1.ts', import.meta.url))), BYTES);
  });

  /** docs/formats.md §8, by number of the step. */
  const golden: readonly (readonly [what: string, MandateSet, FactsVector, wanted: string])[] = [
    ['1: a permit matches a listed word', setOf(permit), factsOf(), 'permitted m/1'],
    ['1: a permit does not match another word', setOf(permit), factsOf({}, { place: 'q' }), 'outside'],
    ['1: a permit does not match what is unknown', setOf(permit), factsOf({}, { place: 'unknown' }), 'outside'],
    [
      '1: a permit that lists no axis does',
      setOf(rule('m/1', 'permit')),
      factsOf({}, { place: 'unknown' }),
      'permitted m/1',
    ],
    [
      '1: a forbid matches what is unknown',
      setOf(permit, rule('m/3', 'permit'), forbid),
      factsOf({}, { place: 'unknown' }),
      'prohibited K1',
    ],
    [
      '1: an unknown agency is bound by a forbid',
      setOf(rule('m/1', 'permit', { agency: null }), forbid),
      factsOf({ agency: 'unknown' }),
      'prohibited K1',
    ],
    ['1: and permitted nothing that names agencies', setOf(permit), factsOf({ agency: 'unknown' }), 'outside'],
    [
      '1: a window begins at its first moment',
      setOf(rule('m/1', 'permit', { windows: [[100, 200]] })),
      factsOf(),
      'permitted m/1',
    ],
    ['1: and ends before its last', setOf(rule('m/1', 'permit', { windows: [[0, 100]] })), factsOf(), 'outside'],
    ['1: an unbounded window', setOf(rule('m/1', 'permit', { windows: [[null, null]] })), factsOf(), 'permitted m/1'],
    ['1: no window at all never matches', setOf(rule('m/1', 'permit', { windows: [] })), factsOf(), 'outside'],
    [
      '1: an activity nobody knows',
      setOf(rule('m/1', 'permit', { activity: ['dance'] })),
      factsOf({ activity: 'dance' }),
      'outside',
    ],
    [
      '1: matches rules for any activity',
      setOf(rule('m/1', 'permit', { activity: null })),
      factsOf({ activity: 'dance' }),
      'permitted m/1',
    ],
    [
      '2: an alert passes every rule',
      setOf(rule('K1', 'forbid', { activity: null })),
      factsOf({ activity: 'alert.raise', broken: ['R-02'] }),
      'permitted R-22',
    ],
    [
      '2: and cites the permit it has',
      setOf(rule('m/1', 'permit', { activity: ['alert.raise'] })),
      factsOf({ activity: 'alert.raise' }),
      'permitted m/1',
    ],
    [
      '2: a declaration passes for the host',
      setOf(),
      factsOf({ agency: 'host', activity: 'declaration.make', broken: ['R-02'] }),
      'permitted R-22',
    ],
    ['2: but not for a guest', setOf(), factsOf({ activity: 'declaration.make' }), 'outside'],
    ['3: the clock of the room', setOf(), factsOf({ agency: 'room', activity: 'timer.due' }), 'permitted R-27'],
    ['3: the operator of the room', setOf(), factsOf({ agency: 'room', activity: 'clock.accept' }), 'permitted R-28'],
    [
      '3: unless a house rule is broken',
      setOf(),
      factsOf({ agency: 'room', activity: 'clock.accept', broken: ['R-18'] }),
      'prohibited R-18',
    ],
    [
      '4: all that is against is told, sorted',
      setOf(permit, forbid, rule('K0', 'forbid')),
      factsOf({ broken: ['R-02'] }),
      'prohibited K0 K1 R-02',
    ],
    [
      '4: a guest’s coercion without guards',
      setOf(rule('m/1', 'permit')),
      factsOf({ activity: 'arrest' }),
      'prohibited R-05',
    ],
    [
      '4: with one guard of two',
      setOf(rule('m/1', 'permit')),
      factsOf({ activity: 'arrest' }, { ...GUARDED, conferral: 'unknown' }),
      'prohibited R-05',
    ],
    [
      '4: the host’s coercion needs none',
      setOf(rule('m/1', 'permit', { agency: ['host'] })),
      factsOf({ agency: 'host', activity: 'arrest' }),
      'permitted m/1',
    ],
    [
      '4: a stranger is a guest',
      setOf(rule('m/1', 'permit', { agency: null })),
      factsOf({ agency: 'stranger', activity: 'arrest' }),
      'prohibited R-05',
    ],
    ['5: no permit', setOf(demand), factsOf(), 'outside'],
    [
      '6, 9: guarded coercion still needs approval',
      setOf(rule('m/1', 'permit')),
      factsOf({ activity: 'arrest' }, GUARDED),
      'needs-approval R-05 m/1',
    ],
    ['7: a permit', setOf(permit, approvable), factsOf(), 'permitted m/1'],
    ['8: approval granted', setOf(approvable), factsOf({ approval: 'granted' }), 'permitted m/2'],
    [
      '8: under all that bears on it',
      setOf(permit, approvable, demand),
      factsOf({ approval: 'granted' }),
      'permitted K2 m/1 m/2',
    ],
    ['9: approval wanted by the permit', setOf(approvable), factsOf(), 'needs-approval m/2'],
    ['9: approval unknown is none', setOf(approvable), factsOf({ approval: 'unknown' }), 'needs-approval m/2'],
    ['9: approval wanted by a promise', setOf(permit, approvable, demand), factsOf(), 'needs-approval K2 m/1'],
    ['an id that stands twice is told once', setOf(permit, permit), factsOf(), 'permitted m/1'],
  ];
  for (const [what, set, facts, wanted] of golden) {
    it(what, () => assert.equal(decided(set, facts), wanted));
  }
});
