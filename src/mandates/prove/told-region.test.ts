import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule, RuleEffect, TimeWindow } from '../../terms/mandate-set.ts';
import type { Outcome } from '../../terms/outcome.ts';
import type { Names } from '../explain.ts';
import { ENGLISH } from '../explain-english.ts';
import { ITALIAN } from '../explain-italian.ts';
import { EVERYTHING, type Region } from './claim.ts';
import { ANY_OTHER, type Space } from './space.ts';
import { toldCounterexample, toldRegion } from './told-region.ts';

const SPACE: Space = {
  agencies: ['guest', 'host', 'police', 'unknown', ANY_OTHER],
  activities: ['arrest', 'assess', 'patrol', ANY_OTHER],
  axes: new Map([
    ['place', ['p', 'q', 'r', 's', 'unknown']],
    ['role', ['a', 'b', 'unknown']],
  ]),
  windows: [[null, null]],
  componentAxis: -1,
  componentsOf: () => [],
  activitiesOf: () => [],
};
const NAMES: Names = {
  clauses: new Map(),
  words: new Map([
    ['agency', new Map([['guest', 'The guest']])],
    ['activity', new Map([['assess', 'assess a threat']])],
    ['place', new Map([['p', 'The stadium']])],
  ]),
};
const told = (region: Partial<Region>) => toldRegion({ ...EVERYTHING, ...region }, SPACE, NAMES, ENGLISH);

test('acts are told by who, what and where, and everything is anything by anybody', () => {
  assert.equal(told({}), 'any activity, by anybody');
  assert.equal(
    told({ agency: ['guest', ANY_OTHER], activity: ['patrol'], axes: { place: ['p', 'unknown'] } }),
    'patrol, by The guest or any other, where the place is The stadium or unknown',
  );
});

test('what is nearly all of an axis is told by what it is not, and all of it not at all', () => {
  assert.equal(
    told({ axes: { place: ['q', 'r', 's', 'unknown'] } }),
    'any activity, by anybody, where the place is anything but The stadium',
  );
  assert.equal(
    told({ axes: { place: ['r', 's', 'unknown'] } }),
    'any activity, by anybody, where the place is r, s or unknown',
  );
  assert.equal(told({ axes: { place: ['p', 'q', 'r', 's', 'unknown'] } }), 'any activity, by anybody');
});

test('where no fact is unknown that is said once, beside what is told of an axis; never while one may be', () => {
  const known = { place: ['p', 'q', 'r', 's'], role: ['a', 'b'] };
  assert.equal(told({ axes: known }), 'any activity, by anybody, where nothing is unknown');
  const wide: Space = { ...SPACE, axes: new Map([...SPACE.axes, ['room', ['x', 'y', 'unknown']]]) };
  const toldIn = (axes: Region['axes'], windows: Region['windows'] = null, phrases = ENGLISH) =>
    toldRegion({ ...EVERYTHING, axes, windows }, wide, NAMES, phrases);
  assert.equal(
    toldIn({ ...known, room: ['x'] }, [[null, 0]]),
    'any activity, by anybody, where the room is x, nothing else is unknown and the time is before 1970-01-01T00:00:00Z',
  );
  assert.equal(
    toldIn({ ...known, room: ['x', 'unknown'] }),
    'any activity, by anybody, where the room is x or unknown and nothing else is unknown',
  );
  assert.equal(
    toldIn({ ...known, room: ['x', 'y', 'unknown'] }),
    'any activity, by anybody, where the place is anything but unknown and the role is a or b',
  );
  assert.equal(toldIn(known), toldIn({ ...known, room: ['x', 'y', 'unknown'] }), 'what is not said may be unknown');
  assert.match(toldIn({ ...known, room: ['x', 'y'] }, null, ITALIAN), / quando tutto è accertabile$/);
  assert.match(toldIn({ ...known, room: ['x'] }, null, ITALIAN), / e tutto il resto è accertabile$/);
});

test('half of an axis is told word by word, and so is all of who and what; an axis that nobody has is not told', () => {
  assert.equal(
    told({ axes: { role: ['a', 'b'], weather: ['storm'] } }),
    'any activity, by anybody, where the role is a or b',
  );
  assert.equal(
    told({ agency: SPACE.agencies, activity: ['assess', ANY_OTHER] }),
    'assess a threat or any other, by The guest, host, police, an agency that is not known or any other',
  );
  assert.equal(
    told({ activity: ['assess', 'arrest', 'patrol'], agency: ['host', 'police', 'unknown', ANY_OTHER] }),
    'anything but any other, by anything but The guest',
  );
});

test('times are told with what bounds them', () => {
  assert.equal(
    told({
      windows: [
        [null, 0],
        [1_000, 2_000],
        [3_000, null],
      ],
    }),
    'any activity, by anybody, where the time is before 1970-01-01T00:00:00Z, ' +
      'from 1970-01-01T00:00:01Z until 1970-01-01T00:00:02Z or from 1970-01-01T00:00:03Z on',
  );
});

test('times are told in the zone of the event, hours that come again as such; an agency that is not known is said to be none', () => {
  const days = [10, 11, 12].map((day): TimeWindow => [Date.UTC(2026, 1, day, 7), Date.UTC(2026, 1, day, 19)]);
  const region = { ...EVERYTHING, agency: ['unknown'], activity: ['patrol'], windows: days };
  assert.equal(
    toldRegion(region, SPACE, { ...NAMES, timezone: 'Europe/Rome' }, ENGLISH),
    'patrol, by an agency that is not known, where the time is from 08:00 until 20:00 of every day from 10 February 2026 to ' +
      '12 February 2026 (Europe/Rome)',
  );
});

test('the approval is told where it makes a difference', () => {
  const approved = 'any activity, by anybody, where the host has approved it';
  const not = 'any activity, by anybody, where the host has not approved it';
  assert.equal(told({ approval: ['granted'] }), approved);
  assert.equal(told({ approval: ['none'] }), not);
  assert.equal(told({ approval: ['unknown'] }), not);
  assert.equal(told({ approval: ['none', 'unknown'] }), not);
  assert.equal(told({ approval: ['granted', 'none'] }), 'any activity, by anybody');
  assert.equal(told({ approval: ['granted', 'none', 'unknown'] }), 'any activity, by anybody');
});

test('a counterexample is told with what comes out, and what does elsewhere', () => {
  const region = { ...EVERYTHING, activity: ['patrol'], approval: ['none'] as const };
  assert.equal(
    toldCounterexample({ region, outcome: 'permitted', other: 'outside' }, SPACE, NAMES, ENGLISH),
    'patrol, by anybody: permitted (before: outside every mandate), where the host has not approved it.',
  );
  assert.equal(
    toldCounterexample({ region: EVERYTHING, outcome: 'permitted', other: null }, SPACE, NAMES, ENGLISH),
    'any activity, by anybody: permitted, whatever else is the case.',
  );
});

test('the clauses that give it that outcome are named behind it, and no others', () => {
  const rule = (id: string, effect: RuleEffect, more: Partial<Rule> = {}): Rule => ({
    ...{ id, effect, agency: null, activity: null, axes: {}, windows: null },
    ...more,
  });
  const rules = [
    rule('m/1', 'permit', { activity: ['patrol'] }),
    rule('m/2', 'permit', { activity: ['guard'] }),
    rule('m/3', 'permit-with-approval'),
    rule('m/4', 'forbid'),
    rule('K1', 'require-approval'),
  ];
  const region = { ...EVERYTHING, activity: ['patrol'], approval: ['none'] as const };
  const said = (outcome: Outcome, approval: Region['approval'] = region.approval) => {
    const one = { region: { ...region, approval }, outcome, other: null };
    return / \((.*)\)$/.exec(toldCounterexample(one, SPACE, NAMES, ENGLISH, rules))?.[1];
  };
  assert.equal(said('permitted'), 'by m/1');
  assert.equal(said('permitted', ['granted']), 'by m/1 and m/3');
  assert.equal(said('needs-approval'), 'by m/3');
  assert.equal(said('prohibited'), 'by m/4');
  assert.equal(said('outside'), undefined);
  const many = Array.from({ length: 7 }, (_, n) => rule(`m/${n + 1}`, 'permit'));
  const told = toldCounterexample({ region, outcome: 'permitted', other: null }, SPACE, NAMES, ENGLISH, many);
  assert.match(told, / \(by m\/1, m\/2, m\/3, m\/4 and 3 more\)$/);
});
