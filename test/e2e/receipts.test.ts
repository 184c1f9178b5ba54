// Receipts saved in a real browser, by the names of buttons, and the saved bytes looked at with the checker, which asks nobody.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import { runVerify } from '../../src/verify/main.ts';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';
import { everythingIncluded } from './public-site.ts';

const ACTS = 70;
const WRITER = 'it-duty-a';
const READER = 'it-loggist-a';
const PHONE = { viewport: { width: 390, height: 844 } };
const EARLY = 'it is in no checkpoint yet';

let at: ConsoleHouse;
let folder: string;
let vkey: string;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remit-receipts-'));
  at = await openConsoleHouse({ acts: ACTS });
  vkey = join(folder, 'vkey');
  writeFileSync(vkey, (await at.house.room.folders.public.read('ledger/vkey')) ?? assert.fail('no key is published'));
});
after(async () => {
  await at.close();
  rmSync(folder, { recursive: true });
});

/** Presses a button that saves a file; its name, and where it lies under that name. */
async function saved(page: Page, button: string): Promise<{ readonly name: string; readonly file: string }> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const download = await downloading;
  const name = download.suggestedFilename();
  const file = join(folder, name);
  await download.saveAs(file);
  return { name, file };
}

async function verified(...argv: string[]) {
  let said = '';
  const hear = (text: string) => {
    said += text;
  };
  const code = await runVerify([...argv, '--vkey', vkey, '--no-pin'], { out: hear, err: hear });
  return { code, said };
}

/** As long as it runs, no checkpoint more is there than the ones that stand. */
async function withoutCheckpoints(run: () => Promise<void>): Promise<void> {
  const { room } = at.house;
  const { checkpoints } = room;
  const standing = checkpoints();
  Object.defineProperty(room, 'checkpoints', { value: () => standing, configurable: true });
  try {
    await run();
  } finally {
    Object.defineProperty(room, 'checkpoints', { value: checkpoints, configurable: true });
  }
}

browserTest(
  'an entry that nothing proves yet says so; once it is in a checkpoint its receipt is saved, and stands',
  async (browser) => {
    let index = -1;
    let window = await at.visit(browser, WRITER);
    await withoutCheckpoints(async () => {
      ({ index } = await at.house.act(WRITER, { kind: 'log.line', detail: { text: 'the north gate is open' } }));
      await window.page.goto(`${at.origin}/console/entry/${index}`);
      await window.page.getByRole('button', { name: 'Save receipt' }).click();
      await window.page.getByRole('status').filter({ hasText: EARLY }).waitFor();
      assert.equal(
        await window.page.getByRole('region', { name: 'Receipt' }).getByRole('alert').count(),
        0,
        'it is nobody’s fault',
      );
    });
    await everythingIncluded(at.house.room);
    const { name, file } = await saved(window.page, 'Save receipt');
    assert.equal(name, `receipt-${index}.tlog-proof`);
    await window.page.getByRole('status').filter({ hasText: 'It opens your act whole' }).waitFor();
    assert.equal(await window.page.getByText(EARLY).count(), 0);
    const proof = await verified('--receipt', file);
    assert.equal(proof.code, 0, proof.said);
    assert.match(proof.said, new RegExp(`number ${index} of the `));
    assert.match(proof.said, new RegExp(`who +${WRITER}`));
    const [refused = '', ...errors] = window.errors;
    assert.match(refused, /status of 503/, 'the browser’s own note of the first try');
    assertQuiet({ ...window, errors });
    await window.context.close();

    window = await at.visit(browser, READER, { path: `/entry/${index}` });
    const others = await saved(window.page, 'Save receipt');
    await window.page.getByRole('status').filter({ hasText: 'and not what was written in it' }).waitFor();
    const seen = await verified('--receipt', others.file);
    assert.equal(seen.code, 0, seen.said);
    assert.doesNotMatch(seen.said, new RegExp(WRITER), 'a colleague’s receipt does not name who wrote');
    assertQuiet(window);
    await window.context.close();
  },
);

browserTest('all receipts of one’s own are one file, which the checker finds whole', async (browser) => {
  await everythingIncluded(at.house.room);
  const window = await at.visit(browser, WRITER, { path: '/account' });
  const { page } = window;
  const { name, file } = await saved(page, 'Save all my receipts');
  assert.equal(name, `receipts-${WRITER}.tlog-proof`);
  const told = await page
    .getByRole('status')
    .filter({ hasText: /receipts are saved in/ })
    .innerText();
  const count = /^(\d+) receipts/.exec(told)?.[1] ?? assert.fail(told);
  assert(Number(count) > 2, told);
  const whole = await verified('--mine', WRITER, file);
  assert.equal(whole.code, 0, whole.said);
  assert.match(whole.said, new RegExp(`\nown record {2}${count} of ${count} `));
  await page.getByText(`npx remit verify --mine ${WRITER} ${name} --vkey FILE`).waitFor();
  assertQuiet(window);
  await window.context.close();
});

browserTest('axe is content in both themes and languages, and 390 px are wide enough', async (browser) => {
  await everythingIncluded(at.house.room);
  const { index } = await at.house.act(WRITER, { kind: 'log.line', detail: { text: 'the south gate is open' } });
  await everythingIncluded(at.house.room);
  for (const [theme, language, window] of [
    ['light', 'it', {}],
    ['dark', 'en', PHONE],
    ['light', 'it', PHONE],
  ] as const) {
    for (const [path, button] of [
      [`/entry/${index}`, { en: 'Save receipt', it: 'Salva ricevuta' }],
      ['/account', { en: 'Save all my receipts', it: 'Salva tutte le mie ricevute' }],
    ] as const) {
      const opened = await at.visit(browser, WRITER, { path, theme, language, window });
      const { file } = await saved(opened.page, button[language]);
      await opened.page
        .getByRole('status')
        .filter({ hasText: file.split('/').at(-1) ?? '' })
        .first()
        .waitFor();
      assert.deepEqual(await axeFindings(opened.page), []);
      assert.equal(await sideways(opened.page), 0);
      assertQuiet(opened);
      await opened.context.close();
    }
  }
});
