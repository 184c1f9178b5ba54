// A challenge in a real browser: raised on the record of a deed, answered by another officer, and both verdicts before the guest, in both languages.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertQuiet, axeFindings, browserTest } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';
import { choose, decision, included } from './forms.ts';

const ACTS = 70;
const LIAISON = 'us-hsi-liaison-a';
const COLLEAGUE = 'us-hsi-investigator-a';
const APPROVER = 'it-approver-a';
const DUTY = 'it-duty-a';
const HOUR = 3_600_000;

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

browserTest(
  'what was declared is challenged, answered by another officer, and shown with both verdicts',
  async (browser) => {
    const { deed = '' } = await at.house.act(LIAISON, {
      kind: 'deed.propose',
      activity: 'liaise',
      purpose: 'delegation-protection',
      detail: { until: at.house.room.roomNow() + HOUR, what: 'a call with the liaison officers' },
    });
    const duty = await at.visit(browser, DUTY, { path: `/record/deeds/${deed}` });
    await duty.page.getByText('Challenge', { exact: true }).first().click();
    const form = duty.page.getByRole('form', { name: 'Challenge' });
    await choose(form, 'What it seems to be', 'be present at an interview');
    await form.getByRole('textbox', { name: 'Why' }).fill('sat in while a witness was questioned');
    await decision(duty.page).getByText('host-root/25').first().waitFor();
    assert.deepEqual(await axeFindings(duty.page), []);
    await form.getByRole('button', { name: 'Sign and challenge' }).click();
    await included(duty.page);
    // Nothing changes yet, and who raised it has no answer to give.
    const challenge = at.house.room.readable.records.deeds.get(deed)?.challenge ?? '';
    await duty.page.getByRole('link', { name: challenge }).first().waitFor();
    await duty.page.goto(`${at.origin}/console/record/challenges/${challenge}`);
    await duty.page.getByRole('region', { name: 'Seems to be' }).waitFor();
    assert.equal(await duty.page.getByRole('form', { name: 'Answer the challenge' }).count(), 0);

    // Whose deed it is finds it on their desk, at its row and on its page, with a name and the reason.
    const guest = await at.visit(browser, LIAISON, { path: '/now' });
    const card = guest.page.getByRole('list', { name: 'What of mine is challenged' }).getByRole('listitem');
    await card.getByText('sat in while a witness was questioned').waitFor();
    const told = (await card.innerText()).replaceAll(/\s+/g, ' ');
    for (const part of [deed, challenge, DUTY, 'Another officer of the host answers it']) {
      assert(told.includes(part), `${part} in: ${told}`);
    }
    assert.deepEqual(await axeFindings(guest.page), []);
    await guest.page.goto(`${at.origin}/console/act`);
    const line = guest.page.getByRole('listitem', { name: deed });
    await line.getByText('challenged', { exact: true }).waitFor();
    await line.getByRole('link', { name: challenge }).waitFor();
    await guest.page.goto(`${at.origin}/console/record/deeds/${deed}`);
    await guest.page.getByText('challenged', { exact: true }).first().waitFor();
    // A colleague’s is on nobody else’s desk.
    const colleague = await at.visit(browser, COLLEAGUE, { path: '/now' });
    await colleague.page.getByText('Last in my room').waitFor();
    assert.equal(await colleague.page.getByText('What of mine is challenged').count(), 0);

    const approver = await at.visit(browser, APPROVER, { path: '/now' });
    const waits = approver.page.getByRole('row').filter({ hasText: challenge });
    await waits.getByText('a challenge').first().waitFor();
    await approver.page.goto(`${at.origin}/console/approvals`);
    const answer = approver.page.getByRole('form', { name: 'Answer the challenge' });
    await answer.getByRole('radio', { name: 'it was something else' }).check();
    const entered = approver.page.getByRole('region', { name: 'The deed as it was entered' });
    await entered.getByText('a call with the liaison officers').waitFor();
    await entered.getByText(LIAISON).waitFor();
    // Before a reason is written: what the deed would be decided as, and that it ends.
    const again = answer.getByRole('region', { name: 'The deed would be decided again:' });
    await again.getByText('prohibited').first().waitFor();
    await again.getByText('K13').first().waitFor();
    await again.getByText('It is still going on, and ends at once.').waitFor();
    await answer.getByText('Before you can sign, there is missing: a reason.').waitFor();
    await answer.getByRole('textbox', { name: 'Why' }).fill('the witness says the same');
    await decision(approver.page).getByText('host-root/25').first().waitFor();
    // What is shown is dimmed while it is of a moment ago.
    await approver.page.locator('[role="status"][aria-busy="false"]').first().waitFor();
    assert.deepEqual(await axeFindings(approver.page), []);
    await answer.getByRole('button', { name: 'Sign the answer' }).click();
    await answer.waitFor({ state: 'detached' });

    await guest.page.goto(`${at.origin}/console/record/deeds/${deed}`);
    const [declared, found] = ['Declared', 'Found to be'].map((name) => guest.page.getByRole('region', { name }));
    await declared?.getByText('us-hsi/5').waitFor();
    await found?.getByText('K13').first().waitFor();
    const happened = guest.page.getByRole('list', { name: 'What happened' });
    await happened.getByText(/^activity: .+ → be present at an interview/).waitFor();
    assert.equal(await happened.getByText('purpose:').count(), 0, 'what did not change is not named');
    assert.equal(await guest.page.getByText('challenged', { exact: true }).count(), 0, 'it is answered');
    assert.equal(at.house.room.readable.records.deeds.get(deed)?.status, 'ended');
    assert.equal(await guest.page.getByText('Challenge', { exact: true }).count(), 0, 'a guest challenges nothing');
    // On the page of the challenge each reading is told once.
    await guest.page.goto(`${at.origin}/console/record/challenges/${challenge}`);
    await found?.getByText('K13').first().waitFor();
    assert.equal(await guest.page.getByText('be present at an interview').count(), 1);
    await guest.page.goto(`${at.origin}/console/now`);
    await card.getByText('found to be something else').waitFor();
    await card.getByText('the witness says the same').waitFor();
    await guest.page.goto(`${at.origin}/console/record/deeds/${deed}`);
    await found?.getByText('K13').first().waitFor();
    await guest.page.getByRole('button', { name: 'IT', exact: true }).click();
    await guest.page.getByRole('region', { name: 'Risulta' }).getByText('K13').first().waitFor();
    assert.deepEqual(await axeFindings(guest.page), []);
    for (const window of [duty, approver, colleague, guest]) {
      assertQuiet(window);
      await window.context.close();
    }
  },
);
