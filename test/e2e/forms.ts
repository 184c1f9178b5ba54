// How a person fills in the console's forms, for the browser tests of acting and answering.
import type { Locator, Page } from 'playwright-core';

export type Deed = {
  readonly activity: string;
  readonly purpose: string;
  readonly place: string;
  readonly what: string;
};

/** Permitted to nobody of the agency; us-hsi/13 and commitments say so. */
export const IDENTITY_CHECK: Deed = {
  activity: "check a person's identity",
  purpose: 'security of the event',
  place: 'Piazza XXV Aprile',
  what: 'ask two passers-by for their papers',
};
/** Needs approval by us-hsi/6. */
export const BRIEFING: Deed = {
  activity: 'attend a briefing',
  purpose: 'protection of a visiting delegation',
  place: 'Interior ministry',
  what: 'briefing on the arrival of the delegation',
};

/** Chooses one of many by typing a part of its name. */
export async function choose(within: Page | Locator, field: string, typed: string): Promise<void> {
  const box = within.getByRole('combobox', { name: field }).first();
  await box.click();
  await box.fill(typed);
  const page = 'page' in within ? within.page() : within;
  await page.getByRole('option', { name: typed }).first().click();
}

/** Fills in the form of a deed. */
export async function fillDeed(page: Page, deed: Deed): Promise<void> {
  await choose(page, 'Activity', deed.activity);
  await page.getByRole('combobox', { name: 'Purpose' }).selectOption({ label: deed.purpose });
  await choose(page, 'Place', deed.place);
  await page.getByRole('textbox', { name: 'What exactly' }).fill(deed.what);
}

/** Proposes a deed that needs approval; gives the number of the request. */
export async function askFor(page: Page, deed: Deed): Promise<string> {
  await fillDeed(page, deed);
  await decision(page).getByText('needs approval').first().waitFor();
  await page.getByRole('button', { name: 'Sign the proposal' }).click();
  return await page
    .getByRole('form')
    .getByRole('link', { name: /^REQ-us-ice-\d+$/ })
    .innerText();
}

/** What would be decided, as it stands beside a form. */
export function decision(page: Page): Locator {
  return page.getByRole('status', { name: 'Decision before you sign' });
}

/** How far the last act is: waits until it is included in a checkpoint. */
export async function included(page: Page): Promise<string> {
  const progress = page
    .getByRole('status')
    .filter({ hasText: /recorded #\d+/ })
    .filter({ hasText: 'included' })
    .filter({ hasNotText: 'not yet' })
    .first();
  await progress.waitFor();
  return await progress.innerText();
}

const TABS_MAX = 120;

/** Presses Tab until what has this name has the focus. @throws Error where nothing has */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let n = 0; n < TABS_MAX; n += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>(
      `(({ activeElement: e }) => e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent ?? '')(document)`,
    );
    if (name.test(focused)) return;
  }
  throw new Error(`nothing called ${String(name)} is reached by Tab`);
}
