import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { SECOND } from '../../base/clock.ts';
import { seededRandom } from '../../base/seeded-random.ts';
import { clientConfig } from '../../ledger/store/postgres-connection.ts';
import { SignedRoom } from '../api/testing/signed-room.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { buildHttpServer, type HttpServer } from '../http/http-server.ts';
import { beginByLink } from '../sessions/testing/begin-by-link.ts';
import { actOf } from '../testing/test-room.ts';
import { openSignIn, type SignIn } from './sign-in.ts';

/** Two servers with a sign-in store and a hub of their own each, over one database, that follow the same commits. */

/** A stream that is never ended fails, and does not hang. */
const BOUND = { timeout: 5 * SECOND };

type Node = { readonly signIn: SignIn; readonly http: HttpServer; readonly port: number };

const data = mkdtempSync(join(tmpdir(), 'remit-nodes-'));
let database: Database;
let signed: SignedRoom;
const nodes: Node[] = [];

before(async () => {
  database = await openDatabase({ dataFolder: data, log: { info: () => {}, warn: () => {} } });
  signed = await SignedRoom.open();
  const { room, machine } = signed;
  for (const seed of [31, 32]) {
    const random = seededRandom(seed).bytes;
    const signIn = await openSignIn({ room, clock: machine.clock, random, database: clientConfig(database.address) });
    const unforeseen = (error: unknown) => signed.unforeseen.push(error);
    const http = await buildHttpServer(room, { wallNow: () => machine.clock.wallNow(), signIn, unforeseen });
    nodes.push({ signIn, http, port: await http.listen(0) });
  }
});
after(async () => {
  for (const { http, signIn } of nodes) {
    await http.close();
    await signIn.close();
  }
  await signed.close();
  await database.stop();
  rmSync(data, { recursive: true, force: true });
});

/** A session begun at the first node, and a stream of it at each. */
async function everywhere(person: string) {
  const [first = assert.fail()] = nodes;
  const cookie = `remit=${(await beginByLink(first.signIn, person))?.secret}`;
  const ended = await Promise.all(nodes.map(async ({ port }) => ({ text: await streamAt(port, cookie) })));
  return { cookie, ended: ended.map(({ text }) => text.all) };
}

async function streamAt(port: number, cookie: string): Promise<{ readonly all: Promise<string> }> {
  const opened = Promise.withResolvers<IncomingMessage>();
  get({ host: '127.0.0.1', port, path: '/api/live', headers: { cookie } }, opened.resolve).on('error', opened.reject);
  const response = await opened.promise;
  assert.equal(response.statusCode, 200);
  const all = async () => (await response.setEncoding('utf8').toArray()).join('');
  return { all: all() };
}

async function overWithin(begun: Awaited<ReturnType<typeof everywhere>>, since: number, why: string): Promise<void> {
  for (const text of await Promise.all(begun.ended)) assert.match(text, new RegExp(`"why":"${why}"[^\n]*\\}\n\n$`));
  for (const { port } of nodes) {
    const { status } = await fetch(`http://127.0.0.1:${port}/api/queue`, { headers: { cookie: begun.cookie } });
    assert.equal(status, 401);
  }
  const took = performance.now() - since;
  assert(took < 2 * SECOND, `${took} ms`);
}

test('a suspended mandate ends sessions and streams of its people on every node, within 2 s', BOUND, async () => {
  const begun = await everywhere('ga-lead');
  const since = performance.now();
  await signed.permitted('commander-a', {
    kind: 'mandate.suspend',
    detail: { mandate: 'guest-a', reason: 'looked into' },
  });
  await overWithin(begun, since, 'suspended');
});

test('… and so does the move of a person to another component', BOUND, async () => {
  const begun = await everywhere('gb-support-a');
  const since = performance.now();
  const { publicKey } = signed.room.readable.person('gb-support-a') ?? assert.fail();
  const component = 'guest-b-police.criminal-branch';
  const person = { id: 'gb-support-a', agency: 'guest-b-police', component, roles: ['support-officer'], publicKey };
  await signed.permitted('registrar:guest-b-police', {
    kind: 'roster.enrol',
    place: 'harbour.elsewhere',
    detail: { person },
  });
  await overWithin(begun, since, 'component');
});

test('… and so does the removal of a person', BOUND, async () => {
  const begun = await everywhere('gb-support-a');
  const since = performance.now();
  const detail = { person: 'gb-support-a', reason: 'recalled' };
  await signed.room.door.submit(actOf(signed.room, 'registrar:guest-b-police', { kind: 'roster.remove', detail }));
  await overWithin(begun, since, 'removed');
});
