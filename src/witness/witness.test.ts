import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seededRandom } from '../base/seeded-random.ts';
import { cosignatureBy } from '../ledger/cosignature.ts';
import { MemoryFiles, PowerFailure, PowerSwitch } from '../ledger/files/memory.ts';
import { checkpointText, encodeVkey, parseNote, parseVkey, signNote } from '../ledger/note.ts';
import { TestLog } from '../ledger/testing/test-log.ts';
import { encodeWitnessRequest } from '../ledger/witness-request.ts';
import { WitnessRefused } from './refused.ts';
import { Witness, type WitnessAnswer } from './witness.ts';

const LOG = new TestLog('room.live.remit.example/0123456789ab');
const NAME = 'witness.example/w1';

async function makeWitness(files = new MemoryFiles(), ...trusted: TestLog[]) {
  const clock = { now: 1_000_000, wallNow: () => clock.now };
  const said: string[] = [];
  const place = { files, clock, said: (line: string) => said.push(line) };
  const witness = await Witness.create({ ...place, name: NAME, random: seededRandom(7).bytes });
  // How one key of a log follows another: src/witness/following.test.ts.
  for (const { vkey } of trusted.length === 0 ? [LOG] : trusted) await witness.trust(vkey, { withoutLink: true });
  return { files, clock, said, witness, again: (on = files) => Witness.open({ ...place, files: on }) };
}

/** The time that the witness stated over this checkpoint; undefined where it did not cosign it. */
function cosignedAt({ verifier }: Witness, note: string, { status, body }: WitnessAnswer): number | undefined {
  const parsed = parseNote(note + body);
  return status === 200 && parsed ? cosignatureBy(parsed, verifier)?.seconds : undefined;
}

/** What this key of the log has to say of a checkpoint of this size, beside another. */
function lineOf({ name, seed }: TestLog, size: number): string {
  return signNote(LOG.text(size), name, seed);
}

describe('a witness', () => {
  test('cosigns a log as it grows, and remembers how far over a restart', async () => {
    const { witness, again } = await makeWitness();
    let old = 0;
    for (const size of [1, 2, 7, 8, 256, 300]) {
      const answer = await (await again()).answer(await LOG.request(old, size));
      assert.equal(cosignedAt(witness, LOG.note(size), answer), 1_000, `at ${size}`);
      old = size;
    }
  });

  test('says with 409 what it cosigned last, and cosigns from there', async () => {
    const { witness } = await makeWitness();
    await witness.answer(await LOG.request(0, 5));
    for (const old of [0, 4, 6]) {
      const answer = await witness.answer(await LOG.request(old, 9));
      assert.deepEqual(answer, { status: 409, type: 'text/x.tlog.size', body: '5\n' });
    }
    assert.equal((await witness.answer(await LOG.request(5, 9))).status, 200);
  });

  test('cosigns the same checkpoint again, with a time of its own', async () => {
    const { witness, clock } = await makeWitness();
    await witness.answer(await LOG.request(0, 5));
    clock.now += 60_000;
    assert.equal(cosignedAt(witness, LOG.note(5), await witness.answer(await LOG.request(5, 5))), 1_060);
  });

  test('never states an earlier time than before, also when its clock was set back between two runs', async () => {
    const { witness, clock, again } = await makeWitness();
    await witness.answer(await LOG.request(0, 5));
    clock.now -= 120_000;
    assert.equal(cosignedAt(witness, LOG.note(6), await (await again()).answer(await LOG.request(5, 6))), 1_000);
  });

  test('signs no time that is far ahead of its clock, for it counts for nobody; when the clock is there again it goes on', async () => {
    const { witness, clock, said } = await makeWitness();
    await witness.answer(await LOG.request(0, 5));
    clock.now -= 121_000;
    const refused = await witness.answer(await LOG.request(5, 6));
    assert.deepEqual([refused.status, /121 s ahead/.test(refused.body)], [500, true]);
    assert.match(said.at(-1) ?? '', /^REFUSED: .*121 s ahead when it cosigned last, or is behind now/);
    clock.now += 121_000;
    assert.equal(cosignedAt(witness, LOG.note(6), await witness.answer(await LOG.request(5, 6))), 1_000);
  });

  test('does not cosign a fork: of the same size 409, of a larger one 422, and the two of one size are kept', async () => {
    const { witness, files, said } = await makeWitness();
    const fork = new TestLog(LOG.name, { history: 'other ', forkAt: 3 });
    await witness.answer(await LOG.request(0, 5));
    assert.equal((await witness.answer(await fork.request(5, 5))).status, 409);
    assert.equal((await witness.answer(await fork.request(5, 9))).status, 422);
    assert.equal((await witness.answer(await LOG.request(5, 9))).status, 200, 'the true history goes on');
    const [kept] = await files.list('forks');
    const evidence = Buffer.from((await files.read(`forks/${kept}`)) ?? []).toString();
    assert.equal(evidence, `${LOG.note(5)}\n${fork.note(5)}`);
    assert.deepEqual(
      said.filter((line) => !line.startsWith('cosigned')).map((line) => line.split(':')[0]),
      ['FORK', 'REFUSED'],
    );
  });

  test('keeps the evidence of at most 16 forks by one key, and says of the next that it is not kept', async () => {
    const { witness, files, said } = await makeWitness();
    await witness.answer(await LOG.request(0, 5));
    const forked = async (n: number) => {
      await witness.answer(await new TestLog(LOG.name, { history: `${n} ` }).request(5, 5));
      return said.at(-1) ?? '';
    };
    for (let n = 0; n < 16; n++) assert.match(await forked(n), /^FORK: .* of 5 entries; both are kept in forks\/$/);
    for (let n = 16; n < 20; n++) assert.match(await forked(n), /^FORK: .*; these two are NOT kept: .*\(16\)/);
    assert.match(await forked(3), /; both are kept in forks\/$/, 'it was kept before');
    assert.equal((await files.list('forks')).length, 16);
  });

  test('who holds one key leaves room for the evidence of what another signs: of a left one, of a later one, of another log', async () => {
    const [next, other] = [new TestLog(LOG.name, { seed: 3 }), new TestLog('other.example/x', { seed: 2 })];
    const { witness, files, said } = await makeWitness(undefined, LOG, next, other);
    const forked = async ({ name, seed: [seed] }: TestLog, history: string, size: number) => {
      await witness.answer(await new TestLog(name, { seed: seed ?? 0, history }).request(size, size));
      return said.at(-1) ?? '';
    };
    for (const log of [LOG, other]) assert.equal((await witness.answer(await log.request(0, 5))).status, 200);
    for (let n = 0; n < 20; n++) await forked(LOG, `before it was left ${n} `, 5);
    assert.equal((await witness.answer(await next.request(5, 6))).status, 200);
    for (const log of [next, other])
      assert.match(await forked(log, 'another ', log === next ? 6 : 5), /^FORK: .*; both are kept in forks\/$/);
    const found = await Promise.all((await files.list('forks')).map((name) => files.read(`forks/${name}`)));
    for (const { name, seed } of [next, other]) {
      const note = new TestLog(name, { seed: seed[0] ?? 0, history: 'another ' }).note(name === LOG.name ? 6 : 5);
      assert.equal(found.filter((bytes) => String(Buffer.from(bytes ?? [])).endsWith(`\n${note}`)).length, 1);
    }
  });

  test('of a key that was left the evidence of four forks is kept, and the others are said not to be', async () => {
    const next = new TestLog(LOG.name, { seed: 3 });
    const { witness, files, said } = await makeWitness(undefined, LOG, next);
    assert.equal((await witness.answer(await next.request(0, 5))).status, 200);
    for (let n = 0; n < 16; n++) {
      const thief = new TestLog(LOG.name, { history: `thief ${n} ` });
      assert.equal((await witness.answer(await thief.request(5, 5))).status, 403);
      const wanted = n < 4 ? /^REFUSED: .*; both are kept in forks\/$/ : /^REFUSED: .*NOT kept: .*\(4\)/;
      assert.match(said.at(-1) ?? '', wanted, `the fork ${n}`);
    }
    assert.equal((await files.list('forks')).length, 4);
  });

  test('what is signed of no entries before the first cosignature is told by no fork: there is nothing to keep beside it', async () => {
    const { witness, files, said } = await makeWitness();
    const text = checkpointText({ origin: LOG.name, size: 0, root: Buffer.alloc(32, 1) });
    const note = `${text}\n${signNote(text, LOG.name, LOG.seed)}`;
    assert.equal((await witness.answer(Buffer.from(encodeWitnessRequest(0, [], note)))).status, 409);
    assert.deepEqual([await files.list('forks'), said.filter((line) => line.startsWith('FORK'))], [[], []]);
  });

  test('refuses proofs that are none with 422', async () => {
    const { witness } = await makeWitness();
    await witness.answer(await LOG.request(0, 5));
    const good = await LOG.proof(5, 9);
    const [first = Buffer.alloc(32), ...rest] = good;
    for (const proof of [[], rest, [...good, first], [...rest, first], [Buffer.alloc(32), ...rest]]) {
      const answer = await witness.answer(Buffer.from(encodeWitnessRequest(5, proof, LOG.note(9))));
      assert.equal(answer.status, 422);
    }
    const same = Buffer.from(encodeWitnessRequest(5, [Buffer.alloc(32)], LOG.note(5)));
    assert.equal((await witness.answer(same)).status, 422);
  });

  test('a proof from nothing is empty', async () => {
    const { witness } = await makeWitness();
    const answer = await witness.answer(Buffer.from(encodeWitnessRequest(0, [Buffer.alloc(32)], LOG.note(5))));
    assert.equal(answer.status, 422);
  });

  test('answers 404 for an origin it does not know, 403 without a signature of a trusted key', async () => {
    const { witness } = await makeWitness();
    assert.equal((await witness.answer(await new TestLog('other.example/x').request(0, 5))).status, 404);
    assert.equal((await witness.answer(await new TestLog(LOG.name, { seed: 2 }).request(0, 5))).status, 403);
    const unsigned = `${LOG.text(5)}\n${signNote(LOG.text(4), LOG.name, LOG.seed)}`;
    assert.equal((await witness.answer(Buffer.from(encodeWitnessRequest(0, [], unsigned)))).status, 403);
    assert.equal((await witness.answer(await LOG.request(0, 5))).status, 200, 'nothing of it was taken up');
  });

  test('ignores signatures of keys that it does not know, and takes a log by each key of it', async () => {
    const second = new TestLog(LOG.name, { seed: 3 });
    const { witness } = await makeWitness(undefined, LOG, second);
    const stranger = signNote(LOG.text(5), 'stranger.example', Buffer.alloc(32, 9));
    const both = Buffer.from(encodeWitnessRequest(0, [], LOG.note(5) + stranger));
    assert.equal((await witness.answer(both)).status, 200);
    assert.equal((await witness.answer(await second.request(5, 6))).status, 200);
  });

  test('a key that another has followed counts only beside it, also when it continues the true tree', async () => {
    const next = new TestLog(LOG.name, { seed: 3 });
    const { witness, said, again } = await makeWitness(undefined, LOG, next);
    const both = async (old: number, size: number) => {
      const request = encodeWitnessRequest(old, await LOG.proof(old, size), LOG.note(size) + lineOf(next, size));
      return Buffer.from(request, 'utf8');
    };
    assert.equal((await witness.answer(await LOG.request(0, 5))).status, 200, 'before the change');
    assert.equal((await witness.answer(await both(5, 6))).status, 200, 'while both sign');
    for (const running of [witness, await again()]) {
      const { status, body } = await running.answer(await LOG.request(6, 7));
      assert.deepEqual([status, body], [403, 'only a key that another has followed signed the checkpoint\n']);
    }
    assert.match(
      said.at(-1) ?? '',
      /^REFUSED: .*: signed only by a key that another has followed; .*`remit witness distrust`/,
    );
    assert.equal((await witness.answer(await both(6, 7))).status, 200, 'both still');
    assert.equal((await witness.answer(await next.request(7, 8))).status, 200, 'the next alone');
    for (const size of [8, 9]) assert.equal((await witness.answer(await LOG.request(8, size))).status, 403);
    assert.equal((await witness.answer(await next.request(8, 9))).status, 200, 'and what was refused changed nothing');
  });

  test('who trusted two keys in the wrong order takes the older one out, and goes on', async () => {
    const next = new TestLog(LOG.name, { seed: 3 });
    const { witness } = await makeWitness(undefined, next, LOG);
    const note = LOG.note(5) + lineOf(next, 5);
    assert.equal((await witness.answer(Buffer.from(encodeWitnessRequest(0, [], note)))).status, 200);
    assert.equal((await witness.answer(await next.request(5, 6))).status, 403);
    assert.equal(await witness.distrust(LOG.vkey), 'gone');
    assert.equal(await witness.distrust(LOG.vkey), 'unknown');
    assert.equal((await witness.answer(await next.request(5, 6))).status, 200);
    assert.equal((await witness.answer(await LOG.request(6, 7))).status, 403);
  });

  test('with the key taken out that signed last, only the newest of those left counts', async () => {
    const [next, third] = [new TestLog(LOG.name, { seed: 3 }), new TestLog(LOG.name, { seed: 5 })];
    const { witness } = await makeWitness(undefined, LOG, third, next);
    assert.equal((await witness.answer(await next.request(0, 5))).status, 200);
    assert.equal((await witness.answer(await third.request(5, 6))).status, 403, 'it was trusted before the other');
    assert.equal(await witness.distrust(next.vkey), 'gone');
    assert.equal((await witness.answer(await LOG.request(5, 6))).status, 403, 'that one was left long ago');
    assert.equal((await witness.answer(await third.request(5, 6))).status, 200);
  });

  test('keeps a fork by a key that was left: it shows that a copy of it is in other hands', async () => {
    const next = new TestLog(LOG.name, { seed: 3 });
    const { witness, files } = await makeWitness(undefined, LOG, next);
    const note = LOG.note(5) + lineOf(next, 5);
    assert.equal((await witness.answer(Buffer.from(encodeWitnessRequest(0, [], note)))).status, 200);
    const fork = new TestLog(LOG.name, { history: 'other ', forkAt: 3 });
    assert.equal((await witness.answer(await fork.request(5, 5))).status, 403);
    const [kept] = await files.list('forks');
    assert.equal(String(Buffer.from((await files.read(`forks/${kept}`)) ?? [])), `${note}\n${fork.note(5)}`);
    assert.equal((await witness.answer(await next.request(5, 6))).status, 200);
  });

  test('cosigns the extension lines of other people’s logs as they stand', async () => {
    const { witness } = await makeWitness();
    const text = `${LOG.text(5)}extension line\n`;
    const note = `${text}\n${signNote(text, LOG.name, LOG.seed)}`;
    const answer = await witness.answer(Buffer.from(encodeWitnessRequest(0, [], note)));
    assert.equal(cosignedAt(witness, note, answer), 1_000);
  });

  test('keeps logs apart', async () => {
    const other = new TestLog('other.example/x', { seed: 2 });
    const { witness } = await makeWitness(undefined, LOG, other);
    await witness.answer(await LOG.request(0, 5));
    assert.equal((await witness.answer(await other.request(0, 3))).status, 200);
    assert.equal((await witness.answer(await other.request(3, 4))).status, 200);
    assert.equal((await witness.answer(await LOG.request(5, 6))).status, 200);
  });

  test('of two requests at once from one size, one is cosigned and the other told the new size', async () => {
    const { witness } = await makeWitness();
    const answers = await Promise.all([
      witness.answer(await LOG.request(0, 9)),
      witness.answer(await LOG.request(0, 5)),
    ]);
    assert.deepEqual(
      answers.map(({ status, body }) => (status === 409 ? body : status)),
      [200, '9\n'],
    );
  });

  test('400 for what is no request, and for an old size over the checkpoint’s', async () => {
    const { witness } = await makeWitness();
    const good = String(await LOG.request(0, 5));
    const wrong = [
      '',
      'old 0\n',
      good.replace('old 0', 'old 00'),
      good.replace('old 0', 'old -1'),
      good.replace('old 0', 'old  0'),
      good.replace('old 0', 'OLD 0'),
      good.replace('old 0', 'old 9007199254740992'),
      good.replace('old 0\n', 'old 0\nnot-base64\n'),
      good.replace('old 0\n', `old 0\n${Buffer.alloc(31).toString('base64')}\n`),
      good.replace('old 0\n', `old 0\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}`),
      good.replace('\n5\n', '\n05\n'),
      good.replace('\n5\n', '\n5\t\n'),
      good.slice(0, -1),
      `${good}\n`,
      good.replaceAll('\n', '\r\n'),
      good.replace('old 0\n', ''),
      String(await LOG.request(6, 6)).replace(LOG.note(6), LOG.note(5)),
    ];
    for (const text of wrong) assert.equal((await witness.answer(Buffer.from(text))).status, 400, JSON.stringify(text));
    assert.equal((await witness.answer(Buffer.from([...Buffer.from(good), 0xff]))).status, 400);
    assert.equal((await witness.answer(Buffer.alloc(69_633, 'x'))).status, 400);
    assert.equal((await witness.answer(Buffer.from(good))).status, 200);
  });
});

describe('what a witness keeps', () => {
  test('a lost or broken record is never taken as nothing: it refuses to sign', async () => {
    const { witness, files } = await makeWitness();
    await witness.answer(await LOG.request(0, 5));
    const [name] = await files.list('cosigned');
    const path = `cosigned/${name}`;
    await files.write(path, Buffer.from('{}'));
    await assert.rejects(witness.answer(await LOG.request(0, 5)), WitnessRefused);
    await files.remove(path);
    await assert.rejects(witness.answer(await LOG.request(0, 5)), /missing or unreadable: restore/);
  });

  test('a log that was taken out and is trusted again goes on where it was', async () => {
    const { witness, files } = await makeWitness();
    await witness.answer(await LOG.request(0, 5));
    const [name] = await files.list('logs');
    await files.remove(`logs/${name}`);
    assert.equal((await witness.answer(await LOG.request(5, 6))).status, 404);
    assert.equal(await witness.trust(LOG.vkey), 'new');
    assert.equal(await witness.trust(LOG.vkey), 'known');
    assert.equal((await witness.answer(await LOG.request(0, 6))).body, '5\n');
  });

  test('a log whose last key is taken out is not known, and what was cosigned of it is kept', async () => {
    const { witness, again } = await makeWitness();
    await witness.answer(await LOG.request(0, 5));
    assert.equal(await witness.distrust(LOG.vkey), 'gone');
    for (const running of [witness, await again()])
      assert.equal((await running.answer(await LOG.request(5, 6))).status, 404);
    await assert.rejects(witness.distrust('x+00000000+AA=='), /no Ed25519 verifier key of a log/);
    await witness.trust(LOG.vkey);
    assert.equal((await witness.answer(await LOG.request(0, 6))).body, '5\n');
  });

  test('no key of a witness, and not its own, is trusted as a log’s', async () => {
    const { witness } = await makeWitness();
    const own = encodeVkey({ name: LOG.name, publicKey: witness.verifier.publicKey });
    await assert.rejects(witness.trust(own), /the witness’s own key: no key is both a log’s and a witness’s/);
    await assert.rejects(witness.trust(witness.vkey), /is the key of a witness, not of a log/);
    await assert.rejects(witness.trust('x+00000000+AA=='), /no Ed25519 verifier key of a log/);
    assert.deepEqual(parseVkey(witness.vkey, 'witness'), witness.verifier);
  });

  test('a folder has one witness, which has a name', async () => {
    const files = new MemoryFiles();
    const place = { files, clock: { wallNow: () => 0 }, random: seededRandom(1).bytes };
    await assert.rejects(Witness.open(place), /no witness with a readable key/);
    await assert.rejects(Witness.create({ ...place, name: 'two words' }), /is no name/);
    await Witness.create({ ...place, name: NAME });
    await assert.rejects(Witness.create({ ...place, name: NAME }), /a witness already/);
  });

  test('wherever the power is cut, what was answered is remembered', async () => {
    const log = new TestLog('small.example/x', { seed: 4 });
    for (let operations = 0; operations < 12; operations++) {
      for (let seed = 0; seed < 8; seed++) {
        const { files, again } = await makeWitness(new MemoryFiles(), log);
        await (await again()).answer(await log.request(0, 3));
        const power = new PowerSwitch(operations);
        const cut = files.processCrash(power);
        const running = await again(cut);
        const answer = await running.answer(await log.request(3, 4)).catch((error: unknown) => {
          assert.ok(error instanceof PowerFailure);
          return undefined;
        });
        const after = await again(cut.powerCut(seed));
        const next = await after.answer(await log.request(0, 9));
        const wanted = answer?.status === 200 ? ['4\n'] : ['3\n', '4\n'];
        assert.ok(
          next.status === 409 && wanted.includes(next.body),
          `${operations} operations, seed ${seed}: ${next.body}`,
        );
      }
    }
  });
});

test('a checkpoint of a log’s own key under another origin is not known', async () => {
  const { witness } = await makeWitness();
  const text = checkpointText({ origin: 'other.example/x', size: 5, root: LOG.root(5) });
  const note = `${text}\n${signNote(text, LOG.name, LOG.seed)}`;
  assert.equal((await witness.answer(Buffer.from(encodeWitnessRequest(0, [], note)))).status, 404);
});
