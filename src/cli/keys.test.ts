import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { NodeFiles } from '../ledger/files/node.ts';
import { KeyRing } from '../ledger/keys.ts';
import { encodeVkey } from '../ledger/note.ts';
import { Signer } from '../ledger/signer.ts';
import { lockDataFolder } from '../server/database/data-folder-lock.ts';
import { EXIT } from './command.ts';
import { remit } from './testing/spoken.ts';

const root = mkdtempSync(join(tmpdir(), 'remit-keys-'));
after(() => rmSync(root, { recursive: true, force: true }));
const ledger = 'harbour-summit.live.remit.example/0123456789ab';
const files = await NodeFiles.open(join(root, 'keys'), { secret: true });
const place = { files, ledger, random: randomBytes };
const ring = await KeyRing.create(place);
await ring.ensure(['decision/1', 'room/1', 'person/duty-a']);
const before = ring.exportKeys();
const master = join(root, 'keys/master');

test('another master key is put over the keys of a stopped room', async () => {
  const old = readFileSync(master, 'utf8');
  const { code, out, err } = await remit(['keys', 'rotate', '--data', root]);
  assert.equal(code, EXIT.done, err);
  assert.match(out, /^rotated {3}harbour-summit.*\nepoch {5}2\nkeys {6}3, all/);
  assert.notEqual(readFileSync(master, 'utf8'), old);
  assert.deepEqual((await KeyRing.open(place)).exportKeys(), before);
});

test('not of a room that runs, nor where there are no keys, nor over a broken one', async () => {
  const lock = lockDataFolder(root);
  const running = await remit(['keys', 'rotate', '--data', root]);
  assert.equal(running.code, EXIT.failed);
  assert.match(running.err, /another room .* is running on the data folder/);
  lock.release();
  assert.equal((await remit(['keys', 'rotate', '--data', join(root, 'nowhere')])).code, EXIT.unreadable);
  const good = readFileSync(master);
  writeFileSync(master, good.subarray(0, 20));
  const broken = await remit(['keys', 'rotate', '--data', root]);
  assert.equal(broken.code, EXIT.failed);
  assert.match(broken.err, /there is no readable master key/);
  writeFileSync(master, good);
  const subject = join(root, 'keys/subject/person.duty-a.json');
  const text = readFileSync(subject, 'utf8');
  writeFileSync(subject, text.replace('"epoch":2', '"epoch":1'));
  const wrong = await remit(['keys', 'rotate', '--data', root]);
  assert.equal(wrong.code, EXIT.failed);
  assert.match(wrong.err, /`subject\/person.duty-a.json` is under the master key of epoch 1, and here is that of 2/);
  writeFileSync(subject, text);
  assert.deepEqual((await KeyRing.open(place)).exportKeys(), before);
});

test('what it can do is said, and what it cannot', async () => {
  assert.match((await remit(['keys', '--help'])).out, /remit keys rotate \[--data/);
  const wrong = await remit(['keys', 'rotat']);
  assert.equal(wrong.code, EXIT.usage);
  assert.match(wrong.err, /did you mean `rotate`/);
});

test('another key signs the ledger of a stopped room: made beside the present one, and the one before destroyed only then', async () => {
  const place = { files: await NodeFiles.open(join(root, 'signer'), { secret: true }), name: ledger };
  const of = (command: string) => remit(['keys', command, '--data', root]);
  assert.match((await of('next')).err, /this room holds no signing key/);
  const signer = await Signer.create({ ...place, random: randomBytes });
  assert.match((await of('retire')).err, /there is no next key/);
  const made = await of('next');
  assert.equal(made.code, EXIT.done, made.err);
  const [link] = await (await Signer.open(place)).links();
  assert.ok(link);
  assert.equal(
    made.out,
    `present   ${encodeVkey(signer.verifier)}\nnext      ${encodeVkey(link.after)}\nFrom the next start on both sign.\n`,
  );
  assert.equal((await of('next')).out, made.out.replace(/From.*/, 'It was made before; nothing was changed.'));
  const early = await of('retire');
  assert.deepEqual([early.code, /nothing was signed by both keys yet/.test(early.err)], [EXIT.failed, true]);
  await (await Signer.open(place)).sign({ size: 1, root: randomBytes(32), proof: [] });
  const lock = lockDataFolder(root);
  assert.match((await of('retire')).err, /another room .* is running/);
  mkdirSync(join(root, 'actors'));
  assert.match((await remit(['keys', 'retire', '--folder', join(root, 'signer')])).err, /is run by another process/);
  lock.release();
  const retired = await of('retire');
  assert.equal(retired.out, `destroyed ${encodeVkey(link.before)}\npresent   ${encodeVkey(link.after)}\n`);
  assert.deepEqual((await Signer.open(place)).verifier, link.after);
  assert.equal((await remit(['keys', 'next', '--data', join(root, 'nowhere')])).code, EXIT.unreadable);
});
