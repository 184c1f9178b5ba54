import type { Stamp } from '../desk/stamp.ts';
import type { State } from '../desk/state.ts';
import type { KeyRing } from '../ledger/keys.ts';
import type { SignerPort } from '../ledger/signing/port.ts';
import type { LedgerStore, Snapshot } from '../ledger/store/port.ts';
import { checkKeys, statedLinks } from './ledger-keys.ts';
import { checkFrontier, lastStamp, stateOf } from './load-ledger.ts';
import { checkRing } from './ring-checked.ts';

export type LedgerChecked = {
  readonly store: Pick<LedgerStore, 'entries' | 'openings' | 'keyIds'>;
  readonly snapshot: Snapshot;
  readonly origin: string;
  readonly ring: KeyRing;
  readonly signer: SignerPort;
  /** Goes on where keys of people are lost. */
  readonly withoutKeys: boolean;
  readonly warn: (message: string) => void;
};

/**
 * Before anything of a ledger is signed or published, by a start or by an export: its entries give its tree, the last of them opens, and the signer's keys and
 * the keys that open are those of this ledger, as new as it is. Gives its state, and the times of its last entry.
 * @throws StartRefused
 */
export async function checkLedger(checked: LedgerChecked): Promise<{ readonly state: State; readonly last?: Stamp }> {
  const { store, snapshot, origin, ring, signer, withoutKeys, warn } = checked;
  await checkFrontier(store, snapshot);
  const last = await lastStamp(store, snapshot.frontier.size, origin, ring);
  await checkKeys(signer, statedLinks(snapshot));
  const state = stateOf(snapshot);
  await checkRing({ store, ring, erasures: state.values('erasures'), withoutKeys, warn });
  return last === undefined ? { state } : { state, last };
}
