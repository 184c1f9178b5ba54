// A real browser for tests and pictures: Debian's chromium, driven by playwright-core. Where there is none, tests are skipped aloud.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'] as const;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What WCAG 2.2 AA asks, as far as a program can see it, and axe's own good practice. */
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] as const;

/** The browser's program, or undefined; `REMIT_CHROMIUM` names another. */
export function browserProgram(): string | undefined {
  const named = process.env['REMIT_CHROMIUM'];
  return named ?? PLACES.find((place) => existsSync(place));
}

let shared: Promise<Browser> | undefined;
let closes = false;

/** A test that needs a browser; skipped with the reason where there is none. */
export function browserTest(name: string, run: (browser: Browser) => Promise<void>): void {
  // Only where there are tests: bench and pictures use this file too, and are none.
  if (!closes) after(async () => (await shared)?.close());
  closes = true;
  const program = browserProgram();
  const reason = 'no chromium on this machine: install the Debian package `chromium`, or name one in REMIT_CHROMIUM';
  test(name, { skip: program === undefined ? reason : false }, async () => {
    // One browser for all tests of a file: starting it costs more than most of them. Each has windows of its own.
    shared ??= openBrowser();
    const browser = await shared;
    try {
      await run(browser);
    } finally {
      for (const context of browser.contexts()) await context.close();
    }
  });
}

/** Starts the browser without a window. @throws Error where there is none */
export async function openBrowser(): Promise<Browser> {
  const executablePath = browserProgram();
  assert(executablePath !== undefined, 'no chromium on this machine');
  return await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb', '--hide-scrollbars'],
  });
}

/** A window that writes down what must not happen: errors in the console, and requests to other hosts. */
export type Watched = {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly errors: readonly string[];
  readonly foreign: readonly string[];
};

/**
 * Opens a window on the room.
 * @param origin `http://localhost:8700`; whatever else is asked for is written down as foreign and not let out
 */
export async function openWindow(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce', ...options });
  const foreign: string[] = [];
  await context.route('**/*', async (route) => {
    const url = route.request().url();
    if (url.startsWith(`${origin}/`) || /^(data|blob):/.test(url)) return await route.continue();
    foreign.push(url);
    await route.abort();
  });
  const errors: string[] = [];
  const page = await context.newPage();
  watch(page, errors);
  context.on('page', (other) => watch(other, errors));
  return { context, page, errors, foreign };
}

function watch(page: Page, errors: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`));
}

/** Fails unless the window had no error in its console and asked nobody else. */
export function assertQuiet({ errors, foreign }: Watched, where = ''): void {
  assert.deepEqual(errors, [], `errors in the console ${where}`);
  assert.deepEqual(foreign, [], `requests to other hosts ${where}`);
}

type AxeResults = {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
  }[];
};

/** What axe-core finds wrong, one line a finding. The script goes in past the page's own security policy, as a debugger does. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const asked = JSON.stringify({ runOnly: { type: 'tag', values: AXE_TAGS } });
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${asked})`);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 5).map(({ target, failureSummary = '' }) => `${id}: ${help}: ${target.join(' ')} ${failureSummary}`),
  );
}

/** How many pixels a page is wider than its window, or a table than the panel that it stands in; more than 0 is scrolling sideways, or not seen at all. */
export async function sideways(page: Page): Promise<number> {
  return await page.evaluate<number>(`(() => {
    const cutOff = (table) => {
      for (let around = table.parentElement; around !== null; around = around.parentElement) {
        const { overflowX } = getComputedStyle(around);
        if (overflowX === 'visible') continue;
        // A table of the public side may have a frame of its own to move in; panels of the console are read up and down.
        if (overflowX !== 'hidden' && around.closest('#console') === null) return 0;
        const over = table.getBoundingClientRect().right - around.getBoundingClientRect().right;
        // Tables whose borders collapse reach half a border beyond their box.
        return over > 1.5 ? Math.round(over) : 0;
      }
      return 0;
    };
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(scrollWidth - clientWidth, ...[...document.querySelectorAll('table')].map(cutOff));
  })()`);
}
