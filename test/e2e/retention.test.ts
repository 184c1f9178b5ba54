// How long records are kept: the data protection officer puts the rules in force, holds a record, lifts the hold, erases it, and answers what came up.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DAY } from '../../src/base/clock.ts';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';
import { included, tabTo } from './forms.ts';

const ACTS = 70;
const PRIVACY = 'it-privacy-a';
const DUTY = 'it-duty-a';
const GUEST = 'us-hsi-liaison-a';
const PHONE = { viewport: { width: 390, height: 844 } };
const SECRET = 'canary-title at gate 9';

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name });
const record = (page: Page, of: string) => page.getByRole('region', { name: `Record ${of}`, exact: true });

/** Looks a record up as a person does. */
async function lookUp(page: Page, typed: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Number or entry' }).fill(typed);
  await page.getByRole('button', { name: 'See what would go' }).click();
}

test('the house is open, with data protection at its desk', () => {
  const { readable, directory, roomNow } = at.house.room;
  assert.equal(readable.actor(PRIVACY, directory, roomNow()).desk, 'international-room.data-protection');
});

browserTest('whoever does not protect data is not shown the screen', async (browser) => {
  for (const person of [DUTY, GUEST]) {
    const window = await at.visit(browser, person);
    const { page } = window;
    await page.getByRole('navigation').getByRole('link', { name: 'Incidents' }).first().waitFor();
    assert.equal(await page.getByRole('navigation').getByRole('link', { name: 'Retention' }).count(), 0, person);
    await page.goto(`${at.origin}/console/retention`);
    await page.getByText('from the host’s data protection desk').waitFor();
    assert.equal(await page.getByRole('tab').count(), 0, person);
    assert.equal(await page.getByRole('textbox', { name: 'Number or entry' }).count(), 0, person);
    assertQuiet(window);
    await window.context.close();
  }
});

browserTest('the rules are read, with what they assume and leave open, and put in force', async (browser) => {
  const window = await at.visit(browser, PRIVACY, { path: '/retention' });
  const { page } = window;
  await page.getByText('No rules are in force').waitFor();
  await tab(page, /^Rules$/).click();
  const supplied = page.getByRole('region', { name: 'Rules supplied, not in force' });
  assert.match(
    await supplied.getByRole('list', { name: 'Rules supplied, not in force' }).innerText(),
    /retention\/1[\s\S]*kept for 30 days after it is over[\s\S]*rests on an assumption[\s\S]*Assumed for the exercise/,
  );
  assert.match(await supplied.getByRole('region', { name: 'What they leave open' }).innerText(), /Deed[\s\S]*Request/);
  await supplied.getByRole('button', { name: 'Put these rules in force' }).click();
  const sign = supplied.getByRole('button', { name: 'Sign: Put these rules in force' });
  assert.equal(await sign.isDisabled(), true, 'without a reason nothing is signed');
  await supplied.getByText('2 of them rest on an assumption').waitFor();
  await supplied.getByRole('textbox', { name: 'Why they come into force' }).fill('for the exercise');
  await supplied.getByText('host-root/27').first().waitFor();
  await sign.click();
  await included(page);
  await supplied.waitFor({ state: 'detached' });
  const inForce = page.getByRole('region', { name: 'Rules in force' });
  await inForce.getByText('retention/2').waitFor();
  assert.match(await inForce.innerText(), /it-privacy-a \(Data protection\)/);
  assert.match(await page.getByRole('region', { name: 'Nobody has said how long' }).innerText(), /open question/);
  await tab(page, /^For review/).click();
  await page.getByText('Nothing is up for review.').waitFor();
  assertQuiet(window);
  await window.context.close();
});

browserTest('a record is held, the hold lifted, and the record erased: then it is in no list', async (browser) => {
  const detail = { title: SECRET, category: 'medical', gravity: 'minor', text: 'a child and its father' };
  const { matter: incident = '' } = await at.house.act(DUTY, { kind: 'incident.open', detail });
  const window = await at.visit(browser, PRIVACY, { path: '/retention' });
  const { page } = window;
  await lookUp(page, 'nonsense');
  await page.getByText('a record is a number like').waitFor();
  // From the record itself it is a step, for whoever protects data.
  const elsewhere = await at.visit(browser, PRIVACY, { path: `/record/incidents/${incident}` });
  await elsewhere.page.getByRole('link', { name: 'How long it is kept, and what would go with it' }).click();
  await record(elsewhere.page, incident).getByRole('region', { name: 'What would go' }).waitFor();
  await elsewhere.context.close();
  await lookUp(page, incident);
  const chosen = record(page, incident);
  assert.match(
    await chosen.getByRole('region', { name: 'What would go' }).innerText(),
    new RegExp(`${incident}[\\s\\S]*1 entry[\\s\\S]*First entered\\s+05/02/2026`),
  );
  await chosen.getByText('Erase it for good', { exact: true }).click();
  const erase = chosen.getByRole('form', { name: 'Erase it for good' });
  const told = erase.getByRole('status', { name: 'Decision before you sign' });
  assert.match(await told.innerText(), /prohibited[\s\S]*R-37/, 'it is not over');
  await at.house.act(DUTY, { kind: 'incident.close', detail: { incident, reason: 'found its father' } });
  await chosen.getByRole('button', { name: 'Look again' }).click();
  await told.getByText('R-37').waitFor({ state: 'detached' });

  await chosen.getByText('Hold it', { exact: true }).click();
  const hold = chosen.getByRole('form', { name: 'Hold it' });
  await hold.getByRole('button', { name: 'Until +30d' }).click();
  await hold.getByRole('textbox', { name: 'Reason' }).fill('a complaint was made');
  await hold.getByText('host-root/27').first().waitFor();
  await hold.getByRole('button', { name: 'Sign and hold it' }).click();
  await told.getByText('R-38').waitFor();
  assert.equal(await erase.getByRole('button', { name: 'Sign and erase for good' }).isDisabled(), true);

  await tab(page, /^Held and kept longer \(1\)$/).click();
  const held = page.getByRole('list', { name: 'Holds' }).getByRole('listitem');
  await held.getByText('a complaint was made').waitFor();
  assert.match(await held.getByRole('timer').innerText(), /^ends in (29|30) d$/);
  await held.getByRole('button', { name: /^Lift HOLD-\d+$/ }).click();
  await held.getByRole('textbox', { name: 'Why it is lifted' }).fill('answered');
  await held.getByRole('button', { name: /^Sign: Lift HOLD-\d+$/ }).click();
  await page.getByText('No hold stands.').waitFor();
  await told.getByText('R-38').waitFor({ state: 'detached' });

  // Its time is not over: because of that it would not be erased, by request it is.
  const basis = erase.getByRole('combobox', { name: 'Because' });
  await basis.selectOption({ label: 'its time is over' });
  await told.getByText('R-40').waitFor();
  await basis.selectOption({ label: 'whom it is about asked for it' });
  await erase.getByRole('textbox', { name: 'Reason' }).fill('the father asked for it');
  await erase.getByText('host-root/27').first().waitFor();
  await erase.getByRole('button', { name: 'Sign and erase for good' }).click();
  await chosen.waitFor({ state: 'detached' });
  await included(page);
  await tab(page, /^Erased$/).click();
  const erased = page.getByRole('table', { name: 'Erased' }).getByRole('row').filter({ hasText: incident });
  await erased.getByText('the father asked for it').waitFor();
  assert.match(await erased.innerText(), /whom it is about asked for it[\s\S]*it-privacy-a/);
  await erased.getByText('finished', { exact: true }).waitFor();
  await lookUp(page, incident);
  await chosen.getByText(/^It was erased: ERA-\d+\.$/).waitFor();
  await lookUp(page, 'INC-999');
  await page.getByText('This is not there, or it is not yours to see').waitFor();
  const duty = await at.visit(browser, DUTY, { path: '/incidents' });
  await duty.page.getByRole('heading', { level: 1 }).waitFor();
  await duty.page.getByRole('region', { name: /^Open \(/ }).waitFor();
  assert.doesNotMatch(await duty.page.locator('body').innerText(), /canary-title/);
  // What is not there is told by a 404, which browsers write into their console.
  assert.deepEqual(
    window.errors.filter((line) => !line.includes('404')),
    [],
  );
  for (const one of [window, duty]) await one.context.close();
});

browserTest('what came up is answered by keyboard: one record is kept longer, one erased', async (browser) => {
  const { room } = at.house;
  for (const text of ['north gate open', 'south gate open', 'north gate shut'])
    await at.house.act(DUTY, { kind: 'log.line', detail: { text } });
  await room.waitUntil(room.roomNow() + 31 * DAY);
  const window = await at.visit(browser, PRIVACY, { path: '/retention' });
  const { page } = window;
  const { keyboard } = page;
  const rows = page.getByRole('table', { name: 'For review' }).locator('tbody').getByRole('row');
  await rows.first().waitFor();
  const before = await rows.count();
  assert.ok(before >= 3, `${before} came up`);
  const link = page.getByRole('navigation').getByRole('link', { name: /^Retention/ });
  assert.match(await link.innerText(), new RegExp(`${before}`), 'the navigation counts them');
  const days = await page.evaluate<number[]>(
    `[...document.querySelectorAll('tbody time')].map(({ dateTime }) => Date.parse(dateTime))`,
  );
  assert.equal(days.length, before);
  assert.deepEqual(
    days,
    days.toSorted((a, b) => a - b),
    'the longest overdue first',
  );
  const nameOf = async () => (await rows.first().getByRole('link').innerText()).replace('#', 'entry-');

  const kept = await nameOf();
  await rows.first().focus();
  await keyboard.press('Enter');
  await record(page, kept).getByText('Keep it longer', { exact: true }).focus();
  await keyboard.press('Enter');
  await tabTo(page, /^Until$/);
  await keyboard.type('+90d');
  await tabTo(page, /^Reason$/);
  await keyboard.type('the court has not decided');
  await tabTo(page, /^Sign and keep it$/);
  await keyboard.press('Enter');
  await included(page);
  await record(page, kept).getByText('Comes up again').waitFor();
  assert.equal(await rows.count(), before - 1);
  await tab(page, /^Held and kept longer/).click();
  const longer = page.getByRole('table', { name: 'Kept longer' }).getByRole('row').filter({ hasText: 'retention/1' });
  assert.match(await longer.innerText(), /it-privacy-a[\s\S]*in (89|90) d/);

  await tab(page, /^For review/).click();
  const gone = await nameOf();
  await rows.first().focus();
  await keyboard.press('Enter');
  const chosen = record(page, gone);
  await chosen.getByText('Erase it for good', { exact: true }).focus();
  await keyboard.press('Enter');
  const erase = chosen.getByRole('form', { name: 'Erase it for good' });
  assert.equal(await erase.getByRole('combobox', { name: 'Because' }).inputValue(), 'retention');
  await tabTo(page, /^Reason$/);
  await keyboard.type('its time is over');
  await erase.getByText('host-root/27').first().waitFor();
  await tabTo(page, /^Sign and erase for good$/);
  await keyboard.press('Enter');
  await chosen.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: `For review (${before - 2})` }).waitFor();
  assertQuiet(window);
  await window.context.close();
});

for (const [theme, language, window] of [
  ['dark', 'en', {}],
  ['light', 'it', PHONE],
] as const) {
  browserTest(`axe finds nothing on the screen, ${theme}, ${language}, and none scrolls sideways`, async (browser) => {
    const opened = await at.visit(browser, PRIVACY, { theme, language, window });
    const { page } = opened;
    for (const part of ['due', 'kept', 'erased', 'rules']) {
      await page.goto(`${at.origin}/console/retention?part=${part}`);
      await page.getByRole('tab').first().waitFor();
      assert.deepEqual(await axeFindings(page), [], part);
      assert.ok((await sideways(page)) <= 0, part);
    }
    await page.goto(`${at.origin}/console/retention`);
    const row = page.getByRole('table').locator('tbody').getByRole('row').first();
    await row.focus();
    await row.press('Enter');
    const steps = page.getByRole('region', { name: /^(Record|Registrazione) entry-/ }).locator('summary');
    await steps.first().waitFor();
    for (const step of await steps.all()) await step.click();
    await page.getByRole('form').nth(3).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    assert.ok((await sideways(page)) <= 0);
    assertQuiet(opened);
    await opened.context.close();
  });
}
