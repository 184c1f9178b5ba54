import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActsRow } from '../acts-row.ts';
import { type Viewer, visibleTo } from '../audience.ts';
import type { ActsView } from '../port.ts';
import { AUDIENCES, rowAt, VIEWERS } from './rows.ts';

/** What every implementation of {@link ActsView} does. `open` gives an empty one, or the one before where asked to open again. */
export function actsViewContract(name: string, open: () => Promise<ActsView>): void {
  test(`${name}: rows come back as they were folded, and the cursor stands after them`, async () => {
    const view = await open();
    assert.equal(await view.cursor(), 0);
    const rows = Array.from({ length: 40 }, (_, index) => rowAt(index, AUDIENCES.everyone));
    await view.append(rows.slice(0, 25));
    await view.append(rows.slice(25));
    assert.equal(await view.cursor(), 40);
    assert.deepEqual(await view.page(VIEWERS.oversight, { limit: 500 }), rows);
  });

  test(`${name}: a row that does not continue the view is refused, and nothing of its batch is kept`, async () => {
    const view = await open();
    await view.append([rowAt(0, AUDIENCES.everyone)]);
    await assert.rejects(view.append([rowAt(2, AUDIENCES.everyone)]), /does not continue/);
    await assert.rejects(view.append([rowAt(0, AUDIENCES.everyone)]), /does not continue/);
    assert.equal(await view.cursor(), 1);
    assert.equal((await view.page(VIEWERS.oversight, { limit: 9 })).length, 1);
  });

  test(`${name}: a page is what the audience rule lets through, for every viewer and audience`, async () => {
    const view = await open();
    const audiences = Object.values(AUDIENCES);
    const rows = Array.from({ length: 60 }, (_, n) => rowAt(n, audiences[n % audiences.length] ?? null));
    await view.append(rows);
    for (const viewer of Object.values(VIEWERS)) {
      const sees: (row: ActsRow) => boolean = visibleTo(viewer);
      const all = rows.filter(sees).map(({ index }) => index);
      assert.deepEqual(await pagesOf(view, viewer, 7), all, JSON.stringify(viewer));
      const latest = await view.page(viewer, { limit: 5 });
      assert.deepEqual(
        latest.map(({ index }) => index),
        all.slice(-5),
      );
    }
  });

  test(`${name}: cleared, it begins anew`, async () => {
    const view = await open();
    await view.append([rowAt(0, AUDIENCES.everyone)]);
    await view.clear();
    assert.equal(await view.cursor(), 0);
    assert.deepEqual(await view.page(VIEWERS.oversight, { limit: 9 }), []);
    await view.append([rowAt(0, AUDIENCES.hostOnly)]);
    assert.equal((await view.page(VIEWERS.oversight, { limit: 9 })).length, 1);
  });
}

/** All pages of a list, after one another. */
async function pagesOf(view: ActsView, viewer: Viewer, limit: number): Promise<number[]> {
  const found: number[] = [];
  for (let after = -1; ; ) {
    const page = await view.page(viewer, { after, limit });
    if (page.length === 0) return found;
    found.push(...page.map(({ index }) => index));
    after = page.at(-1)?.index ?? after;
  }
}
