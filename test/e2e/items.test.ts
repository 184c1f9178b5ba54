// Protected material: an analyst enters and releases it, the recipient reads it under a consultation, the data protection officer sees that they did.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';
import { choose, included } from './forms.ts';

const ACTS = 70;
const ANALYST = 'it-analyst-a';
const RECIPIENT = 'it-host-liaison-a';
const PRIVACY = 'it-privacy-a';
const PHONE = { viewport: { width: 390, height: 844 } };
const TITLE = 'pickpocket groups';
const TEXT = 'canary-text: two groups known from earlier events';

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

test('the house is open, with its desks taken', () => {
  const { readable, directory, roomNow } = at.house.room;
  for (const person of [ANALYST, RECIPIENT, PRIVACY])
    assert.notEqual(readable.actor(person, directory, roomNow()).desk, null, person);
});

/** Everything that the browser keeps for the page, and its address. */
async function kept(page: Page): Promise<string> {
  return await page.evaluate<string>(`(async () => {
    const parts = [location.href, JSON.stringify(localStorage), JSON.stringify(sessionStorage), JSON.stringify(history.state)];
    for (const { name } of await indexedDB.databases()) {
      const open = indexedDB.open(name);
      const base = await new Promise((done, failed) => { open.onsuccess = () => done(open.result); open.onerror = failed; });
      for (const store of base.objectStoreNames) {
        const all = base.transaction(store).objectStore(store).getAll();
        parts.push(JSON.stringify(await new Promise((done) => { all.onsuccess = () => done(all.result); })));
      }
      base.close();
    }
    return parts.join('\\n');
  })()`);
}

browserTest(
  'entered, released by name, read under a consultation, asked back, and seen by data protection',
  async (browser) => {
    const analyst = await at.visit(browser, ANALYST, { path: '/items' });
    const { page } = analyst;
    const enter = page.getByRole('form', { name: 'Enter an item' });
    await enter.getByRole('textbox', { name: 'Title' }).fill(TITLE);
    await enter.getByRole('textbox', { name: 'Text' }).fill(TEXT);
    await enter.getByText('permitted').first().waitFor();
    await enter.getByRole('button', { name: 'Sign and enter' }).click();
    await included(page);
    assert.doesNotMatch(await kept(page), /canary-text/, 'what was recorded is no draft any more');
    await page.getByRole('table', { name: 'Items' }).getByText(TITLE).click();
    await page.getByText('Release it to somebody').click();
    const release = page.getByRole('form', { name: 'Release it to somebody' });
    await choose(release, 'To', RECIPIENT);
    await release.getByRole('combobox', { name: 'Purpose' }).selectOption({ label: 'security of the event' });
    await release.getByText('host-root/8').first().waitFor();
    await release.getByRole('button', { name: 'Sign the release' }).click();
    await release.getByRole('link', { name: /^REL-it-interior-it-police-\d+$/ }).waitFor();

    const reader = await at.visit(browser, RECIPIENT, { path: '/items?part=releases', window: PHONE });
    await reader.page.getByRole('table', { name: 'Releases' }).getByText('you', { exact: true }).click();
    const consult = reader.page.getByRole('form', { name: 'Read its text' });
    await consult.getByRole('combobox', { name: 'Purpose' }).selectOption({ label: 'security of the event' });
    await consult.getByRole('textbox', { name: 'Reason' }).fill('to brief the evening shift');
    assert.doesNotMatch(await reader.page.locator('body').innerText(), /canary-text/);
    await consult.getByRole('button', { name: 'Sign and read' }).click();
    await reader.page.getByText(TEXT).waitFor();
    await reader.page
      .getByRole('timer')
      .filter({ hasText: /open for \d+:\d\d/ })
      .waitFor();
    assert.doesNotMatch(await kept(reader.page), /canary-text/, 'the text is kept nowhere');
    assert.ok((await sideways(reader.page)) <= 0);
    assert.deepEqual(await axeFindings(reader.page), []);
    await reader.page.getByRole('button', { name: 'Put it away' }).click();
    await reader.page.getByText(TEXT).waitFor({ state: 'detached' });
    // The consultation stands: it is read again without another.
    await reader.page.getByRole('button', { name: 'Read the text' }).click();
    await reader.page.getByText(TEXT).waitFor();

    const privacy = await at.visit(browser, PRIVACY, { path: '/items' });
    const row = privacy.page
      .getByRole('table', { name: 'Consultations' })
      .getByRole('row')
      .filter({ hasText: RECIPIENT });
    await row.waitFor();
    assert.match(
      await row.innerText(),
      /CONS-it-police-\d+[\s\S]*ITEM-it-interior-\d+[\s\S]*security of the event[\s\S]*evening shift[\s\S]*open/,
    );
    assert.doesNotMatch(await privacy.page.locator('body').innerText(), /canary-text/);

    await page.goto(`${at.origin}/console/items?part=releases`);
    await page.getByRole('table', { name: 'Releases' }).getByText(RECIPIENT).click();
    await page.getByRole('button', { name: 'Ask it back' }).click();
    await page.getByRole('textbox', { name: 'Why' }).fill('the source withdrew it');
    await page.getByRole('button', { name: 'Sign: Ask it back' }).click();
    await reader.page.getByText(TEXT).waitFor({ state: 'detached' });
    await row.getByText('open', { exact: true }).waitFor({ state: 'detached' });
    for (const window of [analyst, reader, privacy]) {
      assertQuiet(window);
      await window.context.close();
    }
  },
);

for (const [theme, language, window] of [
  ['dark', 'en', PHONE],
  ['light', 'it', {}],
] as const) {
  browserTest(`axe finds nothing, ${theme}, ${language}, and nothing scrolls sideways`, async (browser) => {
    const opened = await at.visit(browser, ANALYST, { theme, language, window });
    for (const part of ['items', 'releases', 'consultations']) {
      await opened.page.goto(`${at.origin}/console/items?part=${part}`);
      await opened.page.getByRole('tabpanel').waitFor();
      assert.deepEqual(await axeFindings(opened.page), [], part);
      assert.ok((await sideways(opened.page)) <= 0, part);
    }
    assertQuiet(opened);
    await opened.context.close();
  });
}
