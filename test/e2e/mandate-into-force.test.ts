// A draft of a mandate in a real browser from its form into force: each finds under "Now" that it waits for them, and two sign without a desk.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { assertQuiet, axeFindings, browserTest, type Watched } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';
import { choose } from './forms.ts';

const ACTS = 90;
const AUTHORITY = 'it-authority-a';
const OTHER_AUTHORITY = 'it-authority-b';
const ENVOY = 'us-envoy-a';
const LEGAL = 'it-legal-a';
const HSI = 'Homeland Security Investigations, support from the consulate room';
const TITLE = 'Support from the consulate room';

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
  const desk = 'international-room.legal';
  await at.house.act(LEGAL, { kind: 'desk.sign-on', desk, detail: { room: 'international-room', desk } });
});
after(() => at.close());

const part = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();
const steps = (page: Page) => page.getByRole('list', { name: 'Steps into force' }).getByRole('listitem');
const step = (page: Page, name: string) => steps(page).filter({ hasText: name }).first();

/** Opens what waits for somebody, as they find it: in the queue, counted beside Mandates. */
async function openWaiting(browser: Browser, person: string, why: string, draft: string): Promise<Watched> {
  const window = await at.visit(browser, person, { path: '/now' });
  const { page } = window;
  const row = page.getByRole('table', { name: 'Waits for my answer' }).getByRole('row').filter({ hasText: draft });
  await row.getByText(why, { exact: true }).first().waitFor();
  const mandates = page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: /^Mandates/ });
  assert.match(await mandates.innerText(), /Mandates\s+1/);
  await row.click();
  await page.getByRole('heading', { level: 1, name: `Draft ${draft}` }).waitFor();
  return window;
}

/** Signs with the button of a form, once it is foreseen that it takes effect. */
async function signed(page: Page, form: string, button: string): Promise<void> {
  const of = page.getByRole('form', { name: form });
  await of.getByText('Signing takes effect').waitFor();
  await of.getByRole('button', { name: button }).click();
}

async function handIn(page: Page, reason: string): Promise<void> {
  await part(page, 'Steps');
  await page.getByRole('form', { name: 'Hand in' }).getByRole('textbox', { name: 'Reason' }).fill(reason);
  await signed(page, 'Hand in', 'Hand in');
  await step(page, 'Handed in').getByText('done', { exact: true }).waitFor();
}

async function isDone(page: Page, name: string): Promise<void> {
  await step(page, name).getByText('done', { exact: true }).waitFor();
}

browserTest(
  'from the form through review and both signatures, without a desk, into force and onto the public page',
  async (browser) => {
    const author = await at.visit(browser, AUTHORITY, { path: '/mandates' });
    await author.page.getByRole('region', { name: HSI }).getByRole('link', { name: 'Draft the next version' }).click();
    await author.page.getByRole('textbox', { name: 'Title' }).fill(TITLE);
    await handIn(author.page, 'a shorter title (exercise)');
    await author.page.goto(`${at.origin}/console/now`);
    await author.page.getByRole('navigation').getByRole('link', { name: 'Mandates', exact: true }).waitFor();

    const legal = await openWaiting(browser, LEGAL, 'review', 'us-hsi@2');
    const review = legal.page.getByRole('form', { name: 'Review' });
    await review.getByRole('radio', { name: 'cleared' }).check();
    await review.getByRole('textbox', { name: 'What you found' }).fill('nothing but the title (exercise)');
    await signed(legal.page, 'Review', 'Give this opinion');
    await isDone(legal.page, 'Reviewed');

    const officer = await openWaiting(browser, OTHER_AUTHORITY, 'sign', 'us-hsi@2');
    const where = (page: Page) => page.getByRole('combobox', { name: 'Where you sign' });
    // The place is signed: nobody says it for them, and nothing is signed without.
    const text = officer.page.getByRole('form', { name: 'Sign this text' });
    assert.equal(await where(officer.page).inputValue(), '');
    await text.getByText('Missing: where you sign.').waitFor();
    assert.equal(await text.getByRole('button', { name: 'Sign this text' }).isDisabled(), true);
    await choose(text, 'Where you sign', 'Interior ministry');
    await signed(officer.page, 'Sign this text', 'Sign this text');
    await isDone(officer.page, 'Signed for the host');

    const envoy = await openWaiting(browser, ENVOY, 'sign', 'us-hsi@2');
    assert.equal(await where(envoy.page).inputValue(), '');
    await choose(envoy.page.getByRole('form', { name: 'Sign this text' }), 'Where you sign', 'Interior ministry');
    assert.deepEqual(await axeFindings(envoy.page), []);
    await signed(envoy.page, 'Sign this text', 'Sign this text');
    await isDone(envoy.page, 'Signed for the sending state');
    // What was claimed stands in the entry, and the entry leads back to the draft.
    await step(envoy.page, 'Signed for the sending state')
      .getByRole('link', { name: /^#\d+$/ })
      .click();
    await envoy.page.getByText('Interior ministry', { exact: true }).waitFor();
    await envoy.page.getByRole('link', { name: 'us-hsi@2', exact: true }).click();
    await isDone(envoy.page, 'Signed for the sending state');

    const last = await openWaiting(browser, AUTHORITY, 'put in force', 'us-hsi@2');
    const force = last.page.getByRole('form', { name: 'Put in force' });
    await force.getByRole('textbox', { name: 'Reason' }).fill('agreed by both sides (exercise)');
    await signed(last.page, 'Put in force', 'Put in force');
    await isDone(last.page, 'In force');
    for (const window of [author, legal, officer, envoy, last]) assertQuiet(window);

    await at.publish();
    await last.page.goto(`${at.origin}/public/guests.html`);
    const shown = await last.page.locator('body').innerText();
    assert.match(shown, new RegExp(TITLE));
    assert.match(shown, /version 2/i);
  },
);

browserTest('search finds drafts by what they are called and by their name', async (browser) => {
  const { page } = await at.visit(browser, LEGAL, { path: '/search?q=us-hsi@2' });
  await page.getByRole('table', { name: 'Screens' }).getByRole('row').filter({ hasText: 'us-hsi@2' }).click();
  await page.getByRole('heading', { level: 1, name: 'Draft us-hsi@2' }).waitFor();
  await page.goto(`${at.origin}/console/search?q=drafts`);
  await page.getByRole('table', { name: 'Screens' }).getByRole('row').filter({ hasText: 'Drafts of mandates' }).click();
  await page.getByRole('heading', { level: 1, name: 'Drafts of mandates' }).waitFor();
});

browserTest('whose an exception is stands there before anybody types, and what to do', async (browser) => {
  const author = await at.visit(browser, AUTHORITY, { path: '/mandates/draft?draft=us-hsi@3&clause=3' });
  const { page } = author;
  await page.getByRole('button', { name: 'Activity: choose' }).click();
  const activities = page.getByRole('list', { name: 'Activity' });
  await activities.getByRole('checkbox', { name: 'guard a site', exact: true }).check();
  await page.getByRole('status', { name: 'How the draft stands' }).getByText('1 of 11 commitments not kept').waitFor();
  await handIn(page, 'guards of their own (exercise)');
  await page.getByText(/You handed it in, so another officer of the host authority answers for this/).waitFor();
  await page.getByText('Make an exception from K9').first().click();
  const form = page.getByRole('form', { name: 'Make an exception from K9' });
  assert.equal(await form.getByRole('textbox', { name: 'Reason' }).inputValue(), '');
  await form.getByText('prohibited', { exact: true }).waitFor();
  assert.match(await form.innerText(), /R-35/);

  const officer = await at.visit(browser, OTHER_AUTHORITY, { path: '/mandates/draft' });
  const handedIn = officer.page.getByRole('region', { name: 'Handed in' });
  await handedIn.getByRole('link', { name: 'us-hsi@3' }).click();
  await officer.page.getByText(/It is signed at the authority’s desk, which you do not hold/).waitFor();
  for (const window of [author, officer]) assertQuiet(window);
});
