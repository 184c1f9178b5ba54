// What the host clears of a guest, in a real browser: granted, shown to the guest and to nobody else's, and withdrawn.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertQuiet, axeFindings, browserTest } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';
import { choose, included } from './forms.ts';

const ACTS = 18;
const COMMANDER = 'commander-a';
const OFFICER = 'ga-officer-a';
const OTHER_GUEST = 'gb-support-a';
const PISTOL = 'EXERCISE pistol, number 40';

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ scenario: 'harbour-summit', acts: ACTS });
});
after(() => at.close());

browserTest('a weapon is cleared, the guest reads until when, and it is withdrawn', async (browser) => {
  const commander = await at.visit(browser, COMMANDER, { path: '/powers' });
  const { page } = commander;
  await page.getByText('Clear a person, a weapon or a vehicle').click();
  const form = page.getByRole('form', { name: 'Clear a person, a weapon or a vehicle' });
  await choose(form, 'Guest', OFFICER);
  await form.getByRole('combobox', { name: 'Of' }).selectOption({ label: 'the person' });
  assert.equal(await form.getByRole('textbox', { name: 'Which one' }).count(), 0);
  await form.getByRole('combobox', { name: 'Of' }).selectOption({ label: 'a weapon' });
  await form.getByRole('textbox', { name: 'Reason' }).fill('journeys of the day');
  await form.getByText('which weapon or vehicle').first().waitFor();
  await form.getByRole('textbox', { name: 'Which one' }).fill(PISTOL);
  await form.getByText('host-root/23').first().waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await form.getByRole('button', { name: 'Sign the clearance' }).click();
  await included(page);

  const officer = await at.visit(browser, OFFICER, { path: '/powers', language: 'it' });
  const theirs = officer.page.getByRole('listitem', { name: /^CLR-guest-a-protection-/ });
  await theirs.getByText('un’arma').waitFor();
  await theirs.getByText(PISTOL).first().waitFor();
  assert.equal(await officer.page.getByText('Concedi un nulla osta').count(), 0);
  await theirs.getByRole('link', { name: /^CLR-/ }).click();
  await officer.page.locator('main').getByText('nulla osta concesso').first().waitFor();
  await officer.page.locator('main').getByText(PISTOL).first().waitFor();
  const other = await at.visit(browser, OTHER_GUEST, { path: '/powers' });
  await other.page.getByText('Nothing of any guest is cleared, as far as you may see.').waitFor();
  await other.page.goto(`${at.origin}/console/log`);
  await other.page.getByRole('navigation').first().waitFor();
  assert.equal(await other.page.getByText(PISTOL).count(), 0);

  const held = page.getByRole('listitem', { name: /^CLR-guest-a-protection-/ });
  await held.getByRole('button', { name: 'Withdraw the clearance' }).click();
  await held.getByRole('textbox', { name: 'Reason' }).fill('handed in');
  await page.getByRole('button', { name: 'Sign: Withdraw the clearance' }).click();
  await held.waitFor({ state: 'detached' });
  for (const window of [commander, officer, other]) {
    assertQuiet(window);
    await window.context.close();
  }
});
