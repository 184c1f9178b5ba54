// The exercise director in a real browser: pauses, is told when the room stands, paces, and gives an inject once; all as signed acts.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

/** The director has signed on by then (exercise day 1). */
const ACTS = 90;
const DIRECTOR = 'it-director-a';

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS, playsOn: true });
});
after(() => at.close());

browserTest('by keyboard alone: pause, and the room stands; another speed, and it goes on', async (browser) => {
  const window = await at.visit(browser, DIRECTOR, { path: '/exercise' });
  const { page } = window;
  const direct = page.getByRole('region', { name: 'Direct', exact: true });
  const press = async (name: string) => {
    await direct.getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
  };
  const sign = async (reason: string) => {
    await direct.getByRole('textbox', { name: 'Reason' }).focus();
    await page.keyboard.type(reason);
    await direct.getByText('Signing takes effect').waitFor();
    await page.keyboard.press('Enter');
  };
  const resume = direct.getByRole('button', { name: 'Resume', exact: true });
  assert.equal(await resume.isDisabled(), true, 'it runs: there is nothing to resume');
  await press('Pause');
  await sign('to talk about it (exercise)');
  await direct.getByText('The exercise is paused.').waitFor();
  assert.equal(at.house.room.speed, 0);
  await page.getByRole('region', { name: 'How it stands' }).getByText('paused').waitFor();
  await page
    .getByRole('complementary', { name: 'First five minutes' })
    .getByText(/^1 of \d+ done$/)
    .waitFor();
  await press('5×');
  await sign('faster (exercise)');
  await direct.getByText('The exercise goes at the speed that was directed.').waitFor();
  await press('Resume');
  await sign('on we go (exercise)');
  await direct.getByText('The exercise goes on.').waitFor();
  assert.equal(at.house.room.speed, 5);
  assertQuiet(window);
  await window.context.close();
});

browserTest('an inject is given once, with a reason, and its acts come', async (browser) => {
  const window = await at.visit(browser, DIRECTOR, { path: '/exercise' });
  const { page } = window;
  const inject = page
    .getByRole('region', { name: 'Injects' })
    .getByRole('listitem')
    .filter({ hasText: 'A crowd presses' });
  await inject.getByRole('button', { name: /^Give…/ }).click();
  await inject.getByRole('textbox', { name: 'Reason' }).fill('the room is quiet (exercise)');
  await inject.getByRole('button', { name: 'Sign: give it' }).click();
  await inject.getByText('given', { exact: true }).waitFor();
  assert.equal(await inject.getByRole('button').count(), 0, 'not a second time');
  await page.goto(`${at.origin}/console/log?q=northern`);
  await page.getByText('about eight hundred people at the northern gate').first().waitFor();
  assertQuiet(window);
  await window.context.close();
});

browserTest('who does not direct is shown how it stands, and no inject', async (browser) => {
  const window = await at.visit(browser, 'us-hsi-liaison-a', { path: '/exercise' });
  await window.page.getByText('Pause, speed and injects are the director’s').waitFor();
  assert.equal(await window.page.getByText('A crowd presses').count(), 0);
  assert.equal(await window.page.getByRole('button', { name: 'Pause' }).count(), 0);
  assertQuiet(window);
  await window.context.close();
});

browserTest('axe is content in both themes and languages, and 390 px are wide enough', async (browser) => {
  for (const [theme, language, width] of [
    ['light', 'it', 1280],
    ['dark', 'en', 390],
  ] as const) {
    const opened = await at.visit(browser, DIRECTOR, {
      path: '/exercise?do=speed&speed=60',
      theme,
      language,
      window: { viewport: { width, height: 844 } },
    });
    await opened.page.getByRole('button', { name: '240×' }).waitFor();
    assert.deepEqual(await axeFindings(opened.page), []);
    assert.equal(await sideways(opened.page), 0);
    assertQuiet(opened);
    await opened.context.close();
  }
});
