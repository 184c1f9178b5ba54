import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seededRandom } from '../../base/seeded-random.ts';
import { signedFor } from './testing/account-signature.ts';
import type { TestBrowser } from './testing/browser.ts';
import { SigningRoom } from './testing/signing-room.ts';

const SEED = Number(process.env['REMIT_SEED'] ?? Date.now() % 1_000_000_007);
const ROUNDS = 40;

let signing: SigningRoom;
before(async () => {
  const much = 1_000_000;
  const limits = { requestsOfPerson: much, tries: much, passwordsOfAddress: much, passwordsOfPerson: much };
  signing = await SigningRoom.open({ limits });
});
after(async () => {
  await signing.close();
});

const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  '',
  'x',
  'A'.repeat(300),
  '\u0000',
  '\u202eevil',
  '<script>alert(1)</script>',
  "' or 1=1 --",
  '../../etc/passwd',
  [],
  {},
  [[[[]]]],
  { $ne: null },
  { toString: 1 },
];

const BY_KEY = { at: 1, key: 'k0123456789abcdef', signature: 'A'.repeat(86) };

/** What each route takes, once as it should be. */
const BODIES: Readonly<Record<string, object>> = {
  '/api/sign-in/link': { token: 'A'.repeat(43) },
  '/api/sign-in/key': { reading: 'Remit e30.k0123456789abcdef.AA', want: 'link', desk: 'host-room.duty' },
  '/api/sign-in/password': { person: 'duty-a', password: 'nine herons on the quay' },
  '/api/sign-in/passkey': {
    assertion: credential({ authenticatorData: 'AAAA', signature: 'AAAA', userHandle: 'AAAA' }),
  },
  '/api/sign-in/passkey/options': {},
  '/api/account/password': { current: 'x', next: 'ten herons on the quay', byKey: BY_KEY },
  '/api/account/passkey': {
    label: 'laptop',
    created: credential({ attestationObject: 'o2NmbXRkbm9uZQ' }),
    byKey: BY_KEY,
  },
  '/api/account/passkey/options': {},
};

function credential(response: object): object {
  const clientDataJSON = Buffer.from('{"type":"webauthn.get","challenge":"AAAA"}').toString('base64url');
  return { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: { clientDataJSON, ...response } };
}

test(`odd bodies are refused as problems, and sign nobody in (REMIT_SEED=${SEED})`, async () => {
  const random = seededRandom(SEED);
  const pick = (count: number) => random.bytes(4).readUInt32BE() % count;
  const browser = await signing.byLink('duty-a', 'localhost:0');
  const byKey = signedFor({ room: signing.room, browser }, 'first-password');
  const kept = await browser.signIn('/api/account/password', { next: 'eight herons on the quay', byKey });
  assert.equal(kept.statusCode, 200, kept.body);
  for (const [url, body] of Object.entries(BODIES)) {
    for (let round = 0; round < ROUNDS; round += 1) {
      const payload = round % 8 === 0 ? cutOff(JSON.stringify(body), pick) : changed(body, pick);
      await refused(browser, url, payload);
    }
  }
});

async function refused(browser: TestBrowser, url: string, payload: unknown): Promise<void> {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const answer = await browser.ask('POST', url, text, { 'content-type': 'application/json' });
  const what = `${url} ${text.slice(0, 300)}`;
  assert.equal(answer.headers['set-cookie'], undefined, what);
  if (url.endsWith('/options') && answer.statusCode === 200) return;
  assert.ok([400, 401, 403, 409].includes(answer.statusCode), `${answer.statusCode} for ${what}`);
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/, what);
  assert.doesNotMatch(answer.body, /node:|\.ts\b|\/src\//, what);
}

/** The body with one member, somewhere, odd, gone, or one too many. */
function changed(value: unknown, pick: (count: number) => number): unknown {
  if (typeof value !== 'object' || value === null || pick(4) === 0) return ODD[pick(ODD.length)];
  const names = Object.keys(value);
  const name = names[pick(Math.max(1, names.length))];
  if (name === undefined || pick(6) === 0) return { ...value, extra: ODD[pick(ODD.length)] };
  const members: Record<string, unknown> = { ...value };
  if (pick(5) === 0) delete members[name];
  else members[name] = changed(members[name], pick);
  return members;
}

function cutOff(text: string, pick: (count: number) => number): string {
  return text.slice(0, pick(text.length));
}
