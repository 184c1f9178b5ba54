// What stands beside a form before it is signed, word for word: the outcome, what signing does, and what a permit would have applied but for; then how far the act came.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import { assertQuiet, browserTest } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';
import { BRIEFING, choose, type Deed, decision, fillDeed, IDENTITY_CHECK, included } from './forms.ts';

const ACTS = 70;
const LIAISON = 'us-hsi-liaison-a';
/** us-hsi/4 permits it, in the room at the consulate alone. */
const ASSESSMENT: Deed = {
  activity: 'assess a threat',
  purpose: 'protection of a visiting delegation',
  place: 'Piazza XXV Aprile',
  what: 'a look at the square before the delegation comes',
};
const CONSULATE = 'US consulate general in Milan';
const NO_EFFECT = 'Signing is recorded, and takes no effect.';

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

/** What a decision says, line by line; it must be of what stands in the form now. */
async function told(page: Page, outcome: string): Promise<string[]> {
  const shown = decision(page).and(page.locator('[aria-busy="false"]'));
  await shown.getByText(outcome, { exact: true }).waitFor();
  return (await shown.innerText()).split('\n').filter((line) => line !== '');
}

browserTest(
  'outside every mandate: the form names the clause that is near, its text, and the one thing that fails',
  async (browser) => {
    const window = await at.visit(browser, LIAISON, { path: '/act' });
    const { page } = window;
    const before = at.house.room.size();
    await fillDeed(page, ASSESSMENT);
    assert.deepEqual(await told(page, 'outside every mandate'), [
      'outside every mandate',
      NO_EFFECT,
      'us-hsi/4 would apply but for this:',
      'In the US room investigators assess threats, analyse networks, money, cyber threats and smuggled cultural goods, and vet risks, against transnational organised crime or for the protection of the delegation.',
      `the place is Piazza XXV Aprile and must be ${CONSULATE}`,
    ]);
    const near = decision(page).getByRole('link', { name: 'us-hsi/4' });
    assert.equal(await near.getAttribute('href'), '/console/mandates?clause=us-hsi%2F4');
    assert.equal(at.house.room.size(), before, 'looking at a decision records nothing');

    // What was near is what mends it: with that place, the same words are permitted, and nothing is near any more.
    await choose(page, 'Place', CONSULATE);
    const mended = await told(page, 'permitted');
    assert.equal(mended[1], 'Signing takes effect at once.');
    assert.match(mended[2] ?? '', /^us-hsi\/4 rests on an assumption/);
    assert.ok(!mended.join('\n').includes('would apply but for'), mended.join('\n'));
    assertQuiet(window);
  },
);

browserTest('the same in Italian, with the names of the event', async (browser) => {
  const window = await at.visit(browser, LIAISON, { path: '/act', language: 'it' });
  const { page } = window;
  const { names } = at.house.scenario;
  await choose(page, 'Attività', names.it['assess-threat'] ?? '');
  await page.getByRole('combobox', { name: 'Scopo' }).selectOption('delegation-protection');
  await choose(page, 'Luogo', 'Piazza XXV Aprile');
  await page.getByRole('textbox', { name: 'Che cosa esattamente' }).fill(ASSESSMENT.what);
  const shown = page.getByRole('status', { name: 'Decisione prima della firma' });
  await shown.getByText('fuori da ogni mandato', { exact: true }).waitFor();
  const wanted = names.it['us-consulate-milan'] ?? '';
  assert.notEqual(wanted, '');
  await shown.getByText(`il luogo risulta Piazza XXV Aprile e deve essere ${wanted}`, { exact: true }).waitFor();
  assertQuiet(window);
});

browserTest('the other outcomes say what signing does, and by which clause', async (browser) => {
  const window = await at.visit(browser, LIAISON, { path: '/act' });
  const { page } = window;
  await fillDeed(page, IDENTITY_CHECK);
  const prohibited = await told(page, 'prohibited');
  assert.equal(prohibited[1], NO_EFFECT);
  assert.match(prohibited.join('\n'), /^us-hsi\/13 rests on an assumption .*\nNo executive power of any kind/m);
  await fillDeed(page, BRIEFING);
  const asks = await told(page, 'needs approval');
  assert.equal(asks[1], 'Signing opens a request; nothing takes effect before the host has approved.');
  assert.match(asks[2] ?? '', /^The host answers by \d\d\/\d\d \d\d:\d\d:\d\dZ/);
  assert.match(asks.join('\n'), /^us-hsi\/6 rests on an assumption .*\nWith approval investigators attend/m);
  // Signed or not, a report is taken: the same decision is only the verdict on it.
  await page.getByRole('radio', { name: 'I did this (always accepted)' }).check();
  await fillDeed(page, IDENTITY_CHECK);
  const verdict = await told(page, 'prohibited');
  assert.equal(verdict[1], 'The verdict on the deed. The report itself is always accepted.');
  assertQuiet(window);
});

browserTest(
  'a signed act is recorded, and not included before a checkpoint holds it; the near miss stands with it',
  async (browser) => {
    const window = await at.visit(browser, LIAISON, { path: '/act' });
    const { page } = window;
    const { room } = at.house;
    await fillDeed(page, ASSESSMENT);
    await told(page, 'outside every mandate');
    const goOn = at.holdCheckpoints();
    try {
      const number = `#${room.size()}`;
      await page.getByRole('button', { name: 'Sign the proposal' }).click();
      const signed = page.locator('.r-signed');
      await signed.getByRole('link', { name: `recorded ${number}`, exact: true }).waitFor();
      await signed.getByText('not yet in a checkpoint', { exact: true }).waitFor();
      assert.equal(await signed.getByText('included', { exact: true }).count(), 0);
      // The room went on saying how it stands; that alone includes nothing.
      await page.waitForResponse((one) => new URL(one.url()).pathname === '/api/preview', { timeout: 20_000 });
      assert.ok(room.includedSize() < room.size());
      assert.equal(await signed.getByText('not yet in a checkpoint', { exact: true }).count(), 1);
      goOn();
      await signed.getByText('included', { exact: true }).waitFor();
      assert.ok(room.includedSize() >= Number(number.slice(1)) + 1);
      const said = await included(page);
      assert.match(said, new RegExp(`^outside every mandate\\s+recorded ${number}\\s+included`));
      assert.match(said, /us-hsi\/4 would apply but for this:\s*the place is Piazza XXV Aprile and must be/);
    } finally {
      goOn();
    }
    // What was refused stays in the form, to be mended.
    assert.equal(await page.getByRole('textbox', { name: 'What exactly' }).inputValue(), ASSESSMENT.what);
    assertQuiet(window);
  },
);
