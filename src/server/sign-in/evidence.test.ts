import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { HOUR } from '../../base/clock.ts';
import { sha256 } from '../../base/digest.ts';
import { exerciseKey } from '../../desk/keys.ts';
import { type Act, type SignedAct, signedBytes } from '../../terms/act.ts';
import type { Answer } from '../../terms/answer.ts';
import type { PasskeyAssertion } from '../../terms/api/session.ts';
import { actOf, lineOf, signOn } from '../testing/test-room.ts';
import { signedFor } from './testing/account-signature.ts';
import { TestAuthenticator, type Wrong } from './testing/authenticator.ts';
import { SigningRoom } from './testing/signing-room.ts';

const HOST = 'localhost:0';
const ORIGIN = `http://${HOST}`;
const DUTY = 'host-room.duty';

let signing: SigningRoom;
let key: TestAuthenticator;
let acts = 0;

before(async () => {
  signing = await SigningRoom.open();
  const { room } = signing;
  await signOn(room, 'commander-a', 'host-room.commander');
  await signOn(room, 'duty-a', DUTY);
  const detail = { mandate: 'guest-b', version: 1, reason: 'checked' };
  await room.door.submit(actOf(room, 'commander-a', { kind: 'mandate.enforce', desk: 'host-room.commander', detail }));
  await signOn(room, 'gb-support-a', 'harbour-room.support-b');
  key = new TestAuthenticator(ORIGIN, 'ES256', 1);
  await keepPasskey('duty-a', key);
});
after(async () => {
  await signing.close();
});

async function keepPasskey(person: string, authenticator: TestAuthenticator): Promise<void> {
  const browser = await signing.byLink(person, HOST);
  const options = (await browser.ask('POST', '/api/account/passkey/options')).json();
  const created = authenticator.create(options);
  const of = { challenge: options.challenge, passkey: authenticator.id };
  const byKey = signedFor({ room: signing.room, browser }, 'first-passkey', of);
  const added = await browser.ask('POST', '/api/account/passkey', { label: 'laptop', created, byKey });
  assert.equal(added.statusCode, 200, added.body);
}

/** A guest asks, and the duty officer's answer is signed. */
async function answerToRequest(): Promise<SignedAct> {
  const { room } = signing;
  acts += 1;
  const until = room.roomNow() + 2 * HOUR;
  const deed: Partial<Act> = {
    kind: 'deed.propose',
    id: `propose-${acts}`,
    desk: 'harbour-room.support-b',
    activity: 'sweep-venue',
    purpose: 'event-security',
    place: 'conference-hall',
    detail: { until, what: `sweep number ${acts}` },
  };
  const asked = (await room.door.submit(actOf(room, 'gb-support-a', deed))) as Answer;
  assert.equal(asked.outcome, 'needs-approval', JSON.stringify(asked));
  const detail = { request: asked.matter ?? '', digest: asked.digest ?? '', answer: 'approve', reason: 'agreed' };
  return actOf(room, 'duty-a', { kind: 'approval.answer', id: `approval-${acts}`, desk: DUTY, detail });
}

function assertionOver({ act }: SignedAct, wrong: Wrong = {}, by = key): PasskeyAssertion {
  return by.get(sha256(signedBytes(act)).toString('base64url'), 'localhost', wrong);
}

async function send(signed: object, assertion?: unknown, headers: Record<string, string> = {}) {
  const text =
    typeof assertion === 'string' ? assertion : Buffer.from(JSON.stringify(assertion ?? null)).toString('base64url');
  return await signing.http.app.inject({
    method: 'POST',
    url: '/acts',
    headers: {
      host: HOST,
      'content-type': 'application/json',
      ...(assertion === undefined ? {} : { 'remit-assertion': text }),
      ...headers,
    },
    payload: signed,
  });
}

describe('an approval by somebody who has a passkey', () => {
  test('comes with the passkey’s assertion over this very act, which is kept beside its entry', async () => {
    const signed = await answerToRequest();
    const size = signing.room.size();
    const bare = await send(signed);
    assert.deepEqual([bare.statusCode, bare.json().code], [403, 'passkey-wanted']);
    assert.equal(signing.room.size(), size, 'it was no act: nothing is entered');
    const assertion = assertionOver(signed);
    const answer = await send(signed, assertion);
    assert.equal(answer.statusCode, 201, answer.body);
    assert.equal(answer.json().outcome, 'permitted');
    const kept = await signing.signIn.store.assertionOfEntry(answer.json().index);
    assert.deepEqual(
      [kept?.act, kept?.credential, kept?.digest],
      [signed.act.id, key.id, sha256(signedBytes(signed.act)).toString('hex')],
    );
    assert.deepEqual(JSON.parse(kept?.assertion ?? '{}').response, assertion.response);
    const reader = await signing.byLink('duty-a', HOST);
    const shown = async (index: number) =>
      (await reader.ask('GET', `/api/acts/${index}?after=${index}`)).json().passkey;
    assert.deepEqual([await shown(answer.json().index), await shown(answer.json().index - 1)], [true, false]);
    const again = await send(signed, assertion);
    assert.equal(again.statusCode, 200, 'whoever lost the answer sends the same again');
    assert.equal(again.json().index, answer.json().index);
  });

  test('an assertion over another act, of another key, of another place, or used before is none', async () => {
    const [first, second] = [await answerToRequest(), await answerToRequest()];
    const used = assertionOver(first);
    assert.equal((await send(first, used)).statusCode, 201);
    const size = signing.room.size();
    const stranger = new TestAuthenticator(ORIGIN, 'ES256', 1);
    const good = assertionOver(second);
    const cases: [string, unknown][] = [
      ['of the first act', used],
      ['of another key', assertionOver(second, {}, stranger)],
      ['of another key under this one’s id', { ...assertionOver(second, {}, stranger), id: key.id, rawId: key.id }],
      ['of another origin', assertionOver(second, { origin: 'https://evil.example' })],
      ['of another relying party', assertionOver(second, { rpId: 'evil.example' })],
      ['without making sure of the person', assertionOver(second, { flags: 0x01 })],
      ['in a frame', assertionOver(second, { crossOrigin: true })],
      ['with a counter that goes back', assertionOver(second, { counter: 1 })],
      ['for making a key', assertionOver(second, { type: 'webauthn.create' })],
      ['over the digest of the deed', key.get(String(second.act.detail['digest']), 'localhost')],
      ['cut off', { ...good, response: { ...good.response, signature: good.response.signature.slice(0, 20) } }],
      ['no JSON', 'bm8ganNvbg'],
      ['no base64url', '{}'],
      ['null', null],
      ['too long', 'A'.repeat(8_001)],
    ];
    for (const [name, assertion] of cases) {
      const answer = await send(second, assertion);
      assert.deepEqual([answer.statusCode, answer.json().code], [403, 'passkey-wrong'], name);
    }
    const elsewhere = await send(second, assertionOver(second), { host: '127.0.0.1:0' });
    assert.equal(elsewhere.json().code, 'passkey-wrong', 'an address has no passkeys');
    assert.equal(signing.room.size(), size);
    assert.equal((await send(second, assertionOver(second))).statusCode, 201);
  });

  test('no spelling of the kind gets round it, and two at once give one entry', async () => {
    const signed = await answerToRequest();
    const text = JSON.stringify(signed);
    for (const spelt of [text.replaceAll('approval.answer', '\\u0061pproval.answer'), ` \n${text}\n`]) {
      assert.equal((await send(Buffer.from(spelt) as object)).json().code, 'passkey-wanted', spelt.slice(0, 80));
    }
    for (const twice of [
      text.replace('"kind":"approval.answer"', '"kind":"log.line","kind":"approval.answer"'),
      text.replace('"kind":"approval.answer"', '"kind":"approval.answer","kind":"log.line"'),
    ]) {
      const answer = (await send(Buffer.from(twice) as object)).json();
      assert.deepEqual([answer.code, answer.detail], ['malformed', 'act.kind: the member is there twice']);
    }
    const last = signed.signature.at(-1) ?? '';
    // The last letter has unused bits: the same signature, spelt otherwise.
    const otherwise = { A: 'B', Q: 'R', g: 'h', w: 'x' }[last] ?? '';
    const spelt = { ...signed, signature: `${signed.signature.slice(0, -1)}${otherwise}` };
    assert.equal((await send(spelt)).json().code, 'malformed', 'a signature has one spelling');
    const assertion = assertionOver(signed);
    const size = signing.room.size();
    const answers = await Promise.all([send(signed, assertion), send(signed, assertion)]);
    const statuses = answers.map(({ statusCode }) => statusCode).sort();
    assert.ok(statuses.includes(201), String(statuses));
    assert.equal(signing.room.size(), size + 1);
  });

  test('who cannot sign as them does not learn that they have a passkey', async () => {
    const signed = await answerToRequest();
    const stranger = exerciseKey('harbour-summit', 'duty-b');
    for (const forged of [
      { ...signed, signature: 'A'.repeat(86) },
      { ...stranger.sign(signed.act), key: signed.key },
      stranger.sign({ ...signed.act, actor: 'commander-a' }),
    ]) {
      for (const assertion of [undefined, assertionOver(signed)]) {
        const answer = await send(forged, assertion);
        assert.deepEqual([answer.statusCode, answer.json().code], [403, 'bad-signature']);
      }
    }
  });

  test('other acts, and approvals of who has none, go without', async () => {
    const { room } = signing;
    assert.equal((await send(lineOf(room, 'duty-a', DUTY, 'without a passkey'))).statusCode, 201);
    const { act } = await answerToRequest();
    const other = exerciseKey('harbour-summit', 'commander-a').sign({
      ...act,
      id: 'commander-answers',
      actor: 'commander-a',
      desk: 'host-room.commander',
    });
    const answer = await send(other);
    assert.equal(answer.statusCode, 201, answer.body);
  });
});

test('who enters an oral answer and has a passkey confirms that they do; one who has none does not', async () => {
  const { room } = signing;
  const loggist = 'loggist-a';
  const desk = 'host-room.loggist';
  await signOn(room, loggist, desk);
  const oral = async () => {
    const { request, digest } = (await answerToRequest()).act.detail;
    const detail = {
      request,
      digest,
      giver: 'duty-a',
      channel: 'telephone',
      answer: 'approve',
      reason: 'by telephone',
    };
    return actOf(room, loggist, {
      kind: 'approval.oral',
      id: `oral-${acts}-word`,
      desk,
      detail: detail as Act['detail'],
    });
  };
  const without = await send(await oral());
  assert.equal(without.statusCode, 201, without.body);
  const own = new TestAuthenticator(ORIGIN, 'ES256', 1);
  await keepPasskey(loggist, own);
  const signed = await oral();
  const size = room.size();
  const bare = await send(signed);
  assert.deepEqual([bare.statusCode, bare.json().code], [403, 'passkey-wanted'], bare.body);
  assert.equal(
    (await send(signed, assertionOver(signed))).json().code,
    'passkey-wrong',
    'the giver’s passkey is not theirs',
  );
  assert.equal(room.size(), size);
  const entered = await send(signed, assertionOver(signed, {}, own));
  assert.equal(entered.statusCode, 201, entered.body);
  assert.equal(entered.json().outcome, 'permitted', entered.body);
});

test('an idempotency key is the act’s id or is left out', async () => {
  const line = lineOf(signing.room, 'duty-a', DUTY, 'with a key');
  for (const key of ['other-id-00', '', `${line.act.id} `.repeat(2)]) {
    const answer = await send(line, undefined, { 'idempotency-key': key });
    assert.deepEqual([answer.statusCode, answer.json().code], [400, 'idempotency-key'], key);
  }
  assert.equal((await send(line, undefined, { 'idempotency-key': line.act.id })).statusCode, 201);
  assert.equal((await send(line, undefined, { 'idempotency-key': line.act.id })).statusCode, 200);
  assert.equal((await send('null' as unknown as object, undefined, { 'idempotency-key': 'x' })).statusCode, 400);
});
