/** A real ledger, published into a folder: the exercise of the Harbour Summit, and lines of its log until there is a full tile. */
import { randomBytes } from 'node:crypto';
import { exerciseKey } from '../../src/desk/keys.ts';
import { replayExercise } from '../../src/exercise/replay.ts';
import { suppliedScenario } from '../../src/exercise/testing/scenarios.ts';
import { MemoryFiles } from '../../src/ledger/files/memory.ts';
import { NodeFiles } from '../../src/ledger/files/node.ts';
import { Publisher } from '../../src/ledger/publisher.ts';
import { Signer } from '../../src/ledger/signer.ts';
import { EMPTY_FRONTIER } from '../../src/ledger/tree.ts';
import { isMandateSet } from '../../src/server/publishing.ts';

const SCENARIO = 'harbour-summit';
/** Sizes at which a checkpoint is published: partial tiles, a full one, one of the level above, and an odd rest. */
const SIZES = [40, 255, 256, 300, 517];

/** Publishes the ledger below `folder`, checkpoint by checkpoint; returns its size. */
export async function publishLedger(folder: string): Promise<number> {
  const { door, store, origin, clock } = await replayExercise(await suppliedScenario(SCENARIO));
  const files = await NodeFiles.open(folder);
  const signer = await Signer.create({ files: new MemoryFiles(), name: origin, random: randomBytes });
  const publisher = await Publisher.open({ files, store, signer, stored: EMPTY_FRONTIER });
  await publisher.publishTo(door.frontier);
  const writer = exerciseKey(SCENARIO, 'loggist-a');
  for (let line = 1; door.size < Math.max(...SIZES); line++) {
    const now = clock.now();
    const answer = await door.submit(
      writer.sign({
        v: 1,
        id: `outside-line-${line}`,
        ledger: origin,
        mode: 'exercise',
        kind: 'log.line',
        form: 'report',
        actor: 'loggist-a',
        desk: null,
        activity: 'log.line',
        purpose: 'room-duty',
        place: 'ministry-annex',
        deedAt: now,
        signedAt: now,
        detail: { text: `${line} boats at the quay` },
      }),
    );
    if ('refused' in answer) throw new Error(`a line of the log is turned away: ${answer.message}`);
    if (SIZES.includes(door.size)) await publisher.publishTo(door.frontier);
  }
  await publisher.publishTo(door.frontier);
  for (const [id, text] of (await store.load()).documents) {
    if (isMandateSet(text)) await publisher.publishDocument(id, text);
  }
  return door.size;
}
