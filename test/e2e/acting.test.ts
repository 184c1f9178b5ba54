// Acting in a real browser: a guest is refused with the clause before signing, asks, is answered by the host in another window, and begins.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

/** Mandates are in force and everybody is at their desk (exercise day 1, after the guests have signed on). */
const ACTS = 70;
const LIAISON = 'us-hsi-liaison-a';
const APPROVER = 'it-approver-a';
const LOGGIST = 'it-loggist-a';
const AUTHORITY = 'it-authority-a';

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

test('the house is open, and its people are at their desks', async () => {
  for (const [person, desk] of [
    [LIAISON, 'us-room.hsi-liaison'],
    [APPROVER, 'international-room.approvals'],
    [LOGGIST, 'international-room.loggist'],
    [AUTHORITY, 'international-room.authority'],
  ] as const)
    assert.equal((await at.house.enter(person)).me?.desk?.id, desk);
});

/** Chooses one of many by typing, as a person does. */
async function choose(page: Page, field: string, typed: string): Promise<void> {
  const box = page.getByRole('combobox', { name: field }).first();
  await box.click();
  await box.fill(typed);
  await page.getByRole('option', { name: typed }).first().click();
}

async function fillDeed(page: Page, deed: { activity: string; purpose: string; place: string; what: string }) {
  await choose(page, 'Activity', deed.activity);
  await page.getByRole('combobox', { name: 'Purpose' }).selectOption({ label: deed.purpose });
  await choose(page, 'Place', deed.place);
  await page.getByRole('textbox', { name: 'What exactly' }).fill(deed.what);
}

const decision = (page: Page) => page.getByRole('status', { name: 'Decision before you sign' });
const IDENTITY_CHECK = {
  activity: "check a person's identity",
  purpose: 'security of the event',
  place: 'Piazza XXV Aprile',
  what: 'ask two passers-by for their papers',
};
const BRIEFING = {
  activity: 'attend a briefing',
  purpose: 'protection of a visiting delegation',
  place: 'Interior ministry',
  what: 'briefing on the arrival of the delegation',
};

browserTest('an identity check in the street: prohibited with its clauses before it is signed; then recorded and included', async (browser) => {
  const window = await at.visit(browser, LIAISON, { path: '/act' });
  const { page } = window;
  await fillDeed(page, IDENTITY_CHECK);
  await decision(page).getByText('prohibited').first().waitFor();
  await decision(page).getByText('us-hsi/13').first().waitFor();
  await decision(page).getByText('No executive power of any kind').first().waitFor();
  const before = at.house.room.size();
  assert.equal(at.house.room.size(), before, 'looking at a decision records nothing');
  await page.getByRole('button', { name: 'Sign the proposal' }).click();
  const progress = page.getByRole('status').filter({ hasText: /recorded #\d+/ });
  await progress.waitFor();
  await progress.filter({ hasText: 'included' }).filter({ hasNotText: 'not yet' }).waitFor();
  assert.match(await progress.innerText(), /prohibited[\s\S]*us-hsi\/13/);
  // What was refused stays in the form, also over a reload.
  await page.reload();
  assert.equal(await page.getByRole('textbox', { name: 'What exactly' }).inputValue(), IDENTITY_CHECK.what);
  assertQuiet(window);
  await window.context.close();
});

browserTest('a briefing at the ministry: asked for, approved in another window, begun, ended', async (browser) => {
  const guest = await at.visit(browser, LIAISON, { path: '/act' });
  const { page } = guest;
  await fillDeed(page, BRIEFING);
  await decision(page).getByText('needs approval').first().waitFor();
  await decision(page).getByText('us-hsi/6').first().waitFor();
  await decision(page).getByText('The host answers by').waitFor();
  await page.getByRole('button', { name: 'Sign the proposal' }).click();
  const request = await page.getByRole('form').getByRole('link', { name: /^REQ-us-ice-\d+$/ }).innerText();
  const mine = page.getByRole('list', { name: 'My deeds and requests' });
  await mine.getByText('waits for the host').first().waitFor();

  const host = await at.visit(browser, APPROVER);
  const row = host.page.getByRole('row').filter({ hasText: request });
  await row.waitFor();
  assert.match(await row.innerText(), /us-hsi\/6/);
  await row.focus();
  await host.page.keyboard.press('Enter');
  const asked = host.page.getByRole('region', { name: `Request ${request}` });
  await asked.getByText(BRIEFING.what).first().waitFor();
  await asked.getByText(LIAISON).first().waitFor();
  await asked.getByText('Homeland Security Investigations').first().waitFor();
  await asked.getByRole('textbox', { name: 'Reason' }).fill('useful to both sides');
  await asked.getByRole('textbox', { name: 'Conditions' }).fill('accompanied inside the building');
  await decision(host.page).getByText('host-root/4').first().waitFor();
  await asked.getByRole('button', { name: 'Sign the approval' }).click();
  await host.page.getByRole('status').filter({ hasText: /recorded #\d+/ }).waitFor();
  assert.match(await host.page.getByRole('table', { name: 'Answered' }).innerText(), new RegExp(`${APPROVER}[\\s\\S]*${request}`));

  const item = mine.getByRole('listitem').filter({ hasText: request });
  await item.getByText('approved, not begun').waitFor();
  await item.getByText('accompanied inside the building').waitFor();
  await item.getByText(APPROVER).waitFor();
  await item.getByRole('button', { name: 'Begin', exact: true }).click();
  await decision(page).getByText('us-hsi/6').last().waitFor();
  await page.getByRole('button', { name: 'Sign: Begin' }).click();
  await item.getByText('going on').waitFor();
  await page.getByRole('status').filter({ hasText: 'included' }).filter({ hasNotText: 'not yet' }).last().waitFor();
  await item.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'Sign: End' }).click();
  await item.waitFor({ state: 'detached' });

  await page.getByRole('link', { name: request }).first().click();
  await page.getByRole('heading', { name: `Request ${request}` }).waitFor();
  const history = page.getByRole('list', { name: 'What happened' });
  assert.match(await history.innerText(), /proposed[\s\S]*answer[\s\S]*it-approver-a/);
  for (const window of [guest, host]) {
    assertQuiet(window);
    await window.context.close();
  }
});
