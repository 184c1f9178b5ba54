// The mandates desk in a real browser: what a draft would have decided otherwise of the recorded acts, for those who may know them.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import { actsCursor } from '../../src/server/api/cursors.ts';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

const AUTHORITY = 'it-authority-a';
const LIAISON = 'us-hsi-liaison-a';
/** Of another guest. */
const OTHER_GUEST = 'de-liaison-a';
const PHONE = { viewport: { width: 390, height: 844 } };
const DIFFERENCE = '/mandates/draft?draft=us-hsi@2&part=difference&period=event&clause=3';
const DECISIONS = '**/api/mandates/decisions?*';

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: 90 });
});
after(() => at.close());

const recorded = (page: Page) => page.getByRole('region', { name: 'Over the recorded acts' });
const forbid = (page: Page) => page.getByRole('combobox', { name: 'Effect' }).selectOption('forbid');
/** How many decisions the draft was tried on. */
async function looked(page: Page): Promise<number> {
  const sentence = await recorded(page)
    .getByText(/^The draft would have decided .* of \d+ recorded decisions?\.$/)
    .innerText();
  return Number(/of (\d+) recorded/.exec(sentence)?.[1]);
}

browserTest('which acts the draft would have decided otherwise: how many, which, by which clause', async (browser) => {
  const window = await at.visit(browser, AUTHORITY, { path: DIFFERENCE });
  const { page } = window;
  await recorded(page)
    .getByText(/^The draft would have decided none otherwise, of \d+ recorded decisions\.$/)
    .waitFor();
  await forbid(page);
  await recorded(page)
    .getByText(/^The draft would have decided 2 otherwise, of \d+ recorded decisions\.$/)
    .waitFor();
  const changed = recorded(page).getByRole('list', { name: 'from permitted to prohibited' }).getByRole('listitem');
  assert.equal(await changed.count(), 2);
  const first = changed.first();
  assert.match(await first.innerText(), /#\d+\s+05\/02 \d\d:\d\d:\d\dZ\s+proposed: analyse a threat to networks/);
  await first.getByRole('link', { name: 'us-hsi/4' }).waitFor();
  assert.deepEqual(await axeFindings(page), []);

  await recorded(page).getByRole('combobox', { name: 'Recorded in' }).selectOption('day');
  await recorded(page)
    .getByText(/^The draft would have decided 2 otherwise/)
    .waitFor();
  assert.match(page.url(), /period=%?2?2?day/);
  await first.getByRole('link', { name: /^#\d+$/ }).click();
  await page.getByRole('heading', { level: 1, name: /#\d+/ }).waitFor();
  assertQuiet(window);
});

browserTest('many are shown some at a time, with how many more there are', async (browser) => {
  // Keeping the rooms is most of what the host has done.
  const path = '/mandates/draft?draft=host-root@2&part=difference&period=event&clause=0';
  const window = await at.visit(browser, AUTHORITY, { path });
  const { page } = window;
  await recorded(page)
    .getByText(/decided none otherwise/)
    .waitFor();
  await forbid(page);
  const list = recorded(page).getByRole('list', { name: 'from permitted to prohibited' });
  await list.waitFor();
  const count = Number(/decided (\d+) otherwise/.exec(await recorded(page).innerText())?.[1]);
  assert(count > 10, String(count));
  assert.equal(await list.getByRole('listitem').count(), 10);
  await recorded(page)
    .getByRole('button', { name: `and ${count - 10} more: show` })
    .click();
  assert.equal(await list.getByRole('listitem').count(), Math.min(20, count));
  assertQuiet(window);
});

browserTest('a guest has the acts of their own agency and nothing of others, not even in a count', async (browser) => {
  const counts = new Map<string, number>();
  for (const person of [AUTHORITY, LIAISON, OTHER_GUEST]) {
    const window = await at.visit(browser, person, { path: DIFFERENCE });
    await forbid(window.page);
    const changed = recorded(window.page).getByText(/The draft would have decided 2 otherwise/);
    const none = recorded(window.page).getByText(/would have decided none otherwise|No decision that you may know/);
    await (person === OTHER_GUEST ? none : changed).waitFor();
    const own = await window.page.evaluate<string[]>(
      "fetch('/api/mandates/decisions?limit=200').then((answer) => answer.json()).then(({ rows }) => rows.map((row) => row.facts.agency))",
    );
    if (person === LIAISON) assert.deepEqual([...new Set(own)], ['us-ice']);
    if (person === OTHER_GUEST) assert(!own.includes('us-ice'));
    counts.set(person, person === OTHER_GUEST ? own.length : await looked(window.page));
    assertQuiet(window);
    await window.context.close();
  }
  assert((counts.get(LIAISON) ?? 0) < (counts.get(AUTHORITY) ?? 0), 'they see fewer');
});

browserTest(
  'where a period holds more than is read at once it says so, and reads on; a refusal is shown',
  async (browser) => {
    const window = await at.visit(browser, AUTHORITY);
    const { page } = window;
    let asked = 0;
    await page.route(DECISIONS, async (route) => {
      asked += 1;
      const answer = await route.fetch();
      const body = await answer.json();
      await route.fulfill({ response: answer, json: { ...body, next: asked < 13 ? actsCursor(100) : null } });
    });
    await page.goto(`${at.origin}/console${DIFFERENCE}`);
    const cut = recorded(page).getByText(/^There is more in that time: looked at were the latest \d+ decisions\.$/);
    await cut.waitFor();
    assert.equal(asked, 10);
    await recorded(page).getByRole('button', { name: 'Look further back' }).click();
    await cut.waitFor({ state: 'hidden' });
    await recorded(page)
      .getByText(/decided none otherwise/)
      .waitFor();
    assert.equal(asked, 13);
    assertQuiet(window);

    await page.unroute(DECISIONS);
    const problem = {
      type: 'about:blank',
      title: 'x',
      status: 429,
      code: 'too-many',
      detail: 'that was a lot',
      retryAfterSeconds: 5,
    };
    await page.route(DECISIONS, (route) => route.fulfill({ status: 429, json: problem }));
    await recorded(page).getByRole('combobox', { name: 'Recorded in' }).selectOption('day');
    await recorded(page).getByRole('alert').getByText('that was a lot').waitFor();
    await page.unroute(DECISIONS);
    await recorded(page).getByRole('alert').getByRole('button').click();
    await recorded(page)
      .getByText(/decided none otherwise/)
      .waitFor();
  },
);

browserTest('in Italian and light, and 390 px wide, with nothing for axe to find', async (browser) => {
  for (const look of [{ window: PHONE }, { language: 'it', theme: 'light' }] as const) {
    const window = await at.visit(browser, LIAISON, { path: DIFFERENCE, ...look });
    const { page } = window;
    if ('window' in look) {
      await page.getByRole('tab', { name: 'Draft', exact: true }).click();
      await forbid(page);
      await page.getByRole('tab', { name: 'Difference', exact: true }).click();
      await recorded(page)
        .getByText(/decided 2 otherwise/)
        .waitFor();
    } else {
      await page.getByRole('combobox', { name: 'Effetto' }).selectOption('forbid');
      const region = page.getByRole('region', { name: 'Sugli atti registrati' });
      await region.getByText(/^La bozza ne avrebbe decise 2 altrimenti, su \d+ decisioni registrate\.$/).waitFor();
      await region.getByRole('list', { name: 'da consentito a vietato' }).waitFor();
    }
    assert.deepEqual(await axeFindings(page), []);
    assert.equal(await sideways(page), 0);
    assertQuiet(window);
    await window.context.close();
  }
});
