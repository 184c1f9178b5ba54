import type * as z from 'zod';
import type { MandateDrafts } from '../../../terms/api/mandate-drafts.ts';
import type { SearchAnswer, ShownSlice } from '../../../terms/api/matters.ts';
import { DRAFTS, draftSearch } from '../../records/draft-path.ts';

export type Found = {
  /** Unique among all that is found. */
  readonly id: string;
  readonly name: string;
  readonly text: string;
  /** Below `/console`. */
  readonly path: string;
};
/** Shorter words find too much. */
export const LETTERS_MIN = 2;

/** A clause, commitment, house rule or open question as people cite it. */
const CITED = /^(?:[a-z0-9-]+\/[0-9]{1,4}|R-[0-9]{2}|[KQ][0-9]{1,3})$/;

/** Where a cited clause (`us-hsi/7`, `k3`, `r-05`) is read; undefined where the words are none. */
export function citedPath(q: string): Found | undefined {
  const id = q.includes('/') ? q.toLowerCase() : q.toUpperCase();
  if (!CITED.test(id)) return undefined;
  return { id: `cited ${id}`, name: id, text: '', path: `/mandates?clause=${encodeURIComponent(id)}` };
}

type Draft = Pick<MandateDrafts['drafts'][number], 'mandate' | 'version' | 'digest' | 'title' | 'holder'>;

/**
 * Drafts of mandates that hold every word: in their name, their title, whose mandate they are; `alsoCalled` finds them all.
 * @param alsoCalled what each of them is: `Drafts of mandates`
 */
export function foundDrafts(drafts: readonly Draft[], q: string, alsoCalled: string): readonly Found[] {
  const wanted = q.toLowerCase().split(/\s+/);
  return drafts.flatMap(({ mandate, version, digest, title, holder }) => {
    const name = `${mandate}@${version}`;
    const text = `${name} ${title} ${holder.id} ${holder.name} ${alsoCalled}`.toLowerCase();
    if (!wanted.every((word) => text.includes(word))) return [];
    const address = new URLSearchParams(draftSearch(name, digest));
    return [{ id: `draft ${name} ${digest}`, name, text: title, path: `${DRAFTS}?${address.toString()}` }];
  });
}

/** The number of an entry, typed as `#12` or `12`. */
export function entryNumber(q: string): string | undefined {
  return /^#?([0-9]{1,12})$/.exec(q)?.[1];
}

type Answer = z.infer<typeof SearchAnswer>;
type Paths = Readonly<Partial<Record<ShownSlice, (id: string) => string>>>;

/** Records that were found, each with what it is about and where it is shown: on its own screen, else by the entry that opened it. */
export function foundMatters(
  { matters }: Answer,
  paths: Paths,
  told: (matter: Answer['matters'][number]) => string,
): readonly Found[] {
  return matters.flatMap((matter) => {
    const { slice, id, opened } = matter;
    // A log line is its entry, which is found as such.
    if (slice === 'log') return [];
    return [
      { id: `${slice} ${id}`, name: id, text: told(matter), path: paths[slice]?.(id) ?? `/entry/${opened.index}` },
    ];
  });
}

/** Entries that were found, each with what it is about. */
export function foundActs({ acts }: Answer, rowText: (row: Answer['acts'][number]) => string): readonly Found[] {
  return acts.map((row) => ({
    id: `#${row.index}`,
    name: `#${row.index}`,
    text: rowText(row),
    path: `/entry/${row.index}`,
  }));
}
