// What concerns everybody: a declaration that desks acknowledge, and an alert over every screen until it is cancelled.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';
import { included } from './forms.ts';

const ACTS = 70;
const DUTY = 'it-duty-a';
const AIR = 'it-air-a';
const LIAISON = 'us-hsi-liaison-a';
const UNIT = 'it-milan-unit-a';
const PHONE = { viewport: { width: 390, height: 844 } };

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

test('the house is open, with its desks taken', () => {
  const { readable, directory, roomNow } = at.house.room;
  for (const person of [DUTY, AIR, LIAISON, UNIT])
    assert.notEqual(readable.actor(person, directory, roomNow()).desk, null, person);
});

browserTest(
  'the duty officer declares, two desks acknowledge: who has not is as visible as who has',
  async (browser) => {
    const duty = await at.visit(browser, DUTY, { path: '/declarations' });
    const form = duty.page.getByRole('form', { name: 'Make a declaration' });
    await form.getByRole('textbox', { name: 'State of the room' }).fill('heightened');
    await form.getByRole('textbox', { name: 'What it means' }).fill('all desks: check your rosters');
    await form.getByRole('button', { name: 'Sign the declaration' }).click();
    await included(duty.page);
    const declared = duty.page.getByRole('region', { name: /^DECL-\d+ heightened/ });
    const missing = declared.getByRole('region', { name: /^Not acknowledged/ });
    await missing.getByText('Air').waitFor();
    assert.match(await missing.innerText(), /International operations room: Duty officer[\s\S]*HSI liaison/);

    const guest = await at.visit(browser, LIAISON, { path: '/declarations', window: PHONE });
    const theirs = guest.page.getByRole('region', { name: /^DECL-\d+ heightened/ });
    await theirs.waitFor();
    assert.doesNotMatch(await theirs.innerText(), /Duty officer|Oversight/, 'a guest sees desks of its own side only');
    for (const window of [await at.visit(browser, AIR, { path: '/declarations' }), guest]) {
      const mine = window.page.getByRole('region', { name: /^DECL-\d+ heightened/ });
      await mine.getByRole('button', { name: /^Acknowledge as/ }).click();
      await window.page.getByRole('button', { name: /^Sign: Acknowledge as/ }).click();
      await mine.getByText('your desk has acknowledged').waitFor();
      assertQuiet(window);
      await window.context.close();
    }
    const have = declared.getByRole('region', { name: 'Acknowledged (2)' });
    await have.waitFor();
    assert.match(await have.innerText(), /Air[\s\S]*HSI liaison/);
    assert.doesNotMatch(await missing.innerText(), /\bAir\b|HSI liaison/);
    assertQuiet(duty);
    await duty.context.close();
  },
);

browserTest('what waits leads to the record, and there it is acknowledged', async (browser) => {
  const { matter = '' } = await at.house.act(DUTY, {
    kind: 'declaration.make',
    detail: { state: 'calm', text: 'all desks: back to the usual' },
  });
  const air = await at.visit(browser, AIR);
  const { page } = air;
  const row = page.getByRole('row').filter({ hasText: matter });
  await row.waitFor();
  await row.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `Declaration ${matter}` }).waitFor();
  const toDo = page.getByRole('region', { name: 'What you can do' });
  await toDo.getByRole('button', { name: /^Acknowledge as/ }).click();
  const sign = toDo.getByRole('button', { name: /^Sign: Acknowledge as/ });
  const decided = toDo.getByRole('status', { name: 'Decision before you sign' });
  await decided.getByText('permitted').first().waitFor();
  const [above, below] = [await decided.boundingBox(), await sign.boundingBox()];
  assert.ok(above !== null && below !== null && above.y < below.y, 'the decision stands above the button');
  assert.deepEqual(await axeFindings(page), []);
  await sign.click();
  await toDo.getByText('your desk has acknowledged').waitFor();
  assertQuiet(air);
  await air.context.close();
});

browserTest(
  'an alert is raised in two steps, stands over every screen, is taken, and is cancelled',
  async (browser) => {
    const duty = await at.visit(browser, DUTY, { path: '/people' });
    const strip = duty.page.getByRole('alert', { name: 'Open alerts' });
    const unit = await at.visit(browser, UNIT, { path: '/declarations', window: PHONE });
    const { page } = unit;
    const { size } = at.house.room;
    const raise = page.getByRole('region', { name: 'Raise an alert' });
    await raise.getByRole('textbox', { name: 'What is happening' }).fill('smoke in the east stairway');
    const before = size();
    await raise.getByRole('button', { name: 'Raise it…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Alert everybody?' });
    await dialog.getByText('smoke in the east stairway').waitFor();
    await dialog.getByRole('button', { name: 'Back' }).click();
    assert.equal(size(), before, 'one step raises nothing');
    await raise.getByRole('button', { name: 'Raise it…' }).click();
    await dialog.getByRole('button', { name: 'Raise the alert now' }).click();
    await strip.getByText('smoke in the east stairway').waitFor();
    const box = await page.locator('.r-alert').boundingBox();
    assert.ok(box !== null && box.height <= 96, `on a phone it takes ${box?.height} px`);
    assert.match(await strip.innerText(), /EMERGENCY[\s\S]*ALERT-\d+/);
    assert.deepEqual(await axeFindings(duty.page), []);
    await strip.getByRole('button', { name: 'Seen at this desk' }).click();
    await strip.getByText('seen at this desk').waitFor();
    await duty.page.reload();
    await strip.getByText('seen at this desk').waitFor();
    assert.deepEqual(await axeFindings(duty.page), []);

    await duty.page.goto(`${at.origin}/console/declarations`);
    await duty.page.getByRole('button', { name: 'High: alert' }).click();
    const alert = duty.page.getByRole('region', { name: /^EMERGENCY ALERT-\d+$/ });
    await alert.getByRole('button', { name: 'Cancel the alert' }).click();
    await alert.getByRole('textbox', { name: 'Reason' }).fill('kitchen smoke');
    await alert.getByRole('button', { name: 'Sign: Cancel the alert' }).click();
    await duty.page.getByText('1 alert is over').waitFor();
    await page.getByRole('alert', { name: 'Open alerts' }).getByText('smoke').waitFor({ state: 'detached' });
    assert.ok((await sideways(page)) <= 0);
    for (const window of [duty, unit]) {
      assertQuiet(window);
      await window.context.close();
    }
  },
);

for (const [theme, language, window] of [
  ['light', 'en', {}],
  ['dark', 'it', PHONE],
] as const) {
  browserTest(`axe finds nothing, ${theme}, ${language}, and nothing scrolls sideways`, async (browser) => {
    const opened = await at.visit(browser, DUTY, { path: '/declarations', theme, language, window });
    await opened.page.getByRole('region', { name: /^DECL-1 / }).waitFor();
    assert.deepEqual(await axeFindings(opened.page), []);
    assert.ok((await sideways(opened.page)) <= 0);
    assertQuiet(opened);
    await opened.context.close();
  });
}
