import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { signingKey } from '../desk/keys.ts';
import { suppliedScenario } from '../exercise/testing/scenarios.ts';
import { openMemoryRoom } from '../server/exercise-room.ts';
import { buildHttpServer, type HttpServer } from '../server/http/http-server.ts';
import type { OpenRoom } from '../server/room.ts';
import { openSignIn, type SignIn } from '../server/sign-in/sign-in.ts';
import type { Answer } from '../terms/answer.ts';
import { remit } from './testing/spoken.ts';

let room: OpenRoom;
let signIn: SignIn;
let http: HttpServer;
let url: string;
let folder: string;
const seed = randomBytes(32);
const browserKey = signingKey(seed);

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remit-link-'));
  ({ room } = await openMemoryRoom({ scenario: await suppliedScenario('harbour-summit') }));
  signIn = await openSignIn({ room, clock: { wallNow: Date.now }, random: randomBytes, database: 'memory' });
  http = await buildHttpServer(room, { wallNow: Date.now, unforeseen: (e) => assert.fail(String(e)), signIn });
  url = `http://127.0.0.1:${await http.listen(0)}`;
});

after(async () => {
  await http.close();
  await signIn.close();
  await room.stop();
  rmSync(folder, { recursive: true });
});

function codeOf(changed: Record<string, unknown> = {}): string {
  const request = {
    person: 'duty-c',
    agency: 'host-justice',
    component: 'host-justice.operations',
    roles: ['duty-officer'],
    publicKey: browserKey.publicKey,
    ...changed,
  };
  return Buffer.from(JSON.stringify(request)).toString('base64url');
}

test('a link signs the person’s browser in, once', async () => {
  const { code, out, err } = await remit(['link', '--as', 'duty-a', '--desk', 'host-room.duty', '--url', url]);
  assert.deepEqual([code, err], [0, '']);
  const [address = '', said = ''] = out.split('\n');
  assert.match(said, /^for duty-a, once, until 2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.equal(address.startsWith(`${url.replace('127.0.0.1', 'localhost')}/console/#link=`), true, address);
  const token = address.slice(address.indexOf('=') + 1);
  const enter = async () => {
    const headers = { 'content-type': 'application/json' };
    return await fetch(`${url}/api/sign-in/link`, { method: 'POST', headers, body: JSON.stringify({ token }) });
  };
  const first = await enter();
  assert.equal(first.status, 200);
  const { me } = (await first.json()) as { me: { person: string; wantsDesk: string } };
  assert.deepEqual([me.person, me.wantsDesk], ['duty-a', 'host-room.duty']);
  assert.equal((await enter()).status, 401);
});

test('in an exercise a desk is enough: whoever its script seats there', async () => {
  const { code, out } = await remit(['link', '--desk', 'host-room.duty', '--url', url]);
  assert.equal(code, 0);
  assert.match(out, /\nfor duty-a, once, /);
  const wrong = await remit(['link', '--desk', 'host-room.dutty', '--url', url]);
  assert.equal(wrong.code, 64);
  assert.match(wrong.err, /seats nobody at `host-room\.dutty`; did you mean `host-room\.duty`/);
  const part = await remit(['link', '--desk', 'legal', '--url', url]);
  assert.match(part.err, /did you mean `host-room\.legal`\?\n/);
  assert.match(part.err, /\n {4}--desk host-room\.legal +Legal adviser \(legal-a\)\n/);
});

test('what there is to make a link for is listed, and told to whoever names what there is not', async () => {
  const { code, out } = await remit(['link', '--list', '--url', url]);
  assert.equal(code, 0);
  assert.match(out, /\n {4}--desk host-room\.legal +Legal adviser \(legal-a\)\n/);
  assert.match(out, /\n {2}Without a desk\n/);
  assert.match(out, /\n {4}--as gb-envoy +/);
  const nobody = await remit(['link', '--as', 'nobody', '--url', url]);
  assert.equal(nobody.code, 1);
  assert.match(nobody.err, /no such person in this exercise: `nobody`/);
  assert(nobody.err.includes(out.trim()), nobody.err);
  const slip = await remit(['link', '--as', 'gb-envoi', '--url', url]);
  assert.match(slip.err, /no such person in this exercise: `gb-envoi`; did you mean `gb-envoy`\?/);
  const desk = await remit(['link', '--as', 'duty-a', '--desk', 'no-such.desk', '--url', url]);
  assert.match(desk.err, /no such desk in this exercise: `no-such\.desk`/);
});

test('a person who is not enrolled, a key that is not theirs, a desk that is not there: no link', async () => {
  const file = join(folder, 'stranger');
  writeFileSync(file, `${randomBytes(32).toString('hex')}\n`);
  for (const argv of [
    ['no such person', '--as', 'ghost-nobody'],
    ['the room says', '--as', 'duty-a', '--key', file],
    ['no such desk', '--as', 'duty-a', '--desk', 'no-such.desk'],
  ]) {
    const [why = '', ...asked] = argv;
    const { code, out, err } = await remit(['link', '--url', url, ...asked]);
    assert.deepEqual([code, out], [1, ''], asked.join(' '));
    assert(err.includes(why), err);
  }
  assert.equal((await remit(['link', '--url', url])).code, 64);
  assert.equal((await remit(['link', '--url', url, '--as', 'duty-a', '--key', join(folder, 'none')])).code, 66);
});

test('a registrar attests a browser’s key off the server, says what, and its person comes in by that key', async () => {
  const look = await remit(['enrol', codeOf(), '--look']);
  assert.deepEqual([look.code, look.err], [0, '']);
  assert.match(look.out, new RegExp(`attests +duty-c\nagency +host-justice\n(.*\n)*key +${browserKey.id} `));
  assert(!look.out.includes('ledger'), 'no room was asked');
  const size = room.size();
  const looked = await remit(['enrol', codeOf(), '--look', '--url', url]);
  assert.equal(room.size(), size);
  const { code, out, err } = await remit(['enrol', codeOf(), '--url', url]);
  assert.deepEqual([code, err], [0, '']);
  for (const said of [looked.out, out.slice(0, out.indexOf('recorded'))]) {
    assert(said.includes(`\nledger    ${room.origin} (exercise: ${room.directory.scenario.title})\n`), said);
    assert.match(said, /\nreplaces +the key of `duty-c`, if one is enrolled in this ledger/);
    assert.match(said, /\nends +their sessions, links, passwords and passkeys of before/);
  }
  assert.match(out, /^attests +duty-c\n(.*\n)*recorded +#\d+ /);
  assert.match(out, /\noutcome +permitted by host-root\/14\n/);
  assert.equal(room.size(), size + 1);
  const file = join(folder, 'duty-c');
  writeFileSync(file, `${seed.toString('base64url')}\n`);
  const linked = await remit(['link', '--as', 'duty-c', '--key', file, '--url', url, '--json']);
  assert.equal(linked.code, 0, linked.err);
  assert.match((JSON.parse(linked.out) as { address: string }).address, /#link=/);
});

test('a registrar attests no people of others, and what is no request is not sent', async () => {
  const size = room.size();
  const file = join(folder, 'other-registrar');
  writeFileSync(file, `${randomBytes(32).toString('hex')}\n`);
  const forged = await remit(['enrol', codeOf(), '--registrar', file, '--url', url]);
  assert.equal(forged.code, 2);
  assert.match(forged.err, /bad-signature/);
  assert.equal(room.size(), size);
  const foreign = await remit(['enrol', codeOf({ component: 'guest-b-police.event-support' }), '--url', url, '--json']);
  assert.equal((JSON.parse(foreign.out) as Answer).outcome, 'prohibited');
  for (const code of [
    '',
    'x',
    codeOf({ publicKey: 'short' }),
    codeOf({ person: '../etc' }),
    codeOf({ roles: [] }),
    codeOf({ admin: true }),
    codeOf().slice(0, -4),
    'A'.repeat(5_000),
    Buffer.from('null').toString('base64url'),
  ]) {
    const { code: exit, out } = await remit(['enrol', code, '--url', url]);
    assert.deepEqual([exit, out], [64, ''], code.slice(0, 40));
  }
});

test('what a browser cannot know, the registrar states; and code and registrar must not differ', async () => {
  const code = codeOf({ agency: undefined, component: undefined, roles: undefined });
  const unsaid = await remit(['enrol', code, '--look']);
  assert.equal(unsaid.code, 64);
  assert.match(unsaid.err, /`--agency` is wanted/);
  const stated = ['--agency', 'host-justice', '--component', 'host-justice.duty', '--roles', 'duty-officer, loggist'];
  const look = await remit(['enrol', code, '--look', ...stated]);
  assert.deepEqual([look.code, look.err], [0, '']);
  assert.match(look.out, /agency +host-justice\ncomponent +host-justice\.duty\nroles +duty-officer, loggist\n/);
  const other = await remit(['enrol', codeOf(), '--look', '--agency', 'guest-b-police']);
  assert.equal(other.code, 64);
  assert.match(other.err, /the code says another agency/);
  const odd = await remit([
    'enrol',
    code,
    '--look',
    '--agency',
    'host-justice',
    '--component',
    '\u001b[31m',
    '--roles',
    'x',
  ]);
  assert.equal(odd.code, 64);
  assert.match(odd.err, /`component` is no word/);
});
