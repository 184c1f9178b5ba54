// Receipts saved by the command from a room that listens, and looked at with the checker, which asks nobody.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { SignedRoom } from '../server/api/testing/signed-room.ts';
import { remit } from './testing/spoken.ts';

const PERSON = 'loggist-a';

let signed: SignedRoom;
let url: string;
let folder: string;
let vkey: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remit-receipt-'));
  signed = await SignedRoom.open();
  url = `http://127.0.0.1:${await signed.http.listen(0)}`;
  vkey = join(folder, 'vkey');
  writeFileSync(vkey, (await signed.machine.folders.public.read('ledger/vkey')) ?? assert.fail());
  for (let line = 0; line < 60; line++) await signed.line(PERSON, `line ${line}`);
});
after(async () => {
  await signed.close();
  rmSync(folder, { recursive: true });
});

async function receipt(...argv: string[]) {
  return await remit(['receipt', ...argv, '--url', url]);
}

async function verified(...argv: string[]) {
  return await remit(['verify', ...argv, '--vkey', vkey, '--no-pin']);
}

/** Something that answers as a room does, but for receipts, which it answers as told; how often it was asked for those. */
async function fakeRoom(answers: (asked: number) => { status: number; body: object }) {
  const state = (await (await fetch(`${url}/room`)).json()) as object;
  let asked = 0;
  const server: Server = createServer((request, response) => {
    const { status, body } =
      request.url === '/room' ? { status: 200, body: { ...state, mode: 'exercise' } } : answers(asked++);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    asked: () => asked,
    remit: async (...argv: string[]) => await remit(['receipt', ...argv, '--as', PERSON, '--url', address]),
    close: () => server.close(),
  };
}

test('one receipt goes to a file or to the output, of an act that was only just recorded, and proves it', async () => {
  const { index } = await signed.line(PERSON, 'just now');
  const file = join(folder, 'one.tlog-proof');
  const { code, out, err } = await receipt(String(index), '--as', PERSON, '--out', file);
  assert.deepEqual([code, err.replace(/^remit receipt: .*; trying again\n$/, '')], [0, '']);
  assert.match(out, /^saved {5}.*one\.tlog-proof\nopens {5}.*\bact\b/);
  assert.equal(statSync(file).mode & 0o777, 0o600, 'its owner alone reads it');
  const proof = await verified('--receipt', file);
  assert.equal(proof.code, 0, proof.out);
  assert.match(proof.out, new RegExp(`number ${index} of the `));
  const printed = await receipt(`#${index}`, '--as', PERSON);
  assert.equal(printed.out, readFileSync(file, 'utf8'));
  const foreign = await receipt(String(index), '--as', 'gb-liaison');
  const absent = await receipt('999999', '--as', PERSON);
  for (const none of [foreign, absent]) {
    assert.deepEqual(
      [none.code, none.out, none.err],
      [1, '', 'remit receipt: this is not there, or it is not yours to see; the room does not say which\n'],
    );
  }
});

test('all of one’s own are saved, page by page, and proven complete by the end of a shift', async () => {
  await signed.permitted(PERSON, { kind: 'desk.sign-off', detail: {} });
  const mine = join(folder, 'mine');
  const { code, out } = await receipt('--mine', '--as', PERSON, '--out', mine);
  const files = readdirSync(mine);
  assert.deepEqual([code, out], [0, `saved     ${files.length}\nthere     0\nfolder    ${mine}\n`]);
  assert(files.length > 60 && files.every((name) => /^receipt-\d+\.tlog-proof$/.test(name)), files.join());
  const whole = await verified('--mine', PERSON, mine);
  assert.equal(whole.code, 0, whole.out);
  assert.match(whole.out, new RegExp(`\\nown record {2}${files.length} of ${files.length} `));
  assert.match(whole.out, new RegExp(`complete.*${files.length}`));

  // One is lost, the ledger goes on, another is half written over: the next run fetches what is missing and writes over nothing.
  const [lost = '', spoiled = '', kept = ''] = files;
  const before = readFileSync(join(mine, kept), 'utf8');
  rmSync(join(mine, lost));
  writeFileSync(join(mine, spoiled), 'something else');
  const gap = await verified('--mine', PERSON, mine);
  assert.equal(gap.code, 1, gap.out);
  const detail = { room: 'host-room', desk: 'host-room.loggist' };
  await signed.permitted(PERSON, { kind: 'desk.sign-on', detail });
  const again = await receipt('--mine', '--as', PERSON, '--out', mine);
  assert.equal(again.code, 1);
  assert.match(again.out, new RegExp(`^saved {5}2\nthere {5}${files.length - 2}\n`));
  assert.match(again.err, new RegExp(`${spoiled}\` is there and is something else: it stays\n(.*\n)*.*1 not saved`));
  assert.equal(readFileSync(join(mine, spoiled), 'utf8'), 'something else');
  assert.equal(readFileSync(join(mine, kept), 'utf8'), before, 'an earlier checkpoint proves as much');
  rmSync(join(mine, spoiled));
  assert.equal((await receipt('--mine', '--as', PERSON, '--out', mine)).code, 0);
  const now = await verified('--mine', PERSON, mine);
  assert.equal(now.code, 0, now.out);
  assert.deepEqual(
    readdirSync(mine).filter((name) => name.startsWith('.')),
    [],
    'nothing half written is left',
  );
});

test('what cannot be written is said, with its name', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, 'no folder');
  for (const argv of [
    ['--mine', '--out', join(file, 'in')],
    ['1', '--out', join(folder, 'no-such-folder', 'one')],
  ]) {
    const { code, out, err } = await receipt(...argv, '--as', 'commander-a');
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /^remit receipt: `.*` was not written: /);
  }
  const over = await receipt('1', '--out', file, '--as', 'commander-a');
  assert.deepEqual([over.code, readFileSync(file, 'utf8')], [1, 'no folder']);
});

test('what is in no checkpoint yet is asked for again, so often and no more', async () => {
  const real = await receipt('1', '--as', 'commander-a');
  const one = { view: 1, index: 1, name: '../../evil', opens: ['kind'], receipt: real.out };
  const notYet = { status: 503, body: { code: 'not-included', detail: 'not yet', retryAfterSeconds: 0 } };
  const soon = await fakeRoom((asked) => (asked < 3 ? notYet : { status: 200, body: one }));
  const came = await soon.remit('1');
  assert.deepEqual([came.code, came.out, came.err], [0, real.out, 'remit receipt: not yet; trying again\n']);
  soon.close();
  const never = await fakeRoom(() => notYet);
  const left = await never.remit('1');
  assert.deepEqual([left.code, never.asked()], [1, 20]);
  assert.match(left.err, /the room says \(not-included\): not yet; try again in 0 s\n$/);
  never.close();
});

test('too many: of one it is said how long, for all of one’s own it is waited', async () => {
  const tooMany = { status: 429, body: { code: 'too-many', detail: 'later', retryAfterSeconds: 0 } };
  const page = { status: 200, body: { view: 1, person: PERSON, receipts: [], next: null } };
  const room = await fakeRoom((asked) => (asked < 2 ? tooMany : page));
  const one = await room.remit('1');
  assert.deepEqual([one.code, room.asked()], [1, 1]);
  assert.match(one.err, /\(too-many\): later; try again in 0 s/);
  const all = await room.remit('--mine', '--out', join(folder, 'none'));
  assert.deepEqual([all.code, room.asked()], [0, 3]);
  room.close();
  const slow = await fakeRoom(() => ({ ...tooMany, body: { ...tooMany.body, retryAfterSeconds: 4_000 } }));
  const gaveUp = await slow.remit('--mine', '--out', join(folder, 'none'));
  assert.deepEqual([gaveUp.code, slow.asked()], [1, 1]);
  assert.match(gaveUp.err, /try again in 4000 s/);
  slow.close();
});

test('a room that gives something else, or leads round in a circle, is not believed', async () => {
  const real = await receipt('1', '--as', 'commander-a');
  const one = { view: 1, index: 1, name: 'x', opens: ['kind'], receipt: real.out };
  const page = { view: 1, person: PERSON, receipts: [one], next: 'on' };
  const into = join(folder, 'strange');
  const cases: readonly (readonly [object, readonly string[], RegExp])[] = [
    [{ ...one, index: 2 }, ['1'], /is no receipt of entry 1/],
    [{ ...one, receipt: 'none' }, ['1'], /is no receipt of entry 1/],
    [page, ['--mine', '--out', into], /no page of one’s own receipts/],
    [{ ...page, person: 'duty-a' }, ['--mine', '--out', into], /no page of one’s own receipts/],
    [{ ...page, receipts: [] }, ['--mine', '--out', into], /no page of one’s own receipts/],
    [{ ...page, receipts: [{ ...one, index: 5 }] }, ['--mine', '--out', into], /is no receipt of entry 5/],
    [{ rows: [] }, ['--mine', '--out', into], /is no room that this command understands/],
  ];
  for (const [body, argv, said] of cases) {
    const room = await fakeRoom(() => ({ status: 200, body }));
    const { code, err } = await room.remit(...argv);
    assert.equal(code, 1, err);
    assert.match(err, said);
    assert(room.asked() <= 2);
    room.close();
  }
  assert.deepEqual(readdirSync(into), ['receipt-1.tlog-proof'], 'files have our names alone');
});

test('says what is wanted', async () => {
  for (const [argv, said] of [
    [['1'], /`--as` says who asks/],
    [['--as', PERSON], /the index of an entry is wanted/],
    [['x', '--as', PERSON], /a number like `1024`, not `x`/],
    [['1', '--mine', '--as', PERSON], /not of one entry/],
    [['--mine', '--as', PERSON], /`--out` names the folder/],
  ] as const) {
    const { code, err } = await receipt(...argv);
    assert.equal(code, 64, argv.join(' '));
    assert.match(err, said);
  }
  assert.match((await remit(['help'])).out, /\n {2}receipt {3}save the proof/);
  assert.equal((await receipt('--help')).code, 0);
});
