import assert from 'node:assert/strict';
import { verify } from 'node:crypto';
import { test } from 'node:test';
import { exerciseKey as desksKey, ed25519PublicKey } from '../../desk/keys.ts';
import { ActEnvelope, SignedAct, signedBytes } from '../../terms/act.ts';
import { type BrowserKey, exerciseKey, liveKey, makeLiveKey, signAct, signText } from './browser-key.ts';
import { base64url, bytesOfBase64url } from './bytes.ts';
import { composeAct, NoPlace } from './compose.ts';

const CONTEXT = {
  ledger: 'harbour-summit.exercise.remit.example/0123456789ab',
  mode: 'exercise',
  person: 'duty-a',
  desk: 'host-room.duty',
  deskPlace: 'ministry-annex',
  likely: 'harbour.elsewhere',
  now: 1_788_000_000_000.7,
} as const;

test('the browser makes the key that the desk makes, and the same signature', async () => {
  const key = await exerciseKey('harbour-summit', 'duty-a');
  const desks = desksKey('harbour-summit', 'duty-a');
  assert.equal(key.id, desks.id);
  assert.equal(key.publicKey, desks.publicKey);
  const act = composeAct({ kind: 'log.line', detail: { text: 'perché no? — “sì” 🚒' } }, CONTEXT);
  assert.deepEqual(await signAct(key, act), desks.sign(act));
  assert.equal(await signText(key, 'remit/read/v2\n{}'), desks.signText('remit/read/v2\n{}'));
});

test('the secret half cannot be read out', async () => {
  const key = await exerciseKey('harbour-summit', 'duty-a');
  assert.equal(key.secret.extractable, false);
  await assert.rejects(crypto.subtle.exportKey('jwk', key.secret));
});

test('a live key is made once and found again; others’ are not', async () => {
  const kept = new Map<string, BrowserKey>();
  const place = {
    get: async (name: string) => kept.get(name),
    set: async (name: string, key: BrowserKey) => void kept.set(name, key),
  };
  assert.equal(await liveKey(place, 'anna'), undefined);
  const key = await makeLiveKey(place, 'anna');
  assert.equal(await liveKey(place, 'anna'), key);
  assert.equal(await liveKey(place, 'bruno'), undefined);
  assert.equal(key.secret.extractable, false);
  const act = composeAct({ kind: 'log.line', detail: { text: 'x' } }, CONTEXT);
  const { signature } = await signAct(key, act);
  const publicKey = ed25519PublicKey(bytesOfBase64url(key.publicKey));
  assert.equal(verify(null, Buffer.from(signedBytes(act)), publicKey, bytesOfBase64url(signature)), true);
  assert.equal(verify(null, Buffer.from(`${signedBytes(act)} `), publicKey, bytesOfBase64url(signature)), false);
});

test('an act has the form that the door wants, ids that differ, whole milliseconds', async () => {
  const draft = { kind: 'log.line', detail: { text: 'x' } } as const;
  const act = composeAct(draft, CONTEXT);
  assert.deepEqual(ActEnvelope.parse(act), act);
  assert.equal(act.signedAt, 1_788_000_000_000);
  assert.equal(act.activity, 'log.line');
  assert.equal(act.place, 'ministry-annex');
  assert.notEqual(composeAct(draft, CONTEXT).id, act.id);
  const deskless = composeAct({ ...draft, desk: null, place: 'pier' }, CONTEXT);
  assert.deepEqual([deskless.desk, deskless.place], [null, 'pier']);
  assert.equal(SignedAct.safeParse(await signAct(await exerciseKey('s', 'duty-a'), act)).success, true);
});

test('without a desk a proposal claims a place that there is, a report may leave it unknown, and nothing is signed without one', () => {
  const away = { ...CONTEXT, desk: null, deskPlace: null, likely: 'delegation-hotel' };
  const sign = { kind: 'mandate.sign', detail: {} } as const;
  assert.equal(composeAct(sign, away).place, 'delegation-hotel');
  assert.equal(composeAct({ ...sign, place: 'pier' }, away).place, 'pier');
  assert.equal(composeAct({ kind: 'occurrence.report', form: 'report', detail: {} }, away).place, 'unknown');
  assert.throws(() => composeAct(sign, { ...away, likely: null }), NoPlace);
});

test('base64url goes there and back', () => {
  for (let length = 0; length < 40; length++) {
    const bytes = Uint8Array.from({ length }, (_, n) => (n * 151 + length) % 256);
    assert.deepEqual(bytesOfBase64url(base64url(bytes)), bytes);
    assert.equal(base64url(bytes), Buffer.from(bytes).toString('base64url'));
  }
});
