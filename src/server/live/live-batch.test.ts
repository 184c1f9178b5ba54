import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../base/seeded-random.ts';
import type { ActsRow } from '../../views/acts-row.ts';
import { type Viewer, visibleTo } from '../../views/audience.ts';
import { shownRow } from '../../views/shown-rows.ts';
import { AUDIENCES, rowAt, VIEWERS } from '../../views/testing/rows.ts';
import { audienceGroup } from './audience-group.ts';
import { actsFrame } from './frames.ts';
import { EncodedRow, LiveBatch } from './live-batch.ts';

const viewers: readonly Viewer[] = [...Object.values(VIEWERS), { ...VIEWERS.tookPart, tookPartUntil: 110 }];

/** What the views would say, row by row. */
function expected(rows: readonly ActsRow[], viewer: Viewer, from: number): string {
  const visible = rows.filter(visibleTo(viewer)).filter(({ index }) => index >= from);
  return actsFrame(visible.map(shownRow(viewer)).map((row) => ({ index: row.index, json: JSON.stringify(row) })));
}

test('a frame is what the audience rule and the projection of the views give, for every viewer and mixture of rows', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const chance = seededRandom(seed);
  const audiences = Object.values(AUDIENCES);
  const agencies = ['guest-a', 'guest-b', 'host-police', 'summit-office', 'room'];
  const people = ['ga-1', 'gb-1', 'p-1', 'h-1', 'ga-2', 'v-1', 'd-1', null];
  const kinds = ['log.line', 'consultation.open', 'alert.raise'];
  for (let round = 0; round < 60; round++) {
    const rows: ActsRow[] = Array.from({ length: chance.below(30) }, (_, n) => ({
      ...rowAt(100 + n, audiences[chance.below(audiences.length)] ?? null),
      agency: agencies[chance.below(agencies.length)] ?? '',
      person: people[chance.below(people.length)] ?? null,
      kind: kinds[chance.below(kinds.length)] ?? '',
      cause: [null, 20, 110][chance.below(3)] ?? null,
    }));
    const batch = new LiveBatch(rows.map((row) => new EncodedRow(row)));
    for (const viewer of viewers) {
      for (const from of [0, 100 + chance.below(30), 1_000]) {
        assert.equal(batch.frame(audienceGroup(viewer), from), expected(rows, viewer, from), JSON.stringify(viewer));
      }
    }
  }
});

test('readers to whom the same is shown get the very same string, and no row is written twice', () => {
  const rows = Array.from({ length: 50 }, (_, n) => ({ ...rowAt(n, AUDIENCES.guestWithHost), person: 'somebody' }));
  let written = 0;
  const counted = rows.map((row) => {
    const encoded = new EncodedRow(row);
    const json = encoded.json.bind(encoded);
    return Object.assign(encoded, {
      json: (how: number) => {
        written += 1;
        return json(how);
      },
    });
  });
  const batch = new LiveBatch(counted);
  const host = Array.from({ length: 100 }, (_, n) => audienceGroup({ ...VIEWERS.hostPolice, person: `p-${n}` }));
  const guests = Array.from({ length: 100 }, (_, n) => audienceGroup({ ...VIEWERS.guestA, person: `ga-${n + 10}` }));
  const frames = [...host, ...guests].map((group) => batch.frame(group, 0));
  assert.equal(new Set(frames).size, 1);
  assert.equal(written, rows.length);
});

test('two viewers are of one group only where they differ in nothing but their name', () => {
  // The wall is the duty room without a person.
  const { wall: _wall, ...people } = VIEWERS;
  const keys = Object.values(people).map((viewer) => audienceGroup(viewer).key);
  assert.equal(new Set(keys).size, keys.length, 'each of these has an audience of its own');
  assert.equal(audienceGroup(VIEWERS.wall).key, audienceGroup(VIEWERS.hostAuthority).key);
  assert.equal(audienceGroup({ ...VIEWERS.guestA, person: 'another' }).key, audienceGroup(VIEWERS.guestA).key);
});
