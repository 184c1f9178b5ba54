import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { exerciseKey } from '../../desk/keys.ts';
import { assembleSet, documentDigest, parseMandateDocument, setId } from '../../mandates/compile.ts';
import type { Act } from '../../terms/act.ts';
import { ACT_KINDS } from '../../terms/act-kinds.ts';
import { May, Preview } from '../../terms/api/acts.ts';
import { MandatesShown, VocabularyShown } from '../../terms/api/event.ts';
import { MandateDocumentsShown } from '../../terms/api/mandate-documents.ts';
import { HOUSE_RULE_LIST } from '../../terms/house-rules.ts';
import { TERM_NAMES } from '../../terms/mandate-terms.ts';
import { answerWithProblems } from '../http/problem.ts';
import { requireAudience } from '../http/route-audience.ts';
import type { OpenRoom } from '../room.ts';
import { Allowance } from '../sessions/allowance.ts';
import type { SignedIn } from '../sessions/session.ts';
import { Slices } from '../slices.ts';
import { actOf, harbour, signOn, TestMachine } from '../testing/test-room.ts';
import { apiScope } from './api.ts';
import { mandateDocumentsRoute } from './mandate-documents-route.ts';
import { mandatesRoute } from './mandates-route.ts';
import { mayRoute } from './may-route.ts';
import { previewRoute } from './preview-route.ts';
import { vocabularyRoute } from './vocabulary-route.ts';

const MINUTE = 60_000;

let room: OpenRoom;
let app: FastifyInstance;
/** Whose session the next request bears; null for nobody's. */
let signedIn: string | null = 'duty-a';
const unforeseen: unknown[] = [];

function sessionOf(id: string): SignedIn {
  const person = room.readable.person(id) ?? assert.fail(`no \`${id}\``);
  const { agency, component } = person;
  const viewer = room.readable.viewer(person, room.directory, room.roomNow());
  const session: SignedIn['session'] = {
    id: '0'.repeat(64),
    person: id,
    agency,
    component,
    admitted: viewer.admitted,
    enrolment: 0,
    method: 'link',
    cameIn: 0,
    made: 0,
    seen: 0,
    expires: Number.MAX_SAFE_INTEGER,
    wantsDesk: null,
  };
  return { session, person, viewer };
}

before(async () => {
  room = await new TestMachine().open();
  app = Fastify();
  requireAudience(app);
  answerWithProblems(app, (error) => unforeseen.push(error));
  app.decorateRequest('signedIn', null);
  app.addHook('onRequest', async (request) => {
    request.signedIn = signedIn === null ? null : sessionOf(signedIn);
  });
  await app.register(async (scope) => {
    const api = apiScope(scope);
    const receipts = new Allowance(1_000, { wallNow: () => 0 });
    const ports = { room, slices: new Slices(), wallNow: () => 0, receipts };
    for (const route of [previewRoute, mayRoute, vocabularyRoute, mandatesRoute, mandateDocumentsRoute])
      route(api, ports);
  });
  await signOn(room, 'commander-a', 'host-room.commander');
  await signOn(room, 'duty-a', 'host-room.duty');
  await signOn(room, 'ga-lead', 'embassy-a-room.lead').catch(() => undefined);
});

beforeEach(() => {
  signedIn = 'duty-a';
  unforeseen.length = 0;
});

after(async () => {
  assert.deepEqual(unforeseen, []);
  await app.close();
  await room.stop();
});

async function get(url: string) {
  return await app.inject({ method: 'GET', url });
}

async function preview(act: unknown) {
  return await app.inject({ method: 'POST', url: '/api/preview', payload: { act } as object });
}

function act(actor: string, changed: Partial<Act>): Act {
  return actOf(room, actor, changed).act;
}

describe('POST /api/preview', () => {
  test('tells what the room then answers, with clauses, sentences and what it opens', async () => {
    const line = act('duty-a', { desk: 'host-room.duty', detail: { text: 'queue at gate 4' } });
    const before = room.size();
    const response = await preview(line);
    assert.equal(response.statusCode, 200, response.body);
    const shown = Preview.parse(response.json());
    assert.equal(shown.outcome, 'permitted');
    assert.equal(shown.opens, 'effect');
    assert.equal(shown.view, before);
    assert.deepEqual(
      shown.clauses.map(({ id, basis }) => [id, basis]),
      [['host-root/1', 'instrument']],
    );
    assert.match(shown.told.en, /^permitted by host-root\/1 \(“/);
    assert.match(shown.told.it, /^consentito in base a host-root\/1 \(«/);
    assert.equal(shown.unknown, null, 'everything is known');
    assert.equal(room.size(), before, 'nothing is entered');
    const key = exerciseKey(room.directory.scenario.id, 'duty-a');
    const answer = await room.door.submit(key.sign(line));
    assert('outcome' in answer && answer.outcome === shown.outcome);
  });

  test('a refusal comes with its house rules and opens nothing', async () => {
    const response = await preview(act('duty-a', { desk: null, detail: { text: 'from nowhere' } }));
    const shown = Preview.parse(response.json());
    assert.equal(shown.outcome, 'prohibited');
    assert.equal(shown.opens, 'nothing');
    assert.deepEqual(
      shown.clauses.map(({ id, basis }) => [id, basis]),
      [['R-02', 'house-rule']],
    );
  });

  test('a guest’s coercive deed is refused beforehand as it is afterwards', async () => {
    signedIn = 'gb-support-a';
    const deedAt = room.roomNow() + 10 * MINUTE;
    const detail = { until: deedAt + 10 * MINUTE, what: 'the boot of a car' };
    const place = 'ferry-terminal';
    const wish = { kind: 'deed.propose', activity: 'search-vehicle', purpose: 'event-security', place } as const;
    const shown = Preview.parse((await preview(act('gb-support-a', { ...wish, deedAt, detail }))).json());
    assert.equal(shown.outcome, 'prohibited');
    assert(shown.clauses.some(({ id }) => id === 'R-05'));
    assert.match(shown.told.it, /^vietato/);
  });

  test('what is not known and counts against a reported deed is named', async () => {
    const unknown = { component: 'unknown', role: 'unknown', purpose: 'unknown' };
    const deed = { agency: 'unknown', ...unknown, activity: 'identity-check', place: 'ferry-terminal' };
    const detail = { deed, text: 'two people asked for papers' };
    const reported = act('duty-a', { kind: 'occurrence.report', form: 'report', detail });
    const shown = Preview.parse((await preview(reported)).json());
    assert.equal(shown.outcome, 'prohibited');
    assert.match(shown.unknown?.en ?? '', /^The agency.* not known: clauses that forbid count as if /);
    assert.match(shown.unknown?.it ?? '', /^Non è dato sapere/);
  });

  test('nobody previews the acts of somebody else', async () => {
    for (const actor of ['commander-a', 'ga-lead', 'registrar:host-justice', 'nobody-here']) {
      const response = await preview({ ...act('duty-a', { detail: { text: 'x' } }), actor });
      assert.equal(response.statusCode, 403, actor);
      assert.equal(response.json().code, 'not-your-act');
    }
  });

  test('without a session there is none', async () => {
    signedIn = null;
    assert.equal((await preview(act('duty-a', { detail: { text: 'x' } }))).statusCode, 403);
  });

  test('hostile bodies are problems, and never errors of ours', async () => {
    const sound = act('duty-a', { desk: 'host-room.duty', detail: { text: 'x' } });
    const deep = JSON.parse(`${'{"a":'.repeat(300)}1${'}'.repeat(300)}`) as object;
    const cases: readonly [string, unknown, number][] = [
      ['another ledger', { ...sound, ledger: 'elsewhere' }, 409],
      ['an unknown kind', { ...sound, kind: 'room.explode' }, 400],
      ['a detail of another kind', { ...sound, detail: { state: 'x' } }, 400],
      ['an unknown place', { ...sound, place: 'atlantis' }, 422],
      ['one member more', { ...sound, outcome: 'permitted' }, 400],
      ['a text that turns round', { ...sound, detail: { text: 'a\u202eb' } }, 400],
      ['nested too deep', { ...sound, detail: { text: 'x', about: deep } }, 400],
      ['half a character', { ...sound, detail: { text: '\ud800' } }, 400],
      ['a number that has no form', { ...sound, detail: { text: 'x', about: 1.5 } }, 400],
      ['an act that is none', 'act', 400],
      ['a list', [sound], 400],
      ['nothing', null, 400],
    ];
    for (const [what, input, status] of cases) {
      const response = await preview(input);
      assert.equal(response.statusCode, status, `${what}: ${response.body}`);
      assert.match(String(response.headers['content-type']), /^application\/problem\+json/);
    }
    const tower = `{"act":{"v":1,"detail":{"text":${'['.repeat(15_000)}${']'.repeat(15_000)}}}}`;
    for (const payload of ['{"act":', '[]', '{"act":{},"set":"x"}', '', tower]) {
      const headers = { 'content-type': 'application/json' };
      const response = await app.inject({ method: 'POST', url: '/api/preview', payload, headers });
      assert.equal(response.statusCode, 400, payload.slice(0, 80));
    }
  });
});

describe('GET /api/may', () => {
  test('tells each activity and kind with clauses, purposes and sentences, at the place of the reader’s desk', async () => {
    const response = await get('/api/may');
    assert.equal(response.statusCode, 200, response.body);
    const shown = May.parse(response.json());
    assert.equal(shown.place, 'ministry-annex');
    assert.equal(shown.view, room.size());
    const line = shown.rows.find(({ activity }) => activity === 'log.line');
    assert.equal(line?.outcome, 'permitted');
    assert.deepEqual(
      line?.clauses.map(({ id }) => id),
      ['host-root/1'],
    );
    assert.match(line?.told.it ?? '', /^consentito in base a host-root\/1/);
    const { activities } = room.directory.scenario.vocabulary;
    for (const { id } of activities)
      assert(
        shown.rows.some(({ activity }) => activity === id),
        id,
      );
  });

  test('at another place, for one purpose', async () => {
    const shown = May.parse((await get('/api/may?place=ferry-terminal&purpose=public-safety')).json());
    assert.equal(shown.place, 'ferry-terminal');
    for (const { purposes } of shown.rows) assert.deepEqual(purposes, ['public-safety']);
  });

  test('without a desk: where one would be, and only what needs none', async () => {
    signedIn = 'gb-support-a';
    const shown = May.parse((await get('/api/may')).json());
    assert.equal(shown.place, 'coast-guard-station');
    const check = shown.rows.find(({ activity }) => activity === 'identity-check');
    assert.equal(check?.outcome, 'prohibited');
    for (const clause of ['R-02', 'R-05'])
      assert(
        check?.clauses.some(({ id }) => id === clause),
        clause,
      );
    assert.equal(shown.rows.find(({ activity }) => activity === 'alert.raise')?.outcome, 'permitted');
  });

  test('unknown words are turned away with the nearest known', async () => {
    const place = await get('/api/may?place=ferry-terminl');
    assert.equal(place.statusCode, 422);
    assert.match(place.json().detail, /did you mean `ferry-terminal`/);
    assert.equal((await get('/api/may?place=harbour')).statusCode, 422, 'a place with parts is no leaf');
    assert.equal((await get('/api/may?purpose=immigration')).statusCode, 422);
    assert.equal((await get('/api/may?place=unknown')).statusCode, 422);
    assert.equal((await get('/api/may?person=commander-a')).statusCode, 400, 'nobody asks for somebody else');
    assert.equal((await get(`/api/may?place=${'x'.repeat(65)}`)).statusCode, 400);
    assert.equal((await get('/api/may?place=hall&place=quay')).statusCode, 400);
    assert.equal((await get('/api/may?place=__proto__')).statusCode, 422);
  });
});

describe('GET /api/vocabulary and /api/mandates', () => {
  test('the words are those of the event, with the leaf that an act claims', async () => {
    const shown = VocabularyShown.parse((await get('/api/vocabulary')).json());
    assert.equal(shown.id, 'harbour-summit');
    const leaf = (id: string) => shown.places.find((place) => place.id === id)?.leaf;
    assert.deepEqual([leaf('harbour'), leaf('ferry-terminal')], ['harbour.elsewhere', 'ferry-terminal']);
    for (const place of shown.places) assert(room.directory.places.has(place.leaf), place.leaf);
    assert.equal(shown.purposes[0]?.id, 'room-duty');
    assert(shown.rooms.some(({ desks }) => desks.some(({ id }) => id === 'host-room.director')));
    assert(shown.roles.some(({ id }) => id === 'data-protection-officer'));
    // This event has no document of names: only the word that every vocabulary has is named in Italian.
    assert.deepEqual(shown.names, { it: { 'room-duty': 'conduzione della sala' } });
    assert(shown.activities.every(({ id }) => !(ACT_KINDS as readonly string[]).includes(id)));
  });

  test('it is the same for everybody', async () => {
    const host = await get('/api/vocabulary');
    signedIn = 'ga-lead';
    assert.equal((await get('/api/vocabulary')).body, host.body);
  });

  test('mandates stand as the ledger says, and what is not in force says so', async () => {
    const statuses = async () => {
      const { mandates } = MandatesShown.parse((await get('/api/mandates')).json());
      return Object.fromEntries(mandates.map(({ id, status }) => [id, status]));
    };
    const before = await statuses();
    assert.equal(before['host-root'], 'in-force');
    assert.equal(before['guest-a'], 'not-in-force');
    const place = 'ministry-annex';
    const rule = (kind: Act['kind'], detail: Act['detail']) =>
      room.door.submit(actOf(room, 'commander-a', { kind, desk: 'host-room.commander', place, detail }));
    await rule('mandate.enforce', { mandate: 'guest-a', version: 1, reason: 'agreed' });
    assert.equal((await statuses())['guest-a'], 'in-force');
    await rule('mandate.suspend', { mandate: 'guest-a', reason: 'looked into' });
    assert.equal((await statuses())['guest-a'], 'suspended');
  });

  test('the one on which all others rest is told from them', async () => {
    const { mandates } = MandatesShown.parse((await get('/api/mandates')).json());
    assert.deepEqual(
      mandates.filter(({ root }) => root).map(({ id }) => id),
      ['host-root'],
    );
    assert(mandates.length > 1);
  });

  test('the documents are given as data: what the browser puts together of them is the set in force', async () => {
    const shown = MandateDocumentsShown.parse((await get('/api/mandates/documents')).json());
    const mandates = shown.documents.flatMap(({ status, text, digest }) => {
      const document = parseMandateDocument(text);
      assert.equal(documentDigest(document), digest);
      return status === 'in-force' ? [document] : [];
    });
    const { commitments } = shown.event;
    const places = shown.event.vocabulary.places.map((place) => {
      return { ...place, position: null, approximate: false, source: null };
    });
    const vocabulary = { ...shown.event.vocabulary, places };
    assert.equal(setId(assembleSet({ vocabulary, mandates, commitments })), shown.set);
    assert.equal(shown.set, room.readable.setInForce());
    const body = (await get('/api/mandates/documents')).body;
    for (const hidden of ['roster', 'exercise', 'injects', 'position']) assert(!body.includes(`"${hidden}":`), hidden);
  });

  test('clauses, commitments, questions, sources and house rules are all there, with what they rest on', async () => {
    const shown = MandatesShown.parse((await get('/api/mandates')).json());
    const scenario = await harbour();
    assert.equal(shown.set, room.readable.setInForce());
    assert.equal(shown.houseRules.length, HOUSE_RULE_LIST.length);
    assert.equal(shown.commitments.length, scenario.commitments.length);
    assert.equal(shown.questions.length, scenario.questions.length);
    const said = shown.statements.map(({ id, office, contradicts }) => [id, office.id, contradicts]);
    assert.deepEqual(
      said,
      scenario.statements.map(({ id, office, contradicts }) => [id, office, contradicts]),
    );
    assert(said.length > 0);
    const sources = new Set(shown.sources.map(({ id }) => id));
    const open = new Set(shown.questions.map(({ id }) => id));
    for (const { id, terms } of shown.mandates) {
      assert.deepEqual(
        terms.map(({ name }) => name),
        TERM_NAMES,
        id,
      );
      for (const term of terms) assert(term.text !== null || term.open !== null, `${id}: ${term.name}`);
      assert(terms.every((term) => term.source.every((source) => sources.has(source))));
      assert(terms.every((term) => term.open === null || open.has(term.open)));
    }
    for (const { id, clauses } of shown.mandates) {
      const document = scenario.mandates.find(({ mandate }) => mandate === id);
      assert.equal(clauses.length, document?.clauses.length);
      for (const clause of clauses) {
        assert(clause.text.length > 0);
        for (const source of clause.source) assert(sources.has(source), `${clause.id} rests on ${source}`);
      }
    }
    const director = shown.mandates.flatMap(({ clauses }) => clauses).find(({ id }) => id === 'host-root/16');
    assert.deepEqual(director?.written['role'], ['exercise-director']);
    for (const { form, why } of shown.commitments) assert.equal(why === null, form === 'rule');
  });
});
