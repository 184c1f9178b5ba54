// A suspension as those meet it whose mandate it is, in a real browser: why they are sent out, what their desk says of it, what they still read.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

/** Everybody is at their desks, and the mandates of the guests are in force. */
const ACTS = 29;
const COMMANDER = 'commander-a';
const OFFICER = 'ga-officer-a';
const OTHER_GUEST = 'gb-support-a';
const HOUR = 3_600_000;
const REASON = 'a reported occurrence is looked into';

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ scenario: 'harbour-summit', acts: ACTS });
});
after(() => at.close());

const WATCH = { kind: 'deed.propose', activity: 'assess-threat', purpose: 'delegation-protection' } as const;

browserTest('whose mandate is suspended is told since when, by which desk, why and what it ended', async (browser) => {
  const { house, origin } = at;
  const until = house.room.roomNow() + HOUR;
  const detail = { until, what: 'the square before the hotel' };
  const { deed = '' } = await house.act(OFFICER, { ...WATCH, place: 'delegation-hotel', detail });
  assert.notEqual(deed, '');
  const officer = await at.visit(browser, OFFICER, { path: '/now' });
  const other = await at.visit(browser, OTHER_GUEST, { path: '/now' });
  for (const { page } of [officer, other]) await page.getByRole('list', { name: 'Last in my room' }).waitFor();
  await house.act(COMMANDER, { kind: 'mandate.suspend', detail: { mandate: 'guest-a', reason: REASON } });

  // Sent out: the session's own page says by what, and who comes to it later reads nothing of it.
  const sent = officer.page.getByRole('status');
  await sent.getByText('The mandate of your agency is suspended.').waitFor();
  for (const said of [REASON, 'Commander', 'guest-a']) await sent.getByText(said).first().waitFor();
  assert.match((await sent.textContent()) ?? '', /Ended of yours1 open deed, 1 standing approval, 1 clearance$/);
  assert.equal(await officer.page.getByText(COMMANDER).count(), 0);
  assert.deepEqual(await axeFindings(officer.page), []);
  await officer.page.setViewportSize({ width: 390, height: 844 });
  assert.equal(await sideways(officer.page), 0);
  await officer.page.reload();
  await officer.page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  assert.equal(await officer.page.getByText(REASON).count(), 0);
  await officer.context.close();

  // Back at the desk, in Italian.
  const back = await at.visit(browser, OFFICER, { path: '/now', language: 'it' });
  const card = back.page.getByRole('region', { name: 'guest-a, versione 1, è sospeso' });
  for (const said of [REASON, 'Commander', 'R-22']) await card.getByText(said).first().waitFor();
  await card.getByText(/Leggi ciò che fino ad allora/).waitFor();
  assert.deepEqual(await axeFindings(back.page), []);
  await back.page.setViewportSize({ width: 390, height: 844 });
  assert.equal(await sideways(back.page), 0);
  await card.getByRole('link', { name: deed }).click();
  await back.page.getByRole('main').getByText(REASON).first().waitFor();

  // Not there and not theirs, by one sentence, with what they see at all.
  for (const path of ['/record/requests/REQ-guest-b-police-1', '/record/deeds/DEED-nobody-1', '/entry/999999']) {
    await back.page.goto(`${origin}/console${path}`);
    await back.page.getByText('Non c’è, o non ti è dato vederlo; la sala non dice quale dei due.').waitFor();
    await back.page.getByText(/Nessun mandato in vigore ammette ora la tua componente/).waitFor();
  }
  await back.context.close();

  // The other guest stayed where they were; the arrangement says it to them as well, and names nobody.
  assert.equal(await other.page.getByText('is suspended').count(), 0, 'it is no mandate of theirs');
  await other.page.goto(`${origin}/console/mandates`);
  await other.page.getByText(REASON).first().waitFor();
  assert.equal(await other.page.getByText(COMMANDER).count(), 0);
  assertQuiet(other);
  await other.context.close();

  await house.act(COMMANDER, {
    kind: 'mandate.enforce',
    detail: { mandate: 'guest-a', version: 1, reason: 'cleared up' },
  });
  const again = await at.visit(browser, OFFICER, { path: '/now' });
  await again.page.getByRole('list', { name: 'Last in my room' }).waitFor();
  assert.equal(await again.page.getByText('is suspended').count(), 0);
  assertQuiet(again);
  await again.context.close();
});
