// `npm run screenshots`: the pictures of the README, made from the product as it is. Everything in them is the marked exercise.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { browserProgram, openBrowser } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse, type Visit } from './console-house.ts';
import { takePublicPictures } from './public-site.ts';

const FOLDER = resolve(import.meta.dirname, '../../docs/pictures');
/** Acts of the script that are played before: the first day’s morning, everybody at their desks. */
const ACTS = 70;
const HOUR_MS = 3_600_000;
/** Pictures are of a window that a reader of the README sees whole. */
const WINDOW = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };
/** Until what was asked for is painted. */
const SETTLES_MS = 1_500;

type Picture = {
  readonly file: string;
  readonly person: string;
  readonly visit: Visit;
  readonly before?: (page: Page) => Promise<void>;
};

const identityCheck = new URLSearchParams({
  activity: 'identity-check',
  purpose: 'event-security',
  place: 'milan.elsewhere',
  what: 'check papers at the gates',
});

const PICTURES: readonly Picture[] = [
  { file: 'console-now.png', person: 'it-duty-a', visit: { path: '/now', window: WINDOW } },
  { file: 'console-approvals.png', person: 'it-approver-a', visit: { path: '/approvals', window: WINDOW } },
  {
    file: 'console-act.png',
    person: 'us-hsi-liaison-a',
    visit: { path: `/act?${identityCheck}`, theme: 'light', window: WINDOW },
  },
  { file: 'console-log.png', person: 'it-duty-a', visit: { path: '/log', window: WINDOW } },
  {
    file: 'console-mandates-it.png',
    person: 'us-hsi-liaison-a',
    visit: { path: '/mandates', language: 'it', theme: 'light', window: WINDOW },
  },
  { file: 'console-phone.png', person: 'it-milan-unit-a', visit: { path: '/occurrences', window: PHONE } },
];

if (browserProgram() === undefined) {
  console.error('no pictures: there is no chromium on this machine (Debian package `chromium`, or REMIT_CHROMIUM)');
  process.exitCode = 1;
} else await takeAll();

async function takeAll(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const house = await openConsoleHouse({ acts: ACTS });
  const browser = await openBrowser();
  try {
    await ask(house);
    for (const picture of PICTURES) await take(house, browser, picture);
    for (const file of await takePublicPictures(FOLDER, browser)) console.log(file);
  } finally {
    await browser.close();
    await house.close();
  }
}

/** A guest asks for a briefing in the host's room: something waits for an answer. */
async function ask({ house }: ConsoleHouse): Promise<void> {
  const from = house.room.roomNow() + HOUR_MS;
  await house.act('us-hsi-liaison-a', {
    kind: 'deed.propose',
    activity: 'attend-briefing',
    purpose: 'delegation-protection',
    place: 'viminale',
    deedAt: from,
    detail: { until: from + HOUR_MS, what: 'the evening briefing, one officer' },
  });
}

async function take(house: ConsoleHouse, browser: Browser, { file, person, visit, before }: Picture): Promise<void> {
  const { context, page, errors } = await house.visit(browser, person, visit);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await before?.(page);
  await page.waitForTimeout(SETTLES_MS);
  await page.screenshot({ path: join(FOLDER, file) });
  await context.close();
  console.log(`${file}${errors.length === 0 ? '' : `: ${errors.join('; ')}`}`);
}
