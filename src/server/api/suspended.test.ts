// Who took part and does not any more: what was theirs to see stays readable, with what ended by the halt; nothing that came after does.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { exerciseKey } from '../../desk/keys.ts';
import { actOf } from '../testing/test-room.ts';
import { SignedRoom } from './testing/signed-room.ts';

let signed: SignedRoom;
const at: Record<string, string> = {};
const index: Record<string, number> = {};

/** A deed of somebody's; gives its number. */
async function deedOf(person: string): Promise<string> {
  const until = signed.room.roomNow() + 3_600_000;
  const about = { purpose: 'delegation-protection', place: 'delegation-hotel' };
  const detail = { until, what: 'the square before the hotel' };
  const { deed } = await signed.permitted(person, {
    kind: 'deed.propose',
    activity: 'assess-threat',
    ...about,
    detail,
  });
  return deed ?? assert.fail('no deed');
}

const reason = 'a reported occurrence is looked into';
const suspend = () =>
  signed.permitted('commander-a', { kind: 'mandate.suspend', detail: { mandate: 'guest-a', reason } });
const enforce = () =>
  signed.permitted('commander-a', { kind: 'mandate.enforce', detail: { mandate: 'guest-a', version: 1, reason } });

async function read(person: string, url: string) {
  await signed.viewed();
  const browser = await signed.browser(person);
  return await browser.ask('GET', url);
}
const status = async (person: string, url: string) => (await read(person, url)).statusCode;
const indexes = async (person: string, url: string) =>
  (await read(person, url)).json().rows.map((row: { index: number }) => row.index);

before(async () => {
  signed = await SignedRoom.open();
  index['line'] = (await signed.line('ga-lead', 'two cars at the Zeppelin gate')).index;
  index['hosts'] = (await signed.line('duty-a', 'the host’s own')).index;
  at['mine'] = await deedOf('ga-officer-a');
  at['lead'] = await deedOf('ga-lead');
  index['halt'] = (await suspend()).index;
  index['late'] = (
    await signed.enter('ga-lead', { kind: 'log.line', form: 'report', detail: { text: 'Zeppelin, entered after it' } })
  ).index;
});

describe('somebody whose mandate is suspended', () => {
  test('reads their own records and their agency’s of before, as the suspension ended them, with its reason and desk', async () => {
    for (const id of [at['mine'], at['lead']]) {
      const { matter, history } = (await read('ga-officer-a', `/api/matters/deeds/${id}`)).json();
      assert.deepEqual([matter.open, matter.row.status, matter.changed.kind], [false, 'ended', 'deed.ended']);
      const { kind, desk, person, reason: said } = matter.changed.cause;
      assert.deepEqual([kind, desk, person, said], ['mandate.suspend', 'host-room.commander', null, reason]);
      assert.equal(history.length, 2);
    }
    assert.equal(await status('ga-officer-a', `/api/acts/${index['line']}`), 200);
    const follows = (await read('ga-lead', `/api/acts/${index['halt']}`)).json().follows;
    assert.equal(follows.length, 2);
  });

  test('is shown nothing that was entered after it but their own acts and what is for everyone', async () => {
    const { index: hosts } = await signed.enter('duty-a', { kind: 'log.line', detail: { text: 'a word of the host' } });
    const reading = (person: string) => indexes(person, '/api/acts?kind=log.line&order=asc');
    assert.deepEqual(await reading('ga-officer-a'), [index['line']]);
    assert.deepEqual(await reading('ga-lead'), [index['line'], index['late']], 'their own act');
    assert.deepEqual(await indexes('ga-officer-a', '/api/acts?q=zepp'), [index['line']]);
    assert.deepEqual(await indexes('ga-officer-a', `/api/acts?person=ga-lead&kind=log.line`), [index['line']]);
    const other = await status('ga-officer-a', `/api/acts/${index['late']}`);
    assert.deepEqual([other, await status('ga-lead', `/api/acts/${index['late']}`)], [404, 200]);
    for (const hidden of [index['hosts'], hosts]) assert.equal(await status('ga-lead', `/api/acts/${hidden}`), 404);
  });

  test('is told so by one wording, whatever it is that is not theirs or not there', async () => {
    const urls = [
      `/api/acts/${index['hosts']}`,
      '/api/acts/999999',
      '/api/matters/requests/REQ-guest-b-police-1',
      '/api/matters/deeds/DEED-nobody-1',
      '/api/no-such-thing',
    ];
    const bodies = await Promise.all(urls.map(async (url) => (await read('ga-lead', url)).body));
    assert.deepEqual(new Set(bodies).size, 1, bodies.join('\n'));
    assert.match(bodies[0] ?? '', /not there, or it is not yours to see/);
  });

  test('reads among the mandates since when, from which desk and why; nobody is named', async () => {
    for (const person of ['ga-lead', 'gb-liaison', 'ga-field', 'duty-a']) {
      const answer = await read(person, '/api/mandates');
      const halted = answer.json().mandates.map(({ id, halted: one }: { id: string; halted: object }) => [id, one]);
      const own = Object.fromEntries(halted);
      const { at: since, ...rest } = own['guest-a'];
      assert.deepEqual(rest, { index: index['halt'], desk: 'host-room.commander', reason });
      assert(Number.isSafeInteger(since));
      assert.equal(own['guest-b'], null);
      assert(!answer.body.includes('commander-a'));
    }
  });

  test('a component that never took part, another guest, and who was enrolled after it have no past here', async () => {
    const { publicKey } = exerciseKey('harbour-summit', 'ga-new');
    const close = { agency: 'guest-a-protection', component: 'guest-a-protection.close-protection' };
    const detail = { person: { id: 'ga-new', ...close, roles: ['protection-officer'], publicKey } };
    const enrolled = await signed.room.door.submit(
      actOf(signed.room, 'registrar:guest-a-protection', { kind: 'roster.enrol', detail }),
    );
    assert('outcome' in enrolled && enrolled.outcome === 'permitted', JSON.stringify(enrolled));
    for (const person of ['ga-field', 'gb-liaison', 'ga-new']) {
      assert.equal(await status(person, `/api/matters/deeds/${at['mine']}`), 404, person);
      assert.equal(await status(person, `/api/acts/${index['line']}`), 404, person);
      assert.deepEqual((await read(person, '/api/matters/deeds')).json().rows, [], person);
    }
  });

  test('takes receipts of their own entries alone, and after a resumption reads on', async () => {
    const own = (await read('ga-officer-a', '/api/receipts?limit=100')).json();
    const theirs: number[] = (own.receipts ?? []).map((one: { index: number }) => one.index);
    assert(!theirs.includes(index['line'] ?? -1), 'another’s line');
    await enforce();
    assert.equal(await status('ga-officer-a', `/api/acts/${index['late']}`), 200);
    const mandates = (await read('ga-lead', '/api/mandates')).json().mandates;
    assert(mandates.every(({ halted }: { halted: object | null }) => halted === null));
    // Suspended once more: what came between is now of their past.
    await signed.line('ga-lead', 'in between');
    await suspend();
    assert.equal(await status('ga-officer-a', `/api/acts/${index['late']}`), 200);
  });
});
