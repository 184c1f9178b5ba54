import { isSameKey, isSameLink, type KeyLink, linkOfWords, linkWords } from '../ledger/key-link.ts';
import { encodeVkey, type NoteVerifier } from '../ledger/note.ts';
import type { SignerPort } from '../ledger/signing/port.ts';
import type { Snapshot } from '../ledger/store/port.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import type { LedgerRow } from '../matters/ledger/rows.ts';
import { OPERATOR } from '../terms/act-kinds.ts';
import type { EnterOwn } from './room-acts.ts';

/** How one key of the ledger came after the other, as its entries state it; `isOver`: the one before is gone, and signs no more. */
export type StatedLink = KeyLink & { readonly isOver: boolean };

/** The changes of the ledger's key, oldest first. @throws StartRefused where one is none */
export function statedLinks({ rows }: Pick<Snapshot, 'rows'>): StatedLink[] {
  const row = rows.find(({ slice, id }) => slice === 'ledger' && id === 'ledger')?.row as LedgerRow | null | undefined;
  return (row?.signers ?? []).map((row) => {
    const link = linkOfWords(row);
    if (link !== undefined) return { ...link, isOver: row.retired !== null };
    throw new StartRefused(`entry ${row.index} states a key of the ledger that the key before did not sign`);
  });
}

/** The change by which a key is gone, as the ledger states it; undefined where the key may sign. */
export function retiredBy(stated: readonly StatedLink[], key: NoteVerifier): StatedLink | undefined {
  return stated.find(({ isOver, before }) => isOver && isSameKey(before, key));
}

/**
 * The signer's keys are those that the ledger states, or go on from them.
 * @throws StartRefused where its folder came back from before a change, or is another ledger's
 */
export async function checkKeys(signer: SignerPort, stated: readonly StatedLink[]): Promise<void> {
  const gone = retiredBy(stated, signer.verifier);
  if (gone !== undefined) {
    throw new StartRefused(
      `the ledger states that \`${encodeVkey(gone.before)}\` signs it no more, and the signer has it: its folder is from an older backup, in whole or in ` +
        'part; put back the newest',
    );
  }
  const made = await signer.links();
  for (const [n, link] of stated.entries()) {
    const own = made[n];
    if (own !== undefined && isSameLink(own, link)) continue;
    throw new StartRefused(
      `the ledger states that \`${encodeVkey(link.after)}\` signs it, and the signer does not have that key: its folder is from an older ` +
        'backup; put back the newest',
    );
  }
}

export type KeyChanges = {
  readonly signer: SignerPort;
  readonly state: { get(slice: 'ledger', id: string): LedgerRow | undefined };
  readonly enterOwn: EnterOwn;
  readonly log: { info(message: string): void; warn(message: string): void };
};

/**
 * States in the ledger what became of its signer's keys while the room stood: that another key signs beside the present one, or that the one before is
 * gone. What cannot be entered now is stated by the next start; how to follow is published already.
 */
export async function stateKeys({ signer, state, enterOwn, log }: KeyChanges): Promise<void> {
  const signers = () => state.get('ledger', 'ledger')?.signers ?? [];
  const made = await signer.links();
  for (const [n, link] of made.entries()) {
    const isOver = n < made.length - 1 || isSameKey(link.after, signer.verifier);
    if (signers()[n] === undefined && !(await enter('both', link))) return;
    if (isOver && signers()[n]?.retired === null && !(await enter('after', link))) return;
  }

  async function enter(signs: 'both' | 'after', link: KeyLink): Promise<boolean> {
    const { before, after, signatures } = linkWords(link);
    const detail = { before, after, signatures: { ...signatures }, signs };
    const answer = await enterOwn(OPERATOR, { kind: 'ledger.key', detail });
    if ('refused' in answer || answer.outcome !== 'permitted') {
      const why = 'refused' in answer ? answer.message : answer.clauses.join(', ');
      log.warn(`the change of the ledger’s key could not be entered (${why}): the next start states it`);
      return false;
    }
    log.info(
      signs === 'both'
        ? `another key signs the ledger beside the present one, and follows it: ${after}`
        : `the ledger’s key is now ${after} alone`,
    );
    return true;
  }
}
