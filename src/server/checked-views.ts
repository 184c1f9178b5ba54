import { clientConfig, type PostgresAddress } from '../ledger/store/postgres-connection.ts';
import type { EntryFields } from '../terms/entry.ts';
import { openPostgresActsView } from '../views/postgres.ts';
import { type ViewCounts, viewCounts, whyNotShown } from '../views/view-counts.ts';

/** What a command may know of the tables that are shown, of a room that does not run. */
export type CheckedViews = {
  /** Undefined where there are none of this version: the next start makes them. */
  counts(): Promise<ViewCounts | undefined>;
  /** Forgets all of them; the next start folds them again from the first entry. */
  forget(): Promise<void>;
};

/** The tables in this database. */
export function checkedViews(address: PostgresAddress): CheckedViews {
  return {
    counts: () => viewCounts(clientConfig(address)),
    async forget() {
      const view = await openPostgresActsView(clientConfig(address));
      await view.clear();
      await view.close();
    },
  };
}

/** Why an entry cannot be shown; undefined where it can. */
export function whyEntryIsNotShown(index: number, recorded: number, fields: Partial<EntryFields>): string | undefined {
  return whyNotShown({ index, recorded, fields });
}
