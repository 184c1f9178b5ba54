import type { Browser, Page } from 'playwright-core';
import { browserProgram, openBrowser } from '../test/e2e/browser.ts';
import { machine } from './http.ts';
import { openLoop } from './latency.ts';
import type { Load } from './load.ts';
import type { Measured, Size } from './measured.ts';
import type { ServedRoom } from './served-room.ts';
import { median, percentile } from './statistics.ts';

const SIZES = {
  full: { paints: 200, opens: 7, lines: 50_000, seconds: 10 },
  short: { paints: 30, opens: 3, lines: 5_000, seconds: 5 },
  tiny: { paints: 2, opens: 1, lines: 200, seconds: 1 },
};

/** Acts of other desks arrive so often while one is looked at, and at no fixed place between two ticks of the room. */
const PAINT_EVERY_MS = 120;
const LINES_PER_SECOND = 50;
/** A task that keeps a page busy for longer is a long one (Long Tasks API). */
const LONG_TASK_MS = 50;
const GIVE_UP_MS = 60_000;
/** For reading a log page by page. */
const LOADING_MS = 300_000;
const LOOK_MS = 20;
const NO_MORE_MS = 4_000;
/** As many rows as the console holds (src/web/live/entries.ts). */
const HELD_MAX = 50_000;
/** Sees every room once the record is open to them, and so every act of the load. */
const WATCHER = 'it-oversight-a';

/**
 * The console in a real browser on this machine. `paint`: from the sending of another desk’s act until its row has been painted in the log. `first-screen`: from navigation
 * with a cold cache until the sign-in page has been painted. `log-50000`: the gap between frames while a log of 50,000 lines is open and 50 more arrive a second.
 */
export async function browser(room: ServedRoom, size: Size, asked: readonly string[]): Promise<Measured[]> {
  if (browserProgram() === undefined) {
    console.error(`skipped ${asked.join(', ')}: no chromium on this machine; REMIT_CHROMIUM names one elsewhere`);
    return [];
  }
  const chromium = await openBrowser();
  try {
    const load = await room.load();
    await room.submit(load.consultationBy(WATCHER).wire);
    const found: Measured[] = [];
    if (asked.includes('paint')) found.push(await paint(room, chromium, load, size));
    if (asked.includes('first-screen')) found.push(await firstScreen(room, chromium, size));
    if (asked.includes('log-50000')) found.push(await longLog(room, chromium, load, size));
    return found;
  } finally {
    await chromium.close();
  }
}

async function paint(room: ServedRoom, chromium: Browser, load: Load, size: Size): Promise<Measured> {
  const page = await openLog(room, chromium);
  // Notes for each row of a log line with a mark when a frame that showed it was over.
  await page.evaluate(`(() => {
    const seen = (globalThis.painted = {});
    const look = () => {
      const fresh = [...document.querySelectorAll('[data-index]')].map((row) => row.dataset.index).filter((n) => !(n in seen));
      if (fresh.length === 0) return;
      for (const n of fresh) seen[n] = 0;
      requestAnimationFrame(() => setTimeout(() => { for (const n of fresh) seen[n] = Date.now(); }));
    };
    look();
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-index'] });
  })()`);
  const sent: { readonly at: number; readonly index: number }[] = [];
  for (const { wire } of load.lines(SIZES[size].paints)) {
    const at = Date.now();
    const { status, body } = await room.post('/acts', wire);
    if (status !== 201 && status !== 200) throw new Error(`a line came out as ${status} ${body}`);
    sent.push({ at, index: (JSON.parse(body) as { index: number }).index });
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, PAINT_EVERY_MS - (Date.now() - at))));
  }
  const all = `(${JSON.stringify(sent.map(({ index }) => index))}).every((n) => globalThis.painted[n] > 0)`;
  await until(page, all, 'every line is painted');
  const painted = await page.evaluate<Record<string, number>>('globalThis.painted');
  const delays = sent.map(({ at, index }) => (painted[index] ?? Number.NaN) - at);
  await page.context().close();
  return {
    name: 'paint',
    value: percentile(delays, 0.99),
    unit: 'ms',
    against: 'the median act of the same run',
    againstValue: median(delays),
    ratio: percentile(delays, 0.99) / median(delays),
    samples: delays.length,
    batch: 1,
    bytes: null,
    target: null,
    met: null,
    note: `from sending another desk’s act over HTTP until a frame with its row is over, in the log of the console; what is no alarm waits up to 250 ms by design; ${await versionOf(chromium)}; ${machine()}`,
  };
}

async function firstScreen(room: ServedRoom, chromium: Browser, size: Size): Promise<Measured> {
  const times: number[] = [];
  let [bytes, requests] = [0, 0];
  for (let n = 0; n < SIZES[size].opens; n++) {
    // A new context has an empty cache.
    const context = await chromium.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.addInitScript(`
      const seen = () => {
        if (document.querySelector('main h1') === null || document.querySelector('main input') === null) return requestAnimationFrame(seen);
        requestAnimationFrame(() => setTimeout(() => { globalThis.firstScreen = performance.now(); }));
      };
      requestAnimationFrame(seen);
    `);
    await page.goto(`${room.address}/console/`);
    await until(page, 'globalThis.firstScreen !== undefined', 'the sign-in page is painted');
    times.push(await page.evaluate<number>('globalThis.firstScreen'));
    const sizes = await page.evaluate<number[]>(
      `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((one) => one.transferSize)`,
    );
    bytes = sizes.reduce((sum, one) => sum + one, 0);
    requests = sizes.length;
    await context.close();
  }
  return {
    name: 'first-screen',
    value: median(times) / 1000,
    unit: 's',
    against: null,
    againstValue: null,
    ratio: null,
    samples: times.length,
    batch: requests,
    bytes,
    target: 'under 2 s',
    met: median(times) < 2_000,
    note: `loopback, empty cache, from navigation until the sign-in page with its heading was painted; slowest ${(Math.max(...times) / 1000).toFixed(2)} s; batch and bytes: requests of one opening and what they transferred; ${await versionOf(chromium)}; ${machine()}`,
  };
}

async function longLog(room: ServedRoom, chromium: Browser, load: Load, size: Size): Promise<Measured> {
  const { lines, seconds } = SIZES[size];
  await room.ask('fill', { lines });
  const page = await openLog(room, chromium);
  const [loading, held] = [performance.now(), await loadAll(page)];
  const loaded = (performance.now() - loading) / 1000;
  if (held < Math.min(lines, HELD_MAX)) throw new Error(`only ${held} of ${lines} lines could be read`);
  const quiet = await gaps(page, () => new Promise((resolve) => setTimeout(resolve, seconds * 250)));
  const busy = await gaps(page, () => openLoop(room, load.lines(seconds * LINES_PER_SECOND), LINES_PER_SECOND));
  await page.context().close();
  const [value, againstValue] = [percentile(busy.gaps, 0.95), percentile(quiet.gaps, 0.95)];
  return {
    name: 'log-50000',
    value,
    unit: 'ms/frame',
    against: 'the same log while nothing arrives',
    againstValue,
    ratio: value / againstValue,
    samples: busy.gaps.length,
    batch: held,
    bytes: null,
    target: 'at most 50 ms',
    met: value <= 50,
    note: `p95 of the gaps between frames with ${held.toLocaleString('en')} rows in the log while ${LINES_PER_SECOND} lines/s arrive for ${seconds} s; longest gap ${Math.max(...busy.gaps).toFixed(0)} ms; ${busy.long.length} tasks over ${LONG_TASK_MS} ms, longest ${Math.max(0, ...busy.long).toFixed(0)} ms; loading took ${loaded.toFixed(1)} s, page by page; drawn without a graphics card; ${await versionOf(chromium)}; ${machine()}`,
  };
}

/** Opens the console as somebody who sees all of it, at the log. */
async function openLog(room: ServedRoom, chromium: Browser): Promise<Page> {
  const context = await chromium.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(await room.link(WATCHER));
  await until(
    page,
    `document.querySelector('main.r-sign-in') === null && document.querySelector('nav') !== null`,
    'they are in',
  );
  await page.goto(`${room.address}/console/log`);
  await until(page, `document.querySelectorAll('[data-index]').length > 5`, 'the log is there');
  return page;
}

/** Reads older entries until there are none, or as many as the page holds. Returns how many rows it shows. */
async function loadAll(page: Page): Promise<number> {
  await page.evaluate(`(() => {
    const rows = () => Math.round(document.querySelector('.r-log-list').offsetHeight / 24);
    const run = (globalThis.loading = { rows: 0, done: false });
    let absent = 0;
    const looking = setInterval(() => {
      run.rows = rows();
      const more = document.querySelector('.r-log-more button');
      absent = more === null ? absent + 1 : 0;
      more?.click();
      // While a page is read there is no button; where it stays away, all is read.
      if (absent * ${LOOK_MS} > ${NO_MORE_MS} || run.rows >= ${HELD_MAX}) {
        run.done = true;
        clearInterval(looking);
      }
    }, ${LOOK_MS});
  })()`);
  await until(page, 'globalThis.loading.done', 'the whole log was read', LOADING_MS);
  return await page.evaluate<number>('globalThis.loading.rows');
}

/** The gaps between frames and the long tasks of a page while something goes on. */
async function gaps(
  page: Page,
  work: () => Promise<unknown>,
): Promise<{ readonly gaps: number[]; readonly long: number[] }> {
  await page.evaluate(`(() => {
    const run = (globalThis.frames = { gaps: [], long: [], on: true });
    const observer = new PerformanceObserver((list) => run.long.push(...list.getEntries().map(({ duration }) => duration)));
    observer.observe({ type: 'longtask' });
    let last = performance.now();
    const next = () => {
      const now = performance.now();
      run.gaps.push(now - last);
      last = now;
      if (run.on) requestAnimationFrame(next);
      else observer.disconnect();
    };
    requestAnimationFrame(next);
  })()`);
  await work();
  const run = await page.evaluate<{ gaps: number[]; long: number[] }>(
    '(globalThis.frames.on = false, globalThis.frames)',
  );
  // The first gap began before the first frame.
  return { gaps: run.gaps.slice(1), long: run.long };
}

/** Waits until an expression is true in the page. The page's own policy forbids what playwright would do for that, so it is asked again and again. */
async function until(page: Page, expression: string, what: string, within = GIVE_UP_MS): Promise<void> {
  const started = performance.now();
  while (!(await page.evaluate<boolean>(expression))) {
    if (performance.now() - started > within) {
      const shown = await page.evaluate<string>('location.href + ": " + document.body.innerText');
      throw new Error(`it never came that ${what}; the page shows: ${shown.slice(0, 600)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function versionOf(chromium: Browser): Promise<string> {
  return `chromium ${chromium.version()}, no window`;
}
