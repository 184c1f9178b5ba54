import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seededRandom } from '../base/seeded-random.ts';
import { MemoryFiles } from '../ledger/files/memory.ts';
import { linkNote, signLink } from '../ledger/key-link.ts';
import { TestLog } from '../ledger/testing/test-log.ts';
import { WitnessRefused } from './refused.ts';
import { Witness } from './witness.ts';

const NAME = 'room.live.remit.example/0123456789ab';
/** The keys of one ledger, one after the other, and one that somebody else made for its name. */
const [ONE, TWO, THREE] = [1, 2, 3].map((seed) => new TestLog(NAME, { seed })) as [TestLog, TestLog, TestLog];
const STRANGER = new TestLog(NAME, { seed: 9, history: 'another ', forkAt: 5 });

const link = (before: TestLog, after: TestLog) => linkNote(signLink(before.name, before.seed, after.seed));

async function makeWitness() {
  const files = new MemoryFiles();
  const place = { files, clock: { wallNow: () => 1_000_000 } };
  const witness = await Witness.create({ ...place, name: 'witness.example/w1', random: seededRandom(7).bytes });
  const answered = async (log: TestLog, old: number, size: number) =>
    (await witness.answer(await log.request(old, size))).status;
  return { files, witness, answered };
}

const refusal = (wanted: RegExp) => (error: unknown) => {
  assert.ok(error instanceof WitnessRefused);
  assert.match(error.message, wanted);
  return true;
};

const holds = (...texts: string[]) => new RegExp(texts.map((text) => RegExp.escape(text)).join('.*'));

describe('another key of a ledger that is trusted already', () => {
  test('is not taken without a word: whoever made it for the same name would take the witness from the true ledger', async () => {
    const { witness, answered } = await makeWitness();
    await witness.trust(ONE.vkey);
    assert.equal(await answered(ONE, 0, 5), 200);
    await assert.rejects(
      witness.trust(STRANGER.vkey),
      refusal(holds(ONE.vkey, 'trusted already', '--link', '--without-link')),
    );
    assert.equal(await answered(STRANGER, 5, 6), 403);
    assert.equal(await answered(ONE, 5, 7), 200);
    assert.equal(await witness.trust(ONE.vkey), 'known');
  });

  test('is taken with the link that the one trusted last signed, change after change', async () => {
    const { witness, answered } = await makeWitness();
    await witness.trust(ONE.vkey);
    assert.equal(await answered(ONE, 0, 5), 200);
    assert.equal(await witness.trust(TWO.vkey, { link: link(ONE, TWO) }), 'new');
    assert.equal(await witness.trust(TWO.vkey, { link: link(ONE, TWO) }), 'known');
    assert.equal(await witness.trust(THREE.vkey, { link: link(TWO, THREE) }), 'new');
    assert.equal(await answered(THREE, 5, 6), 200);
    assert.equal(await answered(ONE, 6, 7), 403);
  });

  test('is taken where whoever runs the witness says so, for there are ledgers that publish no links', async () => {
    const { witness, answered } = await makeWitness();
    await witness.trust(ONE.vkey, { withoutLink: true });
    assert.equal(await witness.trust(TWO.vkey, { withoutLink: true }), 'new');
    assert.equal(await answered(TWO, 0, 5), 200);
  });

  const forged = link(ONE, TWO)
    .split('\n')
    .toSpliced(4, 2, ...link(STRANGER, TWO).split('\n').slice(4, 6));
  const other = new TestLog('other.example/x', { seed: 1 });
  const wrong: Record<string, [string, RegExp]> = {
    nothing: ['', /this is no link/],
    'a checkpoint': [ONE.note(5), /this is no link/],
    'a link that is cut off': [link(ONE, STRANGER).slice(0, -1), /this is no link/],
    'a link without the signature of the key before': [forged.join('\n'), /this is no link/],
    'a link to another key': [link(ONE, TWO), holds('leads to', TWO.vkey, 'not to', STRANGER.vkey)],
    'a link the other way': [link(STRANGER, ONE), holds('leads to', ONE.vkey, 'not to', STRANGER.vkey)],
    'a link of another ledger': [link(other, new TestLog(other.name, { seed: 9 })), /leads to `other\.example/],
    'a link from a key that nobody trusts': [
      link(TWO, STRANGER),
      holds(ONE.vkey, 'the link leads on from another', TWO.vkey),
    ],
  };
  for (const [what, [text, wanted]] of Object.entries(wrong))
    test(`is not taken with ${what}`, async () => {
      const { witness, answered } = await makeWitness();
      await witness.trust(ONE.vkey);
      await assert.rejects(witness.trust(STRANGER.vkey, { link: text }), refusal(wanted));
      assert.equal(await answered(STRANGER, 0, 5), 403);
      assert.equal(await answered(ONE, 0, 5), 200);
    });

  test('is not taken with a link from a key that another has followed: a copy of that one may be in other hands', async () => {
    const { witness } = await makeWitness();
    await witness.trust(ONE.vkey);
    await witness.trust(TWO.vkey, { link: link(ONE, TWO) });
    await assert.rejects(
      witness.trust(STRANGER.vkey, { link: link(ONE, STRANGER) }),
      refusal(holds(TWO.vkey, 'the link leads on from another', ONE.vkey)),
    );
    assert.equal(await witness.distrust(ONE.vkey), 'gone');
    await assert.rejects(witness.trust(ONE.vkey), refusal(holds(TWO.vkey, 'trusted already')));
  });

  test('counts as another still when all were taken out: those that signed last may come back, or be followed', async () => {
    const { witness, answered } = await makeWitness();
    await witness.trust(ONE.vkey);
    assert.equal(await answered(ONE, 0, 5), 200);
    assert.equal(await witness.distrust(ONE.vkey), 'gone');
    await assert.rejects(witness.trust(STRANGER.vkey), refusal(/5 entries were cosigned by a key that was taken out/));
    await assert.rejects(witness.trust(STRANGER.vkey, { link: link(TWO, STRANGER) }), refusal(/leads on from another/));
    assert.equal(await witness.trust(TWO.vkey, { link: link(ONE, TWO) }), 'new');
    assert.equal(await witness.distrust(TWO.vkey), 'gone');
    assert.equal(await witness.trust(ONE.vkey), 'new');
    assert.equal(await answered(ONE, 5, 6), 200);
  });

  test('the first key needs no link, and none can lead to it', async () => {
    const { witness } = await makeWitness();
    await assert.rejects(
      witness.trust(TWO.vkey, { link: link(ONE, TWO) }),
      refusal(/no key of .* is trusted from which/),
    );
    assert.equal(await witness.trust(TWO.vkey), 'new');
    assert.equal(await witness.distrust(TWO.vkey), 'gone');
    assert.equal(await witness.trust(ONE.vkey), 'new', 'nothing was cosigned');
  });

  test('does not begin anew what was cosigned and is lost', async () => {
    const { files, witness, answered } = await makeWitness();
    await witness.trust(ONE.vkey);
    assert.equal(await answered(ONE, 0, 5), 200);
    const [name] = await files.list('cosigned');
    await files.remove(`cosigned/${name}`);
    assert.equal(await witness.trust(TWO.vkey, { link: link(ONE, TWO) }), 'new');
    await assert.rejects(answered(TWO, 0, 5), refusal(/missing or unreadable: restore/));
  });
});
