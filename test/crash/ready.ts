/** What the processes of a crash run tell each other. */
import type { PostgresAddress } from '../../src/ledger/store/postgres-connection.ts';
import type { Outcome } from '../../src/terms/outcome.ts';

export const SCENARIO = 'harbour-summit';

/** The line of a room that can be used. `roomNow` in ms of room time, `speed` in room milliseconds a millisecond. */
export type Ready = {
  readonly url: string;
  readonly origin: string;
  readonly roomNow: number;
  readonly speed: number;
  readonly address: PostgresAddress;
};

/** A line of the client's own file: what the room acknowledged, written and synced before it is believed. */
export type Acknowledgement = {
  readonly act: string;
  readonly actor: string;
  readonly index: number;
  readonly outcome: Outcome;
  readonly clauses: readonly string[];
  /** The act was counted with an earlier refusal, which is what stands at the index. */
  readonly repeated?: number;
  /** Sent again after it was acknowledged, it was answered otherwise. */
  readonly differs?: string;
};

/** A line of the client's file of erasures: one that was ordered, and of what; or that the log showed it finished, at this index. */
export type Erasing =
  | { readonly erasure: string; readonly canary: string; readonly ordered: number }
  | { readonly erasure: string; readonly finished: number };

/** What happens at the n-th change of a file of the room: it is killed, or from then on its disk refuses each change with this error. */
export type Struck = { readonly operation: number; readonly by: (typeof STRIKES)[number] };
export const STRIKES = ['kill', 'ENOSPC', 'EROFS', 'EIO'] as const;

const SABOTAGES = ['ack-before-commit', 'commit-without-waiting', 'forget-history'] as const;
export type SabotageName = (typeof SABOTAGES)[number];

export function isSabotage(name: string | undefined): name is SabotageName {
  return (SABOTAGES as readonly (string | undefined)[]).includes(name);
}
