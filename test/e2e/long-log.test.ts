// A log into which ten thousand rows stream while it is read: few of them are drawn, the reader stays where they are, and typing goes on.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import { assertQuiet, browserTest } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

const ACTS = 70;
const DUTY = 'it-duty-a';
const ROWS = 10_000;
/** Sent to the door together. */
const AT_ONCE = 250;
/** A window of 900 px shows some thirty; more than these would grow with the log. */
const DRAWN_MAX = 80;

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

async function write(from: number, count: number): Promise<void> {
  for (let n = from; n < from + count; n += AT_ONCE) {
    const lines = Array.from({ length: Math.min(AT_ONCE, from + count - n) }, (_, m) => `streamed line ${n + m}`);
    await Promise.all(lines.map((text) => at.house.act(DUTY, { kind: 'log.line', detail: { text } })));
  }
}

const drawn = (page: Page) => page.locator('.r-log-row').count();
/** The first row that stands wholly in sight, and where. */
const inSight = (page: Page) =>
  page.evaluate<readonly [string, number]>(`(() => {
    const { top } = document.querySelector('.r-log-scroll').getBoundingClientRect();
    const rows = [...document.querySelectorAll('.r-log-row')].sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
    const first = rows.find((row) => row.getBoundingClientRect().top >= top);
    return [first.dataset.index, Math.round(first.getBoundingClientRect().top - top)];
  })()`);

browserTest('ten thousand streamed rows: few drawn, the place kept, the line still heard', async (browser) => {
  const window = await at.visit(browser, DUTY, { path: '/log' });
  const { page } = window;
  await page.locator('.r-log-row').first().waitFor();
  await write(0, 500);
  await page.locator('.r-log-row', { hasText: 'streamed line 499' }).waitFor();
  const line = page.getByRole('textbox', { name: 'Command line' });
  await line.fill('typed while it streams');

  // Who reads further up stays there, on the same row at the same height, while all the others come.
  await page.evaluate(`document.querySelector('.r-log-scroll').scrollTop = 3000`);
  await page.getByRole('button', { name: 'To the latest' }).waitFor();
  const place = await inSight(page);
  await write(500, ROWS - 500);
  const last = at.house.room.size() - 1;
  const count = page.locator('.r-log-filters').getByText(/^1\d[,. ]?\d{3} /);
  await count.waitFor();
  assert.deepEqual(await inSight(page), place);
  assert.ok((await drawn(page)) <= DRAWN_MAX, `${await drawn(page)} rows are drawn`);
  assert.equal(await line.inputValue(), 'typed while it streams');

  const started = performance.now();
  await page.getByRole('button', { name: 'To the latest' }).click();
  await page.locator(`.r-log-row[data-index="${last}"]`).waitFor();
  assert.ok((await drawn(page)) <= DRAWN_MAX, `${await drawn(page)} rows are drawn`);
  await page.getByRole('textbox', { name: 'Filter' }).fill('streamed line 7777');
  await page.locator('.r-log-row', { hasText: 'streamed line 7777' }).waitFor();
  await page.locator('.r-log-row').filter({ hasNotText: '7777' }).first().waitFor({ state: 'detached' });
  await page.getByRole('textbox', { name: 'Filter' }).fill('');
  await line.press('Enter');
  await page.locator('.r-log-row', { hasText: 'typed while it streams' }).waitFor();
  // Far more than it takes; a log that draws or merges everything anew with every row is slower by orders.
  assert.ok(performance.now() - started < 20_000, `${Math.round(performance.now() - started)} ms`);
  assertQuiet(window);
});
