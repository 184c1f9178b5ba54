// What holds changes by itself while somebody looks at it: hours end, and no entry says so; a request that nobody answers runs down and lapses.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { May } from '../../src/terms/api/acts.ts';
import { assertQuiet, axeFindings, browserTest } from './browser.ts';
import { type ConsoleHouse, openConsoleHouse } from './console-house.ts';

const ACTS = 29;
const OFFICER = 'ga-officer-a';
const APPROVER = 'commander-a';
const REQUESTER = 'gb-support-a';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let at: ConsoleHouse;
before(async () => {
  at = await openConsoleHouse({ scenario: 'harbour-summit', acts: ACTS });
});
after(() => at.close());

browserTest(
  'a request that nobody answers runs down before who asked and who may answer, lapses before both, and is answered no more',
  async (browser) => {
    const { house } = at;
    const deedAt = house.room.roomNow() + 4 * HOUR;
    const asked = await house.act(REQUESTER, {
      ...{ kind: 'deed.propose', activity: 'sweep-venue', purpose: 'event-security', place: 'conference-hall', deedAt },
      detail: { until: deedAt + 3 * HOUR, what: 'sweep the hall before the guests come' },
    });
    const { matter = '', digest = '' } = asked;
    assert.equal(asked.outcome, 'needs-approval', JSON.stringify(asked));
    const { deadline } = house.room.readable.state.get('requests', matter) ?? assert.fail('no request');
    const answers = await at.visit(browser, APPROVER, { path: `/approvals?request=${matter}` });
    const panel = answers.page.getByRole('region', { name: `Request ${matter}` });
    const asks = await at.visit(browser, REQUESTER, { path: '/now' });
    const told = asks.page.getByRole('region', { name: 'Answers to me' });
    const left = (minutes: number) => {
      const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
      return hours === 0 ? `in ${rest} min` : rest === 0 ? `in ${hours} h` : `in ${hours} h ${rest} min`;
    };
    const minutesLeft = () => Math.floor((deadline - house.room.roomNow()) / MINUTE);
    await panel.getByText(left(minutesLeft())).first().waitFor();
    await house.room.waitUntil(house.room.roomNow() + 10 * MINUTE);
    await panel.getByText(left(minutesLeft())).first().waitFor();

    await house.room.waitUntil(deadline + MINUTE);
    const gone = answers.page.getByRole('region', { name: `${matter} waits no longer` });
    await gone.getByText('nobody answered in time').waitFor();
    assert.equal(await panel.count(), 0, 'nothing is left to answer');
    await told.getByText('nobody answered in time').first().waitFor();
    const late = await house.act(APPROVER, {
      kind: 'approval.answer',
      detail: { request: matter, digest, answer: 'approve', reason: 'too late' },
    });
    assert.equal(late.outcome, 'prohibited', JSON.stringify(late));
    for (const window of [answers, asks]) {
      assert.deepEqual(await axeFindings(window.page), []);
      assertQuiet(window);
    }
  },
);

browserTest(
  'what may be done at a place changes on the page as its hours end, with nothing entered',
  async (browser) => {
    const { room } = at.house;
    const place = 'delegation-hotel';
    const visit = async () => {
      const window = await at.visit(browser, OFFICER, { path: `/now?place=${place}` });
      const fetched = `fetch('/api/may?place=${place}').then((answer) => answer.json())`;
      const escort = async () => {
        const { rows } = await window.page.evaluate<May>(fetched);
        return rows.find(({ activity }) => activity === 'escort-principal') ?? assert.fail('nothing is said of it');
      };
      return { window, escort };
    };
    const first = await visit();
    const { outcome, until } = await first.escort();
    assert.equal(outcome, 'permitted');
    assert(until !== null);
    await first.window.context.close();
    // Opened when the day's last entry is past: nothing but the hours changes while it is looked at.
    await room.waitUntil(until - MINUTE);
    const { window, escort } = await visit();
    const { page } = window;
    const may = page.getByRole('region', { name: 'What I may do, now' });
    const offered = may.getByRole('link', { name: 'escort a principal without visible arms', exact: true });
    await offered.waitFor();
    const size = room.size();
    await room.waitUntil(until + MINUTE);
    await offered.waitFor({ state: 'detached' });
    assert.equal((await escort()).outcome, 'outside');
    assert.equal(room.size(), size, 'of hours that end nothing is entered');
    assert.deepEqual(await axeFindings(page), []);
    assertQuiet(window);
  },
);
