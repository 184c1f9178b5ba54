// What the event's words are called: in the reader's language where the event has a name in it, found by the names in both.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertQuiet, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

const ACTS = 70;
const DUTY = 'it-duty-a';
/** Is at no desk yet. */
const RELIEF = 'it-duty-b';
const PHONE = { viewport: { width: 390, height: 844 } };
const PATHS = ['/now', '/act', '/people', '/mandates', '/statements', '/account'];

let milano: ConsoleHouse;
let harbour: ConsoleHouse;
before(async () => {
  milano = await openConsoleHouse({ acts: ACTS });
  harbour = await openConsoleHouse({ scenario: 'harbour-summit', acts: 20 });
});
after(async () => {
  await milano.close();
  await harbour.close();
});

test('one event has names in Italian, the other has none', () => {
  assert.ok(Object.keys(milano.house.scenario.names.it).length > 0);
  assert.deepEqual(harbour.house.scenario.names.it, {});
});

browserTest('the choice of a desk is in Italian, and in English as soon as that is chosen', async (browser) => {
  const window = await milano.visit(browser, RELIEF, { path: '/desk', language: 'it' });
  const { page } = window;
  const row = (room: string) => page.getByRole('row').filter({ hasText: room });
  await row('Sala operativa internazionale').filter({ hasText: 'Ufficiale di turno' }).waitFor();
  assert.equal(await row('International operations room').count(), 0);
  await page.getByRole('button', { name: 'EN', exact: true }).click();
  await row('International operations room').filter({ hasText: 'Duty officer' }).waitFor();
  assert.equal(await row('Sala operativa internazionale').count(), 0);
  assertQuiet(window);
});

browserTest('a place and a deed are found by their names in either language', async (browser) => {
  const window = await milano.visit(browser, DUTY, { path: '/act', language: 'it' });
  const { page } = window;
  const found = async (field: string, typed: string) => {
    await page.getByRole('combobox', { name: field }).first().fill(typed);
    return await page.getByRole('listbox').getByRole('option').allInnerTexts();
  };
  for (const typed of ['stadio di SAN', 'san siro stadium']) {
    const options = await found('Luogo', typed);
    assert.ok(options.includes('Milano e dintorni › Quartiere San Siro › Stadio di San Siro'), options.join('\n'));
  }
  assert.deepEqual(await found('Attività', 'seize goods'), ['sequestrare beni (coercitiva)']);
  assert.deepEqual(await found('Attività', 'sequestrare'), ['sequestrare beni (coercitiva)']);
  await page.goto(`${milano.origin}/console/log`);
  const line = page.getByRole('textbox', { name: 'Riga di comando' });
  for (const typed of ['@palazzetti', '@rho-ice']) {
    await line.fill(`${typed} ghiaccio pronto`);
    await page.getByText('Palazzetti del ghiaccio di Rho').first().waitFor();
    await line.fill('');
  }
  const filter = page.getByRole('textbox', { name: 'Filtro' });
  for (const typed of ['duty officer', 'ufficiale di turno']) {
    await filter.fill(typed);
    await page.locator('.r-log-row', { hasText: 'Ufficiale di turno' }).first().waitFor();
  }
  assertQuiet(window);
});

browserTest('where an event has no names in Italian, its own stand in the Italian console', async (browser) => {
  const window = await harbour.visit(browser, 'duty-b', { path: '/desk', language: 'it' });
  const { page } = window;
  const { rooms } = harbour.house.scenario.vocabulary;
  await page
    .getByRole('cell', { name: rooms[0]?.name ?? '' })
    .first()
    .waitFor();
  assertQuiet(window);
});

browserTest('Italian names make no page scroll sideways at 390 px', async (browser) => {
  const window = await milano.visit(browser, DUTY, { language: 'it', window: PHONE });
  const { page } = window;
  for (const path of PATHS) {
    await page.goto(`${milano.origin}/console${path}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.getByText('Ufficiale di turno').first().waitFor();
    assert.equal(await sideways(page), 0, path);
  }
  assertQuiet(window);
});
