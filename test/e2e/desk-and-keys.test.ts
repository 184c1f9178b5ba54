// Coming to a desk and leaving it; the keys that the help screen names, each seen to do what it says there.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { ENTRY_NAMES } from '../../src/terms/entry-names.ts';
import { assertQuiet, browserTest } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

const ACTS = 70;
const DUTY = 'it-duty-a';
/** Is at no desk yet. */
const RELIEF = 'it-approver-b';

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

const deskOf = (person: string) => {
  const { readable, directory, roomNow } = at.house.room;
  return readable.actor(person, directory, roomNow()).desk;
};

browserTest(
  'signing on at a desk and off again: both are entries, and the frame says which desk it is',
  async (browser) => {
    const window = await at.visit(browser, RELIEF, { path: '/desk' });
    const { page } = window;
    const { room } = at.house;
    const me = page.getByRole('banner').locator('.r-me');
    await me.getByText('no desk', { exact: true }).waitFor();
    const before = room.size();
    const free = page
      .getByRole('table', { name: 'Choose a desk' })
      .getByRole('row')
      .filter({ hasText: 'free' })
      .first();
    const name = await free.getByRole('cell').first().innerText();
    await free.click();
    await page.getByRole('button', { name: 'Sign on', exact: true }).click();
    await me.getByText(name, { exact: true }).waitFor();
    await page.getByRole('heading', { level: 1, name: 'My desk' }).waitFor();
    const desk = deskOf(RELIEF);
    assert.ok(desk !== null);
    assert.ok(room.size() > before, 'signing on is an entry');

    await page.goto(`${at.origin}/console/desk`);
    await page.getByText('You hold this desk.').waitFor();
    await page.getByRole('button', { name: 'Sign off from the desk' }).click();
    await me.getByText('no desk', { exact: true }).waitFor();
    await page.getByRole('table', { name: 'Choose a desk' }).waitFor();
    assert.equal(deskOf(RELIEF), null);
    // Somebody else reads both in the log.
    const other = await at.visit(browser, DUTY, { path: '/log' });
    for (const kind of ['desk.sign-on', 'desk.sign-off'] as const)
      await other.page.locator('.r-log-row', { hasText: name }).filter({ hasText: ENTRY_NAMES[kind] }).last().waitFor();
    for (const one of [window, other]) assertQuiet(one);
  },
);

browserTest('keys: N, J, K, ? and Ctrl+K do what the help says, and nothing while one types', async (browser) => {
  const window = await at.visit(browser, DUTY, { path: '/help' });
  const { page } = window;
  const { keyboard } = page;
  const keys = page.getByRole('table', { name: 'Keys and help' });
  await keys.waitFor();
  const rows = (await keys.getByRole('row').allInnerTexts()).slice(1).map((row) => row.split(/\s*\t\s*|\n+/));
  assert.deepEqual(rows, [
    ['New log line', 'N'],
    ['Next row', 'J'],
    ['Row before', 'K'],
    ['This help', '?'],
    ['Search and commands', 'Ctrl+K'],
  ]);
  const size = at.house.room.size();
  await keyboard.press('n');
  await page.waitForURL(/\/console\/log$/);
  const line = page.getByRole('textbox', { name: 'Command line' });
  await page.locator(':focus').and(line).waitFor();
  await keyboard.type('jkn?');
  assert.equal(await line.inputValue(), 'jkn?', 'in a field keys are letters');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await line.fill('');
  await page.locator('.r-log-row').first().waitFor();
  await line.blur();
  const focused = () => page.evaluate<number>(`Number(document.activeElement?.getAttribute('data-index') ?? NaN)`);
  const indexes = await page
    .locator('.r-log-row')
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-index'))));
  const [beforeLast, last] = indexes.slice(-2);
  await keyboard.press('k');
  await page.locator(`.r-log-row[data-index="${last}"]:focus`).waitFor();
  await keyboard.press('k');
  await page.locator(`.r-log-row[data-index="${beforeLast}"]:focus`).waitFor();
  await keyboard.press('j');
  await page.locator(`.r-log-row[data-index="${last}"]:focus`).waitFor();
  await keyboard.press('j');
  assert.equal(await focused(), last, 'after the last there is none');
  await keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/console/entry/${last}$`));
  await keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys and help' });
  await help.waitFor();
  await keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });
  await keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('textbox').first().waitFor();
  await keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal(at.house.room.size(), size, 'no key has signed anything');
  assertQuiet(window);
});

browserTest(
  'agency and component stand in the frame, on a phone in its menu, in the reader’s language',
  async (browser) => {
    for (const [language, side, more] of [
      ['en', 'United States Immigration and Customs Enforcement · Homeland Security Investigations', 'More'],
      ['it', 'Agenzia statunitense per l’immigrazione e le dogane (ICE) · ', 'Altro'],
    ] as const) {
      const window = await at.visit(browser, 'us-hsi-liaison-a', {
        language,
        window: { viewport: { width: 1400, height: 900 } },
      });
      const { page } = window;
      const banner = page.getByRole('banner');
      await banner.locator('.r-side').getByText(side).waitFor();
      assert.match(
        (await banner.locator('.r-me').getAttribute('title')) ?? '',
        new RegExp(`^us-hsi-liaison-a · ${side.slice(0, 20)}`),
      );
      await page.setViewportSize({ width: 390, height: 844 });
      assert.equal(await banner.locator('.r-side').isVisible(), false);
      await banner.getByRole('button', { name: more }).click();
      await page.getByRole('menuitem', { name: side }).click();
      await page.waitForURL(/\/console\/account$/);
      assertQuiet(window);
      await window.context.close();
    }
  },
);
