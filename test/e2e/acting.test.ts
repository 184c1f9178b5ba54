// Acting in a real browser: a guest is refused with the clause before signing, asks, is answered by the host in another window, and begins.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';
import { askFor, BRIEFING, decision, fillDeed, IDENTITY_CHECK, included, tabTo } from './forms.ts';

/** Mandates are in force and everybody is at their desk (exercise day 1, after the guests have signed on). */
const ACTS = 70;
const LIAISON = 'us-hsi-liaison-a';
const APPROVER = 'it-approver-a';

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

test('the house is open, and its people are at their desks', () => {
  const { readable, directory, roomNow } = at.house.room;
  for (const [person, desk] of [
    [LIAISON, 'us-room.hsi-liaison'],
    [APPROVER, 'international-room.approvals'],
  ] as const)
    assert.equal(readable.actor(person, directory, roomNow()).desk, desk);
});

browserTest(
  'an identity check in the street: prohibited with its clauses before it is signed; then recorded and included',
  async (browser) => {
    const window = await at.visit(browser, LIAISON, { path: '/act' });
    const { page } = window;
    const { size } = at.house.room;
    const before = size();
    await fillDeed(page, IDENTITY_CHECK);
    await decision(page).getByText('prohibited').first().waitFor();
    await decision(page).getByText('us-hsi/13').first().waitFor();
    await decision(page).getByText('No executive power of any kind').first().waitFor();
    assert.equal(size(), before, 'looking at a decision records nothing');
    await page.getByRole('button', { name: 'Sign the proposal' }).click();
    assert.match(await included(page), /prohibited[\s\S]*us-hsi\/13/);
    const cited = page.locator('.r-signed').getByRole('link', { name: 'us-hsi/13' });
    assert.match((await cited.getAttribute('href')) ?? '', /\/console\/mandates\?clause=/);
    assert.ok(size() > before);
    // What was refused stays in the form, also over a reload.
    await page.reload();
    const what = page.getByRole('textbox', { name: 'What exactly' });
    await what.waitFor();
    assert.equal(await what.inputValue(), IDENTITY_CHECK.what);
    assertQuiet(window);
    await window.context.close();
  },
);

browserTest('a briefing at the ministry: asked for, approved in another window, begun, ended', async (browser) => {
  const guest = await at.visit(browser, LIAISON, { path: '/act' });
  const { page } = guest;
  const request = await askFor(page, BRIEFING);
  await included(page);
  const mine = page.getByRole('list', { name: 'My deeds and requests' });
  const item = mine.getByRole('listitem').filter({ hasText: request });
  await item.getByText('waits for the host').waitFor();

  const host = await at.visit(browser, APPROVER);
  const row = host.page.getByRole('row').filter({ hasText: request });
  await row.waitFor();
  assert.match(await row.innerText(), /answer[\s\S]*us-hsi\/6/);
  await row.focus();
  await host.page.keyboard.press('Enter');
  const asked = host.page.getByRole('region', { name: `Request ${request}` });
  await asked.getByText(BRIEFING.what).first().waitFor();
  await asked.getByText('Homeland Security Investigations').first().waitFor();
  assert.match(await asked.innerText(), /Two persons/);
  for (const answer of ['approve', 'refuse', 'offer something else'])
    assert.equal(await asked.getByRole('radio', { name: answer }).isChecked(), false, 'nothing is chosen beforehand');
  await asked.getByRole('radio', { name: 'approve' }).check();
  await asked.getByRole('textbox', { name: 'Reason' }).fill('useful to both sides');
  await asked.getByRole('textbox', { name: 'Conditions' }).fill('accompanied inside the building');
  await decision(host.page).getByText('host-root/4').first().waitFor();
  await asked.getByRole('button', { name: 'Sign the approval' }).click();
  await included(host.page);
  const answered = host.page.getByRole('table', { name: 'Answered' });
  await answered.getByRole('row').filter({ hasText: request }).filter({ hasText: APPROVER }).waitFor();

  await item.getByText('approved, not begun').waitFor();
  await item.getByText('accompanied inside the building').waitFor();
  await item.getByText(APPROVER).waitFor();
  await item.getByRole('button', { name: 'Begin', exact: true }).click();
  await item.getByText('us-hsi/6').first().waitFor();
  await page.getByRole('button', { name: 'Sign: Begin' }).click();
  await item.getByText('going on').waitFor();
  await included(page);
  await item.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'Sign: End' }).click();
  await item.waitFor({ state: 'detached' });

  await page.goto(`${at.origin}/console/record/requests/${request}`);
  await page.getByRole('heading', { name: `Request ${request}` }).waitFor();
  assert.match(
    await page.getByRole('list', { name: 'What happened' }).innerText(),
    /proposed[\s\S]*answer[\s\S]*it-approver-a/,
  );
  for (const window of [guest, host]) {
    assertQuiet(window);
    await window.context.close();
  }
});

browserTest(
  'by keyboard only: search leads to the form, the form is filled in, signed, and withdrawn again',
  async (browser) => {
    const window = await at.visit(browser, LIAISON);
    const { page } = window;
    const { keyboard } = page;
    await page.getByRole('heading', { name: 'My desk' }).waitFor();
    await keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await keyboard.type('Act');
    await page.getByRole('row', { name: 'Act' }).first().waitFor();
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Act', exact: true }).waitFor();
    await tabTo(page, /^Activity/);
    await keyboard.type('give a briefing');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await tabTo(page, /^Purpose/);
    await keyboard.type('protection of a vis');
    await tabTo(page, /^Place/);
    await keyboard.press('Control+a');
    await keyboard.type('Interior ministry');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await tabTo(page, /^What exactly/);
    await keyboard.type('our part of the morning briefing');
    await decision(page).getByText('us-hsi/6').first().waitFor();
    await tabTo(page, /^Sign the proposal/);
    await keyboard.press('Enter');
    await page.getByText('waits for the host').first().waitFor();
    await tabTo(page, /^Withdraw$/);
    await keyboard.press('Enter');
    await decision(page).last().getByText('us-hsi/1').first().waitFor();
    await page.locator(':focus', { hasText: /^Sign: Withdraw$/ }).waitFor();
    await keyboard.press('Enter');
    await page.getByText('Nothing of yours is open').or(page.getByText('going on')).first().waitFor();
    await page.getByText('waits for the host').waitFor({ state: 'detached' });
    assertQuiet(window);
    await window.context.close();
  },
);

browserTest('what I may do here leads to the form with the words filled in', async (browser) => {
  const window = await at.visit(browser, LIAISON);
  const { page } = window;
  await page.getByRole('region', { name: 'What I may do, now' }).getByRole('link', { name: 'vet a risk' }).click();
  await page.getByRole('heading', { name: 'Act', exact: true }).waitFor();
  assert.match(await page.getByRole('combobox', { name: 'Activity' }).inputValue(), /^vet a risk/);
  await page.waitForURL(/\/console\/act$/);
  assertQuiet(window);
  await window.context.close();
});

for (const [theme, language, width] of [
  ['dark', 'en', 1280],
  ['light', 'it', 390],
] as const) {
  browserTest(
    `every screen of acting, ${theme}, ${language}, ${width} px: axe finds nothing, nothing scrolls sideways`,
    async (browser) => {
      await at.house.act(LIAISON, {
        kind: 'deed.propose',
        activity: 'attend-briefing',
        purpose: 'delegation-protection',
        place: 'viminale',
        detail: { until: at.house.room.roomNow() + 3_600_000, what: `a briefing for ${theme} and ${language}` },
      });
      const window = await at.visit(browser, APPROVER, {
        theme,
        language,
        window: { viewport: { width, height: 900 } },
      });
      const { page } = window;
      for (const path of ['now', 'act', 'approvals', 'powers', 'record/requests/REQ-us-ice-1']) {
        await page.goto(`${at.origin}/console/${path}`);
        await page.locator('main h1').waitFor();
        await page
          .locator('main')
          .filter({ hasNotText: /Loading…|Caricamento…/ })
          .waitFor();
        assert.deepEqual(await axeFindings(page), [], path);
        assert.ok((await sideways(page)) <= 0, `${path} scrolls sideways`);
      }
      assertQuiet(window);
      await window.context.close();
    },
  );
}
