import assert from 'node:assert/strict';
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { Bug } from '../base/assert.ts';
import { canonicalJson } from '../base/json.ts';
import { seededRandom } from '../base/seeded-random.ts';
import type { EntryFields } from '../terms/entry.ts';
import { type SealedEntry, type SealRequest, sealEntry } from './seal.ts';
import type { Opening } from './store/port.ts';
import { draftOf, TEST_ORIGIN } from './testing/entries.ts';
import { openBox, unsealEntry } from './unseal.ts';

const decision = createSecretKey(Buffer.alloc(32, 1));
const person = createSecretKey(Buffer.alloc(32, 2));
const ring = (held: Record<string, KeyObject>) => ({ key: (id: string) => held[id], current: (id: string) => id });
const keys = ring({ 'decision/1': decision, 'person/p-rossi': person });

function seal(changed: Partial<SealRequest> = {}): SealedEntry {
  const base = { draft: draftOf(), ledger: TEST_ORIGIN, recorded: 1_770_000_000_456, index: 17 };
  return sealEntry({ ...base, keys, random: randomBytes, ...changed });
}

function unseal(sealed: SealedEntry, held = keys, index = 17, ledger = TEST_ORIGIN) {
  return unsealEntry({ ...sealed, index, ledger, keys: held });
}

describe('sealing', () => {
  test('the logged bytes are the canonical JSON of the five members, sorted, padded and distinct', () => {
    const text = seal().bytes.toString('utf8');
    const entry = JSON.parse(text);
    assert.equal(canonicalJson(entry), text);
    assert.deepEqual(Object.keys(entry), ['_sd', '_sd_alg', 'ledger', 'recorded', 'v']);
    assert.equal(entry._sd.length, 16);
    assert.equal(new Set(entry._sd).size, 16);
    assert.deepEqual(entry._sd, [...entry._sd].sort());
    for (const digest of entry._sd) assert.match(digest, /^[A-Za-z0-9_-]{43}$/);
  });

  test('size and count of digests tell nothing about the fields', () => {
    const { act: _, signature: __, ...rest } = draftOf().fields;
    const few: EntryFields = { ...rest, cause: 3 };
    const sealed = seal({ draft: { subjectKey: 'person/p-rossi', fields: few } });
    assert.equal(sealed.bytes.length, seal().bytes.length);
    const verdict = { clauses: [], outcome: 'outside' as const, set: 'cd'.repeat(32), facts: few.facts };
    assert.equal(seal({ draft: draftOf({ atEntry: verdict }) }).bytes.length, seal().bytes.length);
  });

  test('fields come back as they went in, also text beyond ASCII', () => {
    const opened = unseal(seal());
    assert.equal(opened.state, 'open');
    assert.ok(opened.state === 'open');
    assert.deepEqual(opened.fields, draftOf().fields);
    assert.equal(opened.recorded, 1_770_000_000_456);
  });

  test('fields that are undefined are left out', () => {
    const { matter: _, ...fields } = draftOf().fields;
    const opened = unseal(seal({ draft: { subjectKey: 'person/p-rossi', fields } }));
    assert.ok(opened.state === 'open' && !('matter' in opened.fields));
  });

  test('nothing repeats: two seals of one draft share no digest, nonce or box', () => {
    const [a, b] = [seal(), seal()];
    const digestsOf = (sealed: SealedEntry): string[] => JSON.parse(sealed.bytes.toString())._sd;
    assert.equal(new Set([...digestsOf(a), ...digestsOf(b)]).size, 32);
    const nonces = [...a.openings, ...b.openings].map((opening) => Buffer.from(opening.nonce).toString('hex'));
    assert.equal(new Set(nonces).size, 4);
  });

  test('randomness is drawn once and overwritten, so nobody keeps what the decoys hash', () => {
    const random = seededRandom(1);
    const drawn: Buffer[] = [];
    const sealed = seal({
      random: (length) => {
        const bytes = random.bytes(length);
        drawn.push(bytes);
        return bytes;
      },
    });
    assert.equal(drawn.length, 1);
    assert.ok(drawn[0]?.every((byte) => byte === 0));
    assert.ok(sealed.openings.every((opening) => opening.nonce.some((byte) => byte !== 0)));
  });

  test('a draft that is no entry, a key not ensured and an entry too long are bugs', () => {
    const { act: _, ...unsigned } = draftOf().fields;
    const { signature: __, ...neither } = unsigned;
    const bad: EntryFields[] = [unsigned, neither, { ...draftOf().fields, cause: 1 }];
    for (const fields of bad) assert.throws(() => seal({ draft: { subjectKey: 'person/p-rossi', fields } }), Bug);
    assert.throws(() => seal({ draft: draftOf({}, 'person/nobody') }), Bug);
    assert.throws(() => seal({ ledger: 'x'.repeat(61_000) }), Bug);
    assert.throws(() => seal({ recorded: 0.5 }), Bug);
  });
});

describe('unsealing', () => {
  test('a destroyed key closes its group and no other', () => {
    const opened = unseal(seal(), ring({ 'decision/1': decision }));
    assert.ok(opened.state === 'closed');
    assert.deepEqual(opened.closed, ['person']);
    assert.equal(opened.fields.outcome, 'needs-approval');
    assert.equal(opened.fields.act, undefined);
    const none = unseal(seal(), ring({}));
    assert.ok(none.state === 'closed');
    assert.deepEqual([...none.closed], ['decision', 'person']);
    assert.deepEqual(none.fields, {});
  });

  test('an erased row counts as closed', () => {
    const sealed = seal();
    const opened = unsealEntry({
      ...sealed,
      openings: sealed.openings.slice(0, 1),
      index: 17,
      ledger: TEST_ORIGIN,
      keys,
    });
    assert.ok(opened.state === 'closed');
    assert.deepEqual(opened.closed, ['person']);
  });

  test('a box opens for its ledger, index, group and key only', () => {
    const [box] = seal().openings;
    assert.ok(box);
    assert.equal(openBox(box, TEST_ORIGIN, keys).state, 'open');
    assert.equal(openBox(box, `${TEST_ORIGIN}0`, keys).state, 'damaged');
    assert.equal(openBox({ ...box, index: 18 }, TEST_ORIGIN, keys).state, 'damaged');
    assert.equal(openBox({ ...box, group: 'person' }, TEST_ORIGIN, keys).state, 'damaged');
    assert.equal(openBox(box, TEST_ORIGIN, ring({ 'decision/1': person })).state, 'damaged');
  });

  test('every flipped bit of a box is found', () => {
    const [box] = seal().openings;
    assert.ok(box);
    for (let at = 0; at < box.box.length; at += 7) {
      const bytes: Buffer = Buffer.from(box.box);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      assert.equal(openBox({ ...box, box: bytes }, TEST_ORIGIN, keys).state, 'damaged');
    }
    for (const cut of [0, 1, 15, 16, 17]) {
      assert.equal(openBox({ ...box, box: box.box.subarray(0, cut) }, TEST_ORIGIN, keys).state, 'damaged');
    }
    assert.equal(openBox({ ...box, nonce: box.nonce.subarray(1) }, TEST_ORIGIN, keys).state, 'damaged');
  });

  test('boxes of another sealing of the same entry are not of the logged bytes', () => {
    const [a, b] = [seal(), seal()];
    const mixed = unseal({ bytes: a.bytes, openings: b.openings });
    assert.ok(mixed.state === 'damaged');
    assert.match(mixed.why, /entry 17: .*not among the logged digests/);
  });

  test('two boxes for one group, bytes of another ledger, and bytes that are no entry are damage', () => {
    const sealed = seal();
    const twice: readonly Opening[] = [...sealed.openings, ...sealed.openings];
    assert.equal(unseal({ ...sealed, openings: twice }).state, 'damaged');
    assert.equal(unseal(seal({ ledger: 'other.example' })).state, 'damaged');
    for (const text of ['', '[]', 'null', '{}', '{"_sd":[1],"_sd_alg":"sha-256","ledger":"x","recorded":1,"v":1}']) {
      assert.equal(unseal({ ...sealed, bytes: Buffer.from(text) }).state, 'damaged', text);
    }
  });
});
