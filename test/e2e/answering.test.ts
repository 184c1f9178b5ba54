// The host's other answers in a real browser: by word of mouth and countersigned, a counter-offer that is taken up, powers and company, and the alert.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertQuiet, axeFindings, browserTest } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';
import { choose, included } from './forms.ts';

const ACTS = 70;
const LIAISON = 'us-hsi-liaison-a';
const APPROVER = 'it-approver-a';
const LOGGIST = 'it-loggist-a';
const AUTHORITY = 'it-authority-a';
const DUTY = 'it-duty-a';
const HOUR = 3_600_000;

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

test('the house is open, and its people are at their desks', () => {
  const { readable, directory, roomNow } = at.house.room;
  for (const person of [LIAISON, APPROVER, LOGGIST, AUTHORITY, DUTY])
    assert.notEqual(readable.actor(person, directory, roomNow()).desk, null, person);
});

/** The liaison asks to attend a briefing; gives the number of the request. */
async function request(what: string): Promise<string> {
  const { matter } = await at.house.act(LIAISON, {
    kind: 'deed.propose',
    activity: 'attend-briefing',
    purpose: 'delegation-protection',
    place: 'viminale',
    deedAt: at.house.room.roomNow() + HOUR,
    detail: { until: at.house.room.roomNow() + 2 * HOUR, what },
  });
  assert(matter !== undefined);
  return matter;
}

browserTest(
  'an answer by telephone: entered by the loggist with giver and channel, countersigned by the giver',
  async (browser) => {
    const id = await request('a briefing that somebody approves by telephone');
    const loggist = await at.visit(browser, LOGGIST, { path: `/approvals?request=${id}` });
    const panel = loggist.page.getByRole('region', { name: `Request ${id}` });
    await panel.getByRole('button', { name: 'Enter an oral answer' }).click();
    // The clauses stand there with their text also for who does not answer, and of two persons nothing is said to a third.
    await panel.getByText('us-hsi/6').first().waitFor();
    await panel.locator('.r-clause').first().waitFor();
    assert.equal(await panel.getByText('Two persons').count(), 0);
    // Those who may answer come first; everybody else is asked for.
    await panel.getByRole('combobox', { name: 'Who gave it' }).click();
    await loggist.page.getByRole('option', { name: APPROVER }).waitFor();
    assert.equal(await loggist.page.getByRole('option', { name: DUTY }).count(), 0);
    await panel.getByRole('checkbox', { name: /^everybody/ }).check();
    await panel.getByRole('radio', { name: 'approve' }).check();
    await choose(panel, 'Who gave it', DUTY);
    await panel.getByRole('textbox', { name: 'Reason' }).fill('called back at the known number');
    // A duty officer could not have given it: that is said before anything is signed.
    await panel.getByText('R-07').first().waitFor();
    await choose(panel, 'Who gave it', APPROVER);
    await panel.getByText('host-root/5').first().waitFor();
    await panel.getByRole('radio', { name: 'radio' }).check();
    await panel.getByRole('button', { name: 'Sign the entry' }).click();
    await included(loggist.page);
    const giver = await at.visit(browser, APPROVER, { path: '/now' });
    const waits = giver.page.getByRole('row').filter({ hasText: 'countersign' });
    // Desks are asked for beside the queue, and may come after it.
    await waits.filter({ hasText: 'attend a briefing' }).filter({ hasText: '(Loggist)' }).waitFor();
    assert.match(
      await waits.innerText(),
      /attend a briefing, Interior ministry: a briefing that somebody approves by telephone\s+entered by it-loggist-a \(Loggist\) \(radio\)/,
    );
    await giver.page.goto(`${at.origin}/console/approvals`);
    const standing = giver.page.getByRole('listitem', { name: id });
    await standing.getByText(`by word of mouth (radio), entered by ${LOGGIST}, not countersigned`).waitFor();
    await standing.getByText('Without a countersignature the approval lapses').waitFor();
    await standing.getByRole('button', { name: 'Countersign' }).click();
    await giver.page.getByRole('button', { name: 'Sign: Countersign' }).click();
    await included(giver.page);
    await standing.getByText('not countersigned').waitFor({ state: 'detached' });
    // It stays an answer by word of mouth.
    await standing.getByText(`by word of mouth (radio), entered by ${LOGGIST}, countersigned at`).waitFor();
    await standing.getByRole('button', { name: 'Withdraw the approval' }).click();
    await standing.getByRole('textbox', { name: 'Reason' }).fill('the briefing is off');
    await giver.page.getByRole('button', { name: 'Sign: Withdraw the approval' }).click();
    await standing.waitFor({ state: 'detached' });
    for (const window of [loggist, giver]) {
      assertQuiet(window);
      await window.context.close();
    }
  },
);

browserTest(
  'conditions of an approval stand, as they were set, before the requester and with the approval',
  async (browser) => {
    const id = await request('a briefing that is approved with conditions');
    const conditions = 'one officer, unarmed; in the company of the room’s liaison';
    const host = await at.visit(browser, APPROVER, { path: `/approvals?request=${id}` });
    const panel = host.page.getByRole('region', { name: `Request ${id}` });
    await panel.getByRole('radio', { name: 'approve' }).check();
    await panel.getByRole('textbox', { name: 'Conditions' }).fill(`  ${conditions} `);
    await panel.getByRole('textbox', { name: 'Reason' }).fill('the minister comes in person');
    await panel.getByText('host-root/4').first().waitFor();
    await panel.getByRole('button', { name: 'Sign the approval' }).click();
    await included(host.page);
    const standing = host.page.getByRole('listitem', { name: id });
    await standing.getByText(`Conditions: ${conditions}`, { exact: true }).waitFor();

    const guest = await at.visit(browser, LIAISON, { path: '/act' });
    const deed = at.house.room.readable.records.requests.get(id)?.deed ?? '';
    const mine = guest.page.getByRole('listitem', { name: deed });
    await mine.getByText('Conditions:', { exact: true }).waitFor();
    await mine.getByText(conditions).waitFor();
    await guest.page.getByRole('button', { name: 'IT', exact: true }).click();
    await mine.getByText('Condizioni:', { exact: true }).waitFor();
    await mine.getByText(conditions).waitFor();
    // Without conditions nothing is said of any.
    const other = await request('a briefing that is approved as it is');
    await host.page.goto(`${at.origin}/console/approvals?request=${other}`);
    const bare = host.page.getByRole('region', { name: `Request ${other}` });
    await bare.getByRole('radio', { name: 'approve' }).check();
    await bare.getByRole('textbox', { name: 'Reason' }).fill('as asked');
    await bare.getByRole('button', { name: 'Sign the approval' }).click();
    await included(host.page);
    const otherDeed = guest.page.getByRole('listitem', {
      name: at.house.room.readable.records.requests.get(other)?.deed ?? '',
    });
    await otherDeed.getByText(APPROVER).waitFor();
    assert.equal(await otherDeed.getByText('Condizioni').count(), 0);
    for (const window of [host, guest]) {
      assertQuiet(window);
      await window.context.close();
    }
  },
);

browserTest('a counter-offer is an edited deed; the guest takes up exactly that one', async (browser) => {
  const id = await request('a briefing that is better held elsewhere');
  const host = await at.visit(browser, APPROVER, { path: `/approvals?request=${id}` });
  const panel = host.page.getByRole('region', { name: `Request ${id}` });
  await panel.getByRole('radio', { name: 'offer something else' }).check();
  await panel.getByRole('textbox', { name: 'Reason' }).fill('not at the ministry');
  await choose(panel, 'Place', 'Provincial police headquarters in Milan');
  await panel.getByText('host-root/4').first().waitFor();
  // Nothing typed is lost.
  await host.page.reload();
  assert.equal(await panel.getByRole('textbox', { name: 'Reason' }).inputValue(), 'not at the ministry');
  await panel.getByRole('button', { name: 'Sign the offer' }).click();
  await included(host.page);
  // It is an offer, and no approval that stands.
  const offers = host.page.getByRole('list', { name: /^Offers, not taken up yet/ });
  await offers.getByRole('listitem', { name: id }).getByText('offer, not taken up yet').waitFor();
  assert.equal(
    await host.page
      .getByRole('list', { name: /^Approvals that stand/ })
      .getByText(id)
      .count(),
    0,
  );
  const { asks, counter } = at.house.room.readable.records.requests.get(id) ?? {};
  assert.ok(asks !== undefined && 'deed' in asks);
  assert.deepEqual([counter?.deed.from, counter?.deed.until], [asks.deed.from, asks.deed.until], 'its own times');

  const guest = await at.visit(browser, LIAISON);
  const waits = guest.page.getByRole('row').filter({ hasText: 'an offer to you' });
  await waits.getByText('offered by').waitFor();
  assert.match(
    await waits.innerText(),
    /Provincial police headquarters in Milan: a briefing that is better held elsewhere\s+offered by it-approver-a/,
  );
  const answers = guest.page.getByRole('list', { name: 'Answers to me' }).getByRole('listitem', { name: id });
  await answers.getByText('not at the ministry').waitFor();
  await guest.page.goto(`${at.origin}/console/act`);
  const item = guest.page.getByRole('listitem', { name: id });
  await item.getByText('the host offers something else').waitFor();
  await item.getByText('not at the ministry').waitFor();
  await item.getByText('Word for word').click();
  await item.getByText('differs from what was asked').first().waitFor();
  await item.getByRole('button', { name: 'Take up the offer' }).click();
  await item.getByText('us-hsi/6').first().waitFor();
  await guest.page.getByRole('button', { name: 'Sign: Take up the offer' }).click();
  await included(guest.page);
  const taken = [...at.house.room.readable.records.deeds.where('person', LIAISON)].find(
    ({ request: of, place }) => of === id && place === 'milan-headquarters',
  );
  // Approved for an hour later: it waits until then, and is begun.
  assert.equal(taken?.status, 'waiting');
  await guest.page.goto(`${at.origin}/console/act`);
  const planned = guest.page.getByRole('listitem', { name: taken.id });
  await planned.getByRole('button', { name: 'Begin', exact: true }).waitFor();
  await planned.getByRole('button', { name: 'Take back' }).click();
  await planned.getByText('It can be proposed anew').waitFor();
  await guest.page.getByRole('button', { name: 'Sign: Take back' }).click();
  await planned.waitFor({ state: 'detached' });
  assert.equal(at.house.room.readable.records.deeds.get(taken.id)?.status, 'refused');
  for (const window of [host, guest]) {
    assertQuiet(window);
    await window.context.close();
  }
});

browserTest('who asked is told why the host said no: at the desk, under Act and with the request', async (browser) => {
  const id = await request('a briefing that cannot be');
  const host = await at.visit(browser, APPROVER, { path: `/approvals?request=${id}` });
  const row = host.page.getByRole('row').filter({ hasText: id }).first();
  await row.getByText('a briefing that cannot be').waitFor();
  const panel = host.page.getByRole('region', { name: `Request ${id}` });
  await panel.getByRole('textbox', { name: 'Reason' }).fill('the room is full that morning');
  const sign = panel.getByRole('button', { name: 'Sign the answer' });
  assert.equal(await sign.isDisabled(), true, 'nothing is chosen for the officer');
  await panel.getByRole('radio', { name: 'refuse' }).check();
  await panel.getByText('host-root/4').first().waitFor();
  await panel.getByRole('button', { name: 'Sign the refusal' }).click();
  await included(host.page);
  const guest = await at.visit(browser, LIAISON);
  const readAgain: string[] = [];
  guest.page.on('request', (request) => readAgain.push(new URL(request.url()).pathname));
  for (const path of ['now', 'act', `record/requests/${id}`]) {
    await guest.page.goto(`${at.origin}/console/${path}`);
    const told = guest.page.locator('main').getByText('the room is full that morning').first();
    await told.waitFor();
    await guest.page.locator('main').getByText(APPROVER).first().waitFor();
    assert.deepEqual(await axeFindings(guest.page), [], path);
  }
  const entries = readAgain.filter((path) => /^\/api\/acts\/\d+$/.test(path));
  assert.deepEqual(entries, [], 'the records carry the answer');
  for (const window of [host, guest]) {
    assertQuiet(window);
    await window.context.close();
  }
});

browserTest('a power is conferred and an officer put beside the guest; both are ended again', async (browser) => {
  const authority = await at.visit(browser, AUTHORITY, { path: '/powers' });
  const { page } = authority;
  await page.getByText('Confer a power').click();
  const grant = page.getByRole('form', { name: 'Confer a power' });
  await choose(grant, 'Guest', 'us-hsi-liaison-a');
  await choose(grant, 'Power', "check a person's identity");
  await grant.getByRole('textbox', { name: 'Reason' }).fill('joint check at the station');
  // A commitment rules it out for this guest, and the form says so before anything is signed.
  await grant.getByText('R-15').first().waitFor();
  await choose(grant, 'Guest', 'de-field-a');
  await grant.getByText('host-root/6').first().waitFor();
  await grant.getByRole('button', { name: 'Sign the conferral' }).click();
  await included(page);
  const conferral = page.getByRole('listitem', { name: /^CONF-de-bundespolizei-/ });
  await conferral.getByRole('button', { name: 'Withdraw the power' }).click();
  await conferral.getByRole('textbox', { name: 'Reason' }).fill('the check is over');
  await page.getByRole('button', { name: 'Sign: Withdraw the power' }).click();
  await conferral.waitFor({ state: 'detached' });

  const duty = await at.visit(browser, DUTY, { path: '/powers' });
  await duty.page.getByText('Put an officer beside a guest').click();
  const beside = duty.page.getByRole('form', { name: 'Put an officer beside a guest' });
  await choose(beside, 'Guest', 'de-field-a');
  await choose(beside, 'Officer of the host', 'it-cortina-unit-a');
  await beside.getByText('host-root/3').first().waitFor();
  await beside.getByRole('button', { name: 'Sign the accompaniment' }).click();
  const company = duty.page.getByRole('listitem', { name: /^ACC-de-bundespolizei-/ });
  await company.getByRole('button', { name: 'End the accompaniment' }).click();
  await duty.page.getByRole('button', { name: 'Sign: End the accompaniment' }).click();
  await company.waitFor({ state: 'detached' });
  for (const window of [authority, duty]) {
    assertQuiet(window);
    await window.context.close();
  }
});

browserTest(
  'the alert is two presses away on every screen, needs no words, and is cancelled explicitly',
  async (browser) => {
    const guest = await at.visit(browser, LIAISON, { path: '/log' });
    const duty = await at.visit(browser, DUTY, { path: '/now' });
    await guest.page.getByRole('banner').getByRole('button', { name: 'Alert' }).click();
    await guest.page.getByRole('dialog').getByRole('button', { name: 'Raise the emergency alert now' }).click();
    await guest.page
      .getByRole('dialog')
      .getByText(/recorded #\d+/)
      .waitFor();
    const panel = duty.page.getByRole('region', { name: 'An alert is open' });
    await panel.getByText('EMERGENCY', { exact: true }).waitFor();
    await panel.getByRole('button', { name: 'Cancel the alert' }).click();
    await panel.getByRole('textbox', { name: 'Reason' }).fill('smoke from the kitchen, over');
    await duty.page.getByRole('button', { name: 'Sign: Cancel the alert' }).click();
    await panel.waitFor({ state: 'detached' });
    // Without a desk, from the page where one is chosen.
    const deskless = await at.visit(browser, 'it-approver-b');
    await deskless.page.getByRole('heading', { name: 'Desk' }).first().waitFor();
    await deskless.page.getByRole('banner').getByRole('button', { name: 'Alert' }).click();
    await deskless.page.getByRole('radio', { name: 'evacuation notice' }).check();
    await deskless.page.getByRole('button', { name: 'Give the notice to evacuate now' }).click();
    await deskless.page
      .getByRole('dialog')
      .getByText(/recorded #\d+/)
      .waitFor();
    await panel.getByText('EVACUATION', { exact: true }).waitFor();
    for (const window of [guest, duty, deskless]) {
      assertQuiet(window);
      await window.context.close();
    }
  },
);
