import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE } from '../base/clock.ts';
import type { DeskRoom } from '../desk/testing/desk-room.ts';
import { enterItem, harbourAtWork, harbourScenario } from '../desk/testing/harbour.ts';
import { unsealEntry } from '../ledger/unseal.ts';

const INCIDENT = {
  title: 'queue at gate 4',
  category: 'crowd',
  gravity: 'minor',
  text: 'two hundred waiting',
} as const;

/** The harbour where the organiser opens incidents too. */
async function organised(): Promise<DeskRoom> {
  const scenario = await harbourScenario();
  const scope = { agency: ['summit-office'], activity: ['incident.open'], axes: {}, windows: null };
  const mandates = scenario.mandates.map((mandate) => {
    const [clause] = mandate.clauses;
    if (mandate.mandate !== 'organiser' || clause === undefined) return mandate;
    return {
      ...mandate,
      clauses: [...mandate.clauses, { ...clause, id: 'organiser/90', effect: 'permit' as const, scope }],
    };
  });
  const room = await harbourAtWork({ scenario: { ...scenario, mandates } });
  await room.signOn('venue-a', 'host-room.venue');
  return room;
}

async function release(room: DeskRoom, to: string): Promise<string> {
  const item = await enterItem(room, 'duty-a', { originatorControl: false });
  const given = { by: 'duty-a', kind: 'item.release', purpose: 'event-security', detail: { item, to } } as const;
  return (await room.permitted(given)).matter ?? '';
}

test('what one guest is given leaves no gap in the numbers of another', async () => {
  const room = await harbourAtWork();
  const numbers = [await release(room, 'ga-lead'), await release(room, 'gb-support-a'), await release(room, 'ga-lead')];
  const [first, between, second] = numbers.map((number) => /^(REL-.+)-(\d+)$/.exec(number)?.slice(1) ?? []);
  assert.deepEqual([first?.[1], between?.[1], second?.[1]], ['1', '1', '2'], numbers.join());
  assert.equal(first?.[0], second?.[0]);
  assert.notEqual(first?.[0], between?.[0]);
});

test('an incident of the organiser leaves no gap in the host’s, nor the host’s in the organiser’s', async () => {
  const room = await organised();
  const opened = async (by: string) => (await room.permitted({ by, kind: 'incident.open', detail: INCIDENT })).matter;
  assert.deepEqual(
    [await opened('duty-a'), await opened('venue-a'), await opened('duty-a'), await opened('venue-a')],
    ['INC-1', 'INC-summit-office-1', 'INC-2', 'INC-summit-office-2'],
  );
});

test('a slip hands an organiser’s incident to nobody: its refusal stays where the text would have stayed', async () => {
  const room = await organised();
  const signed = room.sign({ by: 'venue-a', kind: 'incident.open', detail: INCIDENT });
  room.clock.advanceTo(room.now + 11 * MINUTE);
  const late = await room.door.submit(signed);
  assert('outcome' in late && late.outcome === 'prohibited' && late.clauses.includes('R-19'));
  const { store, door, origin, keys } = room;
  const openings = await store.openings(late.index, late.index + 1);
  const [bytes] = await store.entries(late.index, late.index + 1);
  assert(bytes !== undefined && door.size > late.index);
  const entry = unsealEntry({ bytes, index: late.index, openings, ledger: origin, keys });
  assert(entry.state === 'open');
  assert.doesNotMatch(JSON.stringify(entry.fields.audience), /"host"/);
});

test('the number of an item that is released tells its recipient of no other', async () => {
  const room = await harbourAtWork();
  const entered = async (count: number) => {
    const items: string[] = [];
    for (let n = 0; n < count; n++) items.push(await enterItem(room, 'duty-a', { title: `item ${n}` }));
    return items.map((item) => Number(/^ITEM-host-justice-(\d+)$/.exec(item)?.[1]));
  };
  const numbers = await entered(40);
  assert.equal(new Set(numbers).size, 40);
  assert(numbers.every((number) => number >= 10_000));
  const steps = numbers.slice(1).map((number, n) => number - (numbers[n] ?? 0));
  assert(new Set(steps).size > 30, 'drawn, not counted');
  assert(steps.some((step) => step < 0));
});
