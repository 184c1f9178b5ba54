// Every screen of the console in both themes and languages, on a wide window and on a phone: axe finds nothing, and nothing scrolls sideways.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import { assertQuiet, axeFindings, browserTest, openWindow, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

const ACTS = 110;
const WIDE = { width: 1400, height: 900 };
const PHONE = { width: 390, height: 844 };
const LOADING = /Loading…|Caricamento…/;
/** Who looks at what; `entry` is a line of the log. Mandates have a test of their own (mandates.test.ts). */
const VISITS: readonly (readonly [person: string, paths: readonly string[]])[] = [
  [
    'us-hsi-liaison-a',
    [
      'now',
      'act',
      'powers',
      'log',
      'incidents',
      'occurrences',
      'declarations',
      'items',
      'people',
      'statements',
      'desk',
    ],
  ],
  ['it-duty-a', ['approvals', 'people', 'search?q=briefing', 'entry', 'account', 'help']],
  ['it-approver-b', ['desk']],
  ['it-oversight-a', ['oversight']],
  ['it-director-a', ['exercise']],
  ['it-privacy-a', ['retention']],
];

let at: ConsoleHouse;
let entry = '';

/** The tests of one theme, in a file of their own: both together take longer than a file may. */
export function everyScreen(theme: 'dark' | 'light', judge: (found: readonly string[]) => void): void {
  before(async () => {
    at = await openConsoleHouse({ acts: ACTS });
    const { index } = await at.house.act('it-duty-a', { kind: 'log.line', detail: { text: 'gate 3 open' } });
    entry = `entry/${index}`;
  });
  after(() => at.close());

  for (const language of ['en', 'it'] as const) {
    browserTest(`every screen, ${theme}, ${language}, wide and on a phone`, async (browser) => {
      const found: string[] = [];
      const outside = await openWindow(browser, at.origin, { viewport: WIDE });
      await outside.context.addInitScript(
        `localStorage.setItem('remit.theme', '${theme}'); localStorage.setItem('remit.language', '${language}');`,
      );
      await outside.page.goto(`${at.origin}/console/`);
      await outside.page.locator('h1').first().waitFor();
      found.push(...(await faults(outside.page, 'sign-in')));
      assertQuiet(outside);
      for (const [person, paths] of VISITS) {
        const window = await at.visit(browser, person, { theme, language, window: { viewport: WIDE } });
        const { page } = window;
        assert.equal(await page.locator('html').getAttribute('data-mantine-color-scheme'), theme);
        assert.equal(await page.locator('html').getAttribute('lang'), language);
        for (const path of paths) {
          await page.goto(`${at.origin}/console/${path === 'entry' ? entry : path}`);
          await page
            .locator('main h1')
            .waitFor({ timeout: 10_000 })
            .catch(async (error: unknown) => {
              throw new Error(`${person} ${path}: ${await page.locator('body').innerText()}`, { cause: error });
            });
          await page.locator('main').filter({ hasNotText: LOADING }).waitFor();
          found.push(...(await faults(page, `${person} ${path}`)));
        }
        assertQuiet(window, person);
        await window.context.close();
      }
      judge(found);
    });
  }
}

/** What is wrong with the page as it stands, at either width. */
async function faults(page: Page, where: string): Promise<string[]> {
  const found: string[] = [];
  for (const size of [WIDE, PHONE]) {
    await page.setViewportSize(size);
    for (const finding of await axeFindings(page)) found.push(`${where} at ${size.width} px: ${finding}`);
    const over = await sideways(page);
    if (over > 0) found.push(`${where} at ${size.width} px: ${over} px too wide`);
  }
  await page.setViewportSize(WIDE);
  return found;
}
