import type { EntrySource } from '../ledger/growth.ts';
import type { NoteVerifier } from '../ledger/note.ts';
import { HOW_TO_GO_ON, type Publisher, RestoredBackup } from '../ledger/publisher.ts';
import type { SignerPort } from '../ledger/signing/port.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import { storedTree } from '../ledger/stored-tree.ts';
import { type Against, compareWithWitnesses, type Shown } from '../ledger/witness-compared.ts';
import { type AskedWitnesses, policyFor } from './witnesses.ts';

/** A witness that knows more of this ledger, or another, and was passed over. */
export type PassedOver = Omit<Against, 'why'> & {
  /** Entries that there were here. */
  readonly stored: number;
};

export type AskingFirst = {
  /** The keys that sign the ledger now. */
  readonly signing: readonly NoteVerifier[];
  /** What is shown to them; null where nothing was ever signed. Called only where somebody is asked. */
  readonly shown: () => Promise<Shown | null>;
  /** Entries that there are here, and where, unless in the database. */
  readonly stored: number;
  readonly holder?: string;
  readonly warn: (message: string) => void;
};

/**
 * Asks the witnesses that can be reached, before anything is signed, published or acknowledged, whether they know more of this ledger, or another.
 * @returns those that do and were passed over
 * @throws RestoredBackup where one of the others does
 * @throws StartRefused where the policy is none, or has no witness of a name that is to be passed over
 */
export async function askWitnessesFirst(
  witnesses: AskedWitnesses | undefined,
  { signing, shown, stored, holder = 'the database', warn }: AskingFirst,
): Promise<readonly PassedOver[]> {
  if (witnesses === undefined) return [];
  const { ask, paces, passedOver = [] } = witnesses;
  const policy = policyFor(signing, witnesses.policy);
  const unknown = passedOver.find((name) => !policy.witnesses.some((one) => one.name === name));
  if (unknown !== undefined)
    throw new StartRefused(`the policy names no witness \`${unknown}\` that could be passed over`);
  const seen = policy.witnesses.some(({ url }) => url !== undefined) ? await shown() : null;
  if (seen === null) return [];
  const comparing = { policy, shown: seen, stored, holder, ask, answerMs: paces?.answerMs };
  const { against, unasked } = await compareWithWitnesses(comparing);
  for (const { name, why } of unasked) warn(`what the witness \`${name}\` knows could not be asked first: ${why}`);
  const isPassed = ({ witness }: Against) => passedOver.includes(witness.name);
  const counted = against.filter((one) => !isPassed(one));
  if (counted[0] !== undefined) throw restored(counted, counted[0]);
  for (const { witness, why } of against) warn(`the witness \`${witness.name}\` was passed over: ${why}`);
  return against.map(({ witness, size, claims }) => ({ witness, size, claims, stored }));
}

function restored(against: readonly Against[], { witness: { name } }: Against): RestoredBackup {
  const all = against.map(({ witness, why }) => `the witness \`${witness.name}\`: ${why}`).join('; ');
  return new RestoredBackup(
    `a backup of this room was restored, or somebody else signs with its key, so say its witnesses. ${all}. ${HOW_TO_GO_ON}. Where you know that a witness is wrong, \`--pass-over ${name}\` goes on against its word`,
  );
}

/** What a publisher has published; where that is lost, {@link shownAgain}. */
export async function shownOf(publisher: Publisher, signer: SignerPort, store: EntrySource): Promise<Shown | null> {
  const { published } = publisher;
  return published === null ? await shownAgain(signer, store) : { target: published, log: publisher };
}

/**
 * The last tree that the signer remembers, signed again, which tells nothing new; null before the first. No published file is read.
 * @throws RestoredBackup where the entries give another tree; they must be as many at least
 */
export async function shownAgain(signer: SignerPort, store: EntrySource): Promise<Shown | null> {
  const { size, root } = await signer.guard();
  if (size === 0) return null;
  const log = await storedTree(size, store);
  if (!log.root.equals(root))
    throw new RestoredBackup(`the first ${size} entries of the database are not those signed. ${HOW_TO_GO_ON}`);
  return { target: { size, root, note: await signer.sign({ size, root, proof: [] }) }, log };
}
