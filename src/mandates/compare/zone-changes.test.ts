import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../base/testing/properties.ts';
import { readScenario } from '../read-scenario.ts';
import type { Vocabulary, Zone } from '../scenario.ts';
import { smallScenario } from '../testing/scenario-fixture.ts';
import { zoneChanges } from './zone-changes.ts';

const read = readScenario(smallScenario());
assert(read.ok);
const SMALL: Vocabulary = read.scenario.vocabulary;

type Drawn = Pick<Zone, 'kind' | 'leaves' | 'from' | 'until'>;
const withZones = (zones: readonly Drawn[], zoneKinds: readonly string[] = ['maximum', 'quiet']): Vocabulary => ({
  ...SMALL,
  zoneKinds,
  zones: zones.map((zone, n) => ({ ...zone, id: `z${n}`, places: zone.leaves, source: null })),
});
const zone = (leaves: readonly string[], from: number | null, until: number | null, kind = 'maximum'): Drawn => {
  return { kind, leaves, from, until };
};
/** `stadium [[10,20]] maximum: outside → inside`: the kinds that differ. */
const told = (before: Vocabulary, after: Vocabulary) =>
  zoneChanges(before, after).map(({ places, windows, before: was, after: is }) => {
    const kinds = [...was.keys()].filter((kind) => was.get(kind) !== is.get(kind));
    const facts = kinds.map((kind) => `${kind}: ${was.get(kind)} → ${is.get(kind)}`);
    return `${places.join()} ${JSON.stringify(windows)} ${facts.join(', ')}`;
  });

test('a zone that is moved to another place and another time is told as what it leaves and what it comes to', () => {
  const old = withZones([zone(['stadium'], 10, 20)]);
  assert.deepEqual(told(old, old), []);
  assert.deepEqual(told(old, withZones([zone(['consulate'], 10, 20)])), [
    'consulate [[10,20]] maximum: outside → inside',
    'stadium [[10,20]] maximum: inside → outside',
  ]);
  assert.deepEqual(told(old, withZones([zone(['stadium'], 15, 30)])), [
    'stadium [[10,15]] maximum: inside → outside',
    'stadium [[20,30]] maximum: outside → inside',
  ]);
  assert.deepEqual(told(old, withZones([])), ['stadium [[10,20]] maximum: inside → outside']);
});

test('places that change alike are one part, however their zones are written; ends that are open stay so', () => {
  const apart = withZones([zone(['stadium'], null, 20), zone(['stadium'], 20, null), zone(['consulate'], null, null)]);
  assert.deepEqual(told(withZones([]), apart), ['consulate,stadium null maximum: outside → inside']);
  assert.deepEqual(told(apart, withZones([zone(['stadium', 'consulate'], null, null)])), []);
  assert.deepEqual(told(apart, withZones([zone(['consulate', 'stadium'], 10, 20)])), [
    'consulate,stadium [[null,10],[20,null]] maximum: inside → outside',
  ]);
  // Alike at one of the times only, so that they come from different parts.
  const one = withZones([zone(['stadium', 'consulate'], 10, 20), zone(['stadium'], 30, 40, 'quiet')]);
  assert.deepEqual(told(one, withZones([])), [
    'consulate,stadium [[10,20]] maximum: inside → outside',
    'stadium [[30,40]] quiet: inside → outside',
  ]);
  const around = ['consulate', 'town.elsewhere'];
  const three = withZones([zone([...around, 'stadium'], 10, 20), zone(['stadium'], 30, 40, 'quiet')]);
  assert.equal(told(three, withZones([]))[0], 'consulate,stadium,town.elsewhere [[10,20]] maximum: inside → outside');
});

test('of a kind that one has not everything is outside; what differs is told beside what stays', () => {
  const old = withZones([zone(['stadium'], 0, 40)], ['maximum']);
  const more = withZones([zone(['stadium'], 0, 40), zone(['stadium'], 30, 50, 'quiet')]);
  const [inZone, alone, ...rest] = zoneChanges(old, more);
  assert.deepEqual(rest, []);
  const turned = zoneChanges(withZones([], ['quiet', 'maximum']), more)[0];
  assert.deepEqual([...(turned?.before.keys() ?? [])], ['maximum', 'quiet'], 'kinds have an order of their own');
  assert.deepEqual(
    [inZone, alone].map((part) => [part?.windows, part?.before.get('maximum'), part?.after.get('maximum')]),
    [
      [[[30, 40]], 'inside', 'inside'],
      [[[40, 50]], 'outside', 'outside'],
    ],
  );
  assert.deepEqual(told(more, old), [
    'stadium [[30,40]] quiet: inside → outside',
    'stadium [[40,50]] quiet: inside → outside',
  ]);
});

test('of a place that only one of them has nothing is said here: that it is there, or not, is told as such', () => {
  const park = { ...SMALL.places[0], id: 'park', name: 'The park', within: 'town' } as Vocabulary['places'][number];
  const grown = { ...withZones([zone(['park', 'stadium'], 10, 20)]), places: [...SMALL.places, park] };
  assert.deepEqual(told(withZones([]), grown), ['stadium [[10,20]] maximum: outside → inside']);
  assert.deepEqual(told(grown, withZones([])), ['stadium [[10,20]] maximum: inside → outside']);
});

test('the parts are exactly the places and times whose zones differ: tried on every one of them', () => {
  const LEAVES = ['stadium', 'consulate', 'town.elsewhere'];
  const bound = fc.option(fc.integer({ min: 0, max: 8 }));
  const drawn = fc
    .record({
      kind: fc.constantFrom('maximum', 'quiet'),
      leaves: fc.subarray(LEAVES, { minLength: 1 }),
      from: bound,
      until: bound,
    })
    .filter(({ from, until }) => from === null || until === null || from < until);
  const zones = fc.array(drawn, { maxLength: 5 });
  const tokens = (vocabulary: Vocabulary, place: string, time: number) =>
    ['maximum', 'quiet'].map((kind) => {
      const isIn = (one: Zone) =>
        one.kind === kind &&
        one.leaves.includes(place) &&
        (one.from ?? Number.NEGATIVE_INFINITY) <= time &&
        time < (one.until ?? Number.POSITIVE_INFINITY);
      return vocabulary.zones.some(isIn) ? 'inside' : 'outside';
    });
  fc.assert(
    fc.property(zones, zones, (a, b) => {
      const [before, after] = [withZones(a), withZones(b)];
      const parts = zoneChanges(before, after);
      for (const place of LEAVES) {
        for (let time = -1; time < 10; time++) {
          const holding = parts.filter(
            ({ places, windows }) =>
              places.includes(place) &&
              (windows?.some(([from, until]) => (from ?? -9) <= time && time < (until ?? 99)) ?? true),
          );
          const [was, is] = [tokens(before, place, time), tokens(after, place, time)];
          assert.equal(holding.length, was.join() === is.join() ? 0 : 1, `${place} ${time}`);
          for (const part of holding) {
            assert.deepEqual([[...part.before.values()], [...part.after.values()]], [was, is]);
          }
        }
      }
      const keys = parts.map((part) => JSON.stringify([part.windows, [...part.before], [...part.after]]));
      assert.equal(new Set(keys).size, keys.length, 'what is alike is one');
    }),
  );
});
