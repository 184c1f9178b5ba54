import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { LIMITS } from '../base/limits.ts';
import { fc } from '../base/testing/properties.ts';
import type { Act, SignedAct } from '../terms/act.ts';
import type { RefusalCode } from '../terms/refusal.ts';
import { exerciseKey } from './keys.ts';
import type { DeskRoom } from './testing/desk-room.ts';
import { harbourAtWork } from './testing/harbour.ts';

let room: DeskRoom;

before(async () => {
  room = await harbourAtWork();
});

/** A line of the duty officer, signed; the base of everything that is spoiled below. */
function line(text = 'gates open'): SignedAct {
  return room.sign({ by: 'duty-a', kind: 'log.line', detail: { text } });
}

/** Signs what a schema would not let through: the edge must find the fault, not the missing signature. */
function resigned(change: (act: Record<string, unknown>) => void): string {
  const { act } = line();
  const changed: Record<string, unknown> = structuredClone(act);
  change(changed);
  return JSON.stringify({ ...room.keyOf('duty-a').sign(act), act: changed });
}

async function refused(input: Uint8Array | string | object, code: RefusalCode, says: RegExp): Promise<void> {
  const size = room.door.size;
  const answer = await room.door.submit(input);
  assert('refused' in answer, `${code}: it was taken as ${JSON.stringify(answer)}`);
  assert.equal(answer.refused, code, answer.message);
  assert.match(answer.message, says);
  assert.equal(room.door.size, size, 'what is turned away is no entry');
}

test('what is no JSON, or no object, is turned away', async () => {
  await refused('', 'malformed', /not JSON/);
  await refused('{"act":', 'malformed', /not JSON/);
  await refused('\u0000', 'malformed', /not JSON/);
  await refused('null', 'malformed', /the act/);
  await refused('[]', 'malformed', /the act/);
  await refused('"act"', 'malformed', /the act/);
  await refused(new Uint8Array([0xff, 0xfe, 0x00]), 'malformed', /not JSON/);
  await refused({}, 'malformed', /act/);
});

test('an act over its limit of bytes is turned away with the limit, whatever is in it', async () => {
  const padded = `${JSON.stringify(line())}${' '.repeat(LIMITS.actBytes)}`;
  await refused(padded, 'too-large', /32768/);
  await refused(Buffer.from(padded), 'too-large', /32768/);
  const letters = `${JSON.stringify(line())}${'é'.repeat(LIMITS.actBytes / 2)}`;
  await refused(letters, 'too-large', /32768/);
});

test('deep nesting is turned away, in text and in values, without a deep stack', async () => {
  const deep = `${'['.repeat(15_000)}${']'.repeat(15_000)}`;
  await refused(deep, 'malformed', /nested deeper/);
  let value: unknown = 'x';
  for (let depth = 0; depth < 10_000; depth++) value = { value };
  await refused({ ...line(), act: { ...line().act, detail: { text: 'x', value } } }, 'malformed', /nested deeper/);
});

test('wrong types, missing and additional members are turned away by name', async () => {
  await refused(
    resigned((act) => (act['v'] = 2)),
    'malformed',
    /act\.v/,
  );
  await refused(
    resigned((act) => (act['deedAt'] = '2026')),
    'malformed',
    /act\.deedAt/,
  );
  await refused(
    resigned((act) => (act['detail'] = [])),
    'malformed',
    /act\.detail/,
  );
  await refused(
    resigned((act) => (act['desk'] = 7)),
    'malformed',
    /act\.desk/,
  );
  await refused(
    resigned((act) => delete act['purpose']),
    'malformed',
    /act\.purpose/,
  );
  await refused(
    resigned((act) => (act['accompanied'] = true)),
    'malformed',
    /act: .*accompanied/,
  );
  await refused(
    resigned((act) => (act['id'] = 'short')),
    'malformed',
    /act\.id/,
  );
  await refused(
    resigned((act) => (act['kind'] = 'log.delete')),
    'malformed',
    /act\.kind/,
  );
  await refused(
    resigned((act) => (act['actor'] = 'Duty A')),
    'malformed',
    /act\.actor/,
  );
  await refused({ ...line(), more: 1 }, 'malformed', /more/);
  await refused({ ...line(), signature: 'AA' }, 'malformed', /signature/);
});

test('what is derived is never taken from a caller: the act has no member for it', async () => {
  for (const member of ['agency', 'component', 'role', 'room', 'accompaniment', 'conferral', 'approval', 'zones']) {
    await refused(
      resigned((act) => (act[member] = 'yes')),
      'malformed',
      new RegExp(member),
    );
    const detail = { until: room.now, what: 'x', [member]: 'yes' };
    const asked = { by: 'duty-a', kind: 'deed.propose', activity: 'assess-threat', detail } as const;
    await refused(room.sign(asked), 'malformed', new RegExp(member));
  }
});

test('numbers that have no canonical form are turned away, wherever they stand', async () => {
  const text = JSON.stringify(line());
  for (const number of ['9007199254740993', '1e400', '1.5', '-0', '-1', '0.1']) {
    await refused(text.replace(/"deedAt":\d+/, `"deedAt":${number}`), 'malformed', /integer|number|JSON|deedAt|>=0/);
    await refused(text.replace('"text":', `"text":${number},"text2":`), 'malformed', /integer|number|JSON|text|string/);
  }
});

test('members called `__proto__` are turned away at every level and change no prototype', async () => {
  const text = JSON.stringify(line());
  await refused(text.replace('{', '{"__proto__":{"refused":null},'), 'malformed', /__proto__/);
  await refused(text.replace('"act":{', '"act":{"__proto__":{"desk":null},'), 'malformed', /__proto__/);
  await refused(text.replace('"detail":{', '"detail":{"__proto__":{"polluted":true},'), 'malformed', /__proto__/);
  await refused(
    text.replace('"detail":{', '"detail":{"constructor":{"prototype":{"polluted":true}},'),
    'malformed',
    /constructor/,
  );
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
});

test('an act with a member that is there twice is turned away with its path: readers would differ on what it says', async () => {
  const text = JSON.stringify(line('as signed'));
  const twice = text.replace('"detail":{', '"detail":{"text":"not signed",');
  await refused(twice, 'malformed', /^act\.detail\.text: the member is there twice$/);
  await refused(Buffer.from(twice), 'malformed', /^act\.detail\.text: the member is there twice$/);
  await refused(text.replace('"act":', '"act":{},"\\u0061ct":'), 'malformed', /^act: the member is there twice$/);
  await refused(text.replace(/}$/, ',"key":"k0000000000000000"}'), 'malformed', /^key: the member is there twice$/);
  assert('outcome' in (await room.door.submit(text)));
});

test('control characters, characters that turn the direction, and halves of characters are turned away', async () => {
  for (const bad of ['\u0000', '\u0007', '\u001b[31m', '\u007f', '\u0085', '\u202e', '\u2066', '\u200f', '\r']) {
    await refused(line(`gate${bad}`), 'malformed', /control or direction/);
  }
  const half = { ...line().act, detail: { text: 'gate \ud800' } } as Act;
  await refused({ ...line(), act: half }, 'malformed', /half a character/);
  const timer = { ...line().act, kind: 'timer.due', activity: 'timer.due', detail: { timer: '\udc00' } } as Act;
  await refused({ ...line(), act: timer }, 'malformed', /half a character/);
  // Fields that are no free text, and one that a schema let through once: an entry with a NUL stopped the view for ever.
  const said = { office: 'host-minister', saidOn: '2026-01-27', where: null, text: 'x', contradicts: [] };
  for (const bad of ['a\u0000b', '\u001b[2J\u202eevil', '\u200b']) {
    const statement = { by: 'duty-a', kind: 'statement.register', detail: { ...said, source: bad } } as const;
    await refused(room.sign(statement), 'malformed', /^act\.detail\.source: holds (control|invisible)/);
    const due = { by: 'duty-a', kind: 'timer.due', desk: null, detail: { timer: bad } } as const;
    await refused(room.sign(due), 'malformed', /^act\.detail\.timer: holds (control|invisible)/);
    const named = { by: 'duty-a', kind: 'log.line', detail: { text: 'x', [bad]: 'x' } } as const;
    await refused(room.sign(named), 'malformed', /^act\.detail: the name of a member holds (control|invisible)/);
  }
  const answer = await room.door.submit(line('tabs\tand\nlines, é 漢字 🚢 and עברית are text'));
  assert('outcome' in answer);
});

test('a statement says on which day of the calendar, and cites a source of the event or names another one', async () => {
  const said = { office: 'host-minister', where: null, text: 'x', contradicts: [] };
  const sent = (saidOn: string, source: string) =>
    room.sign({ by: 'duty-a', kind: 'statement.register', detail: { ...said, saidOn, source } });
  for (const day of ['2026-99-99', '0000-00-00', '2026-02-30', '2026-2-03'])
    await refused(sent(day, 'X4'), 'malformed', /saidOn: a day of the calendar/);
  for (const source of ['R99', 'zz"><b>', 'x4'])
    await refused(sent('2026-01-27', source), 'malformed', /is no source of the event \(X1, /);
  await refused(sent('2026-01-27', '\u2800'), 'malformed', /source: shows nothing/);
  for (const source of ['X4', 'harbour paper of 28 January'])
    assert('outcome' in (await room.door.submit(sent('2026-01-27', source))), source);
});

test('an unknown word is turned away with the nearest known one', async () => {
  const deed = { by: 'duty-a', kind: 'deed.propose', detail: { until: room.now + 1000, what: 'x' } } as const;
  await refused(
    room.sign({ ...deed, activity: 'asess-threat' }),
    'unknown-word',
    /`asess-threat`.*did you mean `assess-threat`/,
  );
  const known = { ...deed, activity: 'assess-threat' } as const;
  await refused(room.sign({ ...known, place: 'fery-terminal' }), 'unknown-word', /did you mean `ferry-terminal`/);
  await refused(room.sign({ ...known, purpose: 'public-safty' }), 'unknown-word', /did you mean `public-safety`/);
  await refused(room.sign({ ...known, place: 'harbour' }), 'unknown-word', /no place/);
  await refused(room.sign({ ...known, place: 'unknown' }), 'unknown-word', /no place/);
  await refused(room.sign({ ...known, desk: 'host-room.cook' }), 'unknown-word', /no desk/);
  await refused(room.sign({ ...deed, activity: 'log.line' }), 'unknown-word', /no activity/);
  await refused(room.sign({ ...deed, activity: 'zzzzzzzzzzzzzzzzz' }), 'unknown-word', /vocabulary$/);
  const incident = { title: 'x', category: 'assembly', gravity: 'minor', text: 'x' };
  await refused(
    room.sign({ by: 'duty-a', kind: 'incident.open', detail: incident }),
    'unknown-word',
    /no incident category/,
  );
});

test('an act says of itself what it is: activity and form fit the kind', async () => {
  const detail = { text: 'x' };
  await refused(
    room.sign({ by: 'duty-a', kind: 'log.line', activity: 'log.correct', detail }),
    'malformed',
    /activity/,
  );
  await refused(room.sign({ by: 'duty-a', kind: 'desk.sign-off', form: 'report', detail: {} }), 'malformed', /form/);
  await refused(
    room.sign({ by: 'duty-a', kind: 'deed.report', activity: 'assess-threat', detail: { what: 'x' } }),
    'malformed',
    /form/,
  );
});

test('an act of another ledger, or of the live mode, is turned away', async () => {
  const other = { ...line().act, ledger: 'harbour-summit.exercise.remit.example/ba9876543210' };
  await refused(room.keyOf('duty-a').sign(other), 'wrong-ledger', /ba9876543210/);
  await refused(room.keyOf('duty-a').sign({ ...line().act, mode: 'live' }), 'wrong-ledger', /live/);
});

test('a forged, swapped or changed signature is turned away with one message', async () => {
  const signed = line();
  const says = /is no key of `duty-a` here, or did not sign this act/;
  await refused({ ...signed, signature: `B${signed.signature.slice(1)}` }, 'bad-signature', says);
  await refused({ ...signed, signature: line('another').signature }, 'bad-signature', says);
  await refused({ ...signed, act: { ...signed.act, detail: { text: 'gates shut' } } }, 'bad-signature', says);
  await refused({ ...signed, act: { ...signed.act, signedAt: signed.act.signedAt + 1 } }, 'bad-signature', says);
  await refused(room.keyOf('duty-b').sign(signed.act), 'bad-signature', says);
  await refused({ ...signed, key: 'k0000000000000000' }, 'bad-signature', says);
  await refused(
    room.sign({ by: 'nobody-here', kind: 'log.line', detail: { text: 'x' } }),
    'bad-signature',
    /`nobody-here`/,
  );
});

test('the signature of an exercise fits no other mode or ledger: the context is signed', async () => {
  const { act } = line();
  const elsewhere = room.keyOf('duty-a').sign({ ...act, ledger: 'harbour-summit.exercise.remit.example/ba9876543210' });
  await refused({ ...elsewhere, act }, 'bad-signature', /did not sign/);
});

test('a signature has one spelling: the same bytes by another last letter are none', async () => {
  const signed = line();
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const at = letters.indexOf(signed.signature.slice(-1));
  for (const unused of [1, 2, 15]) {
    const signature = signed.signature.slice(0, -1) + letters[at + unused];
    assert.deepEqual(Buffer.from(signature, 'base64url'), Buffer.from(signed.signature, 'base64url'));
    await refused({ ...signed, signature }, 'malformed', /canonical/);
  }
});

test('once there is a ledger, nobody brings their own key along', async () => {
  const mine = exerciseKey('somebody', 'else');
  const root = { id: 'host-root', version: 1, digest: '0'.repeat(64) };
  const detail = {
    scenario: 'harbour-summit',
    title: 'mine',
    keys: { operator: mine.publicKey, timer: mine.publicKey },
    root,
  };
  const asked = { by: 'operator', kind: 'ledger.create', desk: null, key: mine, detail } as const;
  await refused(room.sign(asked), 'bad-signature', /operator/);
  await refused(room.sign({ ...asked, by: 'duty-a' }), 'bad-signature', /duty-a/);
});

test('nobody can be enrolled as the room’s own operator or clock', async () => {
  const { publicKey } = room.keyOf('gb-support-a');
  for (const id of ['operator', 'timer']) {
    const roles = ['support-officer'];
    const person = { id, agency: 'guest-b-police', component: 'guest-b-police.event-support', roles, publicKey };
    const asked = { by: 'registrar:guest-b-police', kind: 'roster.enrol', desk: null, detail: { person } } as const;
    await refused(room.sign(asked), 'malformed', /room’s own actors/);
  }
});

test('ids of the clock’s acts are nobody else’s: taken before, they would keep it from ending anything', async () => {
  await refused(
    room.sign({ by: 'duty-a', kind: 'log.line', detail: { text: 'x' }, id: 'timer-40-0123abcd' }),
    'malformed',
    /clock/,
  );
});

test('whatever arrives is answered, never thrown at, and never an entry unless signed', async () => {
  const base = JSON.stringify(line());
  const spoiled = fc.oneof(
    fc.json({ maxDepth: 6 }),
    fc.string({ unit: 'binary' }),
    fc.uint8Array({ maxLength: 400 }),
    fc
      .tuple(fc.nat(base.length), fc.string({ maxLength: 4, unit: 'binary' }))
      .map(([at, text]) => base.slice(0, at) + text + base.slice(at + 1))
      .filter((text) => text !== base && !text.startsWith(' ')),
    fc
      .anything({ withNullPrototype: true, maxDepth: 3 })
      .filter((value) => typeof value === 'object' && value !== null),
  );
  const size = room.door.size;
  await fc.assert(
    fc.asyncProperty(spoiled, async (input) => {
      const answer = await room.door.submit(input as object);
      assert('refused' in answer);
    }),
    { numRuns: 1_500, endOnFailure: true },
  );
  assert.equal(room.door.size, size);
  assert.deepEqual(room.failures, []);
});
