import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MINUTE } from '../base/clock.ts';
import { canonicalJson } from '../base/json.ts';
import { seededRandom } from '../base/seeded-random.ts';
import { verifiedOutside } from '../cli/testing/verified-outside.ts';
import { State } from '../desk/state.ts';
import { playOnRoom } from '../exercise/on-room.ts';
import { MemoryFiles, PowerSwitch } from '../ledger/files/memory.ts';
import { Signer } from '../ledger/signer.ts';
import { MemoryStore, type StoreFault } from '../ledger/store/memory.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import { readPublished } from '../ledger/testing/published-check.ts';
import { unsealEntry } from '../ledger/unseal.ts';
import { BOOKKEEPING_SLICES } from '../matters/slices.ts';
import type { ActsRow } from '../views/acts-row.ts';
import type { Viewer } from '../views/audience.ts';
import { MemoryActsView } from '../views/memory.ts';
import type { OpenRoom } from './room.ts';
import { actOf, harbour, lineOf, signOn, supplied, TestMachine } from './testing/test-room.ts';

const EVERYTHING: Viewer = {
  person: null,
  agency: '',
  standing: 'guest',
  room: 'none',
  oversight: true,
  admitted: true,
  dataProtection: false,
};

describe('a new room', () => {
  test('creates its ledger, says so, and enters genesis and people five minutes before the first act', async () => {
    const machine = new TestMachine();
    const room = await machine.open();
    const scenario = await harbour();
    assert.match(room.origin, /^harbour-summit\.exercise\.remit\.example\/[0-9a-f]{12}$/);
    assert.match(machine.said[0] ?? '', new RegExp(`^creating the ledger ${room.origin}: `));
    assert.equal(room.size(), 1 + scenario.roster.length);
    await room.stop();
    const rows = await allRows(room);
    assert.equal(rows[0]?.kind, 'ledger.create');
    assert.deepEqual([...new Set(rows.map(({ at }) => at))], [Date.parse('2026-09-15T05:25:00Z')]);
    assert.deepEqual([...new Set(rows.map(({ outcome }) => outcome))], ['permitted']);
    assert.equal(new Set(rows.slice(1).map(({ summary }) => summary)).size, scenario.roster.length);
    assert.equal((await publishedBy(machine, room)).size, room.size());
  });

  test('two rooms have two names and two timers', async () => {
    const rooms = [await new TestMachine().open(), await new TestMachine().open({ random: seededRandom(99).bytes })];
    assert.notEqual(rooms[0]?.origin, rooms[1]?.origin);
    for (const room of rooms) await room.stop();
  });

  test('a live room has the host’s registrar alone, says where its seed lies, and does without it afterwards', async () => {
    const machine = new TestMachine();
    const scenario = await supplied('empty-room', 'live');
    const live = {
      scenario,
      mode: 'live',
      roomTime: () => ({ speed: 1, now: () => machine.clock.wallNow() }),
    } as const;
    const room = await machine.open(live);
    assert.equal(room.size(), 1);
    assert.deepEqual(Object.keys(room.state.get('ledger', 'ledger')?.keys ?? {}).sort(), [
      'operator',
      'registrar:host',
      'timer',
    ]);
    assert.match(machine.said.join('\n'), /move it off this server/);
    await room.stop();
    await machine.folders.actors.remove('registrar=host');
    const again = await machine.open(live);
    assert.equal(again.size(), 1);
    await again.stop();
  });

  test('that was interrupted at any point is gone on with, and ends up whole and entered once', async () => {
    const people = (await harbour()).roster.length;
    let interrupted = 0;
    for (let operations = 0; ; operations += operations < 24 ? 1 : 7) {
      const machine = new TestMachine();
      const folders = machine.folders;
      const power = new PowerSwitch(operations);
      machine.folders = {
        keys: folders.keys.processCrash(power),
        signer: folders.signer.processCrash(power),
        actors: folders.actors.processCrash(power),
        public: folders.public.processCrash(power),
      };
      const first = await machine.open().catch(() => undefined);
      await first?.stop().catch(() => {});
      if (first !== undefined && machine.fatal.length === 0) break;
      interrupted += 1;
      machine.folders = folders;
      machine.fatal.length = 0;
      const room = await machine.open();
      await room.stop();
      assert.deepEqual(machine.fatal, []);
      assert.equal(room.size(), 1 + people, `after ${operations} operations`);
      assert.equal((await publishedBy(machine, room)).size, 1 + people);
    }
    assert.ok(interrupted > 20, `${interrupted} points of interruption were tried`);
  });

  test('whose store loses a commit, or the answer to one, is gone on with', async () => {
    const people = (await harbour()).roster.length;
    for (const fault of ['not-committed', 'failed-but-persisted', 'unknown-not-persisted'] as const) {
      for (const good of [0, 1, 5]) {
        const machine = new TestMachine();
        const store = new FailingStore(machine.data, good, fault);
        await assert.rejects(machine.open({ store }), StartRefused);
        const room = await machine.open();
        assert.equal(room.size(), 1 + people, `${fault} after ${good}`);
        await room.stop();
      }
    }
  });
});

describe('a room that is started again', () => {
  test('has the state it had, which is what the entries fold to, and plays on where it stopped', async () => {
    const machine = new TestMachine();
    const scenario = await harbour();
    const stopping = new AbortController();
    const room = await machine.open();
    const half = await playOnRoom(room, new MemoryStore(machine.data), scenario, {
      signal: stopping.signal,
      log: ({ id }) => id === 'd1-030' && stopping.abort(),
    });
    assert.equal(half.whole, false);
    await room.stop();
    const before = room.state.dump();
    assert.ok(before.length > 50);

    const again = await machine.open();
    assert.equal(again.origin, room.origin);
    assert.equal(again.size(), room.size());
    assert.equal(again.roomNow(), room.roomNow());
    assert.deepEqual(again.state.dump(), before);
    assert.deepEqual(accounted(again.state), accounted(await folded(machine, again)));
    const rest = await playOnRoom(again, new MemoryStore(machine.data), scenario);
    await again.stop();
    assert.deepEqual(rest.differing, []);
    assert.equal(rest.whole, true);
    assert.deepEqual(accounted(again.state), accounted(await folded(machine, again)));
    assert.equal((await publishedBy(machine, again)).size, again.size());
    assert.deepEqual(machine.fatal, []);
  });

  test('answers an act that was entered before as it did then', async () => {
    const machine = new TestMachine();
    const room = await machine.open();
    await signOn(room, 'duty-a', 'host-room.duty');
    const line = lineOf(room, 'duty-a', 'host-room.duty', 'gates open');
    const first = await room.door.submit(line);
    await room.stop();
    const again = await machine.open();
    assert.deepEqual(await again.door.submit(line), { ...first, again: true });
    await again.stop();
  });

  test('refuses a ledger of the other mode, or of another event', async () => {
    const machine = new TestMachine();
    await (await machine.open()).stop();
    await assert.rejects(machine.open({ mode: 'live' }), /which is an exercise; live needs a data folder of its own/);
    const other = machine.open({ scenario: await supplied('milano-cortina-2026') });
    await assert.rejects(other, /of `harbour-summit`; `milano-cortina-2026` needs a data folder of its own/);
  });

  test('refuses keys without their ledger, and a ledger without its keys', async () => {
    const machine = new TestMachine();
    await (await machine.open()).stop();
    const lost = new TestMachine();
    lost.folders = machine.folders;
    await assert.rejects(lost.open(), /the database holds no ledger, but the folder `keys`/);
    assert.equal(lost.data.identity, null);
    const bare = new TestMachine();
    Object.assign(bare.data, machine.data);
    await assert.rejects(bare.open(), /there is no master key/);
    const damaged = { ...machine.folders, actors: new MemoryFiles() };
    machine.folders = damaged;
    await assert.rejects(machine.open(), /the key of `operator` is missing/);
  });

  test('refuses a database whose entries were changed, or that is older than what was published', async () => {
    const machine = new TestMachine();
    await (await machine.open()).stop();
    const entry = machine.data.entries[3];
    assert.ok(entry);
    const changed = new TestMachine();
    changed.folders = machine.folders;
    Object.assign(changed.data, machine.data, { entries: machine.data.entries.with(3, Buffer.from('{}')) });
    await assert.rejects(changed.open(), /do not give the tree that was kept with them/);
  });

  test('refuses a database in which a mandate was altered, and names it', async () => {
    const machine = new TestMachine();
    const room = await machine.open();
    await signOn(room, 'commander-a', 'host-room.commander');
    await room.stop();
    const kept = [...machine.data.documents];
    assert(kept.length > 1);
    for (const [id, text] of kept) {
      const changed = new TestMachine();
      changed.folders = machine.folders;
      const documents = new Map([...kept, [id, text.replace('permit', 'forbid')]]);
      Object.assign(changed.data, machine.data, { documents });
      await assert.rejects(changed.open(), (error) => {
        assert(error instanceof StartRefused, String(error));
        assert.match(error.message, new RegExp(`^the kept mandate document or set \`${id}\` was altered: [^.\n]*$`));
        return true;
      });
    }
  });

  test('does not enter timers that are not due, and enters those that are', async () => {
    const machine = new TestMachine();
    const room = await machine.open();
    const size = room.size();
    const due = room.roomNow() + 10 * MINUTE;
    await room.waitUntil(due);
    assert.equal(room.size(), size);
    assert.equal(room.roomNow(), due);
    await room.stop();
  });
});

describe('the view of acts', () => {
  test('is the same from memory, from the store, and rebuilt from the first entry', async () => {
    const machine = new TestMachine();
    const room = await machine.open();
    await playOnRoom(room, new MemoryStore(machine.data), await harbour());
    assert.equal(await room.views.follower.reached(room.size() - 1, 1_000), true);
    const followed = await allRows(room);
    assert.equal(followed.length, room.size());
    await room.views.follower.rebuild();
    const rebuilt = await allRows(room);
    assert.deepEqual(rebuilt, followed);
    await room.stop();
    // A member that is undefined in one and absent in the other would be equal above, and not as JSON.
    assert.equal(canonicalJson(rebuilt) === canonicalJson(followed), true);
    assert.equal(room.views.follower.lag, 0);
  });

  test('does not show what a closed box holds', async () => {
    const machine = new TestMachine();
    const room = await machine.open();
    await signOn(room, 'duty-a', 'host-room.duty');
    await room.door.submit(lineOf(room, 'duty-a', 'host-room.duty', 'a secret line'));
    await room.stop();
    await machine.folders.keys.remove('subject/person.duty-a.json');
    machine.view = new MemoryActsView();
    const again = await machine.open({ withoutKeys: true });
    const last = (await allRows(again)).at(-1);
    assert.equal(last?.summary, 'erased');
    assert.deepEqual([last?.person, last?.audience, last?.matter], [null, null, null]);
    assert.equal(last?.outcome, 'permitted');
    await again.stop();
  });
});

describe('what ends a room', () => {
  for (const fault of ['unknown-not-persisted', 'failed-but-persisted'] as const) {
    test(`a commit of which nobody knows (${fault}) ends it, with one sentence, and nothing more is entered`, async () => {
      const machine = new TestMachine();
      const store = new MemoryStore(machine.data);
      const room = await machine.open({ store });
      const before = machine.data.entries.length;
      store.failNext(fault);
      const answer = await room.door.submit(
        actOf(room, 'duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text: 'smoke' } }),
      );
      assert.equal('refused' in answer && answer.refused, 'stopping');
      assert.equal(machine.fatal.length, 1);
      assert.match(machine.fatal[0] ?? '', /did not say whether it committed/);
      const next = await room.door.submit(
        actOf(room, 'duty-b', { kind: 'alert.raise', detail: { alert: 'emergency', text: 'fire' } }),
      );
      assert.equal('refused' in next && next.refused, 'stopping');
      await room.stop();
      assert.equal(machine.data.entries.length, before + (fault === 'failed-but-persisted' ? 1 : 0));
      const again = await machine.open();
      const size = again.size();
      await again.stop();
      await verifiedOutside(machine.folders.public, size);
    });
  }

  test('another writer ends it', async () => {
    const machine = new TestMachine();
    const room = await machine.open();
    await new MemoryStore(machine.data).claimWriter();
    await room.door.submit(
      actOf(room, 'duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text: 'smoke' } }),
    );
    assert.match(machine.fatal[0] ?? '', /another room has taken over/);
    await room.stop();
    const next = await machine.open();
    await next.stop();
    await verifiedOutside(machine.folders.public, next.size());
  });

  test('a published file that somebody changed ends it', async () => {
    const machine = new TestMachine();
    const room = await machine.open();
    await room.stop();
    await machine.folders.public.write(`ledger/tile/0/000.p/${room.size()}`, Buffer.alloc(512));
    await assert.rejects(machine.open(), /is not the tile that the entries give/);
  });
});

async function allRows(room: OpenRoom): Promise<ActsRow[]> {
  return await room.views.acts.page(EVERYTHING, { limit: 10_000 });
}

async function publishedBy(machine: TestMachine, room: OpenRoom) {
  const signer = await Signer.open({ files: machine.folders.signer, name: room.origin });
  const read = await readPublished(machine.folders.public, signer.verifier);
  assert.ok(read);
  return read;
}

/** The state that the entries give when they are opened and folded from the first on. */
async function folded(machine: TestMachine, { origin, keys, size }: OpenRoom): Promise<State> {
  const store = new MemoryStore(machine.data);
  const openings = await store.openings(0, size());
  const state = new State();
  for (const [index, bytes] of (await store.entries(0, size())).entries()) {
    const entry = unsealEntry({ bytes, index, openings, ledger: origin, keys });
    assert.ok(entry.state === 'open', `entry ${index} is ${entry.state}`);
    state.apply(entry.fields.changes);
  }
  return state;
}

/** All rows that entries account for. */
function accounted(state: State) {
  return state.dump(BOOKKEEPING_SLICES).filter(({ slice, id }) => slice !== 'timers' || !id.startsWith('refusal:'));
}

/** Fails in one way after so many good commits. */
class FailingStore extends MemoryStore {
  #good: number;
  readonly #fault: StoreFault;

  constructor(data: MemoryStore['data'], good: number, fault: StoreFault) {
    super(data);
    this.#good = good;
    this.#fault = fault;
  }

  override async append(batch: Parameters<MemoryStore['append']>[0]): Promise<void> {
    this.#good -= 1;
    if (this.#good < 0) this.failNext(this.#fault);
    await super.append(batch);
  }
}
