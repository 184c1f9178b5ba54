import assert from 'node:assert/strict';
import { after, before, mock } from 'node:test';
import { assertQuiet, browserTest } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

const DUTY = 'it-duty-a';
const ACTS = 30;

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(async () => {
  mock.restoreAll();
  await at.close();
});

browserTest('that nobody witnesses is said once, in plain words, and alarms nobody', async (browser) => {
  const window = await at.visit(browser, DUTY, { path: '/help' });
  await window.page.getByText('Nobody outside witnesses this ledger').waitFor();
  assert.equal(await window.page.getByText('Unwitnessed since').count(), 0);
  assertQuiet(window);
});

browserTest(
  'where too few witnesses have cosigned for too long, a line stands on every screen, in both languages',
  async (browser) => {
    const since = Date.now() - 660_000;
    const witnesses = [{ name: 'guest', size: 3, failing: 'it cannot be reached' }];
    mock.method(at.house.room.witnesses, 'state', () => ({ size: 3, since, witnesses }));
    const time = new Date(since).toISOString().slice(11, 16);
    for (const [language, wanted] of [
      ['en', 'Unwitnessed since'],
      ['it', 'Senza testimoni dal'],
    ] as const) {
      for (const path of ['', '/log', '/help']) {
        const window = await at.visit(browser, DUTY, { path, language });
        const line = window.page.getByRole('status').filter({ hasText: wanted });
        await line.waitFor();
        assert.ok((await line.textContent())?.includes(time), `${time} stands in the line`);
        assert.equal(await window.page.getByText('Nobody outside witnesses').count(), 0);
        assertQuiet(window);
      }
    }
  },
);
