import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { type SeededRandom, seededRandom } from '../base/seeded-random.ts';
import { MemoryFiles, PowerFailure, PowerSwitch } from './files/memory.ts';
import type { FilePort } from './files/port.ts';
import { Publisher } from './publisher.ts';
import { Signer } from './signer.ts';
import { checkpointBeforeTiles, skippingSync } from './testing/broken-files.ts';
import { TEST_ORIGIN, TestWriter } from './testing/entries.ts';
import { readPublished } from './testing/published-check.ts';

/** How a run wraps the files of publisher and signer; a sabotage leaves something out. */
type Wrapping = { readonly published: (files: FilePort) => FilePort; readonly signer: (files: FilePort) => FilePort };

const HONEST: Wrapping = { published: (files) => files, signer: (files) => files };
const SEEDS = 120;
const ROUNDS = 5;

/**
 * One ledger's life: it grows and publishes until the power is cut or the process killed, at some operation; the database
 * survives, the files survive as a disk may. After each cut the published folder is read as a stranger would, *before* anything
 * repairs it; then all is opened again. Throws where a promise was broken.
 */
async function live(seed: number, wrapping: Wrapping): Promise<{ cuts: number }> {
  const random = seededRandom(seed);
  const writer = new TestWriter();
  let [published, signing] = [new MemoryFiles(), new MemoryFiles()];
  const { verifier } = await Signer.create({ files: signing, name: TEST_ORIGIN, random: randomBytes });
  await writer.append(1 + random.below(300));
  let acknowledged = 0;
  let cuts = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const power = new PowerSwitch(round === ROUNDS - 1 ? undefined : random.below(90));
    [published, signing] = survivors(published, signing, power, random);
    try {
      const signer = await Signer.open({ files: wrapping.signer(signing), name: TEST_ORIGIN });
      const place = { files: wrapping.published(published), store: writer.store, signer };
      const publisher = await Publisher.open({ ...place, stored: writer.frontier });
      for (let step = 0; step < 4; step++) {
        acknowledged = (await publisher.publishTo(writer.frontier))?.size ?? acknowledged;
        await writer.append(1 + random.below(step === 2 ? 300 : 40));
      }
    } catch (error) {
      if (!(error instanceof PowerFailure)) throw error;
      cuts += 1;
    }
    await checkSurvivors(published, signing, verifier, writer, acknowledged, random);
  }
  const read = await readPublished(published, verifier);
  assert.equal(read?.size, acknowledged, 'the last round publishes all that it was asked to');
  return { cuts };
}

/** Killed or cut: both, one after the other, in either order, leave files to go on with. */
function survivors(
  published: MemoryFiles,
  signing: MemoryFiles,
  power: PowerSwitch,
  random: SeededRandom,
): [MemoryFiles, MemoryFiles] {
  if (random.chance(0.3)) return [published.processCrash(power), signing.processCrash(power)];
  const seed = random.below(2 ** 31);
  return [published.powerCut(seed, power), signing.powerCut(seed + 1, power)];
}

/** INVARIANT of every moment: whatever a cut leaves is a consistent publication that the signer knows of. */
async function checkSurvivors(
  published: MemoryFiles,
  signing: MemoryFiles,
  verifier: Signer['verifier'],
  writer: TestWriter,
  acknowledged: number,
  random: SeededRandom,
): Promise<void> {
  for (let look = 0; look < 3; look++) {
    const seed = random.below(2 ** 31);
    const read = await readPublished(published.powerCut(seed), verifier);
    assert.ok(
      (read?.size ?? 0) >= acknowledged,
      `${acknowledged} entries were acknowledged as published, ${read?.size} are`,
    );
    const stored = await writer.store.entries(0, read?.size ?? 0);
    assert.ok(
      (read?.entries ?? []).every((entry, i) => Buffer.compare(entry, stored[i] ?? Buffer.alloc(0)) === 0),
      'what is published is a prefix of the ledger',
    );
    const guard = await (await Signer.open({ files: signing.powerCut(seed), name: TEST_ORIGIN })).guard();
    assert.ok(guard.size >= (read?.size ?? 0), 'the guard is not behind what is published');
  }
}

describe('power cuts', () => {
  test('whatever is cut when: no fork, no checkpoint without its tiles, and all goes on', async () => {
    let cuts = 0;
    for (let seed = 0; seed < SEEDS; seed++) {
      try {
        cuts += (await live(seed, HONEST)).cuts;
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
    }
    assert.ok(cuts > SEEDS, `only ${cuts} cuts: the harness cuts too late`);
  });

  /** What is left out, and how a run must break for it. */
  const SABOTAGE: Record<string, { wrapping: Wrapping; noticed: RegExp }> = {
    'files of the publication are not synced': {
      wrapping: { ...HONEST, published: (files) => skippingSync(files, 'files') },
      noticed: /the checkpoint is signed|is framed|has the hashes|is no checkpoint signed|is not the tile/,
    },
    'folders of the publication are not synced': {
      wrapping: { ...HONEST, published: (files) => skippingSync(files, 'folders') },
      noticed: /were acknowledged as published|is there/,
    },
    'the guard’s content is not synced': {
      wrapping: { ...HONEST, signer: (files) => skippingSync(files, 'files') },
      noticed: /guard is unreadable|guard is not behind/,
    },
    'the guard’s name is not synced': {
      wrapping: { ...HONEST, signer: (files) => skippingSync(files, 'folders') },
      noticed: /guard is not behind/,
    },
    'the checkpoint goes out before its tiles': {
      wrapping: { ...HONEST, published: checkpointBeforeTiles },
      noticed: /`ledger\/tile\/.*` is there/,
    },
  };
  for (const [what, { wrapping, noticed }] of Object.entries(SABOTAGE)) {
    test(`is noticed: ${what}`, async () => {
      for (let seed = 0; seed < SEEDS; seed++) {
        try {
          await live(seed, wrapping);
        } catch (error) {
          assert.match(String(error), noticed, `seed ${seed}`);
          return;
        }
      }
      assert.fail(`no seed of ${SEEDS} noticed it`);
    });
  }
});
