import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { sha256Hex } from '../../base/digest.ts';
import { playOnRoom } from '../../exercise/on-room.ts';
import { suppliedScenario } from '../../exercise/testing/scenarios.ts';
import { MemoryFiles } from '../../ledger/files/memory.ts';
import { checkpointText, signNote } from '../../ledger/note.ts';
import { pathOf } from '../../ledger/published-tiles.ts';
import { MemoryData, MemoryStore } from '../../ledger/store/memory.ts';
import { tilesOfGrowth } from '../../ledger/testing/tiles-of-growth.ts';
import { appendLeaves, leafHash } from '../../ledger/tree.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import type { ComparedTable, FoldedLedger } from '../../server/checked-views.ts';
import { openExerciseRoom } from '../../server/exercise-room.ts';
import type { RoomFolders } from '../../server/folders.ts';
import { SILENT } from '../progress.ts';
import { askingNobody } from '../testing/asking-nobody.ts';
import { type CheckedRoom, checkRoom, type RoomCheck } from './check-room.ts';
import { mayPublish, mend } from './mend.ts';
import type { Aside } from './set-aside.ts';

type Disks = { readonly [K in keyof RoomFolders]: MemoryFiles };

const FOLDERS = ['keys', 'signer', 'actors', 'public'] as const;

/** A room that played its exercise and was stopped; each test has a copy of its own. */
let played: { readonly data: MemoryData; readonly disks: Disks };
let data: MemoryData;
let disks: Disks;
let viewCleared: number;

const NOTHING_ASIDE = askingNobody(async () => assert.fail('nothing is put aside'));

const VIEWS = { next: 0, acts: 0, matters: 0, versions: 0, astray: 0 };
let views: typeof VIEWS | undefined;
let viewRebuilt: number;
let compared: FoldedLedger[];
let tables: readonly ComparedTable[] | undefined;
/** The event's documents, where they are at hand. */
let event: Scenario | undefined;

before(async () => {
  const scenario = await suppliedScenario('harbour-summit');
  const store = new MemoryStore();
  const folders = {
    keys: new MemoryFiles(),
    signer: new MemoryFiles(),
    actors: new MemoryFiles(),
    public: new MemoryFiles(),
  };
  const { room } = await openExerciseRoom(store, folders, { scenario });
  await playOnRoom(room, store, scenario);
  await room.stop();
  played = { data: store.data, disks: folders };
});

beforeEach(async () => {
  data = new MemoryData();
  data.identity = played.data.identity;
  data.frontier = played.data.frontier;
  data.entries.push(...played.data.entries);
  data.openings.push(...played.data.openings);
  for (const [name, row] of played.data.rows) data.rows.set(name, structuredClone(row));
  for (const [id, text] of played.data.documents) data.documents.set(id, text);
  const { keys, signer, actors, public: published } = played.disks;
  disks = {
    keys: await copied(keys),
    signer: await copied(signer),
    actors: await copied(actors),
    public: await copied(published),
  };
  views = undefined;
  viewCleared = 0;
  viewRebuilt = 0;
  compared = [];
  tables = undefined;
  event = undefined;
});

async function copied(files: MemoryFiles): Promise<MemoryFiles> {
  const copy = new MemoryFiles();
  for (const [path, bytes] of await files.all()) await copy.write(path, bytes);
  return copy;
}

function room(): CheckedRoom {
  return {
    store: new MemoryStore(data),
    folders: disks,
    views: {
      counts: async () => views,
      compare: async (ledger) => {
        compared.push(ledger);
        return tables;
      },
      rebuild: async () => {
        viewRebuilt += 1;
        tables = tables?.map((table) => ({ ...table, shown: table.rebuilt, wrong: 0, first: undefined }));
        views = { ...VIEWS, next: data.frontier.size, acts: data.frontier.size };
      },
      forget: async () => {
        viewCleared += 1;
        views = undefined;
      },
    },
    eventOf: async (id) => (event?.id === id ? event : undefined),
  };
}

const check = (): Promise<RoomCheck> => checkRoom(room(), SILENT);

/** Each finding as `rule place`, with `!` where a mending does not help. */
function told({ findings }: RoomCheck): string[] {
  return findings.all.map(({ rule, place, mendable }) => `${mendable ? '' : '!'}${rule} ${place}`);
}

async function flip(files: MemoryFiles, path: string, at = 0.5): Promise<void> {
  const bytes = Buffer.from((await files.read(path)) ?? []);
  const index = Math.min(bytes.length - 1, Math.floor(bytes.length * at));
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  await files.write(path, bytes);
}

async function paths(): Promise<string[]> {
  return [...(await disks.public.all()).keys()];
}

/** Digests by path: what differs is told in a line, and not byte by byte. */
async function digests(files: MemoryFiles): Promise<Map<string, string>> {
  return new Map([...(await files.all())].map(([path, bytes]) => [path, sha256Hex(bytes)]));
}

/** Files that the checkpoint promises; partial tiles of sizes before may lie beside them. */
function isPromised(path: string): boolean {
  const promised = [...tilesOfGrowth(0, data.frontier.size)].map((tile) => pathOf(tile));
  return !path.startsWith('ledger/tile/') || promised.includes(path);
}

function asideIn(aside: MemoryFiles): Aside {
  return {
    async take(path) {
      const bytes = await disks.public.read(path);
      if (bytes === undefined) return false;
      await aside.write(path, bytes);
      await disks.public.remove(path);
      return true;
    },
  };
}

async function mended(): Promise<RoomCheck> {
  await mend(
    room(),
    await check(),
    askingNobody(async () => asideIn(new MemoryFiles())),
  );
  return await check();
}

describe('a room in order', () => {
  test('has no findings, and looking changes no file', async () => {
    const before = await Promise.all(FOLDERS.map((name) => digests(disks[name])));
    const found = await check();
    assert.deepEqual(told(found), []);
    assert.equal(found.size, data.entries.length);
    assert.equal(found.published, found.size);
    assert.deepEqual(found.openings, { open: found.size, erased: 0, closed: 0 });
    assert.deepEqual(await Promise.all(FOLDERS.map((name) => digests(disks[name]))), before);
  });

  test('that was stopped before it published all it committed is in order too', async () => {
    const store = new MemoryStore(data);
    const scenario = await suppliedScenario('harbour-summit');
    const { room: open } = await openExerciseRoom(store, disks, { scenario });
    const before = await copied(disks.public);
    await open.door.submit(Buffer.from('no act'));
    await open.stop();
    disks = { ...disks, public: before };
    assert.deepEqual(told(await check()), []);
  });
});

describe('what the database has', () => {
  test('one byte of any entry shows in the tree, and in every tile that holds it', async () => {
    const bytes = Buffer.from(data.entries[7] ?? []);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    data.entries[7] = bytes;
    const found = await check();
    const rules = new Set(told(found).map((line) => line.split(' ')[0]));
    assert(rules.has('!entries') && rules.has('!signer'), told(found).join('\n'));
    assert.equal(mayPublish(found), false);
  });

  test('a missing entry, and one behind the last', async () => {
    const [last] = data.entries.splice(-1);
    assert.match(told(await check()).join('\n'), /^!entries entries$/m);
    data.entries.push(last ?? Buffer.alloc(0), Buffer.from('one more'));
    assert.match(told(await check()).join('\n'), new RegExp(`^!entries entries/${data.frontier.size}$`, 'm'));
  });

  test('one byte of a box is named by its entry', async () => {
    const opening = data.openings[9];
    assert(opening !== undefined);
    const box = Buffer.from(opening.box);
    box[3] = (box[3] ?? 0) ^ 1;
    data.openings[9] = { ...opening, box };
    assert.deepEqual(told(await check()), [`!openings openings/${opening.index}`]);
  });

  test('a box that is missing is no erasure', async () => {
    const at = data.openings.findIndex(({ group }) => group === 'person');
    const [gone] = data.openings.splice(at, 1);
    const found = await check();
    assert.deepEqual(told(found), [`!openings openings/${gone?.index}`]);
    assert.equal(found.openings.closed, 1);
  });

  test('a box of an entry that is not there', async () => {
    const [first] = data.openings;
    assert(first !== undefined);
    data.openings.push({ ...first, index: data.frontier.size + 2 });
    assert.deepEqual(told(await check()), [`!openings openings/${data.frontier.size + 2}`]);
  });

  test('a row of the state that was changed, removed or added', async () => {
    const name = [...data.rows.keys()].find((key) => key.startsWith('["people"')) ?? '';
    const row = data.rows.get(name);
    assert(row !== undefined && row.row !== null);
    data.rows.set(name, { ...row, row: { ...row.row, agency: 'nobody' } });
    assert.deepEqual(told(await check()), [`!state state/people/${row.id}`]);
    data.rows.delete(name);
    assert.deepEqual(told(await check()), [`!state state/people/${row.id}`]);
    data.rows.set(name, row);
    data.rows.set('x', { slice: 'people', id: 'intruder', row: {} });
    assert.deepEqual(told(await check()), ['!state state/people/intruder']);
  });

  test('a chain that is ahead of all that its actor entered', async () => {
    const [key, chain] = [...data.rows].findLast(([, { slice }]) => slice === 'chains') ?? assert.fail();
    const { index, count } = chain.row as { readonly index: number; readonly count: number };
    data.rows.set(key, { ...chain, row: { index, count: count + 64 } });
    assert.deepEqual(told(await check()), [`!state state/chains/${chain.id}`]);
  });

  test('an act that is forgotten too early, and a chain that is behind', async () => {
    const kept = [...data.rows].findLast(([, { slice }]) => slice === 'acts');
    const chain = [...data.rows].findLast(([, { slice }]) => slice === 'chains');
    assert(kept !== undefined && chain !== undefined);
    data.rows.delete(kept[0]);
    data.rows.set(chain[0], { ...chain[1], row: { index: 0, count: 0 } });
    assert.deepEqual(told(await check()).sort(), [
      `!state state/acts/${kept[1].id}`,
      `!state state/chains/${chain[1].id}`,
    ]);
  });

  test('a mandate set that was altered, is missing, or that no entry put in force', async () => {
    const [id = '', text = ''] = [...data.documents][0] ?? [];
    data.documents.set(id, `${text} `);
    assert.match(told(await check()).join('\n'), new RegExp(`^!documents documents/${id}$`, 'm'));
    data.documents.delete(id);
    assert.match(told(await check()).join('\n'), new RegExp(`^!documents documents/${id}$`, 'm'));
    data.documents.set(id, text);
    data.documents.set(sha256Hex('{}'), '{}');
    assert.deepEqual(told(await check()), [`!documents documents/${sha256Hex('{}')}`]);
  });

  test('an older backup of it is told by what was published and signed', async () => {
    const rounds = new MemoryData();
    rounds.identity = data.identity;
    data = rounds;
    const found = await check();
    assert(told(found).includes('!signer signer/guard'), told(found).join('\n'));
    assert(told(found).includes('!published public/ledger/checkpoint'));
    assert.equal(mayPublish(found), false);
  });

  test('a database that lost its ledger is told from an empty one', async () => {
    data = new MemoryData();
    const lost = await check();
    assert.match(lost.findings.all[0]?.message ?? '', /the folders beside it are of one.*remit import/);
    disks = {
      keys: new MemoryFiles(),
      signer: new MemoryFiles(),
      actors: new MemoryFiles(),
      public: new MemoryFiles(),
    };
    assert.equal((await check()).findings.all[0]?.message, 'the database holds no ledger');
  });

  test('an error of the database is a finding, and no end of the command', async () => {
    const store = new MemoryStore(data);
    store.entries = async () => {
      throw Object.assign(new Error('invalid page in block 4 of relation "base/5/16402"'), { code: 'XX001' });
    };
    const found = await checkRoom({ ...room(), store }, SILENT);
    assert.deepEqual(told(found), ['!database postgres']);
    assert.match(found.findings.all[0]?.message ?? '', /invalid page.*XX001/);
  });
});

describe('keys and the signer', () => {
  test('one byte of any key file is named by its file', async () => {
    const all = [...(await disks.keys.all()).keys()];
    const whole = disks.keys;
    for (const path of all) {
      disks = { ...disks, keys: await copied(whole) };
      await flip(disks.keys, path);
      const found = told(await check());
      assert.equal(found[0], `!keys keys/${path === 'master' ? 'master' : path}`, found.slice(0, 3).join('\n'));
    }
  });

  test('one byte of the guard or the key of the signer', async () => {
    const whole = disks.signer;
    for (const path of ['guard', 'key']) {
      for (const at of [0.1, 0.3, 0.5, 0.7, 0.9]) {
        disks = { ...disks, signer: await copied(whole) };
        await flip(disks.signer, path, at);
        const found = told(await check());
        assert(
          found.some((line) => /^!?(signer signer|published public\/ledger)/.test(line)),
          `${path} at ${at}`,
        );
        assert(
          found.length > 0 && !(await mended()).findings.all.every(({ mendable }) => mendable),
          `${path} at ${at}`,
        );
      }
    }
  });

  test('a guard that is behind what is published', async () => {
    await disks.signer.write(
      'guard',
      Buffer.from('{"root":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=","size":0,"v":1}'),
    );
    assert.deepEqual(told(await check()), ['!signer signer/guard']);
  });

  test('one byte of the seed of an actor of the room', async () => {
    await flip(disks.actors, 'operator');
    assert.deepEqual(told(await check()), ['!actors actors/operator']);
    await disks.actors.remove('timer');
    assert.deepEqual(told(await check()), ['!actors actors/operator', '!actors actors/timer']);
  });
});

describe('what is published', () => {
  test('one byte of any tile or set is named by its file, and mended to the very bytes', async () => {
    const whole = await digests(disks.public);
    for (const path of whole.keys()) {
      if (!/^(ledger\/tile|sets)\//.test(path)) continue;
      await flip(disks.public, path);
      assert.deepEqual(told(await check()), [`published public/${path}`]);
      assert.deepEqual(told(await mended()), []);
      assert.equal((await digests(disks.public)).get(path), isPromised(path) ? whole.get(path) : undefined, path);
    }
  });

  test('what is missing is made again', async () => {
    const whole = await digests(disks.public);
    for (const path of await paths()) {
      if (!/^(ledger\/(tile|vkey|checkpoint)|sets)/.test(path) || !isPromised(path)) continue;
      await disks.public.remove(path);
      assert.deepEqual(told(await check()), [`published public/${path}`]);
      assert.deepEqual(told(await mended()), []);
      assert.equal((await digests(disks.public)).get(path), isPromised(path) ? whole.get(path) : undefined, path);
    }
  });

  test('all of it lost, every byte comes again from the database', async () => {
    const whole = await digests(disks.public);
    for (const path of await paths()) await disks.public.remove(path);
    assert((await check()).findings.all.every(({ mendable }) => mendable));
    assert.deepEqual(told(await mended()), []);
    assert.deepEqual(await digests(disks.public), new Map([...whole].filter(([path]) => isPromised(path))));
  });

  test('a checkpoint or verifier key with one byte changed is made again, by the guard’s leave', async () => {
    const whole = await digests(disks.public);
    for (const path of ['ledger/checkpoint', 'ledger/vkey']) {
      for (const at of [0.1, 0.5, 0.9]) {
        await flip(disks.public, path, at);
        assert.deepEqual(told(await check()), [`published public/${path}`]);
        assert.deepEqual(told(await mended()), []);
        assert.equal((await digests(disks.public)).get(path), whole.get(path));
      }
    }
  });

  test('tiles that are of no tree of this ledger are put aside', async () => {
    const strange = [
      'ledger/tile/0/999',
      'ledger/tile/7/000',
      'ledger/tile/entries/000.p/255',
      'ledger/tile/what',
      'sets/x.json',
    ];
    for (const path of strange) await disks.public.write(path, Buffer.from('strange'));
    assert.deepEqual(new Set(told(await check())), new Set(strange.map((path) => `published public/${path}`)));
    const aside = new MemoryFiles();
    await mend(
      room(),
      await check(),
      askingNobody(async () => asideIn(aside)),
    );
    assert.deepEqual([...(await aside.all()).keys()].sort(), strange.toSorted());
    assert.deepEqual(told(await check()), []);
  });

  test('a file that a killed process left half written is none of these', async () => {
    await disks.public.write('ledger/tile/0/999.tmp', Buffer.from('half'));
    await disks.keys.write('subject/person.x.json.destroyed', Buffer.alloc(10));
    assert.deepEqual(told(await check()), []);
  });

  test('another history is told and never mended, however many files beside it could be made again', async () => {
    const { name, seed } = JSON.parse(Buffer.from((await disks.signer.read('key')) ?? []).toString());
    const text = checkpointText({ origin: name, size: 3, root: Buffer.alloc(32, 7) });
    const note = `${text}\n${signNote(text, name, Buffer.from(seed, 'base64'))}`;
    await disks.public.write('ledger/witnessed', Buffer.from(note));
    for (let n = 0; n < 60; n++) await disks.public.write(`ledger/tile/0/stray${n}`, Buffer.from('x'));
    const found = await check();
    assert(told(found).includes('!published public/ledger/witnessed'), told(found).join('\n'));
    assert.equal(found.findings.untold.get('published'), 10);
    assert.equal(mayPublish(found), false);
    await mend(room(), found, NOTHING_ASIDE);
  });

  test('an entry that somebody put into the database is not signed, nor is anything published from it', async () => {
    const entry = Buffer.from('forged by whoever writes the database');
    data.entries.push(entry);
    data.frontier = appendLeaves(data.frontier, [leafHash(entry)]);
    await disks.public.write('sets/stray.json', Buffer.from('x'));
    const before = [await digests(disks.public), await digests(disks.signer)];
    const found = await check();
    assert(told(found).includes('published public/sets/stray.json'), told(found).join('\n'));
    assert.equal(mayPublish(found), false);
    await mend(room(), found, NOTHING_ASIDE);
    assert.deepEqual([await digests(disks.public), await digests(disks.signer)], before);
  });

  test('another history under the ledger’s own key is never mended', async () => {
    const forked = Buffer.from(data.entries[3] ?? []);
    forked[40] = (forked[40] ?? 0) ^ 1;
    data.entries[3] = forked;
    const before = [await digests(disks.public), await digests(disks.signer)];
    const found = await check();
    assert(told(found).includes('!published public/ledger/checkpoint'), told(found).join('\n'));
    await mend(room(), found, NOTHING_ASIDE);
    assert.deepEqual([await digests(disks.public), await digests(disks.signer)], before);
  });
});

test('tables that are shown and do not fit are folded again', async () => {
  const size = data.frontier.size;
  views = { ...VIEWS, next: size, acts: size };
  assert.deepEqual(told(await check()), []);
  for (const wrong of [{ acts: size - 1 }, { next: size + 1, acts: size + 1 }, { astray: 1 }]) {
    views = { ...VIEWS, next: size, acts: size, ...wrong };
    assert.deepEqual(told(await check()), ['views acts_view']);
    assert.deepEqual(told(await mended()), []);
  }
  assert.equal(viewCleared, 3);
});

describe('tables that are shown and are not what the ledger gives', () => {
  const digest = { rows: 2, hash: 'aa' };
  const table = { table: 'matters_view', shown: { rows: 3, hash: 'bb' }, rebuilt: digest, wrong: 2 } as const;
  const stray: ComparedTable = { ...table, first: { name: 'incidents/INC-1', what: 'stray' } };

  beforeEach(() => {
    views = { ...VIEWS, next: data.frontier.size, acts: data.frontier.size };
    tables = [stray, { ...table, table: 'acts_view', shown: digest, wrong: 0, first: undefined }];
  });

  test('are told of by their first row, and made again where the event is at hand', async () => {
    event = await suppliedScenario('harbour-summit');
    const found = await check();
    assert.deepEqual(told(found), ['views matters_view/incidents/INC-1']);
    assert.match(found.findings.all[0]?.message ?? '', /no such row, the first of 2 rows/);
    assert.deepEqual([compared[0]?.next, compared[0]?.ledger], [data.frontier.size, data.identity?.origin]);
    assert.notEqual(compared[0]?.touches, undefined);
    assert.deepEqual(told(await mended()), []);
    assert.deepEqual([viewRebuilt, viewCleared], [1, 0]);
  });

  test('are forgotten where it is not: the next start has it, and makes them', async () => {
    const found = await check();
    assert.deepEqual(told(found), ['views matters_view/incidents/INC-1']);
    assert.equal(compared[0]?.touches, undefined);
    await mended();
    assert.deepEqual([viewRebuilt, viewCleared], [0, 1]);
  });

  test('that lag are compared as far as they are, and those that are ahead are not', async () => {
    views = { ...VIEWS, next: 5, acts: 5 };
    await check();
    assert.deepEqual(
      compared.map(({ next }) => next),
      [5],
    );
    views = { ...VIEWS, next: data.frontier.size + 1, acts: data.frontier.size + 1 };
    assert.deepEqual(told(await check()), ['views acts_view']);
    assert.equal(compared.length, 1);
  });

  test('are compared with nothing where the ledger cannot be read whole: they may be all that is left to read', async () => {
    const [path = ''] = [...(await disks.keys.all()).keys()].filter((key) => key !== 'master');
    await disks.keys.remove(path);
    const found = await check();
    assert(!told(found).some((line) => line.startsWith('views')), told(found).join('\n'));
    assert.deepEqual([compared, found.views.folds], [[], undefined]);
  });
});
