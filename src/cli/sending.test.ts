import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { exerciseKey } from '../desk/keys.ts';
import { playOnRoom } from '../exercise/on-room.ts';
import { suppliedScenario } from '../exercise/testing/scenarios.ts';
import type { Scenario } from '../mandates/scenario.ts';
import { openMemoryRoom } from '../server/exercise-room.ts';
import { buildHttpServer, type HttpServer } from '../server/http/http-server.ts';
import type { OpenRoom } from '../server/room.ts';
import { actOf } from '../server/testing/test-room.ts';
import type { Answer } from '../terms/answer.ts';
import { remit } from './testing/spoken.ts';

let room: OpenRoom;
let http: HttpServer;
let url: string;
let folder: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remit-sending-'));
  // The first morning: the desks are held, and the clock stands.
  const whole = await suppliedScenario('harbour-summit');
  const scenario: Scenario = {
    ...whole,
    exercise: whole.exercise.map((day) => ({ ...day, steps: day.steps.slice(0, 14) })),
  };
  const opened = await openMemoryRoom({ scenario });
  ({ room } = opened);
  await playOnRoom(room, opened.store, scenario);
  http = await buildHttpServer(room, { wallNow: Date.now, unforeseen: (error) => assert.fail(String(error)) });
  url = `http://127.0.0.1:${await http.listen(0)}`;
});

after(async () => {
  await http.close();
  await room.stop();
  rmSync(folder, { recursive: true });
});

test('an act is signed with the test key, filled in from the room, and answered in plain lines', async () => {
  const detail = '{"text":"first ferry is in"}';
  const { code, out, err } = await remit([
    'act',
    '--url',
    url,
    '--kind',
    'log.line',
    '--as',
    'duty-a',
    '--detail',
    detail,
  ]);
  assert.deepEqual([code, err], [0, '']);
  assert.match(out, /^recorded +#\d+ at 2026-09-15T05:53:00Z\noutcome +permitted by host-root\/1\n/);
});

test('a refusal of authority is recorded, said, and no error of the command', async () => {
  const deed = ['--activity', 'patrol-public-area', '--purpose', 'public-safety', '--place', 'ferry-terminal'];
  const detail = JSON.stringify({ until: room.roomNow() + 3_600_000, what: 'a walk' });
  const argv = ['act', '--url', url, '--kind', 'deed.propose', '--as', 'gb-support-a', ...deed, '--detail', detail];
  const { code, out } = await remit(argv);
  assert.equal(code, 0);
  assert.match(out, /\noutcome +prohibited by C2, guest-b\/10\n/);
});

test('what waits for approval is answered with matter, deed and digest, as JSON where asked', async () => {
  const deed = ['--activity', 'sweep-venue', '--purpose', 'event-security', '--place', 'conference-hall'];
  const detail = JSON.stringify({ until: room.roomNow() + 7_200_000, what: 'sweep of the gallery' });
  const argv = [
    'act',
    '--url',
    url,
    '--kind',
    'deed.propose',
    '--as',
    'gb-support-a',
    ...deed,
    '--detail',
    detail,
    '--json',
  ];
  const { code, out } = await remit(argv);
  const answer = JSON.parse(out) as Answer;
  assert.deepEqual([code, answer.outcome, answer.matter], [0, 'needs-approval', 'REQ-guest-b-police-1']);
  assert.match(answer.digest ?? '', /^[0-9a-f]{64}$/);
});

test('what is turned away at the door ends with 2, and was not recorded', async () => {
  const size = room.size();
  const argv = [
    'act',
    '--url',
    url,
    '--kind',
    'log.line',
    '--as',
    'duty-a',
    '--place',
    'conference-hal',
    '--detail',
    '{"text":"x"}',
  ];
  const { code, out, err } = await remit(argv);
  assert.deepEqual([code, out], [2, '']);
  assert.match(err, /turned away, nothing was recorded \(unknown-word\): .*did you mean `conference-hall`/);
  const asJson = await remit([...argv, '--json']);
  assert.deepEqual([asJson.code, JSON.parse(asJson.out).refused], [2, 'unknown-word']);
  assert.equal(room.size(), size);
});

test('an act from a file is filled in; a signed one goes as it is, and again is answered the same', async () => {
  const part = join(folder, 'part.json');
  writeFileSync(
    part,
    JSON.stringify({ kind: 'log.line', actor: 'watch-a', id: 'file-act-1', detail: { text: 'calm sea' } }),
  );
  const first = await remit(['act', '--url', url, '--file', part, '--json']);
  assert.equal(first.code, 0, first.err);
  const now = room.roomNow();
  const signed = exerciseKey('harbour-summit', 'watch-a').sign({
    v: 1,
    id: 'file-act-2',
    ledger: room.origin,
    mode: 'exercise',
    kind: 'log.line',
    form: 'proposal',
    actor: 'watch-a',
    desk: 'harbour-room.watch',
    activity: 'log.line',
    purpose: 'room-duty',
    place: 'coast-guard-station',
    deedAt: now,
    signedAt: now,
    detail: { text: 'still calm' },
  });
  const whole = join(folder, 'whole.json');
  writeFileSync(whole, JSON.stringify(signed));
  const [once, twice] = [
    await remit(['act', '--url', url, '--file', whole]),
    await remit(['act', '--url', url, '--file', whole]),
  ];
  assert.deepEqual([once.code, twice.code], [0, 0]);
  assert.match(twice.out, /the first time this act came/);
  assert.equal(/#\d+/.exec(once.out)?.[0], /#\d+/.exec(twice.out)?.[0]);
});

test('a key file signs, whatever way the seed is written; another key is turned away', async () => {
  const seed = Buffer.alloc(32, 7);
  for (const [name, text] of [
    ['hex', seed.toString('hex')],
    ['base64', `${seed.toString('base64')}\n`],
    ['base64url', seed.toString('base64url')],
    ['json', JSON.stringify({ seed: seed.toString('base64') })],
  ] as const) {
    const file = join(folder, name);
    writeFileSync(file, text);
    const argv = [
      'act',
      '--url',
      url,
      '--kind',
      'log.line',
      '--as',
      'duty-a',
      '--key',
      file,
      '--detail',
      '{"text":"x"}',
    ];
    const { code, err } = await remit([...argv, '--desk', 'host-room.duty', '--place', 'ministry-annex']);
    assert.equal(code, 2);
    assert.match(err, /bad-signature/);
  }
  const broken = join(folder, 'broken');
  writeFileSync(broken, 'not a key');
  const { code, err } = await remit(['log', '--url', url, '--as', 'duty-a', '--key', broken]);
  assert.equal(code, 66);
  assert.match(err, /is no key file/);
  assert.doesNotMatch(err, /not a key/);
});

test('the log shows a person what is theirs, and a line is written from the desk they hold', async () => {
  const written = await remit(['log', 'All quiet.', '--url', url, '--as', 'duty-a']);
  assert.equal(written.code, 0, written.err);
  assert.match(written.out, /permitted by host-root\/1/);
  const index = Number(/#(\d+)/.exec(written.out)?.[1]);
  await room.views.follower.reached(index, 2_000);
  const own = await remit(['log', '--url', url, '--as', 'duty-a', '--limit', '5']);
  assert.equal(own.code, 0);
  assert.match(own.out, /duty-a at host-room\.duty {2}log\.line {2}permitted by host-root\/1 {2}All quiet\.\n$/);
  const guest = await remit(['log', '--url', url, '--as', 'ga-lead', '--limit', '500']);
  assert.doesNotMatch(guest.out, /All quiet/);
  const stranger = await remit(['log', '--url', url, '--as', 'nobody-here']);
  assert.deepEqual([stranger.code, stranger.out], [1, '']);
  const deskless = await remit(['log', 'text', '--url', url, '--as', 'duty-b']);
  assert.equal(deskless.code, 64);
  assert.match(deskless.err, /`--desk` is wanted/);
});

test('whoever signed on long ago still holds their desk: 600 entries later a line goes from there', async () => {
  for (let n = 0; n < 600; n++) {
    const detail = { text: `line ${n}` };
    const answer = await room.door.submit(actOf(room, 'duty-a', { desk: 'host-room.duty', detail }));
    assert('outcome' in answer && answer.outcome === 'permitted');
  }
  const written = await remit(['log', 'Still here.', '--url', url, '--as', 'duty-a']);
  assert.equal(written.code, 0, written.err);
  const index = Number(/#(\d+)/.exec(written.out)?.[1]);
  await room.views.follower.reached(index, 10_000);
  const own = await remit(['log', '--url', url, '--as', 'duty-a', '--limit', '2']);
  assert.match(own.out, /duty-a at host-room\.duty {2}log\.line {2}permitted by host-root\/1 {2}Still here\.\n$/);
});

test('a report is accepted, and the log never shows it as a refusal of who reports', async () => {
  const deed = {
    agency: 'guest-a-protection',
    component: 'unknown',
    role: 'unknown',
    activity: 'identity-check',
    purpose: 'unknown',
    place: 'ferry-terminal',
  };
  const detail = JSON.stringify({ deed, text: 'two people asked for papers' });
  const sent = await remit(['act', '--kind', 'occurrence.report', '--detail', detail, '--url', url, '--as', 'duty-a']);
  assert.equal(sent.code, 0, sent.err);
  assert.match(sent.out, /outcome +report accepted; verdict on the reported deed: prohibited by /);
  await room.views.follower.reached(Number(/#(\d+)/.exec(sent.out)?.[1]), 2_000);
  const { out } = await remit(['log', '--url', url, '--as', 'duty-a', '--limit', '1']);
  assert.match(out, /occurrence\.report OCC-\S+ {2}report accepted; verdict on the reported deed: prohibited by /);
  assert.match(
    out,
    /reported: identity-check by guest-a-protection, component unknown, role unknown, at ferry-terminal, for unknown/,
  );
});

test('a followed log goes on with what is new, and ends when it is asked to', async () => {
  const ending = new AbortController();
  const heard = (text: string) => {
    if (text.includes('Heard while following')) ending.abort();
  };
  const following = remit(['log', '--url', url, '--as', 'duty-a', '--follow', '--json'], {
    signal: ending.signal,
    heard,
  });
  await remit(['log', 'Heard while following.', '--url', url, '--as', 'duty-a']);
  const { code, out } = await following;
  assert.equal(code, 0);
  const indexes = out
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { index: number }).index);
  assert.deepEqual(
    indexes,
    [...new Set(indexes)].sort((a, b) => a - b),
    'each row once, in order',
  );
});

test('what is no room, or a hostile one, ends in one sentence and moves no terminal', async (t) => {
  const state = {
    origin: 'x.exercise',
    mode: 'exercise',
    scenario: 'harbour-summit',
    title: 't',
    roomNow: 1_000,
    size: 1,
  };
  const answers: Record<string, (path: string) => [status: number, body: string]> = {
    strange: () => [200, '<html>'],
    wrong: () => [200, JSON.stringify({ ...state, mode: 'other' })],
    redirect: () => [302, ''],
    escape: (path) => [path === '/room' ? 200 : 422, path === '/room' ? JSON.stringify(state) : escaping('detail')],
    large: () => [200, ' '.repeat(17 * 1024 * 1024)],
  };
  const server = createServer((request, response) => {
    const [, name = '', path = ''] = /^\/(\w+)(\/\w+)/.exec(request.url ?? '') ?? [];
    const [status, body] = answers[name]?.(path) ?? [404, ''];
    response.writeHead(status, status === 302 ? { location: '/strange/room' } : {}).end(body);
  });
  const base = await listening(server);
  t.after(() => server.close());
  const argv = ['--kind', 'log.line', '--as', 'duty-a', '--desk', 'a.b', '--place', 'c', '--detail', '{}'];
  const cases: [string, number, RegExp][] = [
    ['strange', 1, /no room that this command understands/],
    ['wrong', 1, /no room that this command understands/],
    ['redirect', 1, /no room answers/],
    ['escape', 2, /turned away/],
    ['large', 1, /more than \d+ bytes/],
  ];
  for (const [name, wanted, said] of cases) {
    const { code, out, err } = await remit(['act', '--url', `${base}/${name}`, ...argv]);
    assert.match(err, said, name);
    assert.equal(code, wanted, name);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is what is tested
    assert.doesNotMatch(out + err, /[\u0000-\u0009\u000b-\u001f\u007f\u202e]/, name);
  }
});

test('a time that no clock shows, from a hostile room, ends in one sentence', async (t) => {
  const state = { origin: 'x.exercise', mode: 'exercise', scenario: 'harbour-summit', title: 't', roomNow: 1, size: 1 };
  const row = { index: 1, at: 1, kind: 'log.line', outcome: 'permitted', clauses: [], summary: '' };
  const nobody = { person: null, desk: null, place: null, matter: null };
  const answer = { act: 'a', index: 1, state: 'recorded', outcome: 'permitted', clauses: [], near: [], set: 's' };
  const far = 8.64e15 + 1;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const [, name = '', path = ''] = /^\/(\w+)(\/[\w/-]+)/.exec(request.url ?? '') ?? [];
    asked.push(path);
    const bodies: Record<string, object> = {
      '/room': { ...state, ...(name === 'now' ? { roomNow: far } : {}) },
      '/log': { rows: [{ ...row, ...nobody, at: name === 'before' ? -far : far }], desk: null, position: null },
      '/acts': { ...answer, at: name === 'act' ? far : 1, recorded: name === 'act' ? 1 : far },
      '/api/sign-in/key': { path: '/console/#link=x', expires: far },
    };
    response.writeHead(200).end(JSON.stringify(bodies[path]));
  });
  const base = await listening(server);
  t.after(() => server.close());
  const act = ['--kind', 'log.line', '--as', 'duty-a', '--desk', 'a.b', '--place', 'c', '--detail', '{}'];
  for (const argv of [
    ['log', '--as', 'duty-a', '--url', `${base}/log`],
    ['log', '--as', 'duty-a', '--url', `${base}/before`],
    ['log', '--as', 'duty-a', '--url', `${base}/now`],
    ['act', ...act, '--url', `${base}/act`],
    ['act', ...act, '--url', `${base}/recorded`],
    ['link', '--as', 'duty-a', '--url', `${base}/link`],
  ]) {
    const { code, out, err } = await remit(argv);
    assert.deepEqual([code, out], [1, ''], argv.join(' '));
    assert.match(err, /no room that this command understands/, argv.join(' '));
  }
  for (const path of ['/log', '/acts', '/api/sign-in/key']) assert(asked.includes(path), path);
});

test('where nothing listens, the command says so and how a room is started', async () => {
  const server = createServer();
  const base = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  const { code, err } = await remit(['log', '--url', base, '--as', 'duty-a']);
  assert.equal(code, 1);
  assert.match(err, /nothing listens there; `remit start` starts a room, `--url` names one that listens elsewhere/);
});

function escaping(member: string): string {
  return JSON.stringify({ code: 'unknown-word', [member]: '\u001b]0;owned\u0007\u001b[2J\u202eevil' });
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
