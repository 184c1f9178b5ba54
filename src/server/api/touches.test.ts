import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HOUR } from '../../base/clock.ts';
import { SignedRoom } from './testing/signed-room.ts';

let signed: SignedRoom;

before(async () => {
  signed = await SignedRoom.open();
});
after(async () => await signed.close());

/** What a reader is shown of an entry: its list row's commitments and those on its page; undefined where they are shown neither. */
async function seenBy(person: string, index: number): Promise<readonly string[] | undefined> {
  await signed.viewed();
  const browser = await signed.browser(person);
  const page = await browser.ask('GET', `/api/acts/${index}`);
  const { rows } = (await browser.ask('GET', '/api/acts?limit=500')).json();
  const row = rows.find((one: { index: number }) => one.index === index);
  if (page.statusCode === 404) {
    assert.equal(row, undefined);
    return undefined;
  }
  assert.deepEqual(row?.touches, page.json().row.touches);
  return row?.touches;
}

test('a refused proposal touches what was promised, for those who may see the entry and for nobody else', async () => {
  const until = signed.room.roomNow() + HOUR;
  const { outcome, clauses, index } = await signed.enter('ga-officer-a', {
    kind: 'deed.propose',
    activity: 'search-vehicle',
    purpose: 'event-security',
    place: 'conference-hall',
    deedAt: signed.room.roomNow(),
    detail: { until, what: 'the boot of a car' },
  });
  assert.equal(outcome, 'prohibited');
  assert.ok(clauses.includes('C1'));
  for (const person of ['duty-a', 'ga-lead']) assert.deepEqual(await seenBy(person, index), ['C1'], person);
  assert.equal(await seenBy('gb-liaison', index), undefined);
});

test('a report of what happened touches it as well, though it is accepted', async () => {
  const deed = {
    agency: 'guest-a-protection',
    component: 'unknown',
    role: 'unknown',
    activity: 'search-vehicle',
    place: 'conference-hall',
    purpose: 'unknown',
  };
  const { index } = await signed.enter('duty-a', {
    kind: 'occurrence.report',
    form: 'report',
    detail: { deed, text: 'a car was searched' },
  });
  assert.deepEqual(await seenBy('police-a', index), ['C1']);
  assert.equal(await seenBy('ga-lead', index), undefined);
});

test('an act about something else touches nothing', async () => {
  const { index } = await signed.permitted('duty-a', { kind: 'log.line', detail: { text: 'quiet' } });
  assert.deepEqual(await seenBy('duty-a', index), []);
});
