import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { suppliedScenario } from '../../src/exercise/testing/scenarios.ts';
import type { FilePort } from '../../src/ledger/files/port.ts';
import type { MemoryStore } from '../../src/ledger/store/memory.ts';
import { skippingSync } from '../../src/ledger/testing/broken-files.ts';
import type { Scenario } from '../../src/mandates/scenario.ts';
import type { RoomFolders } from '../../src/server/folders.ts';
import { Life, type Sabotage } from './memory-life.ts';

/** One life is a ledger that is created, worked with, cut down and opened again so often. */
const LIVES = 5;
const CUTS = 10;
/** Every operation of the creation up to this one is a moment to cut at, by a stride that the lives share out. */
const CREATION_OPERATIONS = 70;

const HONEST: Sabotage = { folders: (folders) => folders, store: (store) => store };
let scenario: Scenario;

before(async () => {
  scenario = await suppliedScenario('harbour-summit');
});

describe('power cuts of a whole room', () => {
  test('no fork, nothing acknowledged lost, no box without its key, and all goes on', async () => {
    const total = { cuts: 0, acknowledged: 0, entries: 0, keyChanges: 0 };
    for (let seed = 1; seed <= LIVES; seed++) {
      const lived = await live(seed, HONEST, CUTS);
      total.cuts += lived.cuts;
      total.acknowledged += lived.acknowledged;
      total.entries += lived.entries;
      total.keyChanges += lived.keyChanges;
    }
    assert.ok(total.cuts >= (LIVES * CUTS * 2) / 3, `only ${total.cuts} cuts: the harness cuts too late`);
    assert.ok(total.acknowledged > LIVES * 100, `only ${total.acknowledged} acts were acknowledged`);
    assert.ok(total.keyChanges >= LIVES * 2, `the ledger’s key was changed only ${total.keyChanges} times`);
  });

  test('wherever the creation of a ledger is cut, the next start goes on with it', async () => {
    for (let operation = 0; operation < CREATION_OPERATIONS; operation += 3) {
      const life = new Life(scenario, 1_000 + operation, HONEST);
      await life.create(operation);
      await life.end();
    }
  });

  const only = (name: keyof RoomFolders, wrap: (files: FilePort) => FilePort): Sabotage => ({
    ...HONEST,
    folders: (folders) => ({ ...folders, [name]: wrap(folders[name]) }),
  });
  /** What is left out, and how a life must break for it. */
  const SABOTAGE: Record<string, { sabotage: Sabotage; noticed: RegExp }> = {
    'keys are not synced': {
      sabotage: only('keys', (files) => skippingSync(files, 'both')),
      noticed: /is closed|is no key file|is damaged|no master key/,
    },
    'the published files are not synced': {
      sabotage: only('public', (files) => skippingSync(files, 'both')),
      noticed: /the published ledger is|were included|is published/,
    },
    'the guard is not synced': {
      sabotage: only('signer', (files) => skippingSync(files, 'both')),
      noticed: /guard|signing key|signer/,
    },
    'acts are acknowledged before the commit': {
      sabotage: { ...HONEST, store: acknowledgingEarly },
      noticed: /was acknowledged|of the entries/,
    },
  };
  for (const [what, { sabotage, noticed }] of Object.entries(SABOTAGE)) {
    test(`is noticed: ${what}`, async () => {
      for (let seed = 1; seed <= LIVES; seed++) {
        try {
          await live(seed, sabotage, CUTS);
        } catch (error) {
          assert.match(String((error as Error).cause ?? error), noticed, `seed ${seed}`);
          return;
        }
      }
      assert.fail(`no seed of ${LIVES} noticed it`);
    });
  }
});

async function live(seed: number, sabotage: Sabotage, cuts: number) {
  const life = new Life(scenario, seed, sabotage);
  try {
    await life.create();
    for (let cut = 0; cut < cuts; cut++) await life.cut();
    return await life.end();
  } catch (error) {
    throw new Error(`seed ${seed}`, { cause: error });
  } finally {
    life.abandon();
  }
}

/** Sabotage: says that a batch is committed, and commits it a moment later. */
function acknowledgingEarly(store: MemoryStore): MemoryStore {
  const append = store.append.bind(store);
  const entries = store.entries.bind(store);
  let last: Promise<unknown> = Promise.resolve();
  let failed: unknown;
  store.append = async (batch) => {
    if (failed !== undefined) throw failed;
    last = last.then(() => new Promise((later) => setImmediate(later))).then(() => append(batch));
    last.catch((error: unknown) => {
      failed = error;
    });
  };
  // Otherwise the publisher would miss the entries, and notice first.
  store.entries = async (from, to) => {
    await last.catch(() => {});
    return await entries(from, to);
  };
  return store;
}
