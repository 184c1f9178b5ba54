import { sha256Hex } from '../../base/digest.ts';
import { canonicalJson } from '../../base/json.ts';
import { isForgotten } from '../../desk/bookkeeping.ts';
import type { Snapshot } from '../../ledger/store/port.ts';
import type { ActRow, ChainRow } from '../../matters/ledger/rows.ts';
import { BOOKKEEPING_SLICES } from '../../matters/slices.ts';
import type { RowChange } from '../../terms/entry.ts';
import type { Findings } from './findings.ts';
import type { EntryWalk } from './walk-entries.ts';

/** Timers of refusals that are counted beside the entries. */
const REFUSAL_TIMER = 'refusal:';

type Rows = ReadonlyMap<string, RowChange>;

/**
 * Compares the rows of the database with what the entries fold to. What is kept beside the entries is compared as far as they say it: acts that could be
 * sent again, and each actor's chain; counts of refusals that are open are in no entry.
 */
export function checkState(snapshot: Pick<Snapshot, 'rows'>, walk: EntryWalk, findings: Findings): void {
  const kept = byName(snapshot.rows);
  const folded = byName(walk.rebuilt.rows());
  for (const [name, { slice, row }] of folded) {
    const found = kept.get(name);
    if (!isCompared(slice, name)) checkBookkeeping(name, slice, row, found?.row ?? undefined, walk, findings);
    else if (found === undefined) findings.add('state', `state/${name}`, 'the entries set this row, and it is missing');
    else if (canonicalJson(found.row) !== canonicalJson(row)) {
      findings.add('state', `state/${name}`, 'the row is not what the entries set');
    }
  }
  for (const [name, { slice }] of kept) {
    if (isCompared(slice, name) && !folded.has(name)) {
      findings.add('state', `state/${name}`, 'no entry sets this row, or a later one removed it');
    }
  }
}

function isCompared(slice: string, name: string): boolean {
  if ((BOOKKEEPING_SLICES as readonly string[]).includes(slice)) return false;
  return !name.startsWith(`timers/${REFUSAL_TIMER}`);
}

function checkBookkeeping(
  name: string,
  slice: string,
  row: object | null,
  found: object | undefined,
  { lastAt = 0, counts: { erased } }: EntryWalk,
  findings: Findings,
): void {
  if (slice === 'chains') {
    const [folded, kept] = [row as ChainRow, found as ChainRow | undefined];
    // Whose an erased entry was nobody can say: only where there is one may a chain be ahead of what the entries give.
    const isOpen = erased > 0 && kept !== undefined && kept.index >= folded.index && kept.count >= folded.count;
    if (isOpen || (kept !== undefined && kept.index === folded.index && kept.count === folded.count)) return;
    findings.add(
      'state',
      `state/${name}`,
      `the chain of this actor is not what the entries up to ${folded.index} give`,
    );
  } else if (slice === 'acts' || slice === 'keptActs') {
    const act = row as ActRow;
    if (slice === 'acts' && isForgotten(act, lastAt)) return;
    if (found !== undefined && canonicalJson((found as ActRow).answer) === canonicalJson(act.answer)) return;
    const what = found === undefined ? 'is not remembered' : 'is remembered with another answer';
    findings.add(
      'state',
      `state/${name}`,
      `the act of entry ${act.answer.index} ${what}: sent again, it would be entered twice`,
    );
  }
}

/** Each set and document that an entry put in force is there, as its digest names it, and nothing beside it. */
export function checkDocuments({ documents }: Pick<Snapshot, 'documents'>, walk: EntryWalk, findings: Findings): void {
  const missing = walk.named.ids();
  for (const [id, text] of documents) {
    if (sha256Hex(text) !== id) findings.add('documents', `documents/${id}`, 'its digest is another: it was altered');
    if (!missing.delete(id)) findings.add('documents', `documents/${id}`, 'no entry put it in force');
  }
  for (const id of missing) {
    findings.add(
      'documents',
      `documents/${id}`,
      'an entry put it in force, and it is missing: restore it from a backup',
    );
  }
}

function byName(rows: readonly RowChange[]): Rows {
  return new Map(rows.map((change) => [`${change.slice}/${change.id}`, change]));
}
