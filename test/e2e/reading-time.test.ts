// The time of a consultation runs out while its reader looks at the text: it goes from the screen by itself.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertQuiet, browserTest } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';
import { included } from './forms.ts';

const ANALYST = 'it-analyst-a';
const DIRECTOR = 'it-director-a';
/** Two minutes of a consultation are six seconds of the wall. */
const SPEED = 20;
const TEXT = 'canary-text: goes by itself';

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: 70, playsOn: true });
});
after(() => at.close());

test('the room runs at the speed that its director gave it', async () => {
  const detail = { do: 'speed', speed: SPEED, reason: 'a consultation runs out' };
  const answer = await at.house.act(DIRECTOR, { kind: 'exercise.direct', detail });
  assert.equal(answer.outcome, 'permitted');
});

browserTest('the countdown runs, and at its end the text is gone from the page', async (browser) => {
  const window = await at.visit(browser, ANALYST, { path: '/items' });
  const { page } = window;
  const enter = page.getByRole('form', { name: 'Enter an item' });
  await enter.getByRole('textbox', { name: 'Title' }).fill('short reading');
  await enter.getByRole('textbox', { name: 'Text' }).fill(TEXT);
  await enter.getByRole('button', { name: 'Sign and enter' }).click();
  await included(page);
  await page.getByRole('table', { name: 'Items' }).getByText('short reading').click();
  await page.getByText('Read its text').click();
  const consult = page.getByRole('form', { name: 'Read its text' });
  await consult.getByRole('combobox', { name: 'Purpose' }).selectOption({ label: 'security of the event' });
  await consult.getByRole('combobox', { name: 'For how long' }).selectOption({ label: '2 minutes' });
  await consult.getByRole('textbox', { name: 'Reason' }).fill('to see it go');
  await consult.getByRole('button', { name: 'Sign and read' }).click();
  await page.getByText(TEXT).waitFor();
  await page.getByRole('timer').waitFor();
  await page.getByText(TEXT).waitFor({ state: 'detached' });
  await page.getByRole('timer').waitFor({ state: 'detached' });
  // To read on takes another consultation.
  await page.getByRole('button', { name: 'Sign and read' }).waitFor();
  assertQuiet(window);
  await window.context.close();
});
