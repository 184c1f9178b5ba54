// The wall of the duty room in a real browser: an alert stands above all else until it is cancelled, as text.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { type House, openHouse } from '../house/house.ts';
import { assertQuiet, axeFindings, browserTest, openWindow, sideways } from './browser.ts';

const TEXT = '<img src="/nowhere" onerror="document.title=1"> smoke in the east stairway';

let house: House;
let origin: string;
before(async () => {
  house = await openHouse({ acts: 30 });
  origin = `http://localhost:${await house.http.listen(0)}`;
});
after(() => house.close());

browserTest(
  'an alert is told above all else, as it was written, while the list is paused too, until it is cancelled',
  async (browser) => {
    const window = await openWindow(browser, origin, { viewport: { width: 390, height: 800 } });
    const { page } = window;
    await page.goto(`${origin}/`);
    await page.getByRole('row').nth(3).waitFor();
    const banner = page.getByRole('alert', { name: 'Standing alerts' });
    assert.equal(await banner.count(), 0);
    await page.getByRole('button', { name: 'Pause' }).click();
    const raised = await house.act('it-duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text: TEXT } });
    await banner.getByText(`emergency: ${TEXT}`).waitFor();
    assert.equal(await banner.locator('img').count(), 0);
    assert.equal(await sideways(page), 0);
    assert.deepEqual(await axeFindings(page), []);
    await page.reload();
    await banner.getByText(`emergency: ${TEXT}`).waitFor();
    await house.act('it-duty-a', { kind: 'alert.cancel', detail: { alert: raised.matter ?? '', reason: 'a kitchen' } });
    await banner.waitFor({ state: 'hidden' });
    assertQuiet(window);
    await window.context.close();
  },
);
