import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../base/seeded-random.ts';
import { verifiedOutside } from '../cli/testing/verified-outside.ts';
import { MemoryFiles } from '../ledger/files/memory.ts';
import { encodeVkey } from '../ledger/note.ts';
import { parsePolicy } from '../ledger/policy.ts';
import { RestoredBackup } from '../ledger/publisher.ts';
import { MemoryData, MemoryStore } from '../ledger/store/memory.ts';
import { until } from '../ledger/testing/witnessed-room.ts';
import type { AskWitness } from '../ledger/witness-asking.ts';
import { MemoryActsView } from '../views/memory.ts';
import { Witness } from '../witness/witness.ts';
import type { OpenRoom } from './room.ts';
import { actOf, TestMachine } from './testing/test-room.ts';

/** A machine, two witnesses that trust its ledger, and how they answer. */
async function witnessedMachine() {
  const machine = new TestMachine();
  await (await machine.open()).stop();
  const vkey = Buffer.from((await machine.folders.public.read('ledger/vkey')) ?? assert.fail())
    .toString('utf8')
    .trim();
  const made = async (name: string, seed: number) => {
    const place = { files: new MemoryFiles(), clock: machine.clock };
    const witness = await Witness.create({ ...place, name: `${name}.example/w`, random: seededRandom(seed).bytes });
    await witness.trust(vkey);
    return witness;
  };
  const witnesses = { guest: await made('guest', 9), press: await made('press', 10) };
  /** Instead of the witness, by name. */
  const instead = new Map<string, AskWitness>();
  const ask: AskWitness = async (prefix, body, signal) => {
    const name = new URL(prefix).hostname.split('.')[0] as keyof typeof witnesses;
    const other = instead.get(name);
    if (other !== undefined) return await other(prefix, body, signal);
    return await witnesses[name].answer(Buffer.from(body));
  };
  const lines = Object.entries(witnesses).map(
    ([name, { vkey: key }]) => `witness ${name} ${key} http://${name}.example/\n`,
  );
  const policy = Buffer.from(`${lines.join('')}group both any guest press\nquorum both\n`);
  const options = { policy, brought: new MemoryFiles(), ask, paces: { retryMs: 1, answerMs: 30_000 } };
  return { machine, options, instead };
}

type Kept = { readonly data: MemoryData; readonly folders: TestMachine['folders'] };

/** A copy of everything that the machine has, as of a stopped room. */
async function keep({ data, folders }: Kept): Promise<Kept> {
  const copied = async (files: MemoryFiles) => {
    const copy = new MemoryFiles();
    for (const [path, bytes] of await files.all()) await copy.write(path, bytes);
    return copy;
  };
  const { keys, signer, actors, public: published } = folders;
  return {
    data: Object.assign(new MemoryData(), structuredClone({ ...data })),
    folders: {
      keys: await copied(keys),
      signer: await copied(signer),
      actors: await copied(actors),
      public: await copied(published),
    },
  };
}

async function writeLines(room: OpenRoom, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const answer = await room.door.submit(actOf(room, 'loggist-a', { detail: { text } }));
    assert('index' in answer, JSON.stringify(answer));
  }
}

/** A room that was witnessed, its copy of before, and all that it was afterwards. */
async function restoredOlder() {
  const { machine, options, instead } = await witnessedMachine();
  const work = async (...texts: readonly string[]) => {
    const room = await machine.open({ witnesses: options });
    await writeLines(room, ...texts);
    await until(() => room.witnesses.state()?.witnesses.every(({ size }) => size === room.size()) === true);
    await room.stop();
    return room.size();
  };
  const before = await work('one');
  const older = await keep(machine);
  const after = await work('two', 'three');
  const open = (kept: Kept, passedOver: readonly string[] = []) =>
    machine.open({
      store: new MemoryStore(kept.data),
      view: new MemoryActsView(),
      folders: kept.folders,
      witnesses: { ...options, passedOver },
    });
  return { machine, options, instead, older, before, after, open };
}

test('a room put back as a whole does not open where a witness knows more of its ledger, and signs nothing', async () => {
  const { older, before, after, open } = await restoredOlder();
  const files = async () => [...(await older.folders.public.all()), ...(await older.folders.signer.all())];
  const [standing, entries] = [await files(), older.data.entries.length];
  await assert.rejects(open(older), (error) => {
    assert(error instanceof RestoredBackup);
    assert.match(
      error.message,
      new RegExp(
        `the witness \`guest\`: it cosigned ${after} entries of this ledger, and the database holds ${before}`,
      ),
    );
    assert.match(
      error.message,
      /the witness `press`: .*Nothing was signed or overwritten\. Put back the newest backup.*`--pass-over guest`/,
    );
    return true;
  });
  assert.deepEqual(await files(), standing);
  assert.equal(older.data.entries.length, entries);
});

test('nor where the other history has grown since, as large as the witness’s or larger', async () => {
  for (const lines of [
    ['four', 'five'],
    ['four', 'five', 'six'],
  ]) {
    const { machine, instead, older, open } = await restoredOlder();
    // Nobody could be asked when it forked.
    const away = async () => {
      throw new Error('it cannot be reached');
    };
    instead.set('guest', away).set('press', away);
    const forked = await open(older);
    for (const name of ['guest', 'press'])
      assert(
        machine.said.includes(
          `what the witness \`${name}\` knows could not be asked before this start: it cannot be reached`,
        ),
      );
    await writeLines(forked, ...lines);
    await forked.stop();
    instead.clear();
    await assert.rejects(open(older), /RestoredBackup|it cosigned ANOTHER tree/);
  }
});

test('one that is wrong is passed over by its name, aloud and for that start, and the ledger says so for good; the others count all the same', async () => {
  const { machine, options, instead, older, before, after, open } = await restoredOlder();
  await assert.rejects(open(older, ['guest']), /the witness `press`: it cosigned/);
  await assert.rejects(open(older, ['gest']), /the policy names no witness `gest` that could be passed over/);
  const room = await open(older, ['guest', 'press']);
  assert(
    machine.said.includes(
      `the witness \`press\`: it cosigned ${after} entries of this ledger, and the database holds ${before}. It is passed over at this start, and the ledger says so`,
    ),
  );
  assert.equal(room.size(), before + 2, 'nothing else was entered');
  const policy = parsePolicy(options.policy);
  for (const [n, { key }] of policy.witnesses.entries()) {
    const { act, outcome, audience } = (await room.readEntry(before + n))?.fields ?? assert.fail('it is entered');
    assert.deepEqual(
      [act?.kind, act?.actor, outcome, audience?.everyone],
      ['witness.pass', 'operator', 'permitted', true],
    );
    assert.deepEqual(act?.detail, {
      witness: encodeVkey(key, 'witness'),
      size: after,
      entries: before,
      claims: 'longer',
    });
  }
  const detail = {
    witness: encodeVkey(policy.witnesses[0]?.key ?? assert.fail(), 'witness'),
    size: 1,
    entries: 0,
    claims: 'other',
  };
  const others = await room.door.submit(actOf(room, 'duty-a', { kind: 'witness.pass', detail }));
  assert('clauses' in others && others.clauses.includes('R-28'), 'nobody else states it');
  await room.stop();
  instead.clear();
  await assert.rejects(open(older), RestoredBackup);
  // It has grown past what they cosigned: now it is another tree, and that is entered as such.
  const forked = await open(older, ['guest', 'press']);
  const last = (await forked.readEntry(forked.size() - 1))?.fields.act?.detail;
  assert.deepEqual([last?.['claims'], last?.['size']], [forked.size() - 2 > after ? 'other' : 'longer', after]);
  await forked.stop();
});

test('where the published folder is lost with it, they are shown the last tree that was signed', async () => {
  const { machine, instead, older, before, after, open } = await restoredOlder();
  const guard = Buffer.from((await older.folders.signer.read('guard')) ?? assert.fail()).toString();
  for (const path of (await older.folders.public.all()).keys()) await older.folders.public.remove(path);
  const message = new RegExp(`it cosigned ${after} entries of this ledger, and the database holds ${before}`);
  await assert.rejects(open(older), (error) => error instanceof RestoredBackup && message.test(error.message));
  assert.equal(Buffer.from((await older.folders.signer.read('guard')) ?? assert.fail()).toString(), guard);
  assert.equal(await older.folders.public.read('ledger/checkpoint'), undefined, 'nothing is published');
  // One that stands behind it knows no more, and keeps nothing shut.
  const behind: AskWitness = async () => ({ status: 409, type: 'text/x.tlog.size', body: '1\n' });
  instead.set('guest', behind).set('press', behind);
  const room = await open(older);
  const said = machine.said.filter((line) => line.includes('could not be asked before this start'));
  assert.match(said[0] ?? '', /`guest`.*: it stands at 1 entries, and what is published, by which to compare, is lost/);
  await room.stop();
  await verifiedOutside(older.folders.public, room.size());
});

test('who is passed over and says nothing against it is entered nowhere', async () => {
  const { machine, options } = await witnessedMachine();
  const room = await machine.open({ witnesses: { ...options, passedOver: ['guest'] } });
  const size = room.size();
  await room.stop();
  const again = await machine.open({ witnesses: { ...options, passedOver: ['guest', 'press'] } });
  assert.equal(again.size(), size);
  assert.deepEqual(
    machine.said.filter((line) => line.includes('passed over')),
    [],
  );
  await again.stop();
});

test('a witness that is slow, lies in another way, or answers nonsense holds nothing up for long', async () => {
  const { machine, options, instead } = await witnessedMachine();
  const never: AskWitness = (_prefix, _body, signal) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('it did not answer in time'))));
  instead.set('guest', never).set('press', async () => ({ status: 409, type: 'text/x.tlog.size', body: '9e99\n' }));
  const room = await machine.open({ witnesses: { ...options, paces: { retryMs: 1, answerMs: 2_000 } } });
  await writeLines(room, 'one');
  await room.stop();
  await verifiedOutside(machine.folders.public, room.size());
  const said = machine.said.filter((line) => line.includes('could not be asked before this start'));
  assert.deepEqual(
    said.map((line) => line.split(': ')[1]),
    ['it did not answer in time', 'it answered 409'],
  );
});

test('an older folder of what is published is no second history: the database has what the witness knows', async () => {
  const { machine, options } = await witnessedMachine();
  const work = async (text: string) => {
    const room = await machine.open({ witnesses: options });
    await writeLines(room, text);
    await until(() => room.witnesses.state()?.size === room.size());
    await room.stop();
  };
  await work('one');
  const { folders } = await keep(machine);
  await work('two');
  machine.folders.public = folders.public;
  await work('three');
  await verifiedOutside(machine.folders.public, machine.data.entries.length);
});
