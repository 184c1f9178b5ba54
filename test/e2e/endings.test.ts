// What ends by the act of another, in a real browser: whoever it ended for reads it on their desk and in their room, whoever did it reads what ended.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';
import { included } from './forms.ts';

/** Everybody is at their desks, and the mandates of the guests are in force. */
const ACTS = 29;
const COMMANDER = 'commander-a';
const DUTY = 'duty-a';
const OFFICER = 'ga-officer-a';
const OTHER_GUEST = 'gb-support-a';
/** The script's own: the one weapon that is cleared. */
const CLEARANCE = 'CLR-guest-a-protection-1';
const HOUR = 3_600_000;
const REASON = 'the weapon is not the one that was shown';

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ scenario: 'harbour-summit', acts: ACTS });
});
after(() => at.close());

/** A journey under arms that is under way; gives its number. */
async function underArms() {
  const { house } = at;
  const now = house.room.roomNow();
  const deedAs = { purpose: 'delegation-protection', place: 'conference-hall' };
  const asked = await house.act(OFFICER, {
    ...{ kind: 'deed.propose', activity: 'armed-escort', ...deedAs, deedAt: now },
    detail: { until: now + 2 * HOUR, what: 'principal into the hall, two officers' },
  });
  const { matter: request = '', digest = '', deed = '' } = asked;
  const answer = { request, digest, answer: 'approve', reason: 'two officers' };
  await house.act(DUTY, { kind: 'approval.answer', detail: answer });
  const begun = await house.act(OFFICER, { kind: 'deed.begin', ...deedAs, detail: { deed } });
  assert.deepEqual([asked.outcome, begun.outcome], ['needs-approval', 'permitted']);
  return deed;
}

browserTest(
  'an armed escort that is ended is told to the officer at it, and named to the commander',
  async (browser) => {
    const deed = await underArms();
    const officer = await at.visit(browser, OFFICER, { path: '/now', language: 'it' });
    await officer.page.getByRole('list', { name: 'Ultime righe della mia sala' }).waitFor();
    assert.equal(await officer.page.getByText('Che cosa è cessato per me').count(), 0);
    const commander = await at.visit(browser, COMMANDER, { path: '/powers' });
    const held = commander.page.getByRole('listitem', { name: CLEARANCE });
    await held.getByRole('button', { name: 'Withdraw the clearance' }).click();
    await held.getByRole('textbox', { name: 'Reason' }).fill(REASON);
    await commander.page.getByRole('button', { name: 'Sign: Withdraw the clearance' }).click();
    await included(commander.page);
    const note = commander.page.getByText('Ended by it:').locator('..');
    await note.getByRole('link', { name: deed }).waitFor();
    await note.getByText(`of ${OFFICER}`).waitFor();
    assert.deepEqual(await axeFindings(commander.page), []);

    // The screen stood open: nobody has to load it again.
    const ended = officer.page.getByRole('list', { name: 'Che cosa è cessato per me' });
    for (const id of [deed, CLEARANCE]) {
      const one = ended.getByRole('listitem', { name: id });
      await one.getByRole('link', { name: id }).waitFor();
      await one.getByText(COMMANDER).waitFor();
      await one.getByText(REASON).waitFor();
    }
    const lines = officer.page.getByRole('list', { name: 'Ultime righe della mia sala' });
    await lines.getByRole('link', { name: deed }).first().waitFor();
    assert.deepEqual(await axeFindings(officer.page), []);
    await lines.getByRole('listitem').filter({ hasText: 'attività cessata' }).getByRole('link', { name: /^#/ }).click();
    const what = officer.page.getByRole('region', { name: 'Che cosa', exact: true });
    await what.getByText('nulla osta revocato', { exact: true }).waitFor();
    await what.getByText(COMMANDER).waitFor();
    await what.getByText(REASON).waitFor();
    await what.getByRole('link', { name: /^#\d+$/ }).click();
    await officer.page.getByText('Seguita da').waitFor();
    await officer.page.goto(`${at.origin}/console/record/deeds/${deed}`);
    await officer.page.getByRole('main').getByText(REASON).first().waitFor();
    await officer.page.goto(`${at.origin}/console/now`);
    await ended.waitFor();
    await officer.page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await sideways(officer.page), 0);

    for (const person of [OTHER_GUEST, COMMANDER]) {
      const other = await at.visit(browser, person, { path: '/now' });
      await other.page.getByRole('list', { name: 'Last in my room' }).waitFor();
      assert.equal(await other.page.getByText('What ended for me').count(), 0, person);
      if (person === OTHER_GUEST) assert.equal(await other.page.getByText(deed).count(), 0);
      assertQuiet(other);
      await other.context.close();
    }
    for (const window of [commander, officer]) {
      assertQuiet(window);
      await window.context.close();
    }
  },
);

browserTest(
  'an officer who is put beside a guest reads so on their desk, and so does the guest; whoever may ends it there',
  async (browser) => {
    const officer = await at.visit(browser, DUTY, { path: '/now' });
    await officer.page.getByRole('list', { name: 'Last in my room' }).waitFor();
    assert.equal(await officer.page.getByText('You are beside').count(), 0);
    const { matter = '' } = await at.house.act(COMMANDER, {
      kind: 'accompaniment.begin',
      detail: { guest: OFFICER, officer: DUTY },
    });
    const row = officer.page.getByRole('listitem', { name: matter });
    await row.getByText(`You are beside ${OFFICER}`).waitFor();
    await row.getByText(`put there by ${COMMANDER}`).waitFor();
    const guest = await at.visit(browser, OFFICER, { path: '/now', language: 'it', theme: 'light' });
    const company = guest.page.getByRole('list', { name: 'Accompagnamento' }).getByRole('listitem', { name: matter });
    await company.getByText(/^duty-a.* ti è accanto$/).waitFor();
    await company.getByText(`per disposizione di ${COMMANDER}`).waitFor();
    assert.equal(await company.getByRole('button').count(), 0, 'a guest ends no company');
    assert.deepEqual(await axeFindings(guest.page), []);
    await guest.page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await sideways(guest.page), 0);
    for (const person of [OTHER_GUEST, COMMANDER]) {
      const other = await at.visit(browser, person, { path: '/now' });
      await other.page.getByRole('list', { name: 'Last in my room' }).waitFor();
      assert.equal(await other.page.getByRole('list', { name: 'Company' }).count(), 0, person);
      await other.context.close();
    }
    await row.getByRole('button', { name: 'End the accompaniment' }).click();
    await officer.page.getByRole('button', { name: 'Sign: End the accompaniment' }).click();
    await row.waitFor({ state: 'detached' });
    const ended = guest.page.getByRole('list', { name: 'Che cosa è cessato per me' });
    await ended.getByRole('listitem', { name: matter }).getByText(DUTY).first().waitFor();
    assert.equal(await officer.page.getByText('What ended for me').count(), 0, 'what one ended oneself is no news');
    for (const window of [officer, guest]) {
      assertQuiet(window);
      await window.context.close();
    }
  },
);
