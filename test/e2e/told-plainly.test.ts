// Screens that said less, or other, than is so: a refused answer on a phone, a clock of a capital, a step that a house rule never lets happen.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

/** With an answer that was refused, as it bound other words, and one that took effect. */
const ACTS = 29;
const PHONE = { viewport: { width: 390, height: 844 } };

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ scenario: 'harbour-summit', acts: ACTS });
});
after(() => at.close());

browserTest(
  'on a phone, too, an answer that was refused does not read as an answer that was given',
  async (browser) => {
    const looks = [
      { language: 'en', theme: 'dark', table: 'Answered', refused: 'prohibited', given: 'permitted' },
      { language: 'it', theme: 'light', table: 'Risposte date', refused: 'vietato', given: 'consentito' },
    ] as const;
    for (const { language, theme, table, refused, given } of looks) {
      const visit = { path: '/approvals', language, theme, window: PHONE };
      const duty = await at.visit(browser, 'duty-a', visit);
      const rows = duty.page.getByRole('table', { name: table }).getByRole('row');
      const attempt = rows.filter({ hasText: 'R-04' });
      await attempt.getByText(refused).waitFor();
      await rows.filter({ hasText: given }).getByText(given).waitFor();
      assert.equal(await rows.filter({ hasText: given }).getByText('R-04').count(), 0);
      assert.equal(await sideways(duty.page), 0);
      assert.deepEqual(await axeFindings(duty.page), []);
      assertQuiet(duty);
      await duty.context.close();
    }
  },
);

browserTest('the clock of a capital says how far it is from UTC, as it is', async (browser) => {
  const officer = await at.visit(browser, 'ga-officer-a', { path: '/now' });
  const capital = officer.page.getByRole('banner').locator('.r-capital');
  await capital.getByText('UTC+4').waitFor();
  assert.equal(await capital.getByText('GMT').count(), 0);
  assertQuiet(officer);
  await officer.context.close();
});

browserTest(
  'nobody is offered to suspend the mandate on which all others rest, not by an address either',
  async (browser) => {
    const commander = await at.visit(browser, 'commander-a', { path: '/mandates', language: 'it' });
    const { page } = commander;
    const root = page.locator('.r-panel').filter({ hasText: 'host-root 1' }).first();
    const guest = page.locator('.r-panel').filter({ hasText: 'guest-a 1' }).first();
    await guest.getByRole('button', { name: 'Sospendi…' }).waitFor();
    assert.equal(await root.getByRole('button', { name: 'Sospendi…' }).count(), 0);
    await page.goto(`${at.origin}/console/mandates?direct=${encodeURIComponent('suspend guest-a')}`);
    await page.getByRole('form', { name: 'Sospendere guest-a' }).waitFor();
    await page.goto(`${at.origin}/console/mandates?direct=${encodeURIComponent('suspend host-root')}`);
    await root.waitFor();
    assert.equal(await page.getByRole('form', { name: 'Sospendere host-root' }).count(), 0);
    assertQuiet(commander);
    await commander.context.close();
  },
);
