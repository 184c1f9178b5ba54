// The mandates desk in a real browser: a next version as form and as text, told, proved, compared, tried, and the steps that lead it into force.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import { MandateDrafts } from '../../src/terms/api/mandate-drafts.ts';
import { assertQuiet, axeFindings, browserTest, sideways, type Watched } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

const ACTS = 90;
const AUTHORITY = 'it-authority-a';
const LIAISON = 'us-hsi-liaison-a';
const PHONE = { viewport: { width: 390, height: 844 } };
const HSI = 'Homeland Security Investigations, support from the consulate room';
const DRAFT = '/mandates/draft?draft=us-hsi@2';

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ acts: ACTS });
});
after(() => at.close());

async function opened(browser: Parameters<ConsoleHouse['visit']>[0], person: string, path: string): Promise<Watched> {
  const window = await at.visit(browser, person);
  await window.page.goto(`${at.origin}/console${path}`);
  return window;
}

const part = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();
const standing = (page: Page) => page.getByRole('status', { name: 'How the draft stands' });

browserTest(
  'a next version by form: told, proved and compared as it is typed, and not lost by a reload',
  async (browser) => {
    const window = await opened(browser, AUTHORITY, '/mandates');
    const { page } = window;
    await page.getByRole('region', { name: HSI }).getByRole('link', { name: 'Draft the next version' }).click();
    await page.getByRole('heading', { level: 1, name: 'Draft us-hsi@2' }).waitFor();
    await standing(page).getByText('11 commitments hold').waitFor();
    await part(page, 'Difference');
    await page.getByText('No act has another outcome.').waitFor();

    await page.getByRole('button', { name: 'Open clause 6' }).click();
    await page.getByRole('combobox', { name: 'Effect' }).selectOption({ label: 'permits' });
    const changes = page.getByRole('list', { name: 'In words' });
    await changes.getByText('us-hsi/6').waitFor();
    assert.match(await changes.innerText(), /us-hsi\/6\s+changed\s+Effect:.*permits with the host’s approval.*permits/);
    await page.getByText(/Acts with another outcome, in \d+ regions?/).waitFor();
    await page
      .getByText(/attend a briefing.*: permitted \(.*needs the host’s approval\)/)
      .first()
      .waitFor();

    await page.getByRole('textbox', { name: 'Clause in a sentence' }).fill('They attend briefings: "any" #room');
    await page.getByRole('button', { name: 'Role: choose' }).click();
    await page
      .getByRole('list', { name: 'Role' })
      .getByRole('checkbox', { name: 'Liaison officer of a guest' })
      .uncheck();
    await part(page, 'In words');
    const told = page
      .getByRole('list', { name: 'Clauses', exact: true })
      .getByRole('listitem')
      .filter({ hasText: 'us-hsi/6' });
    await told.getByText(/role is Investigator/i).waitFor();

    await page.reload();
    assert.equal(
      await page.getByRole('textbox', { name: 'Clause in a sentence' }).inputValue(),
      'They attend briefings: "any" #room',
    );
    await page.getByRole('radio', { name: 'text' }).check();
    const text = page.getByRole('textbox', { name: 'Text of the draft (YAML)' });
    assert.match(
      await text.inputValue(),
      /text: "They attend briefings: \\"any\\" #room"\n[\s\S]*role:\n *- investigator\n/,
    );
    assertQuiet(window);
  },
);

browserTest(
  'a word that is none is said with its line and the nearest one, and a press goes there',
  async (browser) => {
    const window = await opened(browser, AUTHORITY, `${DRAFT}&as=text`);
    const { page } = window;
    const text = page.getByRole('textbox', { name: 'Text of the draft (YAML)' });
    const written = await text.inputValue();
    await text.fill(`${written.replace('- us-consulate-milan\n', '- us-consulate-milano\n')}# mine\n`);
    const problems = page.getByRole('region', { name: 'One problem in the text' });
    await problems.getByRole('button', { name: /line \d+ unknown-place .*did you mean `us-consulate-milan`/ }).click();
    const selected = await text.evaluate((field) => {
      const { value, selectionStart, selectionEnd } = field as unknown as {
        readonly value: string;
        readonly selectionStart: number;
        readonly selectionEnd: number;
      };
      return value.slice(selectionStart, selectionEnd);
    });
    assert.equal(selected.trim(), '- us-consulate-milano');
    await part(page, 'Checks');
    await page.getByText(/^The text is not whole yet/).waitFor();
    await page.getByRole('radio', { name: 'form' }).check();
    await page.getByRole('button', { name: 'Open clause 1', exact: true }).click();
    await page.getByText('us-consulate-milano (not a word of the event)').waitFor();
    await page.getByRole('button', { name: 'Place of the deed: choose' }).click();
    const places = page.getByRole('list', { name: 'Place of the deed' });
    await places.getByRole('checkbox', { name: 'US Consulate General in Milan' }).check();
    // What is no word of the event leaves the list with its mark.
    await places.getByRole('checkbox', { name: /^us-consulate-milano/ }).click();
    await problems.waitFor({ state: 'hidden' });
    await page.getByRole('list', { name: 'Commitments' }).getByText('holds over').first().waitFor();
    await page.getByRole('radio', { name: 'text' }).check();
    assert.equal(
      await text.inputValue(),
      `${written}# mine\n`,
      'a form changes the place that it is about, and nothing else',
    );
    await page.getByRole('button', { name: 'Forget my changes…' }).click();
    await page.getByRole('button', { name: 'Forget them now' }).click();
    assert.equal(await text.inputValue(), written);
    assert.deepEqual(await axeFindings(page), []);
    assertQuiet(window);
  },
);

browserTest(
  'a commitment that only itself keeps is shown with the acts that the mandates would give',
  async (browser) => {
    const window = await opened(browser, AUTHORITY, `${DRAFT}&part=checks&clause=3`);
    const { page } = window;
    await page.getByRole('button', { name: 'Activity: choose' }).click();
    const activities = page.getByRole('list', { name: 'Activity' });
    await activities.getByRole('checkbox', { name: 'guard a site', exact: true }).check();
    const commitments = page.getByRole('list', { name: 'Commitments' });
    const kept = commitments.getByRole('listitem').filter({ hasText: 'K9' }).first();
    await kept.getByText('K9 is not kept by the text of this draft: that blocks').waitFor();
    await standing(page).getByText('1 of 11 commitments not kept').waitFor();
    await kept
      .getByText(/guard a site.*permitted/)
      .first()
      .waitFor();
    await page.getByText(/us-hsi\/4 permits acts of which the commitment K9 speaks/).waitFor();
    assert.equal(await kept.getByText('holds over').count(), 0, 'it is not said to hold');
    assert.deepEqual(await axeFindings(page), []);
    await part(page, 'Difference');
    await page.getByText('K9 is not kept by the text of this draft: that blocks').waitFor();
    await page.getByText('K9: before – holds; now – rules, but the text does not keep it').waitFor();
    await part(page, 'Steps');
    await page.getByText('K9 is not kept by the text of this draft: that blocks').waitFor();
    assertQuiet(window);
  },
);

browserTest(
  'who, what, where, when: the outcome with its clause, and what it nearly was inside of',
  async (browser) => {
    const window = await opened(browser, LIAISON, `${DRAFT}&part=play`);
    const { page } = window;
    const choose = async (field: string, option: string) => {
      await page.getByRole('combobox', { name: field }).fill(option);
      await page.getByRole('listbox').getByRole('option', { name: option }).first().click();
    };
    const came = page.getByRole('status', { name: 'What would be decided' });
    await came.getByText('Name an activity.').waitFor();
    await choose('Component', 'Homeland Security Investigations');
    await choose('Role', 'Investigator');
    await choose('Room of the actor', 'US room');
    await choose('Activity', 'assess a threat');
    await choose('Purpose', 'organised crime');
    await choose('Place of the deed', 'San Siro stadium');
    await came.getByText('the place is San Siro stadium and must be US consulate general in Milan').waitFor();
    assert.match(await came.innerText(), /^outside every mandate\s+us-hsi\/4 would apply but for this:/);
    await choose('Place of the deed', 'US consulate');
    await came.getByText('permitted', { exact: true }).waitFor();
    await came.getByRole('link', { name: 'us-hsi/4' }).waitFor();
    await page.reload();
    await came.getByText('permitted', { exact: true }).waitFor();
    await page.getByRole('textbox', { name: 'Time' }).fill('28/02 25:00');
    await came.getByText('The time cannot be read: mend it, and it is decided.').waitFor();
    assert.equal(await came.getByText('permitted', { exact: true }).count(), 0, 'no outcome of before stands under it');
    await page.getByRole('textbox', { name: 'Time' }).fill('28/02 12:00');
    await came
      .getByText(/the time is 28 February 2026, 12:00 and must be .*Europe\/Rome/)
      .first()
      .waitFor();
    assertQuiet(window);
  },
);

browserTest('a draft is handed in, read as it was by who reviews it, and waits for two signatures', async (browser) => {
  const window = await opened(browser, AUTHORITY, `${DRAFT}&as=text&part=steps`);
  const { page } = window;
  const text = page.getByRole('textbox', { name: 'Text of the draft (YAML)' });
  await text.fill((await text.inputValue()).replace(/^title: .*$/m, 'title: Support from the consulate room'));
  const handIn = page.getByRole('form', { name: 'Hand in' });
  await handIn.getByRole('textbox', { name: 'Reason' }).fill('a shorter title (exercise)');
  await handIn.getByText('Signing takes effect').waitFor();
  await handIn.getByRole('button', { name: 'Hand in' }).click();
  const steps = page.getByRole('list', { name: 'Steps into force' }).getByRole('listitem');
  await steps.first().getByText('done', { exact: true }).waitFor();
  const said = (await steps.allInnerTexts()).map((one) => one.replaceAll(/\s+/g, ' '));
  assert.match(said[0] ?? '', /^Handed in done it-authority-a, Authority · .*#\d+ a shorter title \(exercise\)$/);
  assert.deepEqual(
    said.slice(1).map((one) => /(next|waits)/.exec(one)?.[0]),
    ['next', 'waits', 'waits', 'waits'],
  );
  const shown = await page.evaluate<unknown>("fetch('/api/mandates/drafts').then((answer) => answer.json())");
  const draft = MandateDrafts.parse(shown).drafts.find(({ mandate, version }) => mandate === 'us-hsi' && version === 2);
  assert.equal(draft?.status, 'draft');
  await page.getByText('This is the text as it was handed in; it can be read, not changed.').waitFor();
  assert.equal(await text.getAttribute('readonly'), '', 'the form of its author is closed too');
  await page.getByRole('button', { name: 'Go on from it as us-hsi@2' }).click();
  await page.getByText(/^us-hsi@2 was handed in \(awaits review\)\. What you write here is another draft/).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Title' }).isEnabled(), true);
  assertQuiet(window);

  const desk = 'international-room.legal';
  await at.house.act('it-legal-a', { kind: 'desk.sign-on', desk, detail: { room: 'international-room', desk } });
  const reader = await opened(browser, 'it-legal-a', '/mandates/draft');
  const row = reader.page
    .getByRole('region', { name: 'Handed in' })
    .getByRole('listitem')
    .filter({ hasText: 'us-hsi@2' });
  assert.match(await row.innerText(), /us-hsi@2[\s\S]*awaits review[\s\S]*next: review/);
  await row.getByRole('link', { name: 'us-hsi@2' }).click();
  const title = reader.page.getByRole('textbox', { name: 'Title' });
  assert.deepEqual([await title.isDisabled(), await title.inputValue()], [true, 'Support from the consulate room']);
  await reader.page.getByRole('button', { name: 'Open clause 4', exact: true }).click();
  assert.equal(await reader.page.getByRole('textbox', { name: 'Clause in a sentence' }).isDisabled(), true);
  await reader.page.getByRole('radio', { name: 'text' }).check();
  assert.equal(
    await reader.page.getByRole('textbox', { name: 'Text of the draft (YAML)' }).getAttribute('readonly'),
    '',
  );
  await reader.page.getByRole('radio', { name: 'form' }).check();
  const review = reader.page.getByRole('form', { name: 'Review' });
  await review.getByText(draft?.digest ?? assert.fail()).waitFor();
  await review.getByRole('radio', { name: 'cleared' }).check();
  await review.getByRole('textbox', { name: 'What you found' }).fill('nothing but the title (exercise)');
  assert.deepEqual(await axeFindings(reader.page), []);
  await review.getByText('Signing takes effect').waitFor();
  await review.getByRole('button', { name: 'Give this opinion' }).click();
  const readerSteps = reader.page.getByRole('list', { name: 'Steps into force' }).getByRole('listitem');
  await readerSteps.nth(1).getByText('nothing but the title (exercise)').waitFor();
  assert.match(await readerSteps.nth(2).innerText(), /Signed for the host\s+next/);
  assert.match(await readerSteps.nth(3).innerText(), /Signed for the sending state\s+next/);
  assertQuiet(reader);
});

browserTest('a mandate is renewed, or begun anew', async (browser) => {
  const window = await opened(browser, AUTHORITY, '/mandates/draft');
  const { page } = window;
  const begin = page.getByRole('form', { name: 'Begin a draft' });
  await begin.getByRole('radio', { name: /renewed/ }).check();
  await begin.getByRole('combobox', { name: 'Mandate' }).selectOption('de-bundespolizei');
  assert.equal(
    await begin.getByRole('button', { name: 'Begin de-bundespolizei@2' }).isDisabled(),
    true,
    'a later end is missing',
  );
  await begin.getByRole('textbox', { name: 'Until' }).fill('01/02/2026 01:00');
  await begin.getByText(/^A renewal ends after the present end, /).waitFor();
  assert.equal(
    await begin.getByRole('button', { name: 'Begin de-bundespolizei@2' }).isDisabled(),
    true,
    'it is earlier',
  );
  await begin.getByRole('textbox', { name: 'Until' }).fill('15/03 01:00');
  await begin.getByRole('button', { name: 'Begin de-bundespolizei@2' }).click();
  await page.getByRole('heading', { level: 1, name: 'Draft de-bundespolizei@2' }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Until' }).inputValue(), '15/03/2026 01:00');
  await page.getByRole('link', { name: 'All drafts' }).click();
  await begin.getByRole('radio', { name: 'a new mandate' }).check();
  await begin.getByRole('textbox', { name: 'Id of the mandate' }).fill('visitors');
  await begin.getByRole('combobox', { name: 'Holder' }).selectOption('us-state');
  await begin.getByRole('button', { name: 'Begin visitors@1' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Visitors of one day');
  const toWrite = page.getByRole('region', { name: 'Still to write: 35 things' });
  await toWrite.getByText('all 18 terms: each is stated, or left open by a question').waitFor();
  assert.equal(await page.getByRole('region', { name: /problems? in the text/ }).count(), 0, 'nothing is wrong yet');
  await page.getByRole('link', { name: 'All drafts' }).click();
  await page.getByRole('region', { name: 'Kept in this browser' }).getByRole('link', { name: 'visitors@1' }).click();
  assert.equal(await page.getByRole('textbox', { name: 'Title' }).inputValue(), 'Visitors of one day');
  assertQuiet(window);
});

browserTest('in Italian and light, and 390 px wide, with nothing for axe to find', async (browser) => {
  const paths = [
    '/mandates/draft',
    `${DRAFT}&clause=3`,
    ...['prose', 'checks', 'difference', 'play', 'steps'].map((name) => `${DRAFT}&part=${name}`),
  ];
  for (const look of [{ window: PHONE }, { language: 'it', theme: 'light' }] as const) {
    const window = await at.visit(browser, LIAISON, look);
    for (const path of paths) {
      await window.page.goto(`${at.origin}/console${path}`);
      await window.page.getByRole('heading', { level: 1 }).waitFor();
      if (path !== '/mandates/draft') await window.page.getByText(/11 (commitments hold|impegni valgono)/).waitFor();
      assert.deepEqual(await axeFindings(window.page), [], path);
      assert.equal(await sideways(window.page), 0, path);
    }
    assertQuiet(window);
    await window.context.close();
  }
});
