import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../base/seeded-random.ts';
import { verifiedOutside } from '../cli/testing/verified-outside.ts';
import { MemoryFiles } from '../ledger/files/memory.ts';
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
  const vkeys = { guest: witnesses.guest.vkey, press: witnesses.press.vkey };
  return { machine, options, instead, vkeys };
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

async function actAt(room: OpenRoom, index: number) {
  return (await room.readEntry(index))?.fields.act;
}

/** A room that was witnessed, its copy of before, and all that it was afterwards. */
async function restoredOlder() {
  const { machine, options, instead, vkeys } = await witnessedMachine();
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
  return { machine, instead, older, before, after, open, vkeys };
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
        machine.said.includes(`what the witness \`${name}\` knows could not be asked first: it cannot be reached`),
      );
    await writeLines(forked, ...lines);
    await forked.stop();
    instead.clear();
    await assert.rejects(open(older), /RestoredBackup|it cosigned ANOTHER tree/);
  }
});

test('one that is wrong is passed over by its name, aloud and for that start; the others are asked all the same', async () => {
  const { machine, instead, older, open, before, after, vkeys } = await restoredOlder();
  await assert.rejects(open(older, ['guest']), /the witness `press`: it cosigned/);
  await assert.rejects(open(older, ['gest']), /the policy names no witness `gest` that could be passed over/);
  const { length } = older.data.entries;
  const room = await open(older, ['guest', 'press']);
  assert.match(
    machine.said.join('\n'),
    /^the witness `press` was passed over: it cosigned \d+ entries of this ledger, and the database holds \d+$/m,
  );
  const stated = [await actAt(room, length), await actAt(room, length + 1)];
  assert.deepEqual(
    stated.map((act) => [act?.actor, act?.kind, act?.detail]),
    ['guest', 'press'].map((name) => [
      'operator',
      'witness.pass',
      { witness: vkeys[name as 'guest' | 'press'], size: after, entries: before, claims: 'longer' },
    ]),
  );
  assert.equal(room.size(), length + 2);
  const own = { kind: 'witness.pass', detail: stated[0]?.detail ?? {} } as const;
  const others = await room.door.submit(actOf(room, 'duty-a', own));
  assert('clauses' in others && others.clauses.includes('R-28'), 'nobody else states it');
  await room.stop();
  instead.clear();
  await assert.rejects(open(older), RestoredBackup);
});

test('nor where the published folder is lost as well: the last tree that was signed is shown, and no new one', async () => {
  const { older, before, after, open } = await restoredOlder();
  const lost = { ...older, folders: { ...older.folders, public: new MemoryFiles() } };
  const guard = await lost.folders.signer.read('guard');
  await assert.rejects(open(lost), (error) => {
    assert(error instanceof RestoredBackup);
    const told = `\`guest\`: it cosigned ${after} entries of this ledger, and the database holds ${before}`;
    assert(error.message.includes(told), error.message);
    return true;
  });
  assert.deepEqual(await lost.folders.signer.read('guard'), guard);
  assert.equal(await lost.folders.public.read('ledger/checkpoint'), undefined);
});

test('the folder lost and the witness behind, a start goes on where it proves that it contains what the witness has; another history does not', async () => {
  const { machine, options, instead } = await witnessedMachine();
  const work = async (...texts: readonly string[]) => {
    const room = await machine.open({ witnesses: options });
    await writeLines(room, ...texts);
    await until(() => room.witnesses.state()?.witnesses.some(({ size }) => size === room.size()) === true);
    await room.stop();
    return room.size();
  };
  const first = await work('one');
  const older = await keep(machine);
  await work('two');
  const away: AskWitness = async () => {
    throw new Error('it cannot be reached');
  };
  instead.set('guest', away);
  await work('three', 'four', 'five');
  instead.clear();
  machine.folders.public = new MemoryFiles();
  const said = machine.said.length;
  const room = await machine.open({ witnesses: options });
  await room.stop();
  assert.deepEqual(machine.said.slice(said), [], 'both were asked, and neither had anything against it');
  await verifiedOutside(machine.folders.public, room.size());
  assert(first < room.size());
  // The copy of before grows another way, unseen, beyond all that the witnesses have.
  instead.set('guest', away).set('press', away);
  const forking = { store: new MemoryStore(older.data), view: new MemoryActsView(), witnesses: options };
  const forked = await machine.open({ ...forking, folders: older.folders });
  await writeLines(forked, ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  await forked.stop();
  instead.clear();
  const lost = { ...older.folders, public: new MemoryFiles() };
  await assert.rejects(
    machine.open({ ...forking, view: new MemoryActsView(), folders: lost }),
    /RestoredBackup: .*it cosigned ANOTHER tree, whose \d+ entries this one does not contain; the database holds/,
  );
});

test('of a word that is no word against the ledger nothing is stated: one that agrees, or is away, is not passed over', async () => {
  const { machine, options, instead } = await witnessedMachine();
  instead.set('press', async () => {
    throw new Error('it cannot be reached');
  });
  const size = machine.data.entries.length;
  const room = await machine.open({ witnesses: { ...options, passedOver: ['guest', 'press'] } });
  assert.equal(room.size(), size);
  await room.stop();
});

test('another tree is stated as one, with its size; and while the clock halts the room, right after it goes on', async () => {
  const { machine, instead, older, before, open, vkeys } = await restoredOlder();
  instead.set('guest', async () => ({ status: 409, type: 'text/x.tlog.size', body: `${before}\n` }));
  instead.set('press', async () => ({ status: 409, type: 'text/x.tlog.size', body: `${before + 7}\n` }));
  // The machine's clock was set back.
  machine.clock.jump(-3_600_000);
  const { length } = older.data.entries;
  const room = await open(older, ['guest', 'press']);
  assert.equal(room.size(), length);
  assert.match(
    machine.said.join('\n'),
    /^that the witness `guest` was passed over could not be entered \(.*\): it is entered once/m,
  );
  const accept = { kind: 'clock.accept' as const, detail: { reason: 'the clock was set back' } };
  const answer = await room.enterOwn('operator', accept);
  assert('index' in answer && answer.index === length, JSON.stringify(answer));
  await until(() => room.size() === length + 3);
  const details = [(await actAt(room, length + 1))?.detail, (await actAt(room, length + 2))?.detail];
  assert.deepEqual(details, [
    { witness: vkeys.guest, size: before, entries: before, claims: 'other' },
    { witness: vkeys.press, size: before + 7, entries: before, claims: 'longer' },
  ]);
  await room.stop();
  assert.deepEqual(machine.fatal, []);
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
  const said = machine.said.filter((line) => line.includes('could not be asked first'));
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
