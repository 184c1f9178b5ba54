import type { DeclaredRoute } from '../../src/server/http/route-audience.ts';
import { readingOf } from '../../src/server/http/testing/reading.ts';
import { SHOWN_SLICES } from '../../src/terms/api/matters.ts';
import { previewsOf } from './previews.ts';
import type { World } from './world.ts';

/** What there is to ask for, in either of the worlds. */
export type Asked = {
  readonly person: string;
  /** Indexes of entries, some of which are there, hidden, or nowhere. */
  readonly indexes: readonly number[];
  /** Ids of records by slice, the same. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
  /** Words that stand in hidden matters, and others. */
  readonly words: readonly string[];
  readonly people: readonly string[];
  readonly size: number;
};

export type Probe = {
  readonly url: string;
  readonly headers?: (world: World) => Record<string, string>;
  /** What is sent, where the route takes a question instead of an address alone. */
  readonly question?: (world: World) => object;
};

/** Routes that only read, though they are asked by a question that is sent. */
export const ASKED_BY_QUESTION = /^\/(access\/|api\/preview$)/;

/**
 * Routes that the test does not ask, each with the reason. Every other GET route, and every route that is asked by a question, is asked: one with parameters must stand below, one
 * without is asked as it is.
 */
const LEFT_OUT: Readonly<Record<string, string>> = {
  '/metrics': 'for whoever runs the machine, by its declared audience: counts of all acts by outcome',
  '/healthz': 'for whoever runs the machine, by its declared audience',
  '/wall/events': 'the screen of the host’s duty room, on this machine, by its declared audience',
  '/api/live': 'a stream that does not end; what it is sent is compared by itself, from the first frame to the last',
};

const PAGES = ['checkpoint', 'vkey', 'tile/0/000', 'tile/entries/000'];

const BY_ROUTE: Readonly<Record<string, (asked: Asked) => Probe[]>> = {
  '/api/acts': ({ words, people, ids, size }) =>
    urls([
      '/api/acts',
      '/api/acts?order=asc&limit=500',
      `/api/acts?limit=500&after=${size - 1}`,
      '/api/acts?limit=3',
      '/api/acts?limit=3&order=asc&cursor=YTEgMTAw',
      '/api/acts?cursor=YTEgMTAw',
      ...['log.line', 'incident.open', 'deed.propose', 'item.release', 'duty.ended', 'request.lapsed'].map(
        (kind) => `/api/acts?kind=${kind}`,
      ),
      ...['prohibited', 'outside', 'needs-approval'].map((outcome) => `/api/acts?outcome=${outcome}&limit=500`),
      ...words.map((word) => `/api/acts?q=${encodeURIComponent(word)}`),
      ...people.map((person) => `/api/acts?person=${person}`),
      ...[...(ids.get('requests') ?? []), ...(ids.get('incidents') ?? [])].map((id) => `/api/acts?matter=${id}`),
      '/api/acts?agency=it-interior&limit=500',
      '/api/acts?room=us-room&limit=500',
      '/api/acts?limit=nonsense',
    ]),
  '/api/acts/:index': ({ indexes }) => urls(indexes.map((index) => `/api/acts/${index}`)),
  '/api/acts/:index/receipt': ({ indexes }) => urls(indexes.map((index) => `/api/acts/${index}/receipt`)),
  '/api/receipts': () => urls(['/api/receipts', '/api/receipts?limit=2', '/api/receipts?cursor=YTEgMTAw']),
  '/receipts': ({ person }) => [
    { url: '/receipts?limit=10', headers: (world) => signedReading(world, person, 'receipt') },
  ],
  '/receipts/:index': ({ person, indexes }) =>
    indexes.map((index) => ({
      url: `/receipts/${index}`,
      headers: (world: World) => signedReading(world, person, 'receipt'),
    })),
  '/api/retention/record': ({ ids, indexes }) =>
    urls([
      ...['deeds', 'incidents', 'items'].flatMap((slice) =>
        (ids.get(slice) ?? []).slice(0, 3).map((id) => `/api/retention/record?record=${encodeURIComponent(id)}`),
      ),
      ...indexes.slice(0, 3).map((index) => `/api/retention/record?entry=${index}`),
    ]),
  '/api/matters/:slice': () =>
    urls([
      ...SHOWN_SLICES.flatMap((slice) => [
        `/api/matters/${slice}?limit=500`,
        `/api/matters/${slice}?limit=2`,
        `/api/matters/${slice}?open=true`,
        `/api/matters/${slice}?open=false&limit=500`,
      ]),
      '/api/matters/timers',
      '/api/matters/counters',
    ]),
  '/api/matters/:slice/:id': ({ ids }) =>
    urls(
      SHOWN_SLICES.flatMap((slice) =>
        (ids.get(slice) ?? []).map((id) => `/api/matters/${slice}/${encodeURIComponent(id)}`),
      ),
    ),
  '/api/mandates/decisions': () =>
    urls([
      '/api/mandates/decisions',
      '/api/mandates/decisions?limit=200',
      '/api/mandates/decisions?limit=3',
      '/api/mandates/decisions?limit=7&cursor=YTEgMTAw',
      `/api/mandates/decisions?limit=200&from=${Date.UTC(2026, 1, 6)}&until=${Date.UTC(2026, 1, 8)}`,
    ]),
  '/api/search': ({ words }) => urls(words.map((word) => `/api/search?q=${encodeURIComponent(word)}`)),
  '/api/queue': ({ size }) => urls(['/api/queue', `/api/queue?after=${size - 1}`]),
  '/api/items/:id/text': ({ ids }) => urls((ids.get('items') ?? []).map((id) => `/api/items/${id}/text`)),
  '/api/oversight': () => urls(['/api/oversight', '/api/oversight?limit=500&q=FILLERWORD']),
  '/api/may': () =>
    urls([
      '/api/may',
      '/api/may?place=us-consulate-milan',
      '/api/may?place=san-siro&purpose=delegation-protection',
      '/api/may?place=nowhere',
    ]),
  '/api/preview': (asked) => previewsOf(asked).map((act) => ({ url: '/api/preview', question: act })),
  '/access/v1/evaluation': ({ person, people }) =>
    people.map((id) => question(person, '/access/v1/evaluation', { ...DEED, subject: { type: 'person', id } })),
  '/access/v1/evaluations': ({ person, people }) => [
    question(person, '/access/v1/evaluations', {
      ...DEED,
      evaluations: people.slice(0, 100).map((id) => ({ subject: { type: 'person', id } })),
    }),
  ],
  '/access/v1/search/subject': ({ person }) => [
    question(person, '/access/v1/search/subject', { ...DEED, subject: { type: 'person' } }),
  ],
  '/access/v1/search/resource': ({ person, people }) =>
    [person, ...people.slice(0, 3)].flatMap((id) =>
      ['place', 'room', 'zone'].map((type) =>
        question(person, '/access/v1/search/resource', {
          ...DEED,
          subject: { type: 'person', id },
          resource: { type },
        }),
      ),
    ),
  '/access/v1/search/action': ({ person, people }) =>
    [person, ...people.slice(0, 3)].map((id) =>
      question(person, '/access/v1/search/action', { ...DEED, subject: { type: 'person', id } }),
    ),
  '/log': ({ person, size }) => [
    { url: `/log?limit=500&having=${size - 1}`, headers: (world) => signedReading(world, person) },
    { url: '/log?limit=5', headers: (world) => signedReading(world, person) },
  ],
  '/api/sign-in/provider/:provider': () => urls(['/api/sign-in/provider/nobody']),
  '/api/sign-in/provider/:provider/callback': () => urls(['/api/sign-in/provider/nobody/callback?state=x&code=y']),
  '/public/*': () => urls(['/public/', ...PAGES.map((path) => `/public/ledger/${path}`), '/public/data/counts.json']),
};

/** Asked about with every person in turn. */
const DEED = {
  action: { name: 'assess-threat' },
  resource: { type: 'place', id: 'us-consulate-milan' },
  context: { purpose: 'counter-organised-crime' },
} as const;

/** What is asked of a route; undefined where nobody said what to ask of it. */
export function probesOf({ url }: DeclaredRoute, asked: Asked): Probe[] | undefined {
  if (LEFT_OUT[url] !== undefined) return [];
  const known = BY_ROUTE[url];
  if (known !== undefined) return known(asked);
  return /[:*]/.test(url) ? undefined : urls([url]);
}

/** What stands of an answer when it is compared, and why it is not simply all of it. */
export function compared(url: string, answer: { statusCode: number; headers: object; body: string }): unknown {
  // The date is the machine's, by the second, and the same route says it to everybody.
  const { date: _date, ...headers } = answer.headers as Record<string, unknown>;
  const { statusCode: status, body } = answer;
  // The published ledger commits to every entry, the hidden ones too: its hashes cannot be equal, and tell nothing but that. How long they
  // are is among the headers.
  if (url.startsWith('/public/ledger/')) return { status, headers };
  if (RECEIPTS.test(url) && status === 200) return { status, headers, body: body.replace(RECEIPT_TEXT, receiptShape) };
  return { status, headers, body };
}

const RECEIPTS = /^(\/api\/acts\/\d+\/receipt|(\/api)?\/receipts)/;
/** The receipt itself, as a string in JSON. */
const RECEIPT_TEXT = /"c2sp\.org\/tlog-proof@v1(?:[^"\\]|\\.)*"/g;

/**
 * What a receipt says without its hashes, salts and signatures, which commit to the whole ledger: which entry, how long it and its proof are, what is opened of it and
 * with which value, and of a tree of which size.
 */
function receiptShape(text: string): string {
  const [proof = '', note = ''] = (JSON.parse(text) as string).split('\n\n');
  const [, extra = '', index, ...hashes] = proof.split('\n');
  const { disclosures, entry } = JSON.parse(fromBase64(extra.slice('extra '.length))) as {
    readonly disclosures: readonly string[];
    readonly entry: string;
  };
  const opened = disclosures.map((disclosure) => (JSON.parse(fromBase64(disclosure)) as unknown[]).slice(1));
  const [, size] = note.split('\n');
  return JSON.stringify({
    index,
    hashes: hashes.length,
    entry: entry.length,
    opened: opened.map((one) => JSON.stringify(one)).sort(),
    size,
  });
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function urls(list: readonly string[]): Probe[] {
  return list.map((url) => ({ url }));
}

function question(person: string, url: string, asked: object): Probe {
  return { url, headers: (world) => signedReading(world, person, 'access'), question: () => asked };
}

let nonces = 0;

function signedReading(
  { room }: World,
  person: string,
  purpose: 'log' | 'access' | 'receipt' = 'log',
): Record<string, string> {
  nonces += 1;
  const nonce = `two-worlds-${String(nonces).padStart(10, '0')}`;
  return { authorization: readingOf(room, person, { nonce, purpose }) };
}
