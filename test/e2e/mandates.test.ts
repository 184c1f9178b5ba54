// The arrangement in a real browser: from a refusal to the text of its clause, search, statements, suspension in two steps, and the guide that ticks.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { HOUR } from '../../src/base/clock.ts';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

const ACTS = 90;
const LIAISON = 'us-hsi-liaison-a';
const PHONE = { viewport: { width: 390, height: 844 } };

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

async function refused(): Promise<number> {
  const { index, outcome, clauses } = await at.house.act(LIAISON, {
    kind: 'deed.propose',
    activity: 'identity-check',
    purpose: 'event-security',
    place: 'milan.elsewhere',
    detail: { until: at.house.room.roomNow() + HOUR, what: 'ask two passers-by for their papers' },
  });
  assert.equal(outcome, 'prohibited');
  assert(clauses.includes('us-hsi/13'));
  return index;
}

browserTest(
  'a clause of a refusal leads to its text, with what it rests on; the guide ticks as it happens',
  async (browser) => {
    const window = await at.visit(browser, LIAISON, { path: '/log' });
    const { page } = window;
    const guide = page.getByRole('complementary', { name: 'First five minutes' });
    await guide.getByText(/^0 of \d+ done$/).waitFor();
    const index = await refused();
    await guide.getByText(/^1 of \d+ done$/).waitFor();
    await guide.getByRole('button', { name: 'Fold away' }).click();
    await page.goto(`${at.origin}/console/entry/${index}`);
    await guide.getByRole('button', { name: /^First five minutes: 1 of/ }).click();
    await guide.getByText(/^1 of \d+ done$/).waitFor();
    await page.getByRole('link', { name: 'us-hsi/13' }).first().click();
    const clause = page.locator('[id="cited-us-hsi/13"]');
    await clause.getByText('No executive power of any kind').waitFor();
    assert.match(await clause.innerText(), /forbids[\s\S]*rests on an assumption[\s\S]*Sources: R3 a blog/);
    await page.locator('[id="cited-us-hsi/13"]:focus').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Suspend…' }).count(), 0, 'a guest suspends nothing');
    await page.getByRole('textbox', { name: 'Search the arrangement' }).fill('armed');
    await page.getByText('No armed presence').first().waitFor();
    await clause.waitFor({ state: 'detached' }); // what does not hold the word is gone
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Screen, #number, or words' }).waitFor();
    await page.keyboard.type('k3');
    await page.keyboard.press('Enter');
    await page.locator('[id="cited-K3"]').getByText('No enforcement operations at the Games.').waitFor();
    assertQuiet(window);
    await window.context.close();
  },
);

browserTest('the loggist registers a statement; it stands beside the one that it contradicts', async (browser) => {
  const window = await at.visit(browser, 'it-loggist-a', { path: '/statements?source=R4&where=Rome' });
  const { page } = window;
  await page.getByRole('heading', { name: 'STAT-1 Interior ministry' }).waitFor();
  await page.getByRole('combobox', { name: 'Office' }).selectOption({ label: 'Interior minister' });
  await page.getByRole('textbox', { name: 'Said on' }).fill('2026-01-28');
  await page.getByRole('textbox', { name: 'What was said' }).fill('Both arms <b>may</b> come. (exercise)');
  assert.equal(await page.getByRole('textbox', { name: 'Source' }).inputValue(), 'R4', 'the address fills in the form');
  await page.getByRole('checkbox', { name: /^STAT-1/ }).check();
  await page.getByText('Signing takes effect').waitFor();
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('heading', { name: 'STAT-3 Interior minister' }).waitFor();
  const card = page.locator('#statement-STAT-3');
  await card.getByText('2026-01-28 · Rome').waitFor();
  assert.match(await card.innerText(), /Both arms <b>may<\/b> come[\s\S]*Contradicts STAT-1/);
  await page.locator('#statement-STAT-1').getByText('Contradicts STAT-3').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assertQuiet(window);
  await window.context.close();
});

browserTest('the authority suspends in two steps, the first of which says what ends', async (browser) => {
  const window = await at.visit(browser, 'it-authority-a', { path: '/mandates' });
  const { page } = window;
  const mandate = page.getByRole('region', {
    name: 'Homeland Security Investigations, support from the consulate room',
  });
  await mandate.getByRole('button', { name: 'Suspend…' }).click();
  const form = page.getByRole('region', { name: 'Suspend us-hsi' });
  await form.getByText(/\d+ open deeds?|no open deed/).waitFor();
  await form.getByRole('textbox', { name: 'Reason' }).fill('an occurrence is looked into (exercise)');
  const sign = form.getByRole('button', { name: 'Suspend now' });
  assert.equal(await sign.isDisabled(), true, 'not before it was read');
  assert.deepEqual(await axeFindings(page), []);
  await form.getByRole('checkbox', { name: 'I have read what ends' }).check();
  await sign.click();
  await mandate.getByText('suspended', { exact: true }).waitFor();
  await mandate.getByRole('button', { name: 'Resume…' }).waitFor();
  assertQuiet(window);
  await window.context.close();
});

browserTest('axe is content, in Italian and light, and 390 px are wide enough', async (browser) => {
  const narrow = await at.visit(browser, 'it-duty-a', { path: '/mandates?clause=K3', window: PHONE });
  for (const path of ['/mandates?clause=K3', '/statements', '/search?q=briefing', '/account', '/help']) {
    await narrow.page.goto(`${at.origin}/console${path}`);
    await narrow.page.getByRole('heading', { level: 1 }).waitFor();
    await narrow.page.getByText('Loading…').waitFor({ state: 'hidden' });
    assert.equal(await sideways(narrow.page), 0, path);
  }
  assertQuiet(narrow);
  await narrow.context.close();
  const italian = await at.visit(browser, 'it-duty-a', { path: '/help', language: 'it', theme: 'light' });
  for (const path of ['/mandates', '/search?q=briefing', '/account', '/help']) {
    await italian.page.goto(`${at.origin}/console${path}`);
    await italian.page.getByRole('heading', { level: 1 }).waitFor();
    await italian.page.getByText('Caricamento…').waitFor({ state: 'hidden' });
    assert.deepEqual(await axeFindings(italian.page), [], path);
  }
  assertQuiet(italian);
  await italian.context.close();
});
