import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { MemoryFiles } from '../files/memory.ts';
import { linkNote, signLink } from '../key-link.ts';
import { encodeVkey, parseNote, publicKeyOf, signNote, verifyNote } from '../note.ts';
import { Signer } from '../signer.ts';
import { SignerRefused } from '../signer-refused.ts';
import { TEST_ORIGIN } from '../testing/entries.ts';
import { signerContract } from '../testing/signer-contract.ts';
import { treeOf } from '../testing/test-tree.ts';
import { KeptSigner } from './kept-signer.ts';
import { SignerAway } from './port.ts';
import { type AskSigner, RemoteSigner } from './remote-signer.ts';
import { answerLine, type SignerAnswer } from './wire.ts';

const tree = treeOf('entry');
const fork = treeOf('fork');

/** The process of a folder, started for a new ledger where there is no key yet; and how it is asked, without a socket between. */
async function processOf(files: MemoryFiles) {
  const said: string[] = [];
  const kept = await KeptSigner.open({
    files,
    random: randomBytes,
    creates: (await Signer.ledgerIn(files)) === undefined,
    said: (line) => said.push(line),
    failed: (error) => said.push(String(error)),
  });
  const ask: AskSigner = (line) => kept.answer(line);
  return { kept, ask, said };
}

signerContract('in a process of its own', {
  create: async (files, name) => RemoteSigner.create((await processOf(files)).ask, name),
  open: async (files, name) => RemoteSigner.open((await processOf(files)).ask, name),
});

/** The same, but that whoever runs it can end it, change its key, and start it again, at the same socket. */
async function changingProcessOf(files: MemoryFiles) {
  let process = await processOf(files);
  const change = async (what: 'addNext' | 'retire') => {
    const own = await Signer.open({ files, name: TEST_ORIGIN });
    await own[what](randomBytes);
    process = await processOf(files);
  };
  const ask: AskSigner = (line) => process.ask(line);
  return { kept: process.kept, said: process.said, ask, change };
}

async function signed(size = 10) {
  const files = new MemoryFiles();
  const process = await changingProcessOf(files);
  const signer = await RemoteSigner.create(process.ask, TEST_ORIGIN);
  const note = await signer.sign(await tree.at(size, 0));
  return { files, ...process, signer, note };
}

test('a folder without a key is refused unless a new one is asked for, and one with a key where one is', async () => {
  const place = { random: randomBytes, said: () => {}, failed: () => {} };
  await assert.rejects(KeptSigner.open({ ...place, files: new MemoryFiles(), creates: false }), /start with `--new`/);
  const { files } = await signed();
  await assert.rejects(KeptSigner.open({ ...place, files, creates: true }), /start without `--new`/);
  await files.write('key', Buffer.from('half'));
  await assert.rejects(KeptSigner.open({ ...place, files, creates: false }), /unreadable/);
});

test('a process that waits for its ledger signs nothing, and makes one key for one ledger', async () => {
  const { ask, said } = await processOf(new MemoryFiles());
  assert.equal(await RemoteSigner.find(ask, TEST_ORIGIN), undefined);
  const first = await RemoteSigner.create(ask, TEST_ORIGIN);
  assert.match(said.join(), /made the key of a new ledger: room\.exercise/);
  assert.deepEqual((await RemoteSigner.open(ask, TEST_ORIGIN)).verifier, first.verifier);
  await assert.rejects(RemoteSigner.create(ask, 'other.example'), SignerRefused);
  await assert.rejects(RemoteSigner.find(ask, 'other.example'), /this signer is of `room\.exercise.*not of `other/);
});

test('what a process says of a refusal moves no cursor, whatever it was asked', async () => {
  const { ask, said } = await signed(10);
  const answer = await ask(JSON.stringify({ v: 1, do: 'guard', ledger: '\u001b[2J\u202eowned' }));
  assert.match(answer, /`ledger` is no origin/);
  const other = await ask(JSON.stringify({ v: 1, do: 'guard', ledger: 'owned.example' }));
  assert.match(other, /"refused":"key"/);
  assert.match(said.at(-1) ?? '', /not of `owned\.example`/);
  assert.doesNotMatch(said.join(''), /\p{C}/u);
});

test('two rooms on one signer: the second of another ledger is refused, of the same only what contains the first’s is signed', async () => {
  const { ask, signer } = await signed(10);
  await assert.rejects(RemoteSigner.open(ask, 'other.example'), SignerRefused);
  const second = await RemoteSigner.open(ask, TEST_ORIGIN);
  await assert.rejects(second.sign(await fork.at(12, 10)), /does not contain the tree of 10/);
  await second.sign(await tree.at(12, 10));
  await assert.rejects(signer.sign(await tree.at(11, 10)), /one of 12 was signed before/);
  await signer.sign(await tree.at(20, 12));
});

test('no line makes a process sign what it would not, or fail: it answers each with one line', async () => {
  const { ask, signer, files, said } = await signed(10);
  const before = await files.all();
  const good = { v: 1, do: 'sign', ledger: TEST_ORIGIN, size: 20, root: tree.root(20).toString('base64') };
  const proof = (await tree.proof(10, 20)).map((hash) => Buffer.from(hash).toString('base64'));
  const hostile: unknown[] = [
    null,
    [],
    7,
    'sign',
    {},
    { ...good, proof, v: 2 },
    { ...good, proof, do: '__proto__' },
    { ...good, proof, more: 1 },
    { ...good },
    { ...good, proof: proof.join() },
    { ...good, proof: [...proof, 7] },
    { ...good, proof: [...proof.slice(1), 'AAAA'] },
    { ...good, proof: Array.from({ length: 64 }, () => proof[0]) },
    { ...good, proof, size: '20' },
    { ...good, proof, size: 20.5 },
    { ...good, proof, size: -1 },
    { ...good, proof, size: 2 ** 53 },
    { ...good, proof, size: null },
    { ...good, proof, root: good.root.slice(4) },
    { ...good, proof, root: `${good.root}=` },
    { ...good, proof, ledger: 'two words' },
    { ...good, proof, ledger: ['room'] },
    { v: 1, do: 'catch-up', ledger: TEST_ORIGIN, note: 7, proof },
    { v: 1, do: 'guard', ledger: TEST_ORIGIN, proof },
  ];
  const texts = ['', '{', '\u0000', '{"v":1', 'x'.repeat(70_000), ...hostile.map((value) => JSON.stringify(value))];
  for (const text of texts) {
    const answer = JSON.parse(await ask(text)) as SignerAnswer;
    assert.ok('failed' in answer && answer.failed.startsWith('the request was not understood'), `${text} ${said}`);
  }
  assert.deepEqual(await files.all(), before);
  assert.equal((await signer.guard()).size, 10);
  const line = JSON.stringify({ ...good, proof });
  const answer = await ask(line);
  assert.match(answer, /"note":/);
  assert.equal(await ask(line), answer, 'replayed, it gives the same signature');
});

test('a forged proof, and a replay after the tree has grown, are refused and said', async () => {
  const { signer, said } = await signed(10);
  const forged = [...(await fork.proof(10, 20))];
  await assert.rejects(signer.sign({ ...(await tree.at(20, 10)), proof: forged }), SignerRefused);
  await signer.sign(await tree.at(20, 10));
  await assert.rejects(signer.sign(await tree.at(10, 10)), SignerRefused);
  assert.deepEqual(
    said.slice(1).map((line) => /^refused \((\w+)\)/.exec(line)?.[1]),
    ['fork', 'smaller'],
  );
});

test('a disk that does not take the guard signs nothing, and the room may ask again', async () => {
  const { files, kept, said } = await signed(10);
  const signer = await RemoteSigner.open((line) => kept.answer(line), TEST_ORIGIN);
  const write = files.write.bind(files);
  files.write = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
  await assert.rejects(signer.sign(await tree.at(20, 10)), (error) => error instanceof SignerAway);
  assert.match(said.at(-1) ?? '', /no space/);
  files.write = write;
  assert.ok(signer.ownCheckpoint(await signer.sign(await tree.at(20, 10))));
});

test('nothing is believed of an answer but the ledger’s signature over what was asked', async () => {
  const { signer, note, ask } = await signed(10);
  const text = parseNote(note)?.text ?? '';
  const stranger = randomBytes(32);
  const strange = encodeVkey({ name: TEST_ORIGIN, publicKey: publicKeyOf(stranger) });
  const cosigned = `${note}${signNote(text, 'w.example', stranger)}`;
  const larger = await signer.sign(await tree.at(20, 10));
  const answers: (SignerAnswer | string)[] = [
    '',
    '[]',
    '{"v":1}',
    '{"v":2,"note":""}',
    '{"v":1,"refused":"never","why":"x"}',
    '{"v":1,"guard":{"size":-1,"root":""}}',
    { done: true },
    { vkey: null },
    { note: '' },
    { note: `${text}\n${signNote(text, TEST_ORIGIN, stranger)}` },
    { note: cosigned },
    { note: larger },
    { note: `${note}\n` },
  ];
  for (const answer of answers) {
    const line = typeof answer === 'string' ? answer : answerLine(answer);
    let asked = 0;
    const replaced = await RemoteSigner.open(
      (request) => (++asked > 2 ? Promise.resolve(line) : ask(request)),
      TEST_ORIGIN,
    );
    await assert.rejects(replaced.sign(await tree.at(10, 10)), /is not the signer of this ledger/, line);
  }
  const otherKey: AskSigner = async () => answerLine({ vkey: strange });
  assert.deepEqual((await RemoteSigner.find(otherKey, TEST_ORIGIN))?.verifier.publicKey, publicKeyOf(stranger));
  await assert.rejects(
    RemoteSigner.find(async () => answerLine({ vkey: 'no key' }), TEST_ORIGIN),
    SignerAway,
  );
  await assert.rejects(
    RemoteSigner.find(async () => answerLine({ vkey: strange }), 'other.example'),
    SignerAway,
  );
});

test('what a process says in its refusal moves no cursor and is no novel', async () => {
  const why = `\u001b[2J${'long '.repeat(1_000)}`;
  const ask: AskSigner = async () => answerLine({ refused: 'fork', why });
  await assert.rejects(
    RemoteSigner.find(ask, TEST_ORIGIN),
    (error) => error instanceof SignerRefused && !error.message.includes('\u001b') && error.message.length <= 1_000,
  );
});

test('while its key changes, both signatures are taken and no other; once the one before is retired, the room is to begin again', async () => {
  const { files, change, ask, signer } = await signed(10);
  await change('addNext');
  // Whoever runs the process changes its key; no line of a room can.
  for (const what of ['next', 'retire', 'change']) {
    assert.match(await ask(JSON.stringify({ v: 1, do: what, ledger: TEST_ORIGIN })), /nothing that a signer does/);
  }
  const note = await signer.sign(await tree.at(20, 10));
  const [link] = await signer.links();
  assert.ok(link && verifyNote(parseNote(note) ?? assert.fail(), link.after));
  const text = parseNote(note)?.text ?? '';
  const [own, follows] = note.slice(text.length + 1).split(/(?<=\n)/);
  const stranger = signNote(text, TEST_ORIGIN, randomBytes(32));
  for (const lines of [
    `${own}${stranger}`,
    `${own}${follows}${stranger}`,
    `${own}${follows}${follows}`,
    `${follows}`,
  ]) {
    const forging: AskSigner = async (line) =>
      line.includes('"sign"') ? answerLine({ note: `${text}\n${lines}` }) : await ask(line);
    const replaced = await RemoteSigner.open(forging, TEST_ORIGIN);
    await assert.rejects(replaced.sign({ ...(await tree.at(20, 20)), proof: [] }), SignerAway, lines);
  }
  await change('retire');
  await assert.rejects(signer.sign(await tree.at(30, 20)), /start the room again/);
  const again = await RemoteSigner.open(ask, TEST_ORIGIN);
  assert.deepEqual(again.verifier, link.after);
  await again.sign(await tree.at(30, 20));
  assert.deepEqual((await (await Signer.open({ files, name: TEST_ORIGIN })).links()).length, 1);
});

test('links that are no links, of another ledger, or of other keys are not taken', async () => {
  const { change, ask, signer } = await signed(10);
  await change('addNext');
  const [own] = await signer.links();
  assert.ok(own);
  const [one, two, three] = [randomBytes(32), randomBytes(32), randomBytes(32)];
  const between = (name: string, before: Buffer, after: Buffer) => linkNote(signLink(name, before, after));
  const wrong: unknown[] = [
    'no list',
    [7],
    ['no link'],
    [linkNote(own).replace('remit', 'tamed')],
    [between('other.example', one, two)],
    [between(TEST_ORIGIN, one, two)],
    [linkNote(own), between(TEST_ORIGIN, one, two)],
    [between(TEST_ORIGIN, one, two), between(TEST_ORIGIN, three, one)],
    Array.from({ length: 100 }, () => linkNote(own)),
  ];
  for (const links of wrong) {
    const forging: AskSigner = async (line) =>
      line.includes('"links"') ? JSON.stringify({ v: 1, links }) : await ask(line);
    const replaced = await RemoteSigner.open(forging, TEST_ORIGIN);
    await assert.rejects(replaced.links(), SignerAway, JSON.stringify(links).slice(0, 80));
  }
});
