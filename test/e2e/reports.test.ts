// A report is no refusal of who reports: everywhere its outcome is the verdict on the deed that is reported, and what is not known says so.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Answer } from '../../src/terms/answer.ts';
import { assertQuiet, axeFindings, browserTest, sideways } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

/** The liaison's briefing was asked for, approved, begun and ended by then (exercise day 1). */
const ACTS = 120;
const REPORTER = 'us-hsi-liaison-a';
const OVERSEER = 'it-oversight-a';
const PHONE = { viewport: { width: 390, height: 844 } };
const ACCEPTED = /report accepted; verdict on the reported deed:\s+prohibited/;

let at: ConsoleHouse;
let report: Answer;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
  const deed = {
    agency: 'us-ice',
    component: 'unknown',
    role: 'unknown',
    activity: 'identity-check',
    purpose: 'unknown',
    place: 'san-siro-area.elsewhere',
  };
  const detail = { deed, text: 'two unknown people asked for papers (exercise)' };
  report = await at.house.act(REPORTER, { kind: 'occurrence.report', form: 'report', detail });
  assert.equal(report.outcome, 'prohibited');
});
after(() => at.close());

browserTest(
  'the entry tells the deed that is reported apart from the report, and what was not known',
  async (browser) => {
    const window = await at.visit(browser, REPORTER, { path: `/entry/${report.index}` });
    const { page } = window;
    const verdict = page.getByRole('region', { name: 'Verdict' });
    await verdict.waitFor();
    const what = await page.getByRole('region', { name: 'What' }).innerText();
    assert.match(
      what,
      /The deed that is reported[\s\S]*check a person's identity[\s\S]*Component\s+unknown[\s\S]*San Siro/,
    );
    assert.match(what, /The report[\s\S]*Who\s+us-hsi-liaison-a[\s\S]*US consulate general in Milan/);
    const [reported = '', reporting = ''] = what.split('The report\n');
    assert.doesNotMatch(reported, /consulate/, 'where the reporter is, is not where the deed was');
    assert.doesNotMatch(reporting, /identity/, 'what was done is not what the reporter did');
    const said = await verdict.innerText();
    assert.match(said, ACCEPTED);
    assert.match(
      said,
      /The component and the purpose are not known: clauses that forbid count as if they were the ones/,
    );
    await page.getByRole('link', { name: report.matter ?? '' }).click();
    const history = page.getByRole('list', { name: 'What happened' });
    await history.waitFor();
    assert.match(await history.innerText(), ACCEPTED);
    assertQuiet(window);
    await window.context.close();
  },
);

browserTest(
  'the log says that the deed is prohibited, at 390 px too, and the whole where it is pointed at',
  async (browser) => {
    const window = await at.visit(browser, REPORTER, { path: '/log', window: PHONE });
    const row = window.page.locator(`[data-index="${report.index}"]`);
    await row.waitFor();
    assert.match(await row.innerText(), /deed\s+prohibited/);
    assert.match(await row.innerText(), /check a person's identity, said to be by United States Immigration/);
    assert.equal(await row.getByTitle('report accepted; verdict on the reported deed: prohibited').count(), 1);
    assert.ok((await sideways(window.page)) <= 0);
    assertQuiet(window);
    await window.context.close();
  },
);

browserTest('what would come of a line stands below it before Enter', async (browser) => {
  const size = at.house.room.size();
  const window = await at.visit(browser, OVERSEER, { path: '/log' });
  const { page } = window;
  const line = page.getByRole('textbox', { name: 'Command line' });
  await line.fill('does oversight write here? (exercise)');
  const foreseen = page.getByRole('status', { name: 'Decision before you sign' });
  await foreseen.getByText('outside every mandate').first().waitFor();
  await line.fill('occ us-ice identity-check @san-siro asked for papers');
  await foreseen.getByText('K10', { exact: true }).waitFor();
  assert.match(await foreseen.innerText(), ACCEPTED);
  assert.equal(at.house.room.size(), size, 'nothing is recorded by looking');
  assert.deepEqual(await axeFindings(page), []);
  assertQuiet(window);
  await window.context.close();
  const permitted = await at.visit(browser, REPORTER, { path: '/log' });
  const preview = permitted.page.waitForResponse((response) => response.url().endsWith('/api/preview'));
  await permitted.page.getByRole('textbox', { name: 'Command line' }).fill('all quiet (exercise)');
  await preview;
  await permitted.page.getByText('Enter signs a log line').waitFor();
  assert.equal(await permitted.page.getByRole('status', { name: 'Decision before you sign' }).count(), 0);
  await permitted.context.close();
});

browserTest(
  'oversight begins with the latest, tells refusals from verdicts, and leads from a request to its deed',
  async (browser) => {
    const { outcome } = await at.house.act(OVERSEER, {
      kind: 'consultation.open',
      detail: { of: 'record', minutes: 60, reason: 'inquiry (exercise)' },
    });
    assert.equal(outcome, 'permitted');
    const window = await at.visit(browser, OVERSEER, { path: '/oversight' });
    const { page } = window;
    const rows = page.getByRole('list', { name: 'Timeline' }).locator('> li');
    await rows.first().getByText('consultation').waitFor();
    const asked = page.getByRole('combobox', { name: 'Outcome' });
    await asked.selectOption('deed-prohibited');
    await rows.first().getByText('two unknown people').waitFor();
    assert.match(await rows.first().innerText(), ACCEPTED);
    await asked.selectOption('prohibited');
    await rows.first().getByText('two unknown people').waitFor({ state: 'detached' });
    await rows.first().waitFor();
    for (const text of await rows.allInnerTexts()) assert.doesNotMatch(text, /report accepted/);
    await asked.selectOption('');
    await page.getByRole('textbox', { name: 'Matter' }).fill('REQ-us-ice-1');
    const answer = rows.filter({ hasText: 'approve REQ-us-ice-1' });
    await page
      .getByRole('status')
      .filter({ hasText: /^3 entries/ })
      .waitFor();
    assert.match(await answer.innerText(), /Showed that they knew:[\s\S]*us-hsi-liaison-a acted on it/);
    await page.getByRole('button', { name: 'DEED-us-ice-4' }).first().click();
    await rows.filter({ hasText: 'begun' }).first().waitFor();
    await page.getByRole('button', { name: 'REQ-us-ice-1' }).first().waitFor();
    assertQuiet(window);
    await window.context.close();
  },
);

browserTest(
  'a near miss is told once, in the list under the sentence, with the text of its clause',
  async (browser) => {
    const from = at.house.room.roomNow() + 3_600_000;
    const asked = await at.house.act(REPORTER, {
      kind: 'deed.propose',
      activity: 'assess-threat',
      purpose: 'delegation-protection',
      place: 'viminale',
      deedAt: from,
      detail: { until: from + 3_600_000, what: 'a look at a threat, at the ministry' },
    });
    const deed = {
      component: 'us-ice.hsi',
      role: 'liaison-officer',
      purpose: 'delegation-protection',
      place: 'viminale',
    };
    const told = await at.house.act(REPORTER, {
      kind: 'occurrence.report',
      form: 'report',
      detail: {
        deed: { agency: 'us-ice', activity: 'assess-threat', ...deed },
        text: 'a look at a threat, at the ministry',
      },
    });
    const window = await at.visit(browser, REPORTER);
    const { page } = window;
    for (const [answer, path, panel] of [
      [asked, `/entry/${asked.index}`, 'Decision'],
      [told, `/entry/${told.index}`, 'Verdict'],
      [told, `/occurrences?chosen=${told.matter}`, told.matter ?? ''],
    ] as const) {
      assert.equal(answer.outcome, 'outside');
      const [miss] = answer.near;
      assert(miss !== undefined);
      await page.goto(`${at.origin}/console${path}`);
      const region = page.getByRole('region', { name: panel });
      await region.getByText('would apply but for this:').first().waitFor();
      const said = await region.innerText();
      assert.equal(said.split(miss.clause).length - 1, 1, said);
      const { text } =
        at.house.scenario.mandates.flatMap(({ clauses }) => clauses).find(({ id }) => id === miss.clause) ?? {};
      assert(text !== undefined && text.length > 10);
      assert.equal(said.split(text).length - 1, 1, said);
    }
    assertQuiet(window);
  },
);
