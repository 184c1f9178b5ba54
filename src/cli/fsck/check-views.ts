import type { SubjectKeys } from '../../ledger/seal.ts';
import type { Snapshot } from '../../ledger/store/port.ts';
import type { LedgerRow } from '../../matters/ledger/rows.ts';
import { type ComparedTable, type FoldedLedger, touchesOf, type WrongRow } from '../../server/checked-views.ts';
import type { Progress } from '../progress.ts';
import type { CheckedRoom } from './check-room.ts';
import type { Findings } from './findings.ts';

/** What a check of the tables that are shown came to. */
export type ViewsCheck = {
  /** Acts that they hold, or null where the next start folds them from the first entry. */
  readonly acts: number | null;
  /** They are to be made again. */
  readonly wrong: boolean;
  /** Each beside the same made from the ledger; empty where the ledger could not be read whole, or nothing is shown yet. */
  readonly tables: readonly ComparedTable[];
  /** What they are made from again; undefined where the ledger could not be read whole. */
  readonly folds: FoldedLedger | undefined;
};

type Ledger = {
  readonly snapshot: Snapshot;
  /** Undefined where not all of it could be read: then what is shown may say more than the ledger still can, and is compared with nothing. */
  readonly keys: SubjectKeys | undefined;
  readonly progress: Progress;
};

/** Compares the tables that are shown with what the entries fold to: how many rows there are, and each of them. */
export async function checkViews(
  { views, store, eventOf }: CheckedRoom,
  { snapshot, keys, progress }: Ledger,
  findings: Findings,
): Promise<ViewsCheck> {
  const { identity, frontier } = snapshot;
  const counts = await views.counts();
  const event = keys === undefined ? undefined : await eventOf(scenarioOf(snapshot));
  const folds =
    keys === undefined || identity === null || findings.hasLost('documents')
      ? undefined
      : {
          store,
          ledger: identity.origin,
          keys,
          next: frontier.size,
          touches: event === undefined ? undefined : touchesOf(event, snapshot),
          progress,
        };
  if (counts === undefined) return { acts: null, wrong: false, tables: [], folds };
  const { next, acts, astray } = counts;
  const wrong = [
    next > frontier.size && `they are ahead: of ${next} entries, where the database holds ${frontier.size}`,
    acts !== next && `they hold ${acts} acts of ${next} entries`,
    astray > 0 && `${astray} of their rows belong to no entry or record`,
  ].filter((what) => what !== false);
  for (const what of wrong) findings.addMendable('views', 'acts_view', what);
  // The next start folds what they lack; until then they are what the entries gave that they have.
  const tables = folds === undefined || next > frontier.size ? [] : ((await views.compare({ ...folds, next })) ?? []);
  const differing = tables.filter((table) => table.wrong > 0);
  for (const { table, wrong: rows, first } of differing) {
    if (first !== undefined) findings.addMendable('views', `${table}/${first.name}`, sentence(rows, first));
  }
  return { acts, wrong: wrong.length > 0 || differing.length > 0, tables, folds };
}

/** Never what stands in the row: it may be what was to be erased. */
function sentence(rows: number, { what }: WrongRow): string {
  const more = rows === 1 ? '' : `, the first of ${rows} rows of its table that differ`;
  if (what === 'missing') return `the ledger gives this row, and it is missing${more}`;
  if (what === 'stray') return `the ledger gives no such row${more}`;
  return `it is not as the ledger gives it (${what.join(', ')})${more}`;
}

function scenarioOf({ rows }: Snapshot): string {
  const genesis = rows.find(({ slice, id }) => slice === 'ledger' && id === 'ledger')?.row;
  return (genesis as LedgerRow | undefined)?.scenario ?? '';
}
