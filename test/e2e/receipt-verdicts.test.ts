// A receipt in "verify in this browser": what its heading says is true, of a fork, of a change of key and of a memory that is broken, in both languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { rekeyed, signedBy } from '../../src/verify/testing/keys.ts';
import { issue, receiptOf } from '../../src/verify/testing/receipts.ts';
import { checkpointText } from '../../src/verify/testing/witnesses.ts';
import { assertQuiet, axeFindings, browserTest, openWindow } from './browser.ts';
import { copyOf, openPublicSite, runVerify, served } from './public-site.ts';

const issued = issue(21);
const forked = issue(21, { act: (index, act) => index === 20 && Object.assign(act, { deedAt: 7 }) });
const text = checkpointText(21, issued.root);
const by = (signer: string) => receiptOf(issued, 4, { note: signedBy(text, [signer]) });

test('the two ledgers are two', () => assert.notDeepEqual(issued.root, forked.root));

/** Chooses a receipt, and gives all that is said of it. */
async function said(page: Page, bytes: Buffer): Promise<string> {
  const result = page.locator('#verify-result');
  await result.evaluate('(box) => box.replaceChildren()');
  await page.locator('#verify-receipt').setInputFiles({ name: 'mine', mimeType: 'text/plain', buffer: bytes });
  await page.locator('.verdict').waitFor();
  return await result.innerText();
}

const LANGUAGES = {
  '': {
    good: /^✓ THE RECEIPT IS GOOD\n/,
    published: /\nChecked by the key: the published one, taken at its word\./,
    remembered: /\nChecked by the key: one that this browser remembers from an earlier check\./,
    fork: /^✗ EQUIVOCATION\n+The receipt is the proof of a fork/,
    otherKey: /^\? THE RECEIPT IS SIGNED BY ANOTHER KEY\n+By the keys at hand nothing can be said of it/,
    broken: /^\? CANNOT READ\n[\s\S]*the pin this browser\//,
  },
  'it/': {
    good: /^✓ LA RICEVUTA È BUONA\n/,
    published: /\nControllata con la chiave: quella pubblicata, presa per buona\./,
    remembered: /\nControllata con la chiave: una che questo browser ricorda da un controllo precedente\./,
    fork: /^✗ EQUIVOCAZIONE\n+La ricevuta è la prova di una biforcazione/,
    otherKey: /^\? LA RICEVUTA È FIRMATA CON UN’ALTRA CHIAVE\n+Con le chiavi a disposizione non se ne può dire nulla/,
    broken: /^\? NON LEGGIBILE\n[\s\S]*the pin this browser\//,
  },
} as const;

browserTest('a receipt of a fork, of after a change of key, and by a memory that is broken', async (browser) => {
  const site = await openPublicSite('harbour-summit', { play: false });
  try {
    const files = await copyOf(site.files);
    const publish = async (ledger: ReadonlyMap<string, Uint8Array>) => {
      for (const path of (await files.all()).keys()) if (path.startsWith('ledger/')) await files.remove(path);
      for (const [path, bytes] of ledger) await files.write(path, bytes);
    };
    await served(site.room, files, async (origin) => {
      for (const [folder, words] of Object.entries(LANGUAGES) as ['' | 'it/', (typeof LANGUAGES)['']][]) {
        await publish(issued.files);
        const window = await openWindow(browser, origin);
        const { page } = window;
        await page.goto(`${origin}/public/${folder}verify.html`);
        const first = await said(page, by('log'));
        assert.match(first, words.good);
        assert.match(first, words.published);
        await runVerify(page, origin, folder);
        const known = await said(page, by('log'));
        assert.match(known, words.good);
        assert.match(known, words.remembered);
        assert.doesNotMatch(known, words.published);
        const fork = await said(page, receiptOf(forked, 4));
        assert.match(fork, words.fork);
        assert.match(fork, words.remembered);
        assert.deepEqual(await axeFindings(page), []);
        // The key is changed: who saw the ledger before is told how to follow, and after that all is good.
        await publish(rekeyed(issued.files, ['log', 'log 2']));
        assert.match(await said(page, by('log 2')), words.otherKey);
        assert.equal(await page.locator('.verdict.unclear').getAttribute('data-status'), 'INVALID');
        assert.deepEqual(await axeFindings(page), []);
        await runVerify(page, origin, folder);
        for (const signer of ['log', 'log 2']) assert.match(await said(page, by(signer)), words.good, signer);
        await page.evaluate(
          'for (const name of Object.keys(localStorage)) localStorage.setItem(name, localStorage.getItem(name).slice(0, -20))',
        );
        for (const receipt of [by('log 2'), receiptOf(forked, 4, { note: signedBy(text, ['log 2']) })]) {
          assert.doesNotMatch(await said(page, receipt), words.good);
        }
        assert.match(await said(page, by('log 2')), words.broken);
        // After the last link of a changed key comes one that is not there, which browsers write into their console.
        assertQuiet({ ...window, errors: window.errors.filter((line) => !line.includes('404')) });
        await window.context.close();
      }
    });
  } finally {
    await site.close();
  }
});
