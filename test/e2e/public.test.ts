// The public side in a real browser: as it looks to readers, and "verify in this browser" on good and on tampered ledgers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HOUR } from '../../src/base/clock.ts';
import { MemoryStore } from '../../src/ledger/store/memory.ts';
import { Openings } from '../../src/server/openings.ts';
import { entriesIn } from '../../src/verify/testing/check.ts';
import { receiptOf } from '../../src/verify/testing/receipts.ts';
import { cosignature, examplePolicy } from '../../src/verify/testing/witnesses.ts';
import { assertQuiet, axeFindings, browserTest, openWindow, sideways } from './browser.ts';
import {
  copyOf,
  everythingIncluded,
  flipped,
  lastTile,
  openPublicSite,
  type PublicSite,
  runVerify,
  served,
} from './public-site.ts';

const PAGES = [
  'index',
  'guests',
  'commitments',
  'statements',
  'questions',
  'counts',
  'how-to-verify',
  'verify',
  'data',
  'accessibility',
];

let site: PublicSite;
before(async () => {
  site = await openPublicSite('harbour-summit');
});
after(() => site.close());

test('the site is there to be looked at', async () => {
  assert.ok((await site.files.all()).has('it/verify.html'));
});

browserTest(
  'every page in both languages, light and dark: axe finds nothing, nothing scrolls sideways at 390 px, nobody else is asked',
  async (browser) => {
    await served(site.room, site.files, async (origin) => {
      for (const [width, colorScheme] of [
        [1280, 'light'],
        [1280, 'dark'],
        [390, 'light'],
      ] as const) {
        const window = await openWindow(browser, origin, { viewport: { width, height: 900 }, colorScheme });
        for (const language of ['', 'it/']) {
          for (const name of PAGES) {
            await window.page.goto(`${origin}/public/${language}${name}.html`);

            // Each page once: Italian where it is narrow, English where it is wide.
            if ((width === 390) === (language === 'it/'))
              assert.deepEqual(await axeFindings(window.page), [], `${language}${name}`);
            const isFolded = await window.page.locator('nav .menu-folded summary').isVisible();
            assert.equal(isFolded, width === 390, 'where it is narrow the menu is one line');
            assert.ok((await sideways(window.page)) <= 0, `${language}${name} scrolls sideways at ${width} px`);
          }
        }
        const ground = await window.page.evaluate<unknown>(
          'getComputedStyle(document.documentElement).backgroundColor',
        );
        assert.equal(ground, colorScheme === 'dark' ? 'rgb(17, 23, 29)' : 'rgb(255, 255, 255)');
        assertQuiet(window);
        await window.context.close();
      }
    });
  },
);

browserTest('pages read without script, and the language is switched in place', async (browser) => {
  await served(site.room, site.files, async (origin) => {
    const window = await openWindow(browser, origin, { javaScriptEnabled: false });
    await window.page.goto(`${origin}/public/`);
    assert.equal(await window.page.locator('h1').textContent(), 'Overview');
    await window.page.getByRole('link', { name: 'Counts', exact: true }).first().click();
    await window.page.getByRole('link', { name: 'Italiano' }).click();
    assert.equal(await window.page.locator('h1').textContent(), 'Conteggi');
    assert.match(window.page.url(), /\/public\/it\/counts\.html$/);
    await window.page.goto(`${origin}/public/verify.html`);
    assert.match((await window.page.locator('main').innerText()) ?? '', /npx remit verify URL/);
    assertQuiet(window);
    await window.context.close();
  });
});

browserTest('keyboard: skip link first, the button reached and pressed without a mouse', async (browser) => {
  await served(site.room, site.files, async (origin) => {
    const { page, context } = await openWindow(browser, origin);
    await page.goto(`${origin}/public/verify.html`);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate<string>('document.activeElement.textContent'), 'Skip to the content');
    await page.keyboard.press('Enter');
    for (const id of ['verify-key', 'verify-policy', 'verify-start']) {
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate<string>('document.activeElement.id'), id);
    }
    await page.keyboard.press('Enter');
    await page.locator('.verdict.ok').waitFor();
    await context.close();
  });
});

browserTest('OK on the real thing, in green and in words; and it is remembered', async (browser) => {
  await served(site.room, site.files, async (origin) => {
    const window = await openWindow(browser, origin);
    const { page } = window;
    await runVerify(page, origin);
    const verdict = page.locator('.verdict');
    assert.match(await verdict.innerText(), /^✓ OK\n/);
    assert.match((await verdict.getAttribute('class')) ?? '', /\bok\b/);
    assert.equal(
      await page.evaluate<string>("getComputedStyle(document.querySelector('.verdict')).color"),
      'rgb(11, 107, 53)',
    );
    const result = page.locator('#verify-result');
    assert.match(await result.innerText(), /has not seen this ledger before/);
    assert.ok((await result.innerText()).includes(`Entries checked\n${site.room.size()}`));
    assert.deepEqual(await axeFindings(page), []);
    await runVerify(page, origin, 'it/');
    assert.match(await result.innerText(), new RegExp(`registro di ${site.room.size()} registrazioni`));
    assert.deepEqual(await axeFindings(page), []);
    assertQuiet(window);
    await window.context.close();
  });
});

browserTest(
  'what is opened to the public is counted again in the browser, in both languages; a batch that was altered is red',
  async (browser) => {
    const opened = await openPublicSite('harbour-summit');
    try {
      const { room, machine, pages, files } = opened;
      await room.waitUntil(room.roomNow() + 2 * HOUR);
      await everythingIncluded(room);
      const openings = new Openings({
        room,
        store: new MemoryStore(machine.data),
        files,
        countedUntil: () => Number.POSITIVE_INFINITY,
        log: { info: () => {}, warn: (message) => machine.said.push(message) },
      });
      await openings.look();
      await everythingIncluded(room);
      await openings.look();
      await openings.stop();
      await pages.write();
      const count = String(room.readable.records.disclosures.get('1')?.opened);
      await served(room, files, async (origin) => {
        for (const [folder, said] of [
          ['', 'Opened to everybody in one batch'],
          ['it/', 'Aperte a tutti in un lotto'],
        ] as const) {
          const window = await openWindow(browser, origin);
          await runVerify(window.page, origin, folder);
          const result = window.page.locator('#verify-result');
          assert.match(await result.innerText(), /✓ OK/);
          assert.ok((await result.innerText()).includes(said), await result.innerText());
          assert.equal(await result.locator('[data-recount]').getAttribute('data-recount'), count);
          assert.deepEqual(await axeFindings(window.page), []);
          await window.page.goto(`${origin}/public/${folder}counts.html`);
          assert.ok((await window.page.locator('main').innerText()).includes(`${count} + `));
          assert.deepEqual(await axeFindings(window.page), []);
          assertQuiet(window);
          await window.context.close();
        }
      });
      const [altered, file] = await flipped(files, 'opened/1/1.jsonl', 100);
      await served(room, altered, async (origin) => {
        const window = await openWindow(browser, origin);
        await runVerify(window.page, origin);
        const verdict = await window.page.locator('.verdict').innerText();
        assert.match(verdict, /^✗ INVALID\n/);
        assert.ok(verdict.includes(file), verdict);
        await window.context.close();
      });
    } finally {
      await opened.close();
    }
  },
);

browserTest('one flipped bit in a tile: red, with the file and the offset', async (browser) => {
  const [files, file] = await flipped(site.files);
  await served(site.room, files, async (origin) => {
    const window = await openWindow(browser, origin);
    await runVerify(window.page, origin);
    const verdict = window.page.locator('.verdict');
    assert.match(await verdict.innerText(), /^✗ INVALID\n/);
    assert.ok((await verdict.innerText()).includes(file), await verdict.innerText());
    assert.match(await verdict.innerText(), /byte offset \d+/);
    assert.equal(
      await window.page.evaluate<string>("getComputedStyle(document.querySelector('.verdict')).color"),
      'rgb(176, 21, 21)',
    );
    assert.deepEqual(await axeFindings(window.page), []);
    assertQuiet(window);
    await window.context.close();
  });
});

browserTest('a forged signature, a hash tile, a missing tile, another key: never OK', async (browser) => {
  const [badSignature] = await flipped(site.files, 'ledger/checkpoint', 20);
  const hashTile = await lastTile(site.files, 'ledger/tile/0/');
  const [badHash] = await flipped(site.files, hashTile, 40);
  const missing = await copyOf(site.files);
  await missing.remove(hashTile);
  for (const [files, wanted] of [
    [badSignature, /INVALID[\s\S]*ledger\/checkpoint/],
    [badHash, /INVALID[\s\S]*ledger\/tile\/0\//],
    [missing, /INVALID[\s\S]*is missing/],
  ] as const) {
    await served(site.room, files, async (origin) => {
      const { page, context } = await openWindow(browser, origin);
      await runVerify(page, origin);
      assert.match(await page.locator('.verdict').innerText(), wanted);
      await context.close();
    });
  }
  await served(site.room, site.files, async (origin) => {
    const { page, context } = await openWindow(browser, origin);
    await page.goto(`${origin}/public/verify.html`);
    await page.locator('#verify-key').fill('other.exercise.remit.example/0123456789ab+00000000+AAAA');
    await page.locator('#verify-start').click();
    assert.match(await page.locator('.verdict').innerText(), /INVALID[\s\S]*the key given/);
    await context.close();
  });
});

browserTest('a ledger that was rolled back against what this browser saw: EQUIVOCATION', async (browser) => {
  // The very files as they were before: everything in them is signed and good, only shorter.
  const early = await openPublicSite('harbour-summit', { play: false });
  const short = await copyOf(early.files);
  await early.playOut();
  await everythingIncluded(early.room);
  const long = await copyOf(early.files);
  // One address before and after, for a browser remembers by address.
  const shown = await copyOf(long);
  await served(early.room, shown, async (origin) => {
    const { page, context } = await openWindow(browser, origin);
    await runVerify(page, origin);
    assert.match(await page.locator('.verdict').innerText(), /OK/);
    for (const path of (await shown.all()).keys()) if (path.startsWith('ledger/')) await shown.remove(path);
    for (const [path, bytes] of await short.all()) await shown.write(path, bytes);
    await runVerify(page, origin);
    const verdict = page.locator('.verdict');
    assert.match(await verdict.innerText(), /^✗ EQUIVOCATION\n/);
    assert.match((await verdict.getAttribute('class')) ?? '', /\bbad\b/);
    assert.match(await verdict.innerText(), /the pinned checkpoint has size \d+/);
    // And the other way round it is a continuation.
    await page.evaluate('localStorage.clear()');
    await runVerify(page, origin);
    for (const [path, bytes] of await long.all()) await shown.write(path, bytes);
    await runVerify(page, origin);
    assert.match(await page.locator('#verify-result').innerText(), /OK[\s\S]*It continues that one/);
    await context.close();
  });
  await early.close();
});

browserTest('a browser without Ed25519 or without memory says so plainly, and never OK', async (browser) => {
  await served(site.room, site.files, async (origin) => {
    const without = await openWindow(browser, origin);
    await without.context.addInitScript(
      `crypto.subtle.importKey = () => Promise.reject(new Error('no such algorithm'));`,
    );
    await runVerify(without.page, origin);
    assert.match(await without.page.locator('.verdict').innerText(), /NOT CHECKED[\s\S]*cannot check Ed25519/);
    await without.context.close();
    const forgetful = await openWindow(browser, origin);
    await forgetful.context.addInitScript(`Storage.prototype.setItem = () => { throw new Error('quota'); };`);
    await runVerify(forgetful.page, origin);
    assert.match(
      await forgetful.page.locator('#verify-result').innerText(),
      /OK[\s\S]*cannot write the pin[\s\S]*quota/,
    );
    await forgetful.context.close();
  });
});

browserTest(
  'witnesses by the operator’s own policy, said to be so; and a receipt, chosen or dropped, in both languages',
  async (browser) => {
    const files = await copyOf(site.files);
    await files.write('ledger/policy', Buffer.from(examplePolicy.replace(/^log .*\n/m, '')));
    const pages = new Map([...(await files.all())].filter(([path]) => /(^|\/)verify\.html$/.test(path)));
    for (const [path, bytes] of pages) {
      const page = Buffer.from(bytes).toString('utf8');
      assert.match(page, /data-policy="none"/);
      await files.write(path, Buffer.from(page.replace('data-policy="none"', 'data-policy="published"')));
    }
    const text = Buffer.from((await files.read('ledger/checkpoint')) ?? [])
      .toString('utf8')
      .split('\n\n')[0];
    const note = Buffer.from((await files.read('ledger/checkpoint')) ?? []).toString('utf8');
    const seconds = Math.floor(Date.now() / 1000) - 60;
    const seen = note + ['a.example', 'b.example'].map((name) => cosignature(`${text}\n`, name, seconds)).join('');
    await files.write('ledger/witnessed', Buffer.from(note));
    const receipt = receiptAt(await files.all(), seen, 7);
    await served(site.room, files, async (origin) => {
      const window = await openWindow(browser, origin);
      const { page } = window;
      const result = page.locator('#verify-result');
      await runVerify(page, origin);
      assert.match(await result.innerText(), /\? UNWITNESSED[\s\S]*Witnessed by nobody[\s\S]*is the operator’s own/);
      await files.write('ledger/checkpoint', Buffer.from(seen));
      await runVerify(page, origin);
      assert.match(
        await result.innerText(),
        /✓ OK[\s\S]*Witnessed by a \(.*\), b \(.*\): (\d+) of \1 entries\. This goes by the policy/,
      );
      assert.deepEqual(await axeFindings(page), []);
      // A policy of the reader's own counts for theirs; one that is none is not passed over.
      const withPolicy = async (policy: string, at = page) => {
        const buffer = Buffer.from(policy);
        await at.locator('#verify-policy').setInputFiles({ name: 'mine.policy', mimeType: 'text/plain', buffer });
        await at.getByRole('button', { name: 'Verify now' }).click();
        await at.locator('.verdict').waitFor();
        return await at.locator('#verify-result').innerText();
      };
      const strict = examplePolicy.replace(/^log .*\n/m, '').replace(/^group (\S+) 2 /m, 'group $1 all ');
      assert.match(
        await withPolicy(strict),
        /\? UNWITNESSED[\s\S]*Witnessed by nobody[\s\S]*by the policy that you gave/,
      );
      const lenient = strict.replace(/^group (\S+) all /m, 'group $1 1 ');
      assert.match(await withPolicy(lenient), /✓ OK[\s\S]*by the policy that you gave/);
      assert.match(
        await withPolicy('quorum nobody-known\n'),
        /\? NOT CHECKED[\s\S]*The policy that you gave cannot be used/,
      );
      assert.match(await withPolicy(' '.repeat(300_000)), /\? NOT CHECKED[\s\S]*too long to be a policy/);
      await page.locator('#verify-policy').setInputFiles([]);
      // Its logs are keys as the reader has them; where they are others, what links them to the present one is asked for, and missed.
      const other = await openWindow(browser, origin);
      await other.page.goto(`${origin}/public/verify.html`);
      assert.match(await withPolicy(examplePolicy, other.page), /✗ INVALID[\s\S]*key/);
      await other.context.close();
      const choose = async (bytes: Buffer) => {
        await page
          .locator('#verify-receipt')
          .setInputFiles({ name: 'mine.tlog-proof', mimeType: 'text/plain', buffer: bytes });
        await page.locator('.verdict').waitFor();
      };
      await choose(receipt);
      assert.match(await result.innerText(), /✓ THE RECEIPT IS GOOD[\s\S]*number 7 of the \d+ in the ledger/);
      assert.deepEqual(await axeFindings(page), []);
      await page.goto(`${origin}/public/it/verify.html`);
      await choose(Buffer.from(receipt.toString().replace('\nindex 7\n', '\nindex 8\n')));
      assert.match(await result.innerText(), /✗ LA RICEVUTA NON È BUONA[\s\S]*mine\.tlog-proof/);
      await page.evaluate(
        `(() => { const data = new DataTransfer(); data.items.add(new File([${JSON.stringify(receipt.toString())}], 'dropped'));
        document.getElementById('verify').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data })); })()`,
      );
      await page.locator('.verdict.ok').waitFor();
      assert.match(await result.innerText(), /LA RICEVUTA È BUONA[\s\S]*criteri pubblicati dal gestore/);
      assertQuiet(window);
      await window.context.close();
    });
  },
);

/** A receipt that shows nothing but that the entry is there, from the published tiles. */
function receiptAt(files: ReadonlyMap<string, Uint8Array>, note: string, index: number): Buffer {
  const size = Number(note.split('\n')[1]);
  const [, tile] =
    [...files].find(([path]) => path === `ledger/tile/entries/000${size < 256 ? `.p/${size}` : ''}`) ?? assert.fail();
  assert.ok(size < 256, 'one tile holds the whole ledger');
  const entries = entriesIn(new Map([['ledger/tile/entries/000', tile]]));
  return receiptOf({ entries, disclosures: [] }, index, { note });
}
