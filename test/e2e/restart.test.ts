// A real room in a process of its own, killed and started again under an open console, and a browser that is killed: nothing typed or signed is lost, no row is missing or there twice.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { chromium, type Page } from 'playwright-core';
import { killCluster } from '../crash/processes.ts';
import { within } from '../crash/within.ts';
import { browserProgram, browserTest, openWindow } from './browser.ts';

const REMIT = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const SCENARIO = 'harbour-summit';
const READER = 'duty-a';
const OTHER = 'commander-a';
const START_MS = 120_000;

const place = mkdtempSync(join(tmpdir(), 'remit-restart-'));
const data = join(place, 'data');
let port = 0;
let origin = '';
let room: ChildProcess | undefined;

/** Starts the room where it was, as an operator does. */
async function start(): Promise<void> {
  const args = [REMIT, 'start', '--data', data, '--port', String(port), '--speed', 'max', '--scenario', SCENARIO];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  room = child;
  let said = '';
  const over = Promise.withResolvers<void>();
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('The exercise is over')) over.resolve();
    });
  }
  child.once('close', () => over.reject(new Error(`the room ended: ${said}`)));
  await within(START_MS, over.promise, () => `the room is not ready: ${said}`);
}

async function kill(): Promise<void> {
  const child = room;
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((ended) => child.once('close', ended));
  child.kill('SIGKILL');
  await gone;
}

before(async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => probe.once('listening', listening));
  port = (probe.address() as { port: number }).port;
  await new Promise((closed) => probe.close(closed));
  origin = `http://localhost:${port}`;
  await start();
});
after(async () => {
  await kill();
  killCluster(data);
  rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

function linkOf(person: string): string {
  const made = spawnSync(
    process.execPath,
    [REMIT, 'link', '--as', person, '--url', `http://127.0.0.1:${port}`, '--json'],
    {
      encoding: 'utf8',
    },
  );
  assert.equal(made.status, 0, made.stderr);
  return (JSON.parse(made.stdout) as { address: string }).address;
}

/** Comes in by a link, and takes a desk where one is free and none is held. */
async function enter(page: Page, person: string): Promise<void> {
  await page.goto(linkOf(person));
  await page.getByRole('navigation').waitFor();
  await page.goto(`${origin}/console/desk`);
  const signOn = page.getByRole('button', { name: 'Sign on', exact: true });
  await signOn.or(page.getByText('You hold this desk.')).waitFor();
  if (await signOn.isVisible()) {
    await signOn.click();
    await page.getByRole('heading', { level: 1, name: 'My desk' }).waitFor();
  }
}

const line = (page: Page) => page.getByRole('textbox', { name: 'Command line' });
async function write(page: Page, text: string): Promise<void> {
  await line(page).fill(text);
  await line(page).press('Enter');
}
const rows = (page: Page, text: string) => page.locator('.r-log-row', { hasText: text });
const lost = (page: Page) =>
  page.getByText(/^The room is not heard\. What is shown is as of \d\d:\d\d:\d\dZ; it may be old\.$/);

browserTest(
  'the room is killed and comes back: said aloud, drafts and signed acts kept, no row lost or doubled',
  async (browser) => {
    const reader = await openWindow(browser, origin);
    const other = await openWindow(browser, origin);
    for (const [window, person] of [
      [reader, READER],
      [other, OTHER],
    ] as const) {
      await enter(window.page, person);
      await window.page.goto(`${origin}/console/log`);
    }
    const { page } = reader;
    await write(other.page, 'before the room falls');
    await rows(page, 'before the room falls').waitFor();
    await page.goto(`${origin}/console/act`);
    await page.getByRole('textbox', { name: 'What exactly' }).fill('half a deed');
    await page.getByRole('link', { name: /^Log/ }).first().click();
    await rows(page, 'before the room falls').waitFor();

    await kill();
    for (const window of [reader, other]) await lost(window.page).waitFor();
    await write(page, 'signed while nobody hears');
    await page.getByText(/1 signed act waits in this browser and will be sent\./).waitFor();
    assert.equal(await rows(page, 'signed while nobody hears').count(), 0, 'nothing is shown as done that is not');
    await line(page).fill('typed while nobody hears');

    // The reader's stream is refused for good once more, as a proxy does, while others act: it must be asked for from where it was.
    let refused = 0;
    const asked: string[] = [];
    await page.route('**/api/live*', async (route) => {
      refused += 1;
      asked.push(route.request().url());
      await route.fulfill({ status: 503, body: '' });
    });
    await start();
    await lost(other.page).waitFor({ state: 'detached' });
    await write(other.page, 'after the room came back, one');
    await rows(other.page, 'after the room came back, one').waitFor();
    await write(other.page, 'after the room came back, two');
    await rows(other.page, 'after the room came back, two').waitFor();
    await page.waitForResponse((one) => one.url().includes('/api/live') && one.status() === 503, { timeout: 20_000 });
    assert.ok(refused > 0);
    assert.ok(await lost(page).isVisible());
    await page.unroute('**/api/live*');
    await lost(page).waitFor({ state: 'detached' });
    for (const text of [
      'before the room falls',
      'signed while nobody hears',
      'after the room came back, one',
      'after the room came back, two',
    ]) {
      await rows(page, text).waitFor();
      assert.equal(await rows(page, text).count(), 1, text);
    }
    const shown = await page
      .locator('.r-log-row')
      .evaluateAll((all) => all.map((row) => Number(row.getAttribute('data-index'))));
    const sorted = [...shown].sort((a, b) => a - b);
    assert.deepEqual(
      sorted,
      [...new Set(shown)].sort((a, b) => a - b),
      'no row twice',
    );
    assert.equal(await line(page).inputValue(), 'typed while nobody hears');
    await page.reload();
    await rows(page, 'signed while nobody hears').waitFor();
    assert.equal(await rows(page, 'signed while nobody hears').count(), 1, 'sent once');
    assert.equal(await line(page).inputValue(), 'typed while nobody hears');
    await page.goto(`${origin}/console/act`);
    assert.equal(await page.getByRole('textbox', { name: 'What exactly' }).inputValue(), 'half a deed');
  },
);

browserTest('a browser that is killed keeps what was typed, for the same person alone', async () => {
  const profile = join(place, 'profile');
  const open = async () =>
    await chromium.launchPersistentContext(profile, {
      executablePath: browserProgram() ?? '',
      args: ['--no-sandbox', '--disable-gpu'],
      locale: 'en-GB',
      timezoneId: 'UTC',
    });
  const what = (page: Page) => page.getByRole('textbox', { name: 'What exactly' });
  const first = await open();
  const page = await first.newPage();
  await enter(page, READER);
  await page.goto(`${origin}/console/act`);
  await what(page).fill('what the killed browser held');
  // The page is torn out from under the reader, as by the machine's memory running out; then the browser goes.
  const crashed = new Promise((gone) => page.once('crash', gone));
  void page.goto('chrome://crash').catch(() => undefined);
  await crashed;
  await first.close();

  const second = await open();
  const again = await second.newPage();
  await again.goto(`${origin}/console/act`);
  await what(again).waitFor();
  assert.equal(
    await what(again).inputValue(),
    'what the killed browser held',
    'the session and the draft outlive the browser',
  );
  await again.goto(linkOf(OTHER));
  await again.getByRole('banner').locator('.r-me').getByText(OTHER).waitFor();
  await again.goto(`${origin}/console/act`);
  await what(again).waitFor();
  assert.equal(await what(again).inputValue(), '', 'another person is shown nothing of it');
  await again.goto(linkOf(READER));
  await again.getByRole('banner').locator('.r-me').getByText(READER).waitFor();
  await again.goto(`${origin}/console/act`);
  await what(again).waitFor();
  assert.equal(await what(again).inputValue(), 'what the killed browser held');
  await second.close();
});
