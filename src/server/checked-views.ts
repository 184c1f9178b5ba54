import { directoryOf } from '../desk/directory.ts';
import type { SubjectKeys } from '../ledger/seal.ts';
import type { LedgerStore, Snapshot } from '../ledger/store/port.ts';
import { clientConfig, type PostgresAddress } from '../ledger/store/postgres-connection.ts';
import type { Scenario } from '../mandates/scenario.ts';
import { watchSets } from '../mandates/watch.ts';
import type { EntryFields } from '../terms/entry.ts';
import type { Touches } from '../views/acts-row.ts';
import { openPostgresActsView } from '../views/postgres.ts';
import { type ComparedTable, compareRebuilt, foldAll, type RebuiltPorts } from '../views/rebuilt.ts';
import { type ViewCounts, viewCounts, whyNotShown } from '../views/view-counts.ts';
import { setBookOf } from './load-ledger.ts';

export type { ComparedTable, WrongRow } from '../views/rebuilt.ts';

/** A ledger that is folded for what is shown. */
export type FoldedLedger = {
  readonly store: Pick<LedgerStore, 'entries' | 'openings'>;
  /** The ledger's origin. */
  readonly ledger: string;
  readonly keys: SubjectKeys;
  /** Entries to fold. */
  readonly next: number;
  /** Undefined where the event's documents are not at hand: then nothing is said of the commitments that acts touch. */
  readonly touches: Touches | undefined;
  readonly progress: (done: number, of: number) => void;
};

/** What a command may do with the tables that are shown, of a room that does not run. */
export type CheckedViews = {
  /** Undefined where there are none of this version: the next start makes them. */
  counts(): Promise<ViewCounts | undefined>;
  /** Each table beside the same made from the ledger; undefined where there are none. Changes nothing. */
  compare(ledger: FoldedLedger): Promise<readonly ComparedTable[] | undefined>;
  /** Makes all of them again from the first entry. */
  rebuild(ledger: FoldedLedger & { readonly touches: Touches }): Promise<void>;
  /** Forgets all of them; the next start folds them again from the first entry. */
  forget(): Promise<void>;
};

/** The tables in this database. */
export function checkedViews(address: PostgresAddress): CheckedViews {
  const config = clientConfig(address);
  return {
    counts: () => viewCounts(config),
    compare: (ledger) => compareRebuilt(config, portsOf(ledger)),
    async rebuild(ledger) {
      const view = await openPostgresActsView(config);
      try {
        await view.clear();
        await foldAll(view, portsOf(ledger));
      } finally {
        await view.close();
      }
    },
    async forget() {
      const view = await openPostgresActsView(config);
      await view.clear();
      await view.close();
    },
  };
}

/**
 * Which commitments of an event acts touch, under the sets that this database kept.
 * @throws StartRefused where one of them was altered
 */
export function touchesOf(scenario: Scenario, snapshot: Pick<Snapshot, 'documents' | 'identity'>): Touches {
  const sets = setBookOf(directoryOf(scenario, snapshot.identity?.mode ?? 'exercise'), snapshot);
  return watchSets(scenario.commitments, (set) => sets.set(set).vocabulary);
}

/** Why an entry cannot be shown; undefined where it can. */
export function whyEntryIsNotShown(index: number, recorded: number, fields: Partial<EntryFields>): string | undefined {
  return whyNotShown({ index, recorded, fields });
}

function portsOf({ touches, ...ledger }: FoldedLedger): RebuiltPorts {
  return { ...ledger, touches: touches ?? (() => []), knowsCommitments: touches !== undefined };
}
