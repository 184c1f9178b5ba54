// Against a real database: it takes no NUL in a text, and what reaches it with one is an error that nobody foresaw.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { clientConfig } from '../../ledger/store/postgres-connection.ts';
import { definitionOf } from '../../matters/registry.ts';
import { ACT_KINDS } from '../../terms/act-kinds.ts';
import { openPostgresActsView } from '../../views/postgres.ts';
import { type Database, openDatabase } from '../database/database.ts';
import type { TestBrowser } from '../sign-in/testing/browser.ts';
import { SigningRoom } from '../sign-in/testing/signing-room.ts';
import { actOf, lineOf, signOn } from '../testing/test-room.ts';
import { described } from './openapi.ts';
import { readingOf } from './testing/reading.ts';

const HOST = 'localhost:0';
const HOST_DESK = 'host-room.duty';
const CONTROLS = ['\u0000', 'x\u0000', '\u0000y', '\u0001', '\u001b[2J', '\u007f', '\u0085', '\ud800', '\u2028'];

const data = mkdtempSync(join(tmpdir(), 'remit-controls-'));
let database: Database;
let view: Awaited<ReturnType<typeof openPostgresActsView>>;
let signing: SigningRoom;
let browser: TestBrowser;

before(async () => {
  database = await openDatabase({ dataFolder: data, log: { info: () => {}, warn: () => {} } });
  const config = clientConfig(database.address);
  view = await openPostgresActsView(config);
  const much = 1_000_000;
  const limits = { requestsOfPerson: much, requestsWithoutSession: much, requestsOfAddress: much, tries: much };
  const questions = { questionsOfPerson: much, decisionsOfPerson: much };
  const passwords = { passwordsOfAddress: much, passwordsOfPerson: much };
  signing = await SigningRoom.open({ database: config, view, limits: { ...limits, ...questions, ...passwords } });
  await signOn(signing.room, 'duty-a', HOST_DESK);
  browser = await signing.byLink('duty-a', HOST);
});
after(async () => {
  await signing?.close();
  await view?.close();
  await database?.stop();
  rmSync(data, { recursive: true, force: true });
});

type Parameter = { readonly name: string; readonly in: string };
type Operation = { readonly parameters?: readonly Parameter[]; readonly requestBody?: unknown };

/** All operations as the framework collected them from the routes themselves. */
function operations(): { readonly method: string; readonly path: string; readonly operation: Operation }[] {
  const { paths } = described(signing.http.app) as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

/** What stands in a path's other parameters. */
const PLAIN: Readonly<Record<string, string>> = { index: '0', slice: 'alerts', id: 'ALERT-1', provider: 'agency' };

const CREDENTIAL = { id: 'AAAA', rawId: 'AAAA', type: 'public-key' };
const BY_KEY = { at: 1, key: 'k0123456789abcdef', signature: 'A'.repeat(86) };

/** What each operation takes, every member present; an operation that is added is added here. */
function bodies(): Readonly<Record<string, object>> {
  const { room } = signing;
  const signed = lineOf(room, 'duty-a', HOST_DESK, 'a line');
  const raised = actOf(room, 'duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text: 'smoke' } });
  const client = { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA', userHandle: 'AAAA' };
  const entity = { type: 'place', id: 'embassy-a' };
  const [subject, resource] = [{ ...entity, type: 'person', id: 'duty-a' }, entity];
  const context = {
    purpose: 'event-security',
    time: '2026-09-15T06:00:00Z',
    until: '2026-09-15T07:00:00Z',
    what: 'x',
    counters: 'x',
  };
  const deed = { subject, action: { name: 'assess-threat' }, resource, context };
  const page = { token: 'x' };
  return {
    '/access/v1/evaluation': deed,
    '/access/v1/evaluations': { ...deed, evaluations: [deed], options: { evaluations_semantic: 'execute_all' } },
    '/access/v1/search/subject': { ...deed, subject: { type: 'person' }, page },
    '/access/v1/search/resource': { ...deed, resource: { type: 'place' }, page },
    '/access/v1/search/action': { subject, resource, context, page },
    '/acts': signed,
    '/api/preview': { act: raised.act },
    '/api/sign-in/link': { token: 'A'.repeat(43) },
    '/api/sign-in/key': { reading: 'Remit e30.k0123456789abcdef.AA', want: 'link', desk: HOST_DESK },
    '/api/sign-in/password': { person: 'duty-a', password: 'nine herons on the quay' },
    '/api/sign-in/passkey': { assertion: { ...CREDENTIAL, response: client } },
    '/api/account/password': { current: 'x', next: 'ten herons on the quay', byKey: BY_KEY },
    '/api/account/passkey': {
      label: 'laptop',
      created: { ...CREDENTIAL, response: { clientDataJSON: 'AAAA', attestationObject: 'o2NmbXRkbm9uZQ' } },
      byKey: BY_KEY,
    },
    '/api/sign-in/provider/{provider}/logout': { logout_token: 'x' },
  };
}

async function ask(method: string, url: string, payload?: string, headers: Record<string, string> = {}) {
  const answer = await browser.ask(method as 'GET', url, payload, headers);
  assert.notEqual(answer.statusCode, 500, `${method} ${url} ${payload ?? ''}: ${answer.body}`);
  assert.deepEqual(signing.unforeseen, [], `${method} ${url} ${payload ?? ''}`);
  return answer;
}

test('no parameter of a path or a query takes control characters, and none breaks anything', async () => {
  let asked = 0;
  for (const { method, path, operation } of operations()) {
    const parameters = (operation.parameters ?? []).filter((one) => one.in === 'path' || one.in === 'query');
    for (const { name, in: where } of parameters) {
      for (const control of CONTROLS.filter((text) => text.isWellFormed())) {
        const values = { ...PLAIN, ...(where === 'path' ? { [name]: encodeURIComponent(control) } : {}) };
        const filled = path.replace(/\{(\w+)\}/g, (_all, one: string) => values[one] ?? 'x');
        const query = where === 'query' ? `?${new URLSearchParams({ [name]: control })}` : '';
        const { statusCode } = await ask(method, `${filled}${query}`);
        assert(statusCode >= 400 && statusCode < 500, `${method} ${filled}${query}: ${statusCode}`);
        asked += 1;
      }
    }
  }
  assert(asked > 150, String(asked));
  for (const url of [
    '/public/%00',
    '/public/a%00b',
    '/console/%00',
    '/wall/%00',
    '/%00',
    '/log?after=%00',
    '/room?%00',
  ]) {
    await ask('GET', url);
  }
});

test('no text of a body takes them unseen, and none breaks anything', async () => {
  const samples = bodies();
  const taking = operations().filter(({ operation }) => operation.requestBody !== undefined);
  assert.deepEqual(taking.map(({ path }) => path).sort(), Object.keys(samples).sort());
  for (const { method, path } of taking) {
    const url = path.replace('{provider}', 'agency');
    const form = path.endsWith('/logout');
    for (const changed of CONTROLS.flatMap((control) => everyText(samples[path], control))) {
      const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
      const payload = form ? `${new URLSearchParams(changed as Record<string, string>)}` : JSON.stringify(changed);
      // Who is not known is turned away before the body is read.
      const reading = () => readingOf(signing.room, 'duty-a', { purpose: 'access', to: `http://${HOST}` });
      const known: Record<string, string> = url.startsWith('/access/') ? { authorization: reading() } : {};
      const { statusCode } = await ask(method, url, payload, { 'content-type': type, ...known });
      assert(statusCode >= 400 && statusCode < 500, `${method} ${url} ${payload}: ${statusCode}`);
      if (url.startsWith('/access/')) assert.equal(statusCode, 400, payload);
    }
  }
});

test('no text and no name of the detail of any act takes them, with the member told; nor does an act with one stop what is shown', async () => {
  const { room } = signing;
  let sent = 0;
  for (const kind of ACT_KINDS) {
    const example = definitionOf(kind).example as Record<string, unknown>;
    for (const control of CONTROLS) {
      for (const detail of [...everyText(example, control), ...everyName(example, control)]) {
        sent += 1;
        const base = actOf(room, 'duty-a', { kind, desk: HOST_DESK, id: `control-${sent}` });
        const act = { ...base.act, detail };
        // Signed as somebody would who means it; half a character has no signature at all.
        const signed = control.isWellFormed()
          ? actOf(room, 'duty-a', { ...base.act, detail: detail as never })
          : { ...base, act };
        const answer = await ask('POST', '/acts', JSON.stringify(signed), { 'content-type': 'application/json' });
        assert.deepEqual([answer.statusCode, answer.json().code], [400, 'malformed'], JSON.stringify(act));
        assert.match(answer.json().detail, /^act\.detail.*: (the name of a member )?holds (control|invisible|half)/);
      }
    }
  }
  assert(sent > 1_500, String(sent));
  const line = lineOf(room, 'duty-a', HOST_DESK, 'what comes after is shown');
  const { index } = (await ask('POST', '/acts', JSON.stringify(line), { 'content-type': 'application/json' })).json();
  assert.equal(await room.views.follower.reached(index, 5_000), true);
});

/** The value once with each of its names, somewhere within, replaced. */
function everyName(value: unknown, control: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const { [name]: _replaced, ...others } = value as Record<string, unknown>;
    const within = everyName(member, control).map((changed) => withMember(value, name, changed));
    return Array.isArray(value) ? within : [{ ...others, [control]: member }, ...within];
  });
}

/** The value once with each of its texts, somewhere within, replaced. */
function everyText(value: unknown, control: string): unknown[] {
  if (typeof value === 'string') return [control];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    everyText(member, control).map((changed) => withMember(value, name, changed)),
  );
}

function withMember(value: object, name: string, member: unknown): object {
  return Array.isArray(value) ? value.with(Number(name), member) : { ...value, [name]: member };
}
