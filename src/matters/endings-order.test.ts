import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { HOUR } from '../base/clock.ts';
import type { DeskRoom } from '../desk/testing/desk-room.ts';
import { accompany, harbourAtWork } from '../desk/testing/harbour.ts';
import type { SliceName } from './slices.ts';

let room: DeskRoom;

beforeEach(async () => {
  room = await harbourAtWork();
});

/** As if a batch had changed the row and been undone: it is found last from now on. */
function findLast(slice: SliceName, id: string | undefined): void {
  assert(id !== undefined);
  const { state } = room;
  state.apply(state.apply([{ slice, id, row: null }]));
  assert.equal([...state.entries(slice)].at(-1)?.[0], id);
}

/** Ends entered since, `kind matter`, as far as they are of these kinds. */
function ended(from: number, ...kinds: string[]): string[] {
  const fields = room.entries.filter(({ index }) => index >= from).map(({ draft }) => draft.fields);
  return fields.filter(({ kind }) => kinds.includes(kind)).map(({ kind, matter }) => `${kind} ${matter}`);
}

async function assessing(what: string): Promise<string> {
  const detail = { until: room.now + HOUR, what };
  const { deed } = await room.permitted({
    by: 'gb-support-a',
    kind: 'deed.propose',
    activity: 'assess-threat',
    purpose: 'event-security',
    place: 'ferry-terminal',
    detail,
  });
  assert(deed !== undefined);
  return deed;
}

test('what a suspension ends, it ends in the order in which it was entered', async () => {
  const deeds = [await assessing('the quay'), await assessing('the pier'), await assessing('the gates')];
  findLast('deeds', deeds[0]);
  const { index } = await room.permitted({
    by: 'commander-a',
    kind: 'mandate.suspend',
    detail: { mandate: 'guest-b', reason: 'looked into' },
  });
  assert.deepEqual(
    ended(index, 'deed.ended'),
    deeds.map((deed) => `deed.ended ${deed}`),
  );
});

test('whom an officer leaves who goes off duty, they leave in the order in which they came beside them', async () => {
  const first = await accompany(room, 'gb-support-a');
  const second = await accompany(room, 'ga-lead');
  findLast('accompaniments', first.matter);
  const { index } = await room.permitted({ by: 'police-a', kind: 'desk.sign-off', detail: {} });
  assert.deepEqual(ended(index, 'accompaniment.ended'), [
    `accompaniment.ended ${first.matter}`,
    `accompaniment.ended ${second.matter}`,
  ]);
});
