import { FILLER_KIND } from '../terms/act-kinds.ts';
import type { ShownSlice } from '../terms/api/matters.ts';
import { isReport } from '../terms/reports.ts';
import type { ActsRow } from './acts-row.ts';
import { type Viewer, visibleTo } from './audience.ts';
import type { Folded, FoldedMatter } from './folded.ts';
import type { ActsRequest, ActsView, MattersPosition, MattersRequest, PageRequest, SeenMatter } from './port.ts';
import { knowsPerson } from './shown-rows.ts';
import { type AskedWord, holdsWords } from './words.ts';

type Version = { readonly index: number; readonly open: boolean; readonly row: object };

/** A record with all of its versions, oldest first. */
type KeptMatter = Pick<FoldedMatter, 'slice' | 'id' | 'text' | 'words'> & {
  readonly opened: number;
  readonly versions: Version[];
};

/** {@link ActsView} in memory: for tests, and for an exercise that leaves nothing behind. */
export class MemoryActsView implements ActsView {
  #entries: Folded[] = [];
  #matters = new Map<string, KeptMatter>();

  async cursor(): Promise<number> {
    return this.#entries.length;
  }

  async append(entries: readonly Folded[]): Promise<void> {
    await Promise.resolve();
    for (const [n, { row }] of entries.entries()) {
      if (row.index !== this.#entries.length + n) throw new Error(`row ${row.index} does not continue the view`);
    }
    for (const entry of entries.map((folded) => structuredClone(folded))) {
      this.#entries.push(entry);
      for (const matter of entry.matters) this.#set(matter, entry.row.index);
    }
  }

  async replace(entries: readonly Folded[]): Promise<void> {
    await Promise.resolve();
    const replaced = new Set(entries.map(({ row }) => row.index));
    for (const entry of entries) this.#entries[entry.row.index] = structuredClone(entry);
    for (const [key, { versions }] of this.#matters) {
      if (versions.some(({ index }) => replaced.has(index))) this.#matters.delete(key);
    }
  }

  async clear(): Promise<void> {
    this.#entries = [];
    this.#matters.clear();
  }

  async page(viewer: Viewer, { after, limit }: PageRequest): Promise<ActsRow[]> {
    const visible = this.#rows(viewer, ({ row }) => row.index > (after ?? -1) && row.kind !== FILLER_KIND);
    return after === undefined ? visible.slice(-limit) : visible.slice(0, limit);
  }

  async acts(viewer: Viewer, request: ActsRequest): Promise<ActsRow[]> {
    const { order, past, limit, words } = request;
    const found = this.#rows(viewer, (entry) => {
      const { row } = entry;
      const after = past === undefined || (order === 'asc' ? row.index > past : row.index < past);
      return after && fits(row, request, viewer) && (words === undefined || holdsWords(entry.words, words));
    });
    return (order === 'asc' ? found : found.reverse()).slice(0, limit);
  }

  async act(viewer: Viewer, index: number): Promise<ActsRow | undefined> {
    return this.#rows(viewer, ({ row }) => row.index === index)[0];
  }

  async actsAt(viewer: Viewer, indexes: readonly number[]): Promise<ActsRow[]> {
    return this.#rows(viewer, ({ row }) => indexes.includes(row.index));
  }

  async actsOf(
    viewer: Viewer,
    matters: readonly string[],
    kinds: readonly string[],
    limit: number,
  ): Promise<ActsRow[]> {
    const found = this.#rows(viewer, ({ row }) => row.matter !== null && matters.includes(row.matter));
    return found.filter(({ kind }) => kinds.includes(kind)).slice(0, limit);
  }

  async corrections(viewer: Viewer, index: number, limit: number): Promise<ActsRow[]> {
    return this.#rows(viewer, ({ corrects }) => corrects === index).slice(0, limit);
  }

  async follows(viewer: Viewer, index: number, limit: number): Promise<ActsRow[]> {
    return this.#rows(viewer, ({ row }) => row.cause === index).slice(0, limit);
  }

  async matters(viewer: Viewer, { slice, ids, open, past, limit }: MattersRequest): Promise<SeenMatter[]> {
    const kept = [...this.#matters.values()].filter(
      (matter) =>
        matter.slice === slice &&
        ids?.includes(matter.id) !== false &&
        (past === undefined || byPosition(past, positionOf(matter)) < 0),
    );
    return this.#seen(viewer, kept)
      .filter((matter) => open === undefined || matter.open === open)
      .slice(0, limit);
  }

  async matter(viewer: Viewer, slice: ShownSlice, id: string): Promise<SeenMatter | undefined> {
    const kept = this.#matters.get(keyOf(slice, id));
    return kept === undefined ? undefined : this.#seen(viewer, [kept])[0];
  }

  async history(viewer: Viewer, slice: ShownSlice, id: string, limit: number): Promise<ActsRow[]> {
    const kept = this.#matters.get(keyOf(slice, id));
    const indexes = new Set(kept?.versions.map(({ index }) => index));
    return this.#rows(viewer, ({ row }) => indexes.has(row.index) || row.matter === id).slice(0, limit);
  }

  async searchMatters(viewer: Viewer, words: readonly AskedWord[], limit: number): Promise<SeenMatter[]> {
    const kept = [...this.#matters.values()].filter((matter) => holdsWords(matter.words, words));
    return this.#seen(viewer, kept)
      .filter(({ openingSeen }) => openingSeen)
      .slice(0, limit);
  }

  async close(): Promise<void> {}

  #set({ slice, id, row, open, text, words }: FoldedMatter, index: number): void {
    const key = keyOf(slice, id);
    if (row === null) {
      this.#matters.delete(key);
      return;
    }
    const kept = this.#matters.get(key) ?? { slice, id, text, words, opened: index, versions: [] };
    // Two changes of a record by one entry are one version.
    if (kept.versions.at(-1)?.index === index) kept.versions.pop();
    kept.versions.push({ index, open, row });
    this.#matters.set(key, kept);
  }

  #rows(viewer: Viewer, wanted: (entry: Folded) => boolean): ActsRow[] {
    const sees = visibleTo(viewer);
    return this.#entries.filter((entry) => sees(entry.row) && wanted(entry)).map(({ row }) => structuredClone(row));
  }

  /** As far as this viewer may know them, latest first. */
  #seen(viewer: Viewer, kept: readonly KeptMatter[]): SeenMatter[] {
    const sees = visibleTo(viewer);
    const found = kept.flatMap((matter) => {
      const { slice, id, text, opened } = matter;
      const rows = matter.versions.map((version) => ({ version, entry: this.#entries[version.index]?.row }));
      const visible = rows.filter(({ entry }) => entry !== undefined && sees(entry));
      const [first, last] = [visible[0], visible.at(-1)];
      // One's own act on a record is no right to the record: some entry of it must be for the viewer.
      const theirs = visible.some(({ entry }) => entry !== undefined && isFor(viewer, entry));
      if (first?.entry === undefined || last?.entry === undefined || !theirs) return [];
      const openingSeen = first.version.index === opened;
      const { open, row } = last.version;
      const position = { opened, id };
      return [
        structuredClone({
          slice,
          id,
          open,
          row,
          text: openingSeen ? text : '',
          first: first.entry,
          openingSeen,
          last: last.entry,
          position,
        }),
      ];
    });
    return found.sort((one, other) => byPosition(one.position, other.position) || (one.slice < other.slice ? -1 : 1));
  }
}

function fits(row: ActsRow, wanted: ActsRequest, viewer: Viewer): boolean {
  const { kind, matter, person, agency, room, outcome, report, from, until } = wanted;
  return (
    (kind === undefined ? row.kind !== FILLER_KIND : row.kind === kind) &&
    (matter === undefined || row.matter === matter) &&
    (person === undefined || (row.person === person && knowsPerson(viewer)(row))) &&
    (agency === undefined || row.agency === agency) &&
    (room === undefined || row.room === room) &&
    (outcome === undefined || row.outcome === outcome) &&
    (report === undefined || isReport(row) === (report === 'yes')) &&
    (from === undefined || row.at >= from) &&
    (until === undefined || row.at < until)
  );
}

function isFor(viewer: Viewer, row: ActsRow): boolean {
  return visibleTo(viewer)({ ...row, person: null });
}

function keyOf(slice: ShownSlice, id: string): string {
  return `${slice} ${id}`;
}

function positionOf({ opened, id }: KeptMatter): MattersPosition {
  return { opened, id };
}

/** Latest first, then by id in order of code points, as the database compares (collation C). */
function byPosition(one: MattersPosition, other: MattersPosition): number {
  if (one.opened !== other.opened) return other.opened - one.opened;
  return Buffer.compare(Buffer.from(one.id), Buffer.from(other.id));
}
