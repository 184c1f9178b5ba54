import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { linkFor } from '../../src/server/sign-in/sign-in.ts';
import { assertQuiet, browserTest } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

const DUTY = 'it-duty-a';
const TYPED = 'half a sentence, not signed';
const ACTS = 30;

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(async () => {
  await at.close();
});

browserTest(
  'signing out says what is unsigned, asks, and what was typed is there again afterwards',
  async (browser) => {
    const window = await at.visit(browser, DUTY, { path: '/act' });
    const { page } = window;
    const what = page.getByRole('textbox', { name: 'What exactly' });
    await what.fill(TYPED);
    const leave = page.getByRole('button', { name: 'Sign out', exact: true }).first();
    await leave.click();
    const asked = page.getByRole('dialog', { name: 'Sign out?' });
    await asked.getByText('1 form holds something that you typed').waitFor();
    await asked.getByText('Your shift at Duty officer goes on').waitFor();
    await asked.getByRole('button', { name: 'Stay' }).click();
    assert.equal(await what.inputValue(), TYPED);

    await leave.click();
    await asked.getByRole('button', { name: 'Sign out now' }).click();
    await page.getByRole('navigation').waitFor({ state: 'detached' });
    const link = await linkFor(at.house.signIn, DUTY, null);
    await page.goto(`${at.origin}${link.path}`);
    await page.getByRole('navigation').waitFor();
    await page.goto(`${at.origin}/console/act`);
    assert.equal(await what.inputValue(), TYPED);

    await what.fill('');
    await leave.click();
    await asked.getByText('This ends your session').waitFor();
    assert.equal(await asked.getByText('did not sign').count(), 0);
    assertQuiet(window);
  },
);

browserTest('in Italian, entries are told in Italian, with the names of desks', async (browser) => {
  const window = await at.visit(browser, DUTY, { path: '/log', language: 'it' });
  const { page } = window;
  await page.locator('.r-log-row').first().waitFor();
  // The list goes to its end as soon as its height is set; a height that is still in motion is measured as it was before.
  const measured = await page.evaluate<number>(
    `((list) => { list.style.height = '9999px'; return list.offsetHeight; })(document.querySelector('.r-log-list'))`,
  );
  assert.equal(measured, 9_999, 'where motion is reduced, a height is there at once');
  const signedOn = page.locator('.r-log-row', { hasText: 'presa di servizio' }).first();
  await page.getByRole('textbox', { name: 'Filtro' }).fill('presa di servizio');
  await signedOn.waitFor();
  const told = await page.locator('.r-log-row', { hasText: 'presa di servizio' }).allInnerTexts();
  assert.ok(told.length > 0 && told.some((line) => line.includes('Ufficiale di turno')), told.join('\n'));
  assert.deepEqual(
    told.filter((line) => line.includes('international-room.')),
    [],
  );
  assertQuiet(window);
});
