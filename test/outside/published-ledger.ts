/** A real ledger, published into a folder: the exercise of the Harbour Summit, and lines of its log until there is a full tile. */
import { randomBytes } from 'node:crypto';
import { systemClock } from '../../src/base/clock.ts';
import { exerciseKey } from '../../src/desk/keys.ts';
import { replayExercise } from '../../src/exercise/replay.ts';
import { suppliedScenario } from '../../src/exercise/testing/scenarios.ts';
import { MemoryFiles } from '../../src/ledger/files/memory.ts';
import { NodeFiles } from '../../src/ledger/files/node.ts';
import { encodeVkey } from '../../src/ledger/note.ts';
import { Publisher } from '../../src/ledger/publisher.ts';
import { Signer } from '../../src/ledger/signer.ts';
import { EMPTY_FRONTIER } from '../../src/ledger/tree.ts';
import { encodeWitnessRequest } from '../../src/ledger/witness-request.ts';
import { isMandateSet } from '../../src/server/publishing.ts';
import { Witness } from '../../src/witness/witness.ts';

const SCENARIO = 'harbour-summit';
/** Sizes at which a checkpoint is published: partial tiles, a full one, one of the level above, and an odd rest. */
const SIZES = [40, 255, 256, 300, 517];

/** From about this size on another key signs beside the first one. */
const CHANGED_AT = 300;

export type PublishedLedger = {
  readonly size: number;
  /** The key of the witness. */
  readonly witness: string;
  /** The key that the ledger began with, as a reader keeps it; `ledger/vkey` is the one that follows. */
  readonly firstKey: string;
};

/** Publishes the ledger below `folder`, checkpoint by checkpoint, all but the last cosigned by a witness; two keys sign the last ones. */
export async function publishLedger(folder: string): Promise<PublishedLedger> {
  const { door, store, origin, clock } = await replayExercise(await suppliedScenario(SCENARIO));
  const files = await NodeFiles.open(folder);
  const signer = await Signer.create({ files: new MemoryFiles(), name: origin, random: randomBytes });
  const firstKey = encodeVkey(signer.verifier);
  let publisher = await Publisher.open({ files, store, signer, stored: EMPTY_FRONTIER });
  const cosigns = await witnessOf(() => publisher, firstKey);
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
    if (!SIZES.includes(door.size)) continue;
    await cosigns.next();
    if (door.size === CHANGED_AT) {
      await signer.addNext(randomBytes);
      publisher = await Publisher.open({ files, store, signer, stored: door.frontier });
    }
    await publisher.publishTo(door.frontier);
  }
  await publisher.publishTo(door.frontier);
  for (const [id, text] of (await store.load()).documents) {
    if (isMandateSet(text)) await publisher.publishDocument(id, text);
  }
  return { size: door.size, witness: cosigns.vkey, firstKey };
}

/** A witness that has seen each checkpoint up to the one before the last. */
async function witnessOf(published: () => Publisher, log: string) {
  const place = { files: new MemoryFiles(), clock: systemClock };
  const witness = await Witness.create({ ...place, name: 'witness.example/outside', random: randomBytes });
  await witness.trust(log);
  let old = 0;
  const next = async () => {
    const publisher = published();
    const { size, note } = publisher.published ?? { size: 0, note: '' };
    const request = encodeWitnessRequest(old, await publisher.consistency(old, size), note);
    const { status, body } = await witness.answer(Buffer.from(request, 'utf8'));
    if (status !== 200) throw new Error(`the witness answered ${status}: ${body}`);
    await publisher.cosigned(note, [body], true);
    old = size;
  };
  return { vkey: witness.vkey, next };
}
