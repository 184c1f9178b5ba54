// Passkeys in a real browser, with an authenticator that the browser itself plays: made, come in by, and asked for by an approval.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { signedActOf } from '../house/house.ts';
import { browserTest } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';
import { included } from './forms.ts';

const APPROVER = 'it-approver-a';
const LIAISON = 'us-hsi-liaison-a';
const HOUR = 3_600_000;

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

async function request(): Promise<{ readonly matter: string; readonly digest: string }> {
  const { room } = at.house;
  const { matter, digest } = await at.house.act(LIAISON, {
    kind: 'deed.propose',
    activity: 'attend-briefing',
    purpose: 'delegation-protection',
    place: 'viminale',
    deedAt: room.roomNow() + HOUR,
    detail: { until: room.roomNow() + 2 * HOUR, what: 'a briefing that is approved with a passkey' },
  });
  assert(matter !== undefined && digest !== undefined);
  return { matter, digest };
}

browserTest(
  'a passkey is made, signs its person in, and confirms an approval that is refused without it',
  async (browser) => {
    const { page, context } = await at.visit(browser, APPROVER, { path: '/account' });
    await authenticator(page);
    await page.getByRole('textbox', { name: 'What you call the device' }).fill('key in this browser');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('key in this browser').waitFor();

    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await page.getByRole('button', { name: 'Sign out now' }).click();
    await page.getByRole('button', { name: 'Sign in by passkey' }).click();
    await page.getByRole('navigation').waitFor();

    const { matter, digest } = await request();
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
    await panel.getByRole('textbox', { name: 'Reason' }).fill('confirmed with the passkey');
    await panel.getByRole('button', { name: 'Sign the approval' }).click();
    const number = await included(page);
    await page.goto(`${at.origin}/console/entry/${/#(\d+)/.exec(number)?.[1]}`);
    await page.getByText('confirmed by passkey').waitFor();
    await context.close();
  },
);
