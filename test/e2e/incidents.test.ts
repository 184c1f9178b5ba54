// What happens: an occurrence is reported from a phone, an incident is opened and closed, a tasking goes to a unit and comes back done.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';
import { choose, included, tabTo } from './forms.ts';

const ACTS = 70;
const UNIT = 'it-milan-unit-a';
const COMMANDER = 'it-milan-command-a';
const DUTY = 'it-duty-a';
const PHONE = { viewport: { width: 390, height: 844 } };
const PATHS = ['/occurrences', '/incidents', '/incidents?part=taskings', '/people'];

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

test('the house is open, and the unit is at its desk', () => {
  const { readable, directory, roomNow } = at.house.room;
  assert.equal(readable.actor(UNIT, directory, roomNow()).desk, 'milan-post.unit-1');
});

browserTest(
  'a field unit reports an occurrence at 390 px: the verdict stands there before it signs',
  async (browser) => {
    const window = await at.visit(browser, UNIT, { path: '/occurrences', window: PHONE });
    const { page } = window;
    const form = page.getByRole('form', { name: 'Report an occurrence' });
    await choose(form, 'What was done', "check a person's identity");
    await form
      .getByRole('combobox', { name: 'By whose people' })
      .selectOption({ label: 'United States Immigration and Customs Enforcement' });
    const verdict = form.getByRole('status', { name: 'Verdict' });
    await verdict.getByText('prohibited').first().waitFor();
    assert.match(await verdict.innerText(), /us-hsi\/13/);
    const sign = form.getByRole('button', { name: 'Sign the report' });
    assert.equal(await sign.isDisabled(), true, 'without words nothing is signed');
    await form.getByRole('textbox', { name: 'What you saw' }).fill('two in civilian clothes asked for papers');
    // Nothing typed is lost.
    await page.reload();
    const text = form.getByRole('textbox', { name: 'What you saw' });
    await text.waitFor();
    assert.equal(await text.inputValue(), 'two in civilian clothes asked for papers');
    await sign.click();
    assert.match(await included(page), /prohibited/);
    const row = page.getByRole('table', { name: 'Reported' }).getByRole('row').filter({ hasText: 'civilian clothes' });
    await row.waitFor();
    await row.focus();
    await page.keyboard.press('Enter');
    const chosen = page.getByRole('region', { name: /^OCC-it-police-\d+$/ });
    // The clauses come with the entry itself.
    await chosen.getByText('us-hsi/13').first().waitFor();
    assert.match(await chosen.innerText(), /Time of entry[\s\S]*prohibited[\s\S]*us-hsi\/13/);
    assert.equal(await text.inputValue(), '', 'what was recorded is no draft any more');
    assert.ok((await sideways(page)) <= 0);
    assertQuiet(window);
    await window.context.close();
  },
);

browserTest(
  'the duty officer opens an incident that a link filled in, by M/ETHANE, and closes it, by keyboard only',
  async (browser) => {
    const detail = encodeURIComponent(
      JSON.stringify({ title: 'crush at gate 4', category: 'crowd', gravity: 'minor' }),
    );
    const window = await at.visit(browser, DUTY, { path: `/incidents?detail=${detail}` });
    const { page } = window;
    const { keyboard } = page;
    const form = page.getByRole('form', { name: 'Open an incident' });
    await form.getByRole('status', { name: 'Decision before you sign' }).getByText('permitted').first().waitFor();
    await tabTo(page, /^Compose the text by M/);
    await keyboard.press('Space');
    await tabTo(page, /^M – Major/);
    await keyboard.type('yes');
    await tabTo(page, /^N – Number/);
    await keyboard.type('two injured');
    await tabTo(page, /^Sign and open/);
    await keyboard.press('Enter');
    await included(page);
    const row = page.getByRole('row').filter({ hasText: 'crush at gate 4' });
    await row.waitFor();
    assert.match(await row.innerText(), /INC-\d+[\s\S]*major/, 'a major incident is of that gravity');
    await row.focus();
    await keyboard.press('Enter');
    const chosen = page.getByRole('region', { name: /^INC-\d+ crush/ });
    await chosen.waitFor();
    assert.match(
      await chosen.innerText(),
      /Hazards, present and possible: unknown[\s\S]*casualties[^\n]*: two injured/,
    );
    await tabTo(page, /^Close this incident/);
    await keyboard.press('Enter');
    await keyboard.type('gate open, nobody hurt badly');
    await tabTo(page, /^Sign: Close/);
    await keyboard.press('Enter');
    await page.getByText('1 closed').waitFor();
    await row.waitFor({ state: 'hidden' });
    await chosen.getByText('gate open, nobody hurt badly').waitFor();
    assert.match(await chosen.innerText(), /Closed by\s+it-duty-a \(Duty officer\)\s+Why it is over\s+gate open/);
    await chosen.getByRole('button', { name: 'Fold away' }).click();
    await chosen.waitFor({ state: 'detached' });
    assertQuiet(window);
    await window.context.close();
  },
);

browserTest('the number of an incident leads to where it is closed', async (browser) => {
  const { matter = '' } = await at.house.act(DUTY, {
    kind: 'incident.open',
    detail: { title: 'lost child at gate 2', category: 'medical', gravity: 'minor', text: 'found at gate 2' },
  });
  const window = await at.visit(browser, DUTY, { path: '/incidents' });
  const { page } = window;
  await page.getByRole('link', { name: matter, exact: true }).click();
  await page.getByRole('heading', { name: `Incident ${matter}` }).waitFor();
  const toDo = page.getByRole('region', { name: 'What you can do' });
  await toDo.getByRole('button', { name: 'Close this incident' }).click();
  await toDo.getByRole('textbox', { name: 'Why it is over' }).fill('with its mother again');
  await toDo.getByRole('button', { name: 'Sign: Close this incident' }).click();
  await toDo.waitFor({ state: 'detached' });
  const stands = page.getByRole('region', { name: 'How it stands' });
  await stands.getByText('with its mother again').waitFor();
  assert.match(await stands.innerText(), /Closed by\s+it-duty-a/);
  // Who may not close it is offered nothing.
  const guest = await at.visit(browser, 'it-oversight-a', { path: `/record/incidents/${matter}` });
  await guest.page.getByRole('region', { name: 'How it stands' }).waitFor();
  assert.equal(await guest.page.getByRole('region', { name: 'What you can do' }).count(), 0);
  for (const one of [window, guest]) {
    assertQuiet(one);
    await one.context.close();
  }
});

browserTest('a commander tasks a unit; the unit takes it and reports it done', async (browser) => {
  const commander = await at.visit(browser, COMMANDER, { path: '/incidents?part=taskings' });
  const form = commander.page.getByRole('form', { name: 'Issue a tasking' });
  await choose(form, 'To', UNIT);
  await form.getByRole('textbox', { name: 'What is to be done' }).fill('check the south barriers');
  await form.getByRole('button', { name: 'Due by +30m' }).click();
  await form.getByRole('button', { name: 'Sign and issue' }).click();
  await included(commander.page);
  const unit = await at.visit(browser, UNIT, { path: '/incidents?part=taskings', window: PHONE });
  const mine = unit.page.getByRole('region', { name: 'For you' });
  await mine.getByText('check the south barriers').waitFor();
  assert.match(await mine.innerText(), /TASK-it-police-\d+[\s\S]*not taken yet[\s\S]*due/);
  await mine.getByRole('button', { name: 'Take it' }).click();
  await unit.page.getByRole('button', { name: 'Sign: Take it' }).click();
  const task = commander.page.getByRole('listitem').filter({ hasText: 'check the south barriers' });
  await task.getByText('taken', { exact: true }).waitFor();
  await mine.getByRole('button', { name: 'Report it done' }).click();
  await mine.getByRole('textbox', { name: 'What was done' }).fill('barriers closed');
  await unit.page.getByRole('button', { name: 'Sign: Report it done' }).click();
  await commander.page.getByText('1 done').waitFor();
  for (const window of [commander, unit]) {
    assertQuiet(window);
    await window.context.close();
  }
});

for (const [theme, language, window] of [
  ['dark', 'en', {}],
  ['light', 'it', PHONE],
] as const) {
  browserTest(
    `axe finds nothing on these screens, ${theme}, ${language}, and none scrolls sideways`,
    async (browser) => {
      const opened = await at.visit(browser, DUTY, { theme, language, window });
      for (const path of PATHS) {
        await opened.page.goto(`${at.origin}/console${path}`);
        await opened.page.getByRole('heading', { level: 1 }).waitFor();
        assert.deepEqual(await axeFindings(opened.page), [], path);
        assert.ok((await sideways(opened.page)) <= 0, path);
      }
      assertQuiet(opened);
      await opened.context.close();
    },
  );
}
