import { seededRandom } from '../../base/seeded-random.ts';
import type { Audience } from '../../terms/entry.ts';
import type { Viewer } from '../audience.ts';
import type { Folded, FoldedMatter } from '../folded.ts';
import type { ActsView } from '../port.ts';
import { askedWords } from '../words.ts';
import { AUDIENCES, foldedAt, matterSet, rowAt } from './rows.ts';

const SLICES = ['incidents', 'deeds', 'log'] as const;
const IDS = ['INC-1', 'INC-2', 'DEED-guest-a-1', 'DEED-guest-a-10', 'DEED-guest-a-2'];

/** Entries that open, change, close and remove a few records over and over, each for another audience. */
export function randomEntries(seed: number, count: number): Folded[] {
  const { bytes } = seededRandom(seed);
  const below = (limit: number) => bytes(2).readUInt16BE() % limit;
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const audiences: readonly (Audience | null)[] = Object.values(AUDIENCES);
  return Array.from({ length: count }, (_, index) => {
    const matters: FoldedMatter[] = Array.from({ length: below(4) }, () => {
      const row = below(9) === 0 ? null : { at: index, chance: below(1_000) };
      return matterSet(pick(SLICES), pick(IDS), row, { open: below(2) === 0, text: `number ${index}` });
    });
    const row = {
      ...rowAt(index, pick(audiences)),
      person: pick(['ga-1', 'gb-1', 'ga-2', null]),
      matter: pick([null, ...IDS]),
    };
    return foldedAt(row, matters, below(5) === 0 ? below(count) : null);
  });
}

/** What a viewer can get of the view about those records, by every way of asking. */
export async function everythingOf(view: ActsView, viewer: Viewer): Promise<unknown[]> {
  const found: unknown[] = [await view.cursor(), await view.acts(viewer, { order: 'asc', limit: 500 })];
  for (const slice of SLICES) {
    for (const open of [undefined, true, false]) {
      const all = await view.matters(viewer, { slice, open, limit: 500 });
      found.push(all);
      const first = all[0];
      if (first !== undefined) found.push(await view.matters(viewer, { slice, open, past: first.position, limit: 1 }));
    }
    for (const id of IDS) found.push(await view.matter(viewer, slice, id), await view.history(viewer, slice, id, 500));
  }
  for (const question of ['number', 'deed 1', 'inc', ''])
    found.push(await view.searchMatters(viewer, askedWords(question), 500));
  found.push(await view.actsOf(viewer, IDS, ['log.line'], 500), await view.actsOf(viewer, [], ['log.line'], 5));
  for (const index of [0, 7, 90]) found.push(await view.corrections(viewer, index, 9), await view.act(viewer, index));
  return found;
}
