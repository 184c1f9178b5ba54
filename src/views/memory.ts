import type { ActsRow } from './acts-row.ts';
import { type Viewer, visibleTo } from './audience.ts';
import type { ActsView, PageRequest } from './port.ts';

/** {@link ActsView} for tests. */
export class MemoryActsView implements ActsView {
  #rows: ActsRow[] = [];

  async cursor(): Promise<number> {
    return this.#rows.length;
  }

  async append(rows: readonly ActsRow[]): Promise<void> {
    await Promise.resolve();
    for (const [n, row] of rows.entries()) {
      if (row.index !== this.#rows.length + n) throw new Error(`row ${row.index} does not continue the view`);
    }
    this.#rows.push(...rows.map((row) => structuredClone(row)));
  }

  async clear(): Promise<void> {
    this.#rows = [];
  }

  async page(viewer: Viewer, { after, limit }: PageRequest): Promise<ActsRow[]> {
    const sees = visibleTo(viewer);
    const visible = this.#rows.filter((row) => row.index > (after ?? -1) && sees(row));
    const page = after === undefined ? visible.slice(-limit) : visible.slice(0, limit);
    return page.map((row) => structuredClone(row));
  }

  async close(): Promise<void> {}
}
