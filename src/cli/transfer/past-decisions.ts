import { TILE_WIDTH } from '../../ledger/tiles.ts';
import { unsealEntry } from '../../ledger/unseal.ts';
import type { PastDecision } from '../../mandates/compare/compare.ts';
import { DECIDED_ENDING_KINDS, ENDING_KINDS } from '../../terms/act-kinds.ts';
import type { CheckedExport } from './read-export.ts';
import { keysOf, type Secrets } from './secrets.ts';

/** Every decision in a checked export, on acts and taken again: the facts it was taken on and its outcome. What was ended is no act. */
export async function pastDecisions(checked: CheckedExport, secrets: Secrets): Promise<PastDecision[]> {
  const keys = keysOf(secrets);
  const found: PastDecision[] = [];
  for (let n = 0; n * TILE_WIDTH < checked.size; n++) {
    const { entries, openings } = await checked.tile(n);
    for (const [k, bytes] of entries.entries()) {
      const index = n * TILE_WIDTH + k;
      const own = openings.filter((opening) => opening.index === index);
      const entry = unsealEntry({ bytes, index, openings: own, ledger: checked.origin, keys });
      if (entry.state === 'damaged') continue;
      const { kind, cause, facts, outcome } = entry.fields;
      // Of an end that was erased nobody can read what it followed from; its kind says what it is.
      const isEnd = cause !== undefined || (ENDING_KINDS as readonly string[]).includes(kind ?? '');
      if (isEnd && !DECIDED_ENDING_KINDS.includes(kind ?? '')) continue;
      if (facts !== undefined && outcome !== undefined) found.push({ index, facts, outcome });
    }
  }
  return found;
}
