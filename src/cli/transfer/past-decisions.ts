import { TILE_WIDTH } from '../../ledger/tiles.ts';
import { unsealEntry } from '../../ledger/unseal.ts';
import { type PastDecision, pastDecisionOf } from '../../mandates/compare/past.ts';
import type { CheckedExport } from './read-export.ts';
import { keysOf, type Secrets } from './secrets.ts';

/** Every decision in a checked export, on acts and taken again: the facts it was taken on and its outcome. */
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
      const decision = pastDecisionOf({ ...entry.fields, index });
      if (decision !== undefined) found.push(decision);
    }
  }
  return found;
}
