// Looks at the console with a real browser: starts a room of its own (or takes a link), signs in at a desk, opens screens in both themes,
// in Italian and on a phone, writes pictures, and says what is wrong: errors, requests to other hosts, violations of the policy, of axe, and
// sideways scrolling.
//
//   node src/web/testing/preview.ts --desk "Duty officer" --paths /log,/entry/50 --out /tmp/pictures
//   node src/web/testing/preview.ts --link http://127.0.0.1:8700/console/#link=… --paths /log
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const PROJECT = resolve(import.meta.dirname, '..', '..', '..');
const START_MS = 60_000;
const LOOKS = [
  { name: 'dark', theme: 'dark', language: 'en', width: 1440, height: 900 },
  { name: 'light', theme: 'light', language: 'en', width: 1440, height: 900 },
  { name: 'italian', theme: 'dark', language: 'it', width: 1440, height: 900 },
  { name: 'phone', theme: 'dark', language: 'en', width: 390, height: 844 },
] as const;

const { values } = parseArgs({
  options: {
    desk: { type: 'string', default: 'Duty officer' },
    paths: { type: 'string', default: '/log' },
    out: { type: 'string', default: join(tmpdir(), 'remit-preview') },
    link: { type: 'string' },
    port: { type: 'string', default: '8749' },
    speed: { type: 'string', default: '600' },
    wait: { type: 'string', default: '1500' },
    /** Stay signed in without taking the desk. */
    deskless: { type: 'boolean', default: false },
  },
});
const wrong: string[] = [];

await mkdir(values.out, { recursive: true });
const room = values.link === undefined ? await startRoom() : undefined;
const link = values.link ?? room?.links.get(values.desk);
if (link === undefined)
  throw new Error(`no link for \`${values.desk}\`; there are: ${[...(room?.links.keys() ?? [])].join(', ')}`);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  await look(browser, link);
} finally {
  await browser.close();
  await room?.stop();
}
for (const line of wrong) console.log(line);
console.log(wrong.length === 0 ? 'nothing wrong was seen' : `${wrong.length} wrong`);
console.log(`pictures in ${values.out}`);
process.exitCode = wrong.length === 0 ? 0 : 1;

async function look(browser: Browser, entrance: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  const page = await context.newPage();
  watch(page, new URL(entrance).origin);
  const began = performance.now();
  await page.goto(entrance);
  await page.getByRole('navigation').waitFor();
  console.log(`first screen after ${Math.round(performance.now() - began)} ms`);
  if (page.url().includes('link=')) wrong.push('the link stayed in the address');
  if (!values.deskless) await takeDesk(page);
  for (const one of LOOKS) await lookAt(context, page, one, new URL(entrance).origin);
  await context.close();
}

async function takeDesk(page: Page): Promise<void> {
  await page.waitForTimeout(800);
  const signOn = page.getByRole('button', { name: 'Sign on' });
  if (!(await signOn.isVisible())) return;
  await page.screenshot({ path: join(values.out, 'desk-choice.png') });
  await signOn.click();
  await signOn.waitFor({ state: 'hidden', timeout: 10_000 });
}

async function lookAt(context: BrowserContext, page: Page, one: (typeof LOOKS)[number], origin: string): Promise<void> {
  const { name, theme, language, width, height } = one;
  await page.setViewportSize({ width, height });
  await page.evaluate(
    ([t, l]) => {
      localStorage.setItem('remit.theme', t);
      localStorage.setItem('remit.language', l);
    },
    [theme, language] as const,
  );
  for (const path of values.paths.split(',')) {
    await page.goto(`${origin}/console${path}`);
    await page.waitForTimeout(Number(values.wait));
    const file = `${path.replaceAll(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'first'}-${name}.png`;
    await page.screenshot({ path: join(values.out, file) });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) wrong.push(`${file}: ${wide} px wider than the screen`);
    await runAxe(page, file);
  }
  await context.storageState();
}

async function runAxe(page: Page, file: string): Promise<void> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // By the debugger, which the page's policy does not bind.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: source });
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run(document, {resultTypes: ['violations']}).then(({violations}) => JSON.stringify(violations.map(({id, nodes}) => [id, nodes.slice(0, 3).map(({html}) => html.slice(0, 160))])))`,
    awaitPromise: true,
    returnByValue: true,
  });
  for (const [id, nodes] of JSON.parse(String(result.value ?? '[]')) as [string, string[]][])
    wrong.push(`${file}: axe ${id}: ${nodes.join(' | ')}`);
}

function watch(page: Page, origin: string): void {
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      wrong.push(`console: ${message.text().slice(0, 300)}`);
  });
  page.on('pageerror', (error) => wrong.push(`page: ${error.message.slice(0, 300)}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      wrong.push(`another host: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) wrong.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
}

async function startRoom() {
  const data = await mkdtemp(join(tmpdir(), 'remit-preview-'));
  const started = spawn(
    process.execPath,
    [join(PROJECT, 'bin', 'remit.js'), 'start', '--data', data, '--port', values.port, '--speed', values.speed],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const links = await readLinks(started);
  return {
    links,
    async stop() {
      const ended = new Promise((done) => started.once('exit', done));
      started.kill('SIGINT');
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Desks and their links, as the room prints them. */
async function readLinks(started: ChildProcess): Promise<ReadonlyMap<string, string>> {
  const links = new Map<string, string>();
  let text = '';
  await new Promise<void>((done, failed) => {
    const patience = setTimeout(() => failed(new Error(`the room did not open:\n${text}`)), START_MS);
    started.once('exit', () => failed(new Error(`the room ended:\n${text}`)));
    started.stdout?.on('data', (chunk) => {
      text += String(chunk);
      for (const [, desk = '', url = ''] of text.matchAll(/^ +(\S.*?) {2,}(http\S+#link=\S+)$/gm)) links.set(desk, url);
      if (!text.includes('other desks')) return;
      clearTimeout(patience);
      done();
    });
  });
  return links;
}
