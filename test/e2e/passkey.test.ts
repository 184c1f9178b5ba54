// Passkeys in a real browser, with an authenticator that the browser itself plays: made, come in by, and asked for by an approval.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { signedActOf } from '../house/house.ts';
import { browserTest } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';
import { choose, included } from './forms.ts';

const APPROVER = 'it-approver-a';
const LOGGIST = 'it-loggist-a';
const LIAISON = 'us-hsi-liaison-a';
const HOUR = 3_600_000;
const PASSWORD_AFTER = 'five herons on the south quay';

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: 70 });
});
after(() => at.close());

test('the house is open, and both are at their desks', () => {
  const { readable, directory, roomNow } = at.house.room;
  for (const person of [APPROVER, LIAISON]) {
    assert.notEqual(readable.actor(person, directory, roomNow()).desk, null, person);
  }
});

/** An authenticator inside the browser that says yes, as a person does who is there and unlocks it. */
async function authenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function addPasskey(page: Page): Promise<void> {
  await authenticator(page);
  await page.getByRole('textbox', { name: 'What you call the device' }).fill('key in this browser');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('key in this browser').waitFor();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).first().click();
  await page.getByRole('button', { name: 'Sign out now' }).click();
}

async function request(what: string): Promise<{ readonly matter: string; readonly digest: string }> {
  const { room } = at.house;
  const { matter, digest } = await at.house.act(LIAISON, {
    kind: 'deed.propose',
    activity: 'attend-briefing',
    purpose: 'delegation-protection',
    place: 'viminale',
    deedAt: room.roomNow() + HOUR,
    detail: { until: room.roomNow() + 2 * HOUR, what },
  });
  assert(matter !== undefined && digest !== undefined);
  return { matter, digest };
}

browserTest(
  'a passkey is made, signs its person in, and confirms an approval that is refused without it',
  async (browser) => {
    const { page, context } = await at.visit(browser, APPROVER, { path: '/account' });
    await addPasskey(page);
    await signOut(page);
    await page.getByRole('button', { name: 'Sign in by passkey' }).click();
    await page.getByRole('navigation').waitFor();

    const { matter, digest } = await request('a briefing that is approved with a passkey');
    const { room, scenario } = at.house;
    const bare = signedActOf(room, scenario, APPROVER, {
      kind: 'approval.answer',
      detail: { request: matter, digest, answer: 'approve', reason: 'without the passkey' },
    });
    const headers = { 'content-type': 'application/json' };
    const refused = await fetch(`${at.origin}/acts`, { method: 'POST', headers, body: JSON.stringify(bare) });
    const problem = (await refused.json()) as { code: string };
    assert.deepEqual([refused.status, problem.code], [403, 'passkey-wanted']);

    await page.goto(`${at.origin}/console/approvals?request=${matter}`);
    const panel = page.getByRole('region', { name: `Request ${matter}` });
    await panel.getByText('You confirm it with your passkey.').waitFor();
    await panel.getByRole('radio', { name: 'approve' }).check();
    await panel.getByRole('textbox', { name: 'Reason' }).fill('confirmed with the passkey');
    await panel.getByRole('button', { name: 'Sign the approval' }).click();
    const number = await included(page);
    await page.goto(`${at.origin}/console/entry/${/#(\d+)/.exec(number)?.[1]}`);
    await page.getByText('confirmed by passkey').waitFor();
    await context.close();
  },
);

browserTest(
  'a loggist who has a passkey confirms with it that an answer was given by word of mouth',
  async (browser) => {
    const { page, context } = await at.visit(browser, LOGGIST, { path: '/account' });
    await addPasskey(page);
    const { matter } = await request('a briefing that is approved by telephone');
    await page.goto(`${at.origin}/console/approvals?request=${matter}`);
    const panel = page.getByRole('region', { name: `Request ${matter}` });
    await panel.getByRole('button', { name: 'Enter an oral answer' }).click();
    await panel.getByText('You confirm it with your passkey.').waitFor({ state: 'detached' });
    await choose(panel, 'Who gave it', APPROVER);
    await panel.getByRole('radio', { name: 'approve' }).check();
    await panel.getByRole('textbox', { name: 'Reason' }).fill('called back at the known number');
    await panel.getByText('You confirm it with your passkey.').waitFor();
    await panel.getByRole('button', { name: 'Sign the entry' }).click();
    const number = await included(page);
    await page.goto(`${at.origin}/console/entry/${/#(\d+)/.exec(number)?.[1]}`);
    await page.getByText('confirmed by passkey').waitFor();
    await context.close();
  },
);

browserTest(
  'a first password is signed for by the key of the browser, and changed without leaving the screen; with it and with that key its person comes in',
  async (browser) => {
    const password = 'four herons on the north quay';
    const { page, context } = await at.visit(browser, LIAISON, { path: '/account' });
    const form = page.getByRole('form', { name: 'Password' });
    await form.getByLabel('New password').fill(password);
    const [answer] = await Promise.all([
      page.waitForResponse((one) => one.url().endsWith('/api/account/password')),
      form.getByRole('button', { name: 'Set a password' }).click(),
    ]);
    assert.equal(answer.status(), 200, await answer.text());
    assert.match(String(answer.request().postDataJSON().byKey.signature), /^[A-Za-z0-9_-]{86}$/);
    await form.getByRole('button', { name: 'Change the password' }).waitFor();
    await form.getByText('The password is set.').waitFor();
    await form.getByLabel('Present password').fill(password);
    await form.getByLabel('New password').fill(PASSWORD_AFTER);
    await form.getByRole('button', { name: 'Change the password' }).click();
    await form.getByText('The password is changed.').waitFor();
    // The session that took the place of the one before is heard by the room as that one was.
    await at.house.act(LIAISON, { kind: 'log.line', detail: { text: 'heard after the change' } });
    await page.getByRole('link', { name: /^Log/ }).first().click();
    await page.locator('.r-log-row', { hasText: 'heard after the change' }).waitFor();
    await signOut(page);
    // The account's own fields of this name stand until the sign-in page has come.
    await page.getByRole('button', { name: 'Sign in by password' }).waitFor();
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD_AFTER);
    await page.getByRole('button', { name: 'Sign in by password' }).click();
    await page.getByRole('navigation').waitFor();
    await signOut(page);
    await page.getByRole('button', { name: 'Sign in by the key of this browser' }).click();
    await page.getByRole('navigation').waitFor();
    await context.close();
  },
);
