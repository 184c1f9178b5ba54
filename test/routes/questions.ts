// One good question at least for each route, in order: some rest on what came of others, and streams come last.
import assert from 'node:assert/strict';
import { HOUR, SECOND } from '../../src/base/clock.ts';
import { signedFor } from '../../src/server/sign-in/testing/account-signature.ts';
import { TestAuthenticator } from '../../src/server/sign-in/testing/authenticator.ts';
import type { TestBrowser } from '../../src/server/sign-in/testing/browser.ts';
import { ANALYST, type Asking, GUEST, NAMED_HOST } from './asking.ts';
import type { Answered } from './described.ts';

export type Question = {
  readonly ask: (asking: Asking) => Promise<Answered>;
  /** 200, unless another one is the good answer. */
  readonly status?: number;
  /** What stands in the answer: an empty list is no answer to a good question. */
  readonly shows: RegExp;
  /** The content type of a page or a file, of which the description says nothing. */
  readonly type?: string;
};

const WHO = { type: 'person', id: GUEST };
const WHERE = { type: 'place', id: 'us-consulate-milan' };
const DEED = { action: { name: 'assess-threat' }, context: { purpose: 'counter-organised-crime' } };
const PASSWORD = 'four herons on the north quay';
const BACK = { 'sec-fetch-site': 'cross-site' };

const authenticator = new TestAuthenticator(`http://${NAMED_HOST}`);

function reads(url: string, shows: RegExp, person?: string): readonly Question[] {
  return [{ ask: (asking) => asking.get(url, person), shows }];
}

function file(url: string, type: string, shows: RegExp): Question {
  return { ask: (asking) => asking.browser().ask('GET', url), type, shows };
}

function deed(asking: Asking, activity: string, place: string) {
  const detail = { until: asking.house.room.roomNow() + HOUR, what: 'as it was agreed' };
  return asking.actOf(GUEST, { kind: 'deed.propose', activity, place, purpose: 'counter-organised-crime', detail });
}

function proposed(activity: string, place: string, outcome: string): Question {
  const shows = new RegExp(`"outcome":"${outcome}"`);
  return { ask: async (asking) => await asking.send(deed(asking, activity, place)), status: 201, shows };
}

function turnedAway(status: number, code: string, ask: Question['ask']): Question {
  return { ask, status, shows: new RegExp(`"code":"${code}"`) };
}

async function begunAtProvider(asking: Asking) {
  asking.provider.claims = { sub: GUEST };
  const browser = asking.browser();
  return { browser, answer: await browser.ask('GET', '/api/sign-in/provider/home') };
}

async function passkeyHolder(asking: Asking) {
  return await asking.as('it-duty-b', NAMED_HOST);
}

async function byPasskey(browser: TestBrowser) {
  const { challenge, rpId } = (await browser.ask('POST', '/api/sign-in/passkey/options')).json();
  return await browser.signIn('/api/sign-in/passkey', { assertion: authenticator.get(challenge, rpId) });
}

export const QUESTIONS: Readonly<Record<string, readonly Question[]>> = {
  'GET /api/openapi.json': [file('/api/openapi.json', 'application/json', /"openapi":"3\.1\.0"/)],
  'GET /': [file('/', 'text/html', /<title>/)],
  'GET /wall/wall.css': [file('/wall/wall.css', 'text/css', /\{/)],
  'GET /wall/wall.js': [file('/wall/wall.js', 'text/javascript', /EventSource/)],
  'GET /wall/acts.js': [file('/wall/acts.js', 'text/javascript', /export/)],
  'GET /wall/alerts.js': [file('/wall/alerts.js', 'text/javascript', /export/)],
  'GET /wall/icon.svg': [file('/wall/icon.svg', 'image/svg+xml', /<svg/)],
  'GET /console': [{ ask: (asking) => asking.browser().ask('GET', '/console'), status: 308, type: '', shows: /^$/ }],
  'GET /console/assets/*': [file('/console/assets/console.css', 'text/css', /body/)],
  'GET /console/*': [
    {
      ask: (asking) => asking.browser().ask('GET', '/console/log', undefined, { 'sec-fetch-mode': 'navigate' }),
      type: 'text/html',
      shows: /<title>Remit/,
    },
  ],
  'GET /public/*': [
    file('/public/', 'text/html', /<h1/),
    file('/public/ledger/checkpoint', 'text/plain', /\n— /),
    file('/public/ledger/vkey', 'text/plain', /\+/),
    {
      ask: async (asking) => {
        const browser = asking.browser();
        const [, size] = (await browser.ask('GET', '/public/ledger/checkpoint')).body.split('\n');
        return await browser.ask('GET', `/public/ledger/tile/entries/000.p/${size}`);
      },
      type: 'application/octet-stream',
      shows: /"_sd":/,
    },
    file('/public/data/counts.json', 'application/json', /\{/),
    { ...file('/public/ledger/guard', 'application/problem+json', /"code":"not-found"/), status: 404 },
  ],
  'GET /room': [{ ask: (asking) => asking.browser().ask('GET', '/room'), shows: /"mode":"exercise"/ }],
  'GET /healthz': [{ ask: (asking) => asking.browser().ask('GET', '/healthz'), shows: /"status":"ok"/ }],
  'GET /metrics': [{ ask: (asking) => asking.browser().ask('GET', '/metrics'), shows: /^# HELP/ }],
  'GET /.well-known/authzen-configuration': [
    { ask: (asking) => asking.browser().ask('GET', '/.well-known/authzen-configuration'), shows: /_endpoint/ },
  ],

  'POST /acts': [
    proposed('assess-threat', 'us-consulate-milan', 'permitted'),
    proposed('attend-briefing', 'viminale', 'needs-approval'),
    proposed('identity-check', 'san-siro', 'prohibited'),
    proposed('assess-threat', 'san-siro', 'outside'),
    {
      ask: async (asking) => {
        const detail = { text: 'all quiet' };
        const signed = asking.actOf('it-duty-a', { kind: 'log.line', form: 'report', detail });
        const first = await asking.send(signed);
        assert.equal(first.statusCode, 201, first.body);
        return await asking.send(signed);
      },
      shows: /"again":true/,
    },
    turnedAway(400, 'malformed', (asking) => asking.send({})),
    turnedAway(400, 'idempotency-key', (asking) =>
      asking.send(deed(asking, 'assess-threat', 'san-siro'), { 'idempotency-key': 'another' }),
    ),
    turnedAway(403, 'bad-signature', (asking) => {
      const signed = deed(asking, 'assess-threat', 'san-siro');
      return asking.send({ ...signed, act: { ...signed.act, id: 'not-what-was-signed' } });
    }),
    turnedAway(409, 'wrong-ledger', (asking) => asking.send(asking.actOf(GUEST, { ledger: 'example.org/other' }))),
    turnedAway(413, 'too-large', (asking) => asking.send({ extra: 'x'.repeat(300_000) })),
    turnedAway(415, 'wrong-type', (asking) => asking.send({}, { 'content-type': 'text/plain' })),
    turnedAway(422, 'unknown-word', (asking) => asking.send(deed(asking, 'assess-threat', 'atlantis'))),
  ],

  'GET /api/sign-in': [
    { ask: (asking) => asking.browser(NAMED_HOST).ask('GET', '/api/sign-in'), shows: /"passkeys":true,.*"id":"home"/ },
  ],
  'GET /api/session': [
    { ask: (asking) => asking.browser().ask('GET', '/api/session'), shows: /"me":null/ },
    ...reads('/api/session', /"person":"it-duty-a"/),
  ],
  'POST /api/sign-in/link': [
    {
      ask: async (asking) =>
        await asking.browser().ask('POST', '/api/sign-in/link', { token: await asking.linkOf('it-duty-a') }),
      shows: /"method":"link"/,
    },
  ],
  'POST /api/sign-in/key': [
    ...(['session', 'link'] as const).map((want) => ({
      ask: (asking: Asking) => {
        const reading = asking.reading(GUEST, want === 'link' ? 'link' : 'sign-in');
        return asking.browser().ask('POST', '/api/sign-in/key', { reading, want });
      },
      shows: want === 'link' ? /"path":"\/console\/#link=/ : /"method":"key"/,
    })),
  ],
  'POST /api/account/password': [
    {
      ask: async (asking) => {
        const browser = await asking.as(ANALYST);
        const byKey = signedFor({ room: asking.house.room, browser }, 'first-password');
        return await browser.ask('POST', '/api/account/password', { next: PASSWORD, byKey });
      },
      shows: /"hasPassword":true/,
    },
  ],
  'POST /api/sign-in/password': [
    {
      ask: (asking) => asking.browser().ask('POST', '/api/sign-in/password', { person: ANALYST, password: PASSWORD }),
      shows: /"method":"password"/,
    },
  ],
  'POST /api/account/passkey/options': [
    {
      ask: async (asking) => await (await passkeyHolder(asking)).ask('POST', '/api/account/passkey/options'),
      shows: /"challenge":"/,
    },
  ],
  'POST /api/account/passkey': [
    {
      ask: async (asking) => {
        const browser = await passkeyHolder(asking);
        const options = (await browser.ask('POST', '/api/account/passkey/options')).json();
        const of = { challenge: options.challenge, passkey: authenticator.id };
        const byKey = signedFor({ room: asking.house.room, browser }, 'first-passkey', of);
        const created = authenticator.create(options);
        return await browser.ask('POST', '/api/account/passkey', { label: 'laptop', created, byKey });
      },
      shows: /"label":"laptop"/,
    },
  ],
  'GET /api/account/passkeys': [
    {
      ask: async (asking) => await (await passkeyHolder(asking)).ask('GET', '/api/account/passkeys'),
      shows: /"label":"laptop"/,
    },
  ],
  'POST /api/sign-in/passkey/options': [
    {
      ask: (asking) => asking.browser(NAMED_HOST).ask('POST', '/api/sign-in/passkey/options'),
      shows: /"rpId":"localhost"/,
    },
  ],
  'POST /api/sign-in/passkey': [
    {
      ask: (asking) => byPasskey(asking.browser(NAMED_HOST)),
      shows: /"method":"passkey"/,
    },
  ],
  'DELETE /api/account/passkey/:id': [
    {
      ask: async (asking) => {
        const browser = asking.browser(NAMED_HOST);
        assert.equal((await byPasskey(browser)).statusCode, 200);
        return await browser.ask('DELETE', `/api/account/passkey/${authenticator.id}`);
      },
      shows: /"passkeys":\[\]/,
    },
  ],
  'GET /api/sign-in/provider/:provider': [
    { ask: async (asking) => (await begunAtProvider(asking)).answer, status: 303, shows: /^$/ },
  ],
  'GET /api/sign-in/provider/:provider/callback': [
    {
      ask: async (asking) => {
        const { browser, answer } = await begunAtProvider(asking);
        const query = asking.provider.back(String(answer.headers.location));
        const back = await browser.ask('GET', `/api/sign-in/provider/home/callback?${query}`, undefined, BACK);
        const { me } = (await browser.ask('GET', '/api/session')).json();
        assert.equal(me?.person, GUEST);
        return back;
      },
      status: 303,
      shows: /^$/,
    },
  ],
  'POST /api/sign-in/provider/:provider/logout': [
    {
      ask: (asking) => {
        const { issuer: iss } = asking.provider;
        const iat = Math.floor(Date.now() / SECOND);
        const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
        const claims = { iss, aud: 'remit', iat, exp: iat + 60, jti: 'one', events, sub: GUEST };
        const body = new URLSearchParams({ logout_token: asking.provider.token({ typ: 'logout+jwt' }, claims) });
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return asking.browser().ask('POST', '/api/sign-in/provider/home/logout', body.toString(), headers);
      },
      shows: /^$/,
    },
  ],

  'GET /api/acts': reads('/api/acts?limit=500&order=asc', /"index":5,/),
  'GET /api/acts/:index': reads('/api/acts/30', /"signedAt":\d/),
  'GET /api/acts/:index/receipt': reads('/api/acts/30/receipt', /c2sp\.org\/tlog-proof@v1/),
  'GET /api/receipts': reads('/api/receipts?limit=3', /c2sp\.org\/tlog-proof@v1/, GUEST),
  'GET /receipts': [
    { ask: (asking) => asking.signed('/receipts?limit=3', 'receipt'), shows: /c2sp\.org\/tlog-proof@v1/ },
  ],
  'GET /receipts/:index': [
    {
      ask: async (asking) => {
        const [own] = JSON.parse((await asking.signed('/receipts?limit=1', 'receipt')).body).receipts;
        return await asking.signed(`/receipts/${own.index}`, 'receipt');
      },
      shows: /c2sp\.org\/tlog-proof@v1/,
    },
  ],
  'GET /log': [
    { ask: (asking) => asking.signed('/log?limit=500', 'log'), shows: /"desk":\{"id":"us-room\.hsi-liaison"/ },
    {
      ask: (asking) => asking.signed('/log?limit=500', 'log', { person: 'it-duty-a' }),
      shows: /"kind":"deed\.propose"/,
    },
    { ask: (asking) => asking.signed('/log', 'log', { person: 'it-privacy-a' }), shows: /"erasing":/ },
  ],
  'GET /api/matters/:slice': [
    ...['requests', 'deeds', 'people', 'shifts', 'items'].flatMap((slice) =>
      reads(`/api/matters/${slice}?limit=500`, /"rows":\[\{/),
    ),
    ...['releases', 'consultations'].flatMap((slice) =>
      reads(`/api/matters/${slice}?limit=500`, /"rows":\[\{/, ANALYST),
    ),
  ],
  'GET /api/matters/:slice/:id': [
    ...reads('/api/matters/requests/REQ-us-ice-1', /"id":"REQ-us-ice-1"/),
    ...reads('/api/matters/deeds/DEED-us-ice-1', /"id":"DEED-us-ice-1"/, GUEST),
  ],
  'GET /api/queue': reads('/api/queue', /"matterShown":\{/),
  'GET /api/search': reads('/api/search?q=us-ice', /"matters":\[\{.*"acts":\[\{/),
  'GET /api/items/:id/text': [
    { ask: (asking) => asking.get(`/api/items/${asking.item}/text`, ANALYST), shows: /"openUntil":\d/ },
    {
      ask: (asking) => asking.get(`/api/items/${asking.item}/text`),
      status: 403,
      shows: /"code":"R-29",.*"clauses":\["R-29"\]/,
    },
  ],
  'GET /api/oversight': reads('/api/oversight?limit=500', /"authority":\[\{.*"knew":\[\{/, 'it-oversight-a'),
  'GET /api/mandates/decisions': reads('/api/mandates/decisions?limit=50', /"outcome":"/),
  'GET /api/event': [{ ask: (asking) => asking.browser().ask('GET', '/api/event'), shows: /"scenario":"milano/ }],
  'GET /api/exercise': [...reads('/api/exercise', /"of":[1-9]/), ...reads('/api/exercise', /"of":0/, GUEST)],
  'GET /api/guide': [...reads('/api/guide', /"steps":\[\{/), ...reads('/api/guide', /"steps":\[\{/, GUEST)],
  'GET /api/vocabulary': reads('/api/vocabulary', /"activities":\[\{/),
  'GET /api/mandates': reads('/api/mandates', /"clauses":\[\{/),
  'GET /api/mandates/drafts': reads('/api/mandates/drafts', /"drafts":\[\{/),
  'GET /api/mandates/documents': reads('/api/mandates/documents', /"commitments":\[\{/),
  'GET /api/may': reads('/api/may?place=us-consulate-milan', /"outcome":"permitted"/, GUEST),
  'POST /api/preview': [
    ...[
      ['assess-threat', 'us-consulate-milan', 'permitted'],
      ['attend-briefing', 'viminale', 'needs-approval'],
      ['identity-check', 'san-siro', 'prohibited'],
      ['assess-threat', 'san-siro', 'outside'],
    ].map(([activity = '', place = '', outcome = '']) => ({
      ask: async (asking: Asking) => {
        const { act } = deed(asking, activity, place);
        return await (await asking.as(GUEST)).ask('POST', '/api/preview', { act });
      },
      shows: new RegExp(`"outcome":"${outcome}"`),
    })),
  ],
  'GET /api/retention': reads('/api/retention', /"rules":/, 'it-privacy-a'),
  'GET /api/retention/record': [
    {
      ask: (asking) => asking.get(`/api/retention/record?record=${asking.item}`, 'it-privacy-a'),
      shows: /"against":/,
    },
  ],

  'POST /access/v1/evaluation': [
    {
      ask: (asking) =>
        asking.signed('/access/v1/evaluation', 'access', { question: { ...DEED, subject: WHO, resource: WHERE } }),
      shows: /"decision":true/,
    },
  ],
  'POST /access/v1/evaluations': [
    {
      ask: (asking) => {
        const question = { ...DEED, subject: WHO, evaluations: [{ resource: WHERE }, { resource: WHERE }] };
        return asking.signed('/access/v1/evaluations', 'access', { question });
      },
      shows: /"evaluations":\[\{"decision":true/,
    },
  ],
  'POST /access/v1/search/subject': [
    {
      ask: (asking) =>
        asking.signed('/access/v1/search/subject', 'access', {
          question: { ...DEED, subject: { type: 'person' }, resource: WHERE },
        }),
      shows: /"results":\[\{/,
    },
  ],
  'POST /access/v1/search/resource': [
    {
      ask: (asking) =>
        asking.signed('/access/v1/search/resource', 'access', {
          question: { ...DEED, subject: WHO, resource: { type: 'place' } },
        }),
      shows: /"results":\[\{/,
    },
  ],
  'POST /access/v1/search/action': [
    {
      ask: (asking) =>
        asking.signed('/access/v1/search/action', 'access', {
          question: { subject: WHO, resource: WHERE, context: DEED.context },
        }),
      shows: /"results":\[\{/,
    },
  ],
  'DELETE /api/session': [
    {
      ask: async (asking) => await (await asking.as('it-duty-a', NAMED_HOST)).ask('DELETE', '/api/session'),
      status: 204,
      shows: /^$/,
    },
  ],
  // Over a socket: from here on the room answers under the port that it listens on.
  'GET /wall/events': [
    { ask: (asking) => asking.stream('/wall/events'), type: 'text/event-stream', shows: /data: \{/ },
  ],
  'GET /api/live': [{ ask: (asking) => asking.stream('/api/live?after=10', GUEST), shows: /data: \{/ }],
};
