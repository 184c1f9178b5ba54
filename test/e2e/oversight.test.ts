// Oversight in a real browser: the record is consulted with a reason, asked who decided under which clause at what minute, and exported, marked.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

/** The liaison's briefing was asked for and approved by then (exercise day 1). */
const ACTS = 90;
const OVERSEER = 'it-oversight-a';
const REQUEST = 'REQ-us-ice-1';
const PHONE = { viewport: { width: 390, height: 844 } };

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

browserTest('nothing is shown before the record is consulted, and by keyboard alone it is', async (browser) => {
  const window = await at.visit(browser, OVERSEER, { path: `/oversight?matter=${REQUEST}` });
  const { page } = window;
  await page.getByRole('button', { name: 'Open the record' }).waitFor();
  assert.equal(await page.getByRole('list', { name: 'Timeline' }).count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Open the record' }).isDisabled(), true, 'a reason is wanted');
  const size = at.house.room.size();
  assert.equal(at.house.room.size(), size, 'looking at the form records nothing');
  await page.getByRole('textbox', { name: 'Reason' }).focus();
  await page.keyboard.type('inquiry into the morning briefing (exercise)');
  await page.keyboard.press('Enter');
  await page
    .getByRole('timer')
    .getByText(/CONS-it-oversight-\d+ stands until/)
    .waitFor();
  const row = page.getByRole('list', { name: 'Timeline' }).getByRole('listitem').filter({ hasText: 'it-approver-a' });
  await row.filter({ hasText: 'approve REQ-us-ice-1' }).first().waitFor();
  const answer = await row.filter({ hasText: 'approve REQ-us-ice-1' }).first().innerText();
  assert.match(answer, /05\/02 08:06:00Z/, 'at what minute');
  assert.match(answer, /permitted[\s\S]*host-root\/4[\s\S]*Only approving officers/, 'under which authority');
  assert.match(answer, /answered/, 'who knew');
  assertQuiet(window);
  await window.context.close();
});

browserTest(
  'what is shown is exported as it is shown, marked as an exercise; the clause leads to its text',
  async (browser) => {
    await consulted();
    const window = await at.visit(browser, OVERSEER, { path: '/oversight' });
    const { page } = window;
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('approval.answer');
    await page.getByRole('textbox', { name: 'Matter' }).fill(REQUEST);
    await page.getByRole('status').filter({ hasText: '1 entry' }).waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    const download = await downloading;
    assert.match(download.suggestedFilename(), /^EXERCISE-oversight-CONS-it-oversight-\d+\.csv$/);
    const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
    assert.equal(lines[0], '\ufeff"EXERCISE: everything in it is invented"');
    assert.match(lines.at(-2) ?? '', /"it-approver-a".*"host-root\/4"/);
    await page.emulateMedia({ media: 'print' });
    await page.getByText('EXERCISE Milano Cortina').waitFor();
    assert.equal(await page.getByRole('navigation', { name: 'Screens' }).count(), 0, 'no navigation on paper');
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('link', { name: 'host-root/4' }).first().click();
    const clause = page.locator('[id="cited-host-root/4"]:focus');
    await clause.getByText('Only approving officers of the ministry').waitFor();
    assertQuiet(window);
    await window.context.close();
  },
);

browserTest('who does not oversee is told so, and is shown nothing', async (browser) => {
  const window = await at.visit(browser, 'us-hsi-liaison-a', { path: '/oversight' });
  await window.page.getByText('This is for those who oversee the room').waitFor();
  assert.equal(await window.page.getByRole('link', { name: 'Oversight' }).count(), 0);
  assertQuiet(window);
  await window.context.close();
});

browserTest('axe is content in both themes and languages, and 390 px are wide enough', async (browser) => {
  await consulted();
  for (const [theme, language, window] of [
    ['light', 'it', {}],
    ['dark', 'en', PHONE],
  ] as const) {
    const opened = await at.visit(browser, OVERSEER, { path: `/oversight?matter=${REQUEST}`, theme, language, window });
    await opened.page.locator('.r-timeline-row').first().waitFor();
    assert.deepEqual(await axeFindings(opened.page), []);
    assert.equal(await sideways(opened.page), 0);
    assertQuiet(opened);
    await opened.context.close();
  }
});

async function consulted(): Promise<void> {
  const { outcome } = await at.house.act(OVERSEER, {
    kind: 'consultation.open',
    detail: { of: 'record', minutes: 60, reason: 'inquiry (exercise)' },
  });
  assert.equal(outcome, 'permitted');
}
