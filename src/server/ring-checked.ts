import { generationOf, nextGeneration } from '../ledger/key-generations.ts';
import type { KeyRing } from '../ledger/keys.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import type { ErasureRow } from '../matters/erasures/rows.ts';

/** What is wrong with the keys that open, beside what the ledger says of them. */
export type RingFaults = {
  /** Keys that are not there although boxes are closed under them, or one of their subject must have come after an erasure. */
  readonly lost: readonly string[];
  /** Keys under which boxes are closed although a finished erasure destroyed them, and the erasure: rows came back from an older copy of the database. */
  readonly boxes: readonly { readonly key: string; readonly erasure: string }[];
  /** Keys that are there although an erasure that is finished destroyed them, and the erasure. */
  readonly back: readonly { readonly key: string; readonly erasure: string }[];
};

type Held = Pick<KeyRing, 'key' | 'current' | 'generations'>;

/** Compares the keys that are there with those that the boxes name, and with what finished erasures destroyed. */
export async function ringFaults(
  store: Pick<LedgerStore, 'keyIds'>,
  ring: Held,
  erasures: Iterable<ErasureRow>,
): Promise<RingFaults> {
  const named = await store.keyIds();
  const lost = new Set(named.filter((key) => ring.key(key) === undefined));
  const back = new Map<string, string>();
  const boxes = new Map<string, string>();
  for (const { id, keys, status } of erasures) {
    if (status !== 'done') continue;
    for (const destroyed of keys) {
      // An erasure gives the subject another key, and destroys every one before that.
      const { generation } = generationOf(destroyed);
      const there = ring.generations(destroyed);
      if (!there.some((key) => generationOf(key).generation > generation)) lost.add(nextGeneration(destroyed));
      const isGone = (key: string) => isUpTo(key, destroyed);
      for (const key of there.filter(isGone)) back.set(key, id);
      for (const key of named.filter(isGone)) {
        boxes.set(key, id);
        lost.delete(key);
      }
    }
  }
  return { lost: [...lost].sort(), boxes: listed(boxes), back: listed(back) };
}

function isUpTo(key: string, last: string): boolean {
  const [one, other] = [generationOf(key), generationOf(last)];
  return one.subject === other.subject && one.generation <= other.generation;
}

function listed(keys: ReadonlyMap<string, string>) {
  return [...keys].map(([key, erasure]) => ({ key, erasure }));
}

export type RingChecked = {
  readonly store: Pick<LedgerStore, 'keyIds'>;
  readonly ring: Pick<KeyRing, 'key' | 'current' | 'generations' | 'passOver' | 'destroy'>;
  readonly erasures: Iterable<ErasureRow>;
  /** Goes on where keys of people are lost: what they closed stays closed. */
  readonly withoutKeys: boolean;
  readonly warn: (message: string) => void;
};

/**
 * Before anything is sealed: the folder of the keys is as new as the database. A key that is made twice under one name would leave no copy of the folder that
 * opens everything; one that an erasure destroyed, and that came back with an older copy, would open what was erased, and is destroyed again.
 * @throws StartRefused where keys are lost, or where what was erased is in the database again
 */
export async function checkRing({ store, ring, erasures, withoutKeys, warn }: RingChecked): Promise<void> {
  const { lost, boxes, back } = await ringFaults(store, ring, [...erasures]);
  for (const { key, erasure } of boxes) {
    throw new StartRefused(
      `boxes of the database are closed under the key \`${key}\`, which ${erasure} destroyed: rows of an older copy are in it; \`remit fsck\` names them`,
    );
  }
  const [first] = lost;
  if (first !== undefined) {
    const which = `${lost.length === 1 ? 'a key' : `${lost.length} keys`} of the database (\`${first}\`${lost.length > 1 ? ', …' : ''})`;
    // Without the key of decisions nothing can be read at all.
    const canGoOn = lost.every((key) => generationOf(key).subject !== 'decision');
    if (!withoutKeys || !canGoOn) {
      const goOn = canGoOn
        ? ' Where none is left, `--without-keys` goes on: what is closed under them stays so until they come back'
        : '';
      throw new StartRefused(
        `${which} is not in the folder \`keys\`, which is older than the database or not its own: put back its newest copy.${goOn}`,
      );
    }
    for (const key of lost) ring.passOver(key);
    warn(`${which} is LOST: what is closed under it stays so until its file is in the folder \`keys\` again`);
  }
  for (const { key, erasure } of back) {
    await ring.destroy(key);
    warn(
      `the key \`${key}\`, which ${erasure} destroyed, was in the folder \`keys\` again, from an older copy: it is destroyed again, here and not in that copy`,
    );
  }
}
