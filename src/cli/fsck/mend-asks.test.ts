import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { systemClock } from '../../base/clock.ts';
import { seededRandom } from '../../base/seeded-random.ts';
import { suppliedScenario } from '../../exercise/testing/scenarios.ts';
import { MemoryFiles } from '../../ledger/files/memory.ts';
import { encodeVkey } from '../../ledger/note.ts';
import { RestoredBackup } from '../../ledger/publisher.ts';
import { Signer } from '../../ledger/signer.ts';
import { MemoryStore } from '../../ledger/store/memory.ts';
import type { AskWitness } from '../../ledger/witness-asking.ts';
import { openExerciseRoom } from '../../server/exercise-room.ts';
import type { AskedWitnesses } from '../../server/witnesses.ts';
import { Witness } from '../../witness/witness.ts';
import { SILENT } from '../progress.ts';
import { NOTHING_SHOWN } from '../testing/no-views.ts';
import { type CheckedRoom, checkRoom } from './check-room.ts';
import { mend } from './mend.ts';

let folders: Record<'keys' | 'signer' | 'actors' | 'public', MemoryFiles>;
let room: CheckedRoom;
let rebuilt: number;
/** A witness that has seen the ledger. */
let witness: Witness;
let said: string[];

beforeEach(async () => {
  folders = {
    keys: new MemoryFiles(),
    signer: new MemoryFiles(),
    actors: new MemoryFiles(),
    public: new MemoryFiles(),
  };
  const store = new MemoryStore();
  const { room: open } = await openExerciseRoom(store, folders, { scenario: await suppliedScenario('harbour-summit') });
  await open.stop();
  rebuilt = 0;
  const forget = async () => {
    rebuilt += 1;
  };
  // What is shown is ahead of the ledger, and so to be made again.
  const counts = async () => (rebuilt > 0 ? undefined : { next: 9e6, acts: 9e6, matters: 0, versions: 0, astray: 0 });
  room = { store, folders, ...NOTHING_SHOWN, views: { ...NOTHING_SHOWN.views, counts, forget } };
  const place = { files: new MemoryFiles(), clock: systemClock, name: 'guest.example/w' };
  witness = await Witness.create({ ...place, random: seededRandom(3).bytes });
  const { origin } = (await store.load()).identity ?? assert.fail();
  const signer = await Signer.open({ files: folders.signer, name: origin });
  await witness.trust(encodeVkey(signer.verifier));
  said = [];
  await folders.public.remove('ledger/checkpoint');
  await folders.public.write('sets/stray.json', Buffer.from('x'));
});

function asking(ask: AskWitness, ...passedOver: string[]): AskedWitnesses {
  const policy = Buffer.from(`witness guest ${witness.vkey} http://guest.example/\nquorum guest\n`);
  return { policy, ask, passedOver, paces: { answerMs: 30_000 } };
}

const conflict = (size: number | string) => async () => ({ status: 409, type: 'text/x.tlog.size', body: `${size}\n` });

async function mended(witnesses: AskedWitnesses): Promise<string[]> {
  const aside = async () => ({ take: (path: string) => folders.public.remove(path).then(() => true) });
  return await mend(room, await checkRoom(room, SILENT), { aside, witnesses, warn: (line) => void said.push(line) });
}

test('nothing is written, signed, put aside or folded again where a witness knows more of the ledger', async () => {
  const files = async () => [await folders.public.all(), await folders.signer.all()];
  const before = await files();
  const { frontier } = await room.store.load();
  for (const [size, told] of [
    [90_000, 'it cosigned 90000 entries of this ledger, and'],
    [frontier.size, `it cosigned ANOTHER tree of ${frontier.size} entries of this ledger: show both to each other;`],
  ] as const) {
    await assert.rejects(mended(asking(conflict(size))), (error) => {
      assert(error instanceof RestoredBackup);
      const whole = `the witness \`guest\`: ${told} the database holds ${frontier.size}. Nothing was signed`;
      assert(error.message.includes(whole), error.message);
      return true;
    });
    assert.deepEqual(await files(), before);
    assert.equal(rebuilt, 0);
  }
});

test('one that has seen less is given the proof from the database, and nothing holds up the mending', async () => {
  const asked: number[] = [];
  const ask: AskWitness = async (_prefix, body) => {
    const answer = await witness.answer(Buffer.from(body));
    asked.push(answer.status);
    return answer;
  };
  // It has never seen this ledger, so it says that it stands at none, and cosigns then.
  assert.deepEqual(await mended(asking(ask)), ['sets/stray.json']);
  assert.deepEqual(asked, [409, 200]);
  assert.deepEqual(said, []);
  assert.equal(rebuilt, 1);
  assert.deepEqual((await checkRoom(room, SILENT)).findings.all, []);
});

test('one that is away, or answers nonsense, holds nothing up, and is told of', async () => {
  const away: AskWitness = async () => {
    throw new Error('it cannot be reached');
  };
  for (const [ask, told] of [
    [away, 'it cannot be reached'],
    [conflict('9e99'), 'it answered 409'],
    [conflict('-1'), 'it answered 409'],
    [async () => ({ status: 200, type: 'text/plain', body: '— guest AAAA\n' }), 'it answered something else than'],
    // To nothing every tree is the next one: who refuses that proof claims no other.
    [
      async (_: string, body: string) =>
        body.startsWith('old 0\n') ? { status: 422, type: '', body: '' } : await conflict(0)(),
      'it answered 422',
    ],
  ] as const) {
    said = [];
    await folders.public.remove('ledger/checkpoint');
    await mended(asking(ask));
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', new RegExp(`^what the witness \`guest\` knows could not be asked first: ${told}`));
    assert.notEqual(await folders.public.read('ledger/checkpoint'), undefined);
  }
});

test('who is passed over by name is asked, told of, and does not count; nobody else is', async () => {
  await assert.rejects(mended(asking(conflict(90_000), 'gest')), /the policy names no witness `gest`/);
  assert.equal(await folders.public.read('ledger/checkpoint'), undefined);
  await mended(asking(conflict(90_000), 'guest'));
  assert.match(said.join('\n'), /^the witness `guest` was passed over: it cosigned 90000 entries of this ledger/);
  assert.notEqual(await folders.public.read('ledger/checkpoint'), undefined);
});

test('a policy that could never be met ends it too, before anything is written', async () => {
  const policy = Buffer.from('witness guest nonsense http://guest.example/\nquorum guest\n');
  await assert.rejects(mended({ ...asking(conflict(1)), policy }), /the policy of witnesses is refused/);
  assert.equal(await folders.public.read('ledger/checkpoint'), undefined);
});
