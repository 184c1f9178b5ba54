// What is typed into the console, and what is then on the screen: the command line, searchable fields, the log at its end, the guide, a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertQuiet, browserTest, openWindow } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

const ACTS = 70;
const DUTY = 'it-duty-a';
const LIAISON = 'us-hsi-liaison-a';
const APPROVER = 'it-approver-a';
const PHONE = { viewport: { width: 390, height: 844 } };

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

test('the house is open, with its desks taken', () => {
  const { readable, directory, roomNow } = at.house.room;
  for (const person of [DUTY, LIAISON, APPROVER])
    assert.notEqual(readable.actor(person, directory, roomNow()).desk, null, person);
});

const line = (page: Page) => page.getByRole('textbox', { name: 'Command line' });

async function type(page: Page, text: string): Promise<void> {
  await line(page).fill(text);
  await line(page).press('Enter');
}

/** Waits until a line of the log stands where it can be seen. */
async function seen(page: Page, text: string): Promise<void> {
  await page.locator('.r-log-row', { hasText: text }).waitFor();
  await page.waitForFunction(
    `(() => {
      const box = document.querySelector('.r-log-scroll').getBoundingClientRect();
      const row = [...document.querySelectorAll('.r-log-row')].find((one) => one.textContent.includes(${JSON.stringify(text)}));
      const at = row?.getBoundingClientRect();
      return at !== undefined && at.top >= box.top - 1 && at.bottom <= box.bottom + 1;
    })()`,
    undefined,
    { timeout: 5_000 },
  );
}

browserTest(
  'the command line says what time it understood, and signs no time that was hardly meant',
  async (browser) => {
    const window = await at.visit(browser, DUTY, { path: '/log' });
    const { page } = window;
    const { size } = at.house.room;
    await line(page).fill('inc crowd !serious @san-siro -10m two injured');
    await page
      .getByText(
        /Enter opens an incident: crowd, serious at San Siro stadium · happened \d\d\/\d\d \d\d:\d\dZ · \d\d\/\d\d \d\d:\d\d local, 1\d min ago/,
      )
      .waitFor();
    await line(page).press('Enter');
    await seen(page, 'two injured, ');

    const before = size();
    const ahead = new Date(at.house.room.roomNow() + 3 * 3_600_000).toISOString().slice(11, 16);
    await type(page, `inc crowd @san-siro ${ahead}Z three injured`);
    await page
      .getByRole('alert')
      .getByText(/more than twelve hours ago/)
      .waitFor();
    await type(page, 'inc crowd @san-siro 25:99 three injured');
    await page
      .getByRole('alert')
      .getByText(/25:99 is no time/)
      .waitFor();
    await type(page, 'inc crowd push @san-siro');
    await page
      .getByRole('alert')
      .getByText(/not read, and so only words of the text: @san-siro/)
      .waitFor();
    assert.equal(size(), before, 'nothing was signed');
    await line(page).press('Enter');
    await seen(page, 'push @san-siro');
    assertQuiet(window);
  },
);

browserTest(
  'a line that reads like a command is not signed as a log line by one Enter, and says where that is done',
  async (browser) => {
    const { matter = '' } = await at.house.act(DUTY, {
      kind: 'incident.open',
      detail: { title: 'queue at gate 1', category: 'crowd', gravity: 'minor', text: 'long queue' },
    });
    const window = await at.visit(browser, DUTY, { path: '/log' });
    const { page } = window;
    const before = at.house.room.size();
    for (const text of [`close ${matter}`, `chiudi ${matter}`, 'decl all clear', 'req a car for the delegation']) {
      await line(page).fill(text);
      await page.getByText('is no command here').waitFor();
      await line(page).press('Enter');
      await page.getByRole('alert').getByText('is no command here').waitFor();
    }
    assert.equal(at.house.room.size(), before, 'nothing was signed');
    await line(page).fill('task it-fire-a look at it');
    await page.getByText('It is done at').getByRole('link', { name: 'Incidents and taskings' }).click();
    await page.getByRole('tab', { name: /^Taskings/, selected: true }).waitFor();
    await page.goBack();
    await line(page).fill(`close ${matter}`);
    await page.getByText('It is done at').getByRole('link', { name: matter }).click();
    await page.getByRole('button', { name: 'Close this incident' }).waitFor();
    // Where the log stands, it does not move with what is typed below it.
    await page.goto(`${at.origin}/console/log`);
    await line(page).fill('');
    const top = async () => (await line(page).boundingBox())?.y;
    const empty = await top();
    await line(page).fill('inc crowd !serious @san-siro -10m two injured');
    await page.getByText('Enter opens an incident').waitFor();
    assert.equal(await top(), empty);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('occ us-ice identity-check').waitFor();
    assertQuiet(window);
  },
);

browserTest('a correction says why, at the line and with it, and its form begins anew', async (browser) => {
  const { index } = await at.house.act(DUTY, { kind: 'log.line', detail: { text: 'gate 3 open' } });
  const window = await at.visit(browser, DUTY, { path: `/entry/${index}` });
  const { page } = window;
  const text = page.getByRole('textbox', { name: 'Text as it should be' });
  const reason = page.getByRole('textbox', { name: 'Reason' });
  await text.fill('gate 4 open');
  await reason.fill('misheard on the radio');
  await page.getByRole('button', { name: 'Sign the correction' }).click();
  const corrections = page.getByRole('region', { name: 'Corrections' });
  await corrections.getByText('(misheard on the radio)').waitFor();
  await page
    .getByText(/recorded #\d+/)
    .first()
    .waitFor();
  assert.deepEqual([await text.inputValue(), await reason.inputValue()], ['gate 4 open', '']);
  const readAgain: string[] = [];
  page.on('request', (request) => readAgain.push(new URL(request.url()).pathname));
  await page.goto(`${at.origin}/console/log?q=gate+3+open`);
  await page.locator('.r-log-row', { hasText: 'gate 3 open' }).getByText('(misheard on the radio)').waitFor();
  assert.deepEqual(
    readAgain.filter((path) => /^\/api\/acts\/\d+$/.test(path)),
    [],
    'the rows carry the reasons',
  );
  assertQuiet(window);
});

browserTest(
  'categories and activities are typed by name; Tab completes them, and what may be several says which',
  async (browser) => {
    const window = await at.visit(browser, DUTY, { path: '/log', language: 'it' });
    const { page } = window;
    const italian = page.getByRole('textbox', { name: 'Riga di comando' });
    await italian.fill('inc fol');
    await page.getByText('Tab completa: folla').waitFor();
    await italian.press('Tab');
    assert.equal(await italian.inputValue(), 'inc folla');
    await italian.pressSequentially(' grave ritardo ai varchi');
    await page.getByText('Invio apre un evento: folla, lieve').waitFor();
    await italian.fill('inc folla !grave ritardo ai varchi');
    await page.getByText('Invio apre un evento: folla, grave').waitFor();
    await italian.fill('occ us-ice identificare una persona @san-siro due passanti');
    await page.getByText('Invio segnala un fatto: identificare una persona').waitFor();
    await italian.fill('occ us-ice perq due passanti');
    await page.getByText('perq può essere: perquisire').waitFor();
    // With nothing to complete, Tab goes on.
    await italian.fill('inc folla');
    await italian.press('Tab');
    assert.equal(await page.evaluate<string>('document.activeElement.textContent'), 'Firma');
    assertQuiet(window);
  },
);

browserTest(
  'one’s own signed line is on the screen, also after the room for the list shrank, and from further up',
  async (browser) => {
    const window = await at.visit(browser, DUTY, { path: '/log' });
    const { page } = window;
    await page.locator('.r-log-row').first().waitFor();
    // An alert comes in between a scrolling and its event.
    await page.evaluate(`(() => {
    const list = document.querySelector('.r-log-scroll');
    list.scrollTop -= 5;
    document.querySelector('.r-alerts').style.minHeight = '160px';
  })()`);
    await page.waitForTimeout(300);
    assert.equal(
      await page.getByRole('button', { name: 'To the latest' }).count(),
      0,
      'the reader left the end by no act of theirs',
    );
    await type(page, 'a line after the list shrank');
    await seen(page, 'a line after the list shrank');

    await page.evaluate(`document.querySelector('.r-log-scroll').scrollTop = 0`);
    await page.getByRole('button', { name: 'To the latest' }).waitFor();
    await type(page, 'a line written from further up');
    await seen(page, 'a line written from further up');
    assertQuiet(window);
  },
);

browserTest(
  'in a searchable field, typing replaces what is chosen; leaving or choosing the same puts it back',
  async (browser) => {
    const window = await at.visit(browser, LIAISON, { path: '/act' });
    const { page } = window;
    const field = page.getByRole('combobox', { name: 'Activity' }).first();
    const pick = async (typed: string) => {
      await field.click();
      await page.keyboard.type(typed);
      await page.getByRole('listbox').getByRole('option').first().click();
    };
    await pick('identity');
    const chosen = await field.inputValue();
    assert.match(chosen, /identity/);
    await field.click();
    await page.keyboard.type('brief');
    assert.equal(await field.inputValue(), 'brief');
    await page
      .getByRole('option', { name: /briefing/ })
      .first()
      .waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await field.inputValue(), chosen);
    await pick('identity');
    assert.equal(await field.inputValue(), chosen, 'the same once more');
    await page.keyboard.type('brief');
    assert.equal(await field.inputValue(), 'brief', 'without another click');
    assertQuiet(window);
  },
);

browserTest('a step that is done by looking is ticked when its screen is come to', async (browser) => {
  const window = await at.visit(browser, APPROVER);
  const { page } = window;
  const guide = page.getByRole('complementary', { name: 'First five minutes' });
  const step = guide.getByRole('listitem').filter({ hasText: 'See what waits for your answer' });
  await step.getByText('to do', { exact: true }).waitFor();
  await page
    .getByRole('link', { name: /^Approvals/ })
    .first()
    .click();
  await step.getByText('done', { exact: true }).waitFor();
  assertQuiet(window);
});

browserTest(
  'on a phone, guide and acknowledged alerts leave the room to the screen; log and occurrences tell kind and time',
  async (browser) => {
    const window = await at.visit(browser, DUTY, { path: '/log', window: PHONE });
    const { page } = window;
    await page.getByRole('button', { name: /Alert/ }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Raise/ }).click();
    await dialog.getByText('Last signed:').waitFor();
    assert.doesNotMatch((await dialog.textContent()) ?? '', /signed:\S|includedSee/);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    const alert = await page.locator('.r-alert').boundingBox();
    assert.ok(alert !== null && alert.height <= 96, `the alert takes ${alert?.height} px`);
    await page.getByRole('button', { name: 'Seen at this desk' }).click();
    await page.getByRole('button', { name: '1 alert, seen at this desk' }).waitFor();
    const top = await page.evaluate<number>(`document.querySelector('main').getBoundingClientRect().top`);
    assert.ok(top < 190, `the screen begins at ${top} px`);
    await page.getByRole('button', { name: '1 alert, seen at this desk' }).click();
    await page.locator('.r-alert').waitFor();
    await page.locator('.r-log-row', { hasText: 'alert' }).last().waitFor();
    assert.ok(await page.locator('.r-log-kind-in').last().isVisible());
    assertQuiet(window);
  },
);

browserTest('the bottom of a phone holds the desk’s own main screen', async (browser) => {
  for (const [person, own] of [
    [APPROVER, /^Approvals/],
    ['it-oversight-a', /^Oversight/],
    [LIAISON, /^Act$/],
  ] as const) {
    const window = await at.visit(browser, person, { path: '/now', window: PHONE });
    const bar = window.page.getByRole('navigation', { name: 'Screens' });
    await bar.getByRole('link', { name: own }).waitFor();
    assert.equal(await bar.getByRole('link').filter({ visible: true }).count(), 5, person);
    assertQuiet(window);
    await window.context.close();
  }
});

browserTest('a first visit has the theme that the browser asks for; what is chosen stays', async (browser) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const window = await openWindow(browser, at.origin, { colorScheme });
    const { page } = window;
    const other = colorScheme === 'light' ? 'dark' : 'light';
    await page.goto(`${at.origin}/console/`);
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    await page.evaluate(`localStorage.setItem('remit.theme', '${other}')`);
    await page.reload();
    await page.locator(`html[data-mantine-color-scheme="${other}"]`).waitFor();
    assertQuiet(window);
    await window.context.close();
  }
});
