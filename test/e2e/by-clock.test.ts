// A mandate that the room's clock resumes and ends, in a real browser: the log, the entry and the mandate itself say which, by what and when.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

const ACTS = 29;
const COMMANDER = 'commander-a';
const OFFICER = 'ga-officer-a';
const MINUTE = 60_000;

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ scenario: 'harbour-summit', acts: ACTS });
});
after(() => at.close());

browserTest(
  'what the clock begins is told as the clock’s, as ordered, with its version; and all of it beside the mandate',
  async (browser) => {
    const { house } = at;
    const { room } = house;
    await house.act(COMMANDER, { kind: 'mandate.suspend', detail: { mandate: 'guest-a', reason: 'looked into' } });
    const from = room.roomNow() + 30 * MINUTE;
    const order = { mandate: 'guest-a', version: 1, reason: 'nothing was found', from };
    const { index: ordered } = await house.act(COMMANDER, { kind: 'mandate.enforce', detail: order });

    // Who is halted is not told that two things are missing, but that nothing admits them.
    const halted = await at.visit(browser, OFFICER, { path: '/act?kind=deed.propose' });
    await halted.page
      .getByRole('complementary', { name: 'First five minutes' })
      .getByText('No mandate in force admits your component now')
      .waitFor();
    await halted.context.close();

    const direct = await at.visit(browser, COMMANDER, { path: '/mandates' });
    const panel = direct.page.locator('#guest-a-1');
    await panel.getByRole('button', { name: 'Resume…' }).click();
    await direct.page
      .getByRole('form', { name: 'Resume guest-a, version 1' })
      .getByRole('button', { name: 'Resume' })
      .waitFor();
    await direct.context.close();

    await room.waitUntil(from + MINUTE);
    for (const person of [COMMANDER, OFFICER]) {
      const { page, context } = await at.visit(browser, person, { path: '/log' });
      const line = page
        .getByRole('list', { name: 'Entries, oldest first' })
        .getByRole('listitem')
        .filter({ hasText: 'mandate begun' });
      await line.getByText('guest-a@1, resumed after it was suspended').waitFor();
      await line.click();
      const what = page.getByRole('region', { name: 'What', exact: true });
      await what.getByText('by the room’s clock, at the time that was set').waitFor();
      await what.getByRole('link', { name: `#${ordered}` }).waitFor();
      assert.equal(await what.getByText('unknown').count(), 0);
      assert.equal(await what.getByText('not yours to see').count(), 0);
      assert.deepEqual(await axeFindings(page), []);
      await page.setViewportSize({ width: 390, height: 844 });
      assert.equal(await sideways(page), 0);
      await context.close();
    }

    // Whose it is, is told first thing, with nobody's desk where it was nobody's.
    const told = await at.visit(browser, OFFICER, { path: '/' });
    const again = told.page.getByRole('region', { name: 'guest-a, version 1, is in force again' });
    await again.getByText('by the room’s clock, at the time that was set').waitFor();
    await again.getByText('what ended with the suspension stays ended').waitFor();
    assert.deepEqual(await axeFindings(told.page), []);
    await told.page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await sideways(told.page), 0);
    await again.getByRole('link', { name: 'Read guest-a' }).click();
    await told.page.locator('#guest-a-1').getByText('in force').first().waitFor();
    await told.context.close();

    const window = await at.visit(browser, OFFICER, { path: '/mandates', theme: 'light', language: 'it' });
    const mandate = window.page.locator('#guest-a-1');
    await mandate.getByText('Tutto ciò che è registrato di guest-a').click();
    const entered = mandate.getByRole('list', { name: 'Tutto ciò che è registrato di guest-a' });
    for (const said of ['mandato iniziato', 'nothing was found', 'looked into'])
      await entered.getByText(said).first().waitFor();
    assert.match(await entered.innerText(), /guest-a@1 dal \d\d\/\d\d \d\d:\d\d:\d\dZ/);
    assert.deepEqual(await axeFindings(window.page), []);
    await window.page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await sideways(window.page), 0);
    assertQuiet(window);
  },
);

browserTest(
  'whose mandate comes to its end is told which and when, keeps their desk, and is told why it cannot be left now',
  async (browser) => {
    const { house } = at;
    const { room } = house;
    const end = room.readable.state.get('mandates', 'guest-a')?.until ?? assert.fail('it has an end');
    const officer = await at.visit(browser, OFFICER, { path: '/now' });
    await officer.page.getByRole('list', { name: 'Last in my room' }).waitFor();
    await room.waitUntil(end + MINUTE);
    const sent = officer.page.getByRole('status');
    await sent.getByText('No mandate in force admits your component any more.').waitFor();
    await sent.getByText('guest-a').first().waitFor();
    await officer.context.close();

    const { page, context } = await at.visit(browser, OFFICER, { path: '/now' });
    const card = page.getByRole('region', { name: 'guest-a, version 1, came to its end' });
    await card.getByText('whoever at the host puts mandates in force').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.goto(`${at.origin}/console/desk`);
    await page.getByText('signing off would be refused too').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Sign off from the desk' }).isDisabled(), true);
    await page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await sideways(page), 0);
    await context.close();

    // At the host the end stands with the mandate, which is not put in force again.
    const host = await at.visit(browser, COMMANDER, { path: '/mandates' });
    const panel = host.page.locator('#guest-a-1');
    await panel.getByText('Since').waitFor();
    assert.equal(await panel.getByRole('button', { name: /Put in force|Resume/ }).count(), 0);
    assertQuiet(host);
  },
);
