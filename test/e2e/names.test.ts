// What the event's words are called: in the reader's language where the event has a name in it, found by the names in both.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertQuiet, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

const ACTS = 70;
const DUTY = 'it-duty-a';
/** Is at no desk yet. */
const RELIEF = 'it-duty-b';
const PHONE = { viewport: { width: 390, height: 844 } };
/** From where a phone's layout ends, with both sides of every width at which something gives way. */
const BANNER_WIDTHS = [641, 860, 861, 960, 961, 1024, 1100, 1101, 1240, 1300, 1301] as const;
/** Of the desks, so many with the longest names: the others take less. */
const LONGEST_NAMES = 7;
const PATHS = ['/now', '/act', '/people', '/mandates', '/statements', '/account'];

let milano: ConsoleHouse;
let harbour: ConsoleHouse;
before(async () => {
  milano = await openConsoleHouse({ acts: ACTS });
  harbour = await openConsoleHouse({ scenario: 'harbour-summit', acts: 20 });
});
after(async () => {
  await milano.close();
  await harbour.close();
});

test('one event has names in Italian, the other has none', () => {
  assert.ok(Object.keys(milano.house.scenario.names.it).length > 0);
  assert.deepEqual(harbour.house.scenario.names.it, {});
});

browserTest('the choice of a desk is in Italian, and in English as soon as that is chosen', async (browser) => {
  const window = await milano.visit(browser, RELIEF, { path: '/desk', language: 'it' });
  const { page } = window;
  const row = (room: string) => page.getByRole('row').filter({ hasText: room });
  await row('Sala operativa internazionale').filter({ hasText: 'Ufficiale di turno' }).waitFor();
  assert.equal(await row('International operations room').count(), 0);
  await page.getByRole('button', { name: 'EN', exact: true }).click();
  await row('International operations room').filter({ hasText: 'Duty officer' }).waitFor();
  assert.equal(await row('Sala operativa internazionale').count(), 0);
  assertQuiet(window);
});

browserTest('a place and a deed are found by their names in either language', async (browser) => {
  const window = await milano.visit(browser, DUTY, { path: '/act', language: 'it' });
  const { page } = window;
  const found = async (field: string, typed: string) => {
    await page.getByRole('combobox', { name: field }).first().fill(typed);
    return await page.getByRole('listbox').getByRole('option').allInnerTexts();
  };
  for (const typed of ['stadio di SAN', 'san siro stadium']) {
    const options = await found('Luogo', typed);
    assert.ok(options.includes('Stadio di San Siro ‹ Quartiere San Siro ‹ Milano e dintorni'), options.join('\n'));
  }
  assert.deepEqual(await found('Attività', 'seize goods'), ['sequestrare beni (coercitiva)']);
  assert.deepEqual(await found('Attività', 'sequestrare'), ['sequestrare beni (coercitiva)']);
  await page.goto(`${milano.origin}/console/log`);
  const line = page.getByRole('textbox', { name: 'Riga di comando' });
  for (const typed of ['@palazzetti', '@rho-ice']) {
    await line.fill(`${typed} ghiaccio pronto`);
    await page.getByText('Palazzetti del ghiaccio di Rho').first().waitFor();
    await line.fill('');
  }
  const filter = page.getByRole('textbox', { name: 'Filtro' });
  for (const typed of ['duty officer', 'ufficiale di turno']) {
    await filter.fill(typed);
    await page.locator('.r-log-row', { hasText: 'Ufficiale di turno' }).first().waitFor();
  }
  assertQuiet(window);
});

browserTest('where an event has no names in Italian, its own stand in the Italian console', async (browser) => {
  const window = await harbour.visit(browser, 'duty-b', { path: '/desk', language: 'it' });
  const { page } = window;
  const { rooms } = harbour.house.scenario.vocabulary;
  await page
    .getByRole('cell', { name: rooms[0]?.name ?? '' })
    .first()
    .waitFor();
  assertQuiet(window);
});

browserTest('Italian names make no page scroll sideways at 390 px', async (browser) => {
  const window = await milano.visit(browser, DUTY, { language: 'it', window: PHONE });
  const { page } = window;
  for (const path of PATHS) {
    await page.goto(`${milano.origin}/console${path}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.getByText('Ufficiale di turno').first().waitFor();
    assert.equal(await sideways(page), 0, path);
  }
  assertQuiet(window);
});

browserTest('on a phone the answers that were given stand whole, in Italian', async (browser) => {
  // Late enough in the day that some were refused: what is cut off by its panel is seen only where there are such rows.
  const later = await openConsoleHouse({ acts: 110 });
  try {
    const { page } = await later.visit(browser, 'it-approver-a', { path: '/approvals', language: 'it', window: PHONE });
    await page.getByRole('table', { name: 'Risposte date' }).getByText('fuori da ogni mandato').first().waitFor();
    assert.equal(await sideways(page), 0);
  } finally {
    await later.close();
  }
});

browserTest(
  'search finds by name in either language what the reader may see, and nothing of what they may not',
  async (browser) => {
    const { index } = await milano.house.act(DUTY, {
      kind: 'log.line',
      place: 'rho-ice-halls',
      detail: { text: 'doors of hall two stay shut' },
    });
    const host = await milano.visit(browser, DUTY);
    const guest = await milano.visit(browser, 'us-hsi-liaison-a');
    const line = `#${index}`;
    const search = async ({ page }: typeof host, q: string) => {
      const answered = page.waitForResponse((one) => one.url().includes('/api/search?'));
      await page.goto(`${milano.origin}/console/search?${new URLSearchParams({ q })}`);
      await answered;
      await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();
      return page.getByRole('cell', { name: line, exact: true });
    };
    for (const q of ['palazzetti rho', 'Rho ice halls', 'ufficiale turno doors', 'shut ghiaccio']) {
      await (await search(host, q)).waitFor();
      assert.equal(await (await search(guest, q)).count(), 0, q);
    }
    // A shift has no words of its own; what it is stands there.
    await search(host, 'verbalizzante');
    await host.page.getByRole('cell', { name: 'Loggist', exact: true }).first().waitFor();
    assert.equal(
      await host.page
        .getByRole('row')
        .filter({ hasText: /^#\d+$/ })
        .count(),
      0,
    );
    await search(host, 'palazzetti Cortina doors');
    await host.page.getByText('Nothing that you may see holds these words.').waitFor();
    for (const window of [host, guest]) assertQuiet(window);
  },
);

browserTest('an agency’s registrar is named by office, in the log as on the wall', async (browser) => {
  const window = await milano.visit(browser, DUTY, { path: '/log?q=registrar' });
  const { page } = window;
  const agency = 'United States Immigration and Customs Enforcement';
  await page
    .locator('.r-log-who', { hasText: `Registrar of ${agency}` })
    .first()
    .waitFor();
  assert.equal(await page.getByText('registrar:us-ice').count(), 0);
  await page.getByRole('textbox', { name: 'Filter' }).fill('ledger.create');
  await page.locator('.r-log-who', { hasText: 'Operator of the room' }).first().waitFor();
  await page.getByRole('textbox', { name: 'Filter' }).fill('registrar');
  await page.getByRole('button', { name: 'IT', exact: true }).click();
  const italian = 'Agenzia statunitense per l’immigrazione e le dogane (ICE) · responsabile delle iscrizioni';
  await page.locator('.r-log-who', { hasText: italian }).first().waitFor();
  await page.locator('.r-log-row', { hasText: italian }).first().click();
  await page.getByRole('region', { name: 'Che cosa' }).getByText(italian).waitFor();
  await page.goto(`${milano.origin}/`);
  const wall = page.locator('td.who', { hasText: `Registrar of ${agency}` });
  await wall.first().waitFor();
  assert.equal(await wall.first().getAttribute('title'), `Registrar of ${agency}`);
  assertQuiet(window);
});

browserTest(
  'on a phone in Italian, a long outcome stays within its row of the log, and who acted beside it',
  async (browser) => {
    const { room } = milano.house;
    const from = room.roomNow() + 3_600_000;
    await milano.house.act('us-hsi-liaison-a', {
      kind: 'deed.propose',
      activity: 'attend-briefing',
      purpose: 'delegation-protection',
      place: 'viminale',
      deedAt: from,
      detail: { until: from + 3_600_000, what: 'a briefing that the host approves first' },
    });
    const unknown = { component: 'unknown', role: 'unknown', purpose: 'unknown' };
    await milano.house.act('us-hsi-liaison-a', {
      kind: 'occurrence.report',
      form: 'report',
      deedAt: room.roomNow() - 60_000,
      detail: {
        deed: { ...unknown, agency: 'us-ice', activity: 'identity-check', place: 'viminale' },
        text: 'two passers-by were asked for their papers',
      },
    });
    const window = await milano.visit(browser, 'us-hsi-liaison-a', { path: '/log', language: 'it', window: PHONE });
    const { page } = window;
    await page.locator('.r-log-row', { hasText: 'richiede approvazione' }).last().waitFor();
    await page.locator('.r-log-row', { hasText: 'two passers-by were asked' }).last().waitFor();
    const faults = await page.evaluate<string[]>(`[...document.querySelectorAll('.r-log-row')].flatMap((row) => {
      const edges = row.getBoundingClientRect();
      const outside = [...row.querySelectorAll(':scope > *, .r-badge')]
        .map((one) => one.getBoundingClientRect())
        .some(({ width, left, right, bottom }) => width > 0 && (left < edges.left || right > edges.right || bottom > edges.bottom));
      const who = row.querySelector('.r-log-who');
      const badge = row.querySelector('.r-log-outcome .r-badge')?.getBoundingClientRect();
      const text = row.querySelector('.r-log-text').getBoundingClientRect();
      return [
        ...(outside ? ['outside: ' + row.textContent] : []),
        ...(who.clientWidth < 100 ? ['who acted is hidden: ' + row.textContent] : []),
        ...(badge !== undefined && badge.left < text.right ? ['over what was written: ' + row.textContent] : []),
      ];
    })`);
    assert.deepEqual(faults, []);
    assertQuiet(window);
  },
);

browserTest(
  'the banner holds the longest desks’ names at every width of a screen, in either language',
  async (browser) => {
    const { records } = milano.house.room.readable;
    const { rooms } = milano.house.scenario.vocabulary;
    const seated = rooms
      .flatMap(({ desks }) => desks)
      .flatMap(({ id, name }) => {
        const letters = Math.max(name.length, milano.house.scenario.names.it[id]?.length ?? 0);
        const open = records.shifts.where('desk', id).filter(({ until }) => until === null);
        return open.map(({ person }) => ({ person, letters: Math.max(letters, person.length) }));
      });
    assert.ok(seated.length > 20, `${seated.length} people at their desks`);
    const longest = seated.sort((one, other) => other.letters - one.letters).slice(0, LONGEST_NAMES);
    for (const { person } of longest) {
      const { page, context } = await milano.visit(browser, person, { path: '/account' });
      for (const [other, title] of [
        ['IT', 'Il mio account'],
        ['EN', 'My account'],
      ] as const) {
        await page.getByRole('button', { name: other, exact: true }).click();
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        for (const width of BANNER_WIDTHS) {
          await page.setViewportSize({ width, height: 700 });
          assert.deepEqual(await bannerFaults(page), [], `${person} at ${width} px, ${title}`);
        }
      }
      await context.close();
    }
  },
);

/** What of the banner is cut, outside of it, or over something else. */
async function bannerFaults(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(`(() => {
    const banner = document.querySelector('.r-banner');
    const me = banner.querySelector('.r-me');
    const boxes = [...banner.children].map((one) => ({ name: one.className, box: one.getBoundingClientRect() }));
    const shown = boxes.filter(({ box }) => box.width > 0);
    const over = ({ box: a }, { box: b }) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return [
      ...(banner.scrollWidth > banner.clientWidth ? ['wider than the window'] : []),
      ...(me.scrollWidth > me.clientWidth + 1 ? ['who acts is cut'] : []),
      ...shown.flatMap((a, n) => shown.slice(n + 1).filter((b) => over(a, b)).map((b) => a.name + ' over ' + b.name)),
    ];
  })()`);
}
