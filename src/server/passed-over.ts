import { encodeVkey } from '../ledger/note.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import { OPERATOR } from '../terms/act-kinds.ts';
import type { EnterOwn } from './room-acts.ts';
import type { PassedOver } from './witnesses-asked-first.ts';

export type Stating = {
  readonly enterOwn: EnterOwn;
  /** Tells of each commit; returns how to end it. */
  readonly onCommitted: (listener: () => void) => () => void;
  readonly warn: (message: string) => void;
  readonly fatal: (error: unknown) => void;
};

/**
 * States in the ledger, as the operator, whose word a start went on without. While the machine's clock halts the room nobody enters anything: then it is stated
 * right after the act that lets the clock go on.
 * @throws StartRefused where it cannot be stated for another reason: no room goes on against a witness's word unseen
 */
export async function statePassedOver(passedOver: readonly PassedOver[], stating: Stating): Promise<void> {
  const { enterOwn, onCommitted, warn, fatal } = stating;
  for (const [n, { witness, size, stored, claims }] of passedOver.entries()) {
    const detail = { witness: encodeVkey(witness.key, 'witness'), size, entries: stored, claims };
    const answer = await enterOwn(OPERATOR, { kind: 'witness.pass', detail });
    if (!('refused' in answer) && answer.outcome === 'permitted') continue;
    const why = 'refused' in answer ? answer.message : answer.clauses.join(', ');
    const told = `that the witness \`${witness.name}\` was passed over could not be entered (${why})`;
    if (!('refused' in answer) || answer.refused !== 'halted') throw new StartRefused(told);
    warn(`${told}: it is entered once the clock goes on`);
    const left = passedOver.slice(n);
    const end = onCommitted(() => {
      end();
      statePassedOver(left, stating).catch(fatal);
    });
    return;
  }
}
