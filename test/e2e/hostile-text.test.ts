// What a guest writes is text wherever it is read: markup, scripts, marks that turn the direction of writing and characters that cannot be seen run nothing and break nothing.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import type { Act } from '../../src/terms/act.ts';
import { signedActOf } from '../house/house.ts';
import { assertQuiet, browserTest, openWindow, sideways, type Watched } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

const ACTS = 70;
const GUEST = 'us-hsi-liaison-a';
const MARKUP = `"><img src="/hostile" onerror="alert(1)"><script>alert(2)</script><svg onload=alert(3)> {{7*7}} \${7*7} <a href="javascript:alert(4)">here</a>`;
const WORD = 'hostilewriting';
const text = (of: string) => `${WORD} ${of} ${MARKUP}`;
const HOUR = 3_600_000;

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

/** Counts what must not happen in a window: dialogs, and what the page's own security policy had to stop. */
async function guarded(opened: Watched): Promise<{ readonly happened: string[] }> {
  const happened: string[] = [];
  const { page, context } = opened;
  page.on('dialog', (dialog) => {
    happened.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await context.exposeFunction('policyStopped', (what: string) => happened.push(`policy: ${what}`));
  await context.addInitScript(
    `document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => policyStopped(violatedDirective + ' ' + blockedURI));`,
  );
  page.on('request', (request) => {
    if (request.url().includes('/hostile')) happened.push(`asked for ${request.url()}`);
  });
  return { happened };
}

const made = (page: Page) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('img[src*="hostile"], svg[onload], a[href^="javascript"], script:not([src])')].map((one) => one.outerHTML)`,
  );

/** Everything in which a guest is free to write, as acts of theirs. */
function written(unseen: string): readonly Partial<Act>[] {
  const { room } = at.house;
  const deed = { activity: 'attend-briefing', purpose: 'delegation-protection', place: 'viminale' };
  const claims = { component: 'unknown', role: 'unknown', purpose: 'unknown' };
  return [
    { kind: 'log.line', detail: { text: `${text('line')}${unseen}` } },
    { kind: 'deed.propose', ...deed, detail: { until: room.roomNow() + HOUR, what: `${text('deed')}${unseen}` } },
    {
      ...{ kind: 'deed.report', form: 'report', ...deed, deedAt: room.roomNow() - 60_000 },
      detail: { what: `${text('reported')}${unseen}` },
    },
    {
      ...{ kind: 'occurrence.report', form: 'report', deedAt: room.roomNow() - 60_000 },
      detail: {
        deed: { ...claims, agency: 'us-ice', activity: 'identity-check', place: 'viminale' },
        text: `${text('occurrence')}${unseen}`,
      },
    },
    { kind: 'alert.raise', detail: { alert: 'emergency', text: `${text('alert')}${unseen}` } },
  ];
}

browserTest(
  'a guest’s markup is text in the log, in lists, on the record, in search, on the wall and on the public side',
  async (browser) => {
    const { house } = at;
    const answers = [];
    for (const act of written('')) answers.push(await house.act(GUEST, act));
    const request = answers[1]?.matter ?? '';
    assert.match(request, /^REQ-/);
    await house.act(GUEST, {
      kind: 'log.correct',
      form: 'proposal',
      detail: { entry: answers[0]?.index ?? 0, text: text('corrected'), reason: text('reason') },
    });
    await at.publish();
    for (const [person, paths] of [
      [
        GUEST,
        [
          'now',
          'act',
          'log',
          'occurrences',
          `record/requests/${request}`,
          `entry/${answers[0]?.index}`,
          `search?q=${WORD}`,
        ],
      ],
      [
        'it-approver-a',
        ['now', `approvals?request=${request}`, 'log', `entry/${answers[3]?.index}`, `search?q=${WORD}`],
      ],
      ['it-duty-a', ['now', 'log', 'occurrences', 'declarations', 'incidents']],
      ['it-oversight-a', ['oversight', 'log']],
    ] as const) {
      const window = await at.visit(browser, person);
      const { happened } = await guarded(window);
      const { page } = window;
      let read = 0;
      for (const path of paths) {
        await page.goto(`${at.origin}/console/${path}`);
        await page.locator('main h1').waitFor();
        await page
          .locator('main')
          .filter({ hasNotText: /Loading…/ })
          .waitFor();
        await page.getByText(WORD).first().waitFor();
        read += await page.getByText('<script>alert(2)</script>').count();
        assert.deepEqual(await made(page), [], `${person} ${path}`);
        assert.equal(await sideways(page), 0, `${person} ${path}`);
      }
      assert.ok(read > 0, `${person} reads it as it was written`);
      assert.deepEqual(happened, [], person);
      assertQuiet(window, person);
      await window.context.close();
    }
    for (const path of ['/', '/public/']) {
      const window = await openWindow(browser, at.origin);
      const { happened } = await guarded(window);
      await window.page.goto(`${at.origin}${path}`);
      await window.page.locator('h1').first().waitFor();
      if (path === '/') await window.page.getByText(WORD).first().waitFor();
      // Nothing that anybody wrote is published.
      else assert.equal(await window.page.getByText(WORD).count(), 0);
      assert.deepEqual(await made(window.page), []);
      assert.deepEqual(happened, [], path);
      assertQuiet(window, path);
      await window.context.close();
    }
  },
);

browserTest(
  'control characters and marks that cannot be seen are refused at the door, or are shown within their own line',
  async (browser) => {
    const { house } = at;
    const size = house.room.size();
    for (const control of ['\u0000', '\u0007', '\u001b[31m', '\u009b', '\u202e', '\u2066']) {
      for (const act of written(control)) {
        const answer = await house.room.door.submit(signedActOf(house.room, house.scenario, GUEST, act));
        assert.ok('refused' in answer, `${act.kind} takes ${JSON.stringify(control)}`);
      }
    }
    assert.equal(house.room.size(), size, 'what was no act left nothing');
    const window = await at.visit(browser, GUEST, { path: '/log' });
    const { happened } = await guarded(window);
    const { page } = window;
    // Typed or pasted into a field: nothing is recorded, the room says so, and what was typed is not lost.
    const line = page.getByRole('textbox', { name: 'Command line' });
    await line.fill('bell \u0007 rings');
    await line.press('Enter');
    await page.getByText('Turned away').first().waitFor();
    assert.equal(house.room.size(), size);
    assert.match(await line.inputValue(), /^bell .* rings$/);
    assert.deepEqual(happened, []);
  },
);
