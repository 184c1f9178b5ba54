import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DecisionShown } from '../../../../terms/api/past-decisions.ts';
import { DraftText } from '../editing/draft-text.ts';
import { draftingOf, latestVersion } from '../reading/drafting.ts';
import { nextVersion } from '../reading/written-mandate.ts';
import { shownOf } from '../testing/drafting.ts';
import type { FromWorker } from './messages.ts';
import { otherwise } from './otherwise.ts';
import { factsOf } from './play.ts';
import { working } from './working.ts';

const shown = await shownOf('milano-cortina-2026');
const drafting = draftingOf(shown);
const known = latestVersion(drafting, 'us-hsi') ?? assert.fail();
const SAME = nextVersion(known.document, 2);
/** The draft forbids what its clause 4 permits. */
const FORBIDDING = (() => {
  const at = known.document.clauses.findIndex(({ id }) => id === 'us-hsi/4');
  const edited = new DraftText(SAME).edited({ do: 'set', path: ['clauses', at, 'effect'], value: 'forbid' });
  return edited?.text ?? assert.fail();
})();

const time = Date.UTC(2026, 1, 10, 12);
/** A threat assessed at the consulate: permitted by us-hsi/4. */
const assessing = factsOf(
  {
    words: {
      component: 'us-ice.hsi',
      role: 'investigator',
      room: 'us-room',
      activity: 'assess-threat',
      purpose: 'counter-organised-crime',
      place: 'us-consulate-milan',
    },
    time,
  },
  drafting.scenario,
  drafting.words,
);

function decided(index: number, outcome: DecisionShown['outcome'], facts = assessing): DecisionShown {
  const { axes, broken, ...rest } = facts;
  const plain = { ...rest, axes: { ...axes }, broken: [...broken] };
  return { index, at: time + index, kind: 'deed.propose', form: 'proposal', outcome, facts: plain };
}

describe('what a draft would have decided otherwise', () => {
  test('is nothing for a draft that reads as what is in force', () => {
    const found = otherwise(drafting, { text: SAME, against: null }, [decided(7, 'permitted')]);
    assert.deepEqual(found, { count: 0, anyway: 0, changes: [] });
  });

  test('is told by change, each act with its entry, and the clause that the draft decides by', () => {
    const found = otherwise(drafting, { text: FORBIDDING, against: null }, [
      decided(9, 'permitted'),
      decided(8, 'outside', { ...assessing, activity: 'patrol' }),
      decided(7, 'permitted'),
    ]);
    assert.deepEqual([found?.count, found?.anyway, found?.changes.length], [2, 0, 1]);
    const [change = assert.fail()] = found?.changes ?? [];
    assert.deepEqual([change.from, change.to], ['permitted', 'prohibited']);
    assert.deepEqual(change.acts, [
      {
        index: 9,
        at: time + 9,
        kind: 'deed.propose',
        form: 'proposal',
        agency: 'us-ice',
        activity: 'assess-threat',
        clauses: ['us-hsi/4'],
      },
      { ...change.acts[0], index: 7, at: time + 7 },
    ]);
  });

  test('leaves out what comes out otherwise without the draft, too, and counts it', () => {
    // Decided before the mandate was in force: outside then, permitted since, with this draft and without it.
    const before = [decided(3, 'outside')];
    assert.deepEqual(otherwise(drafting, { text: SAME, against: null }, before), { count: 0, anyway: 1, changes: [] });
    const found = otherwise(drafting, { text: FORBIDDING, against: null }, before);
    assert.deepEqual([found?.count, found?.anyway], [1, 0], 'what this draft forbids is its own doing');
  });

  test('is nothing that can be said of a text with problems', () => {
    assert.equal(otherwise(drafting, { text: 'no: [', against: null }, [decided(7, 'permitted')]), null);
  });

  test('is asked of the worker again with every text, of the decisions that it was given last', async () => {
    const heard: FromWorker[] = [];
    const work = working(
      (message) => heard.push(message),
      async () => {},
    );
    const draft = { text: FORBIDDING, against: null };
    await work({ ask: 'otherwise', number: 0, draft });
    assert.equal(heard.length, 0, 'nothing is known of the event yet');
    await work({ ask: 'event', shown });
    await work({ ask: 'otherwise', number: 1, draft });
    await work({ ask: 'recorded', decisions: [decided(7, 'permitted'), decided(5, 'permitted')] });
    await work({ ask: 'otherwise', number: 2, draft });
    await work({ ask: 'otherwise', number: 3, draft: { text: 'no: [', against: null } });
    const said = heard.map((one) => (one.is === 'otherwise' ? [one.number, one.otherwise?.count] : one));
    assert.deepEqual(said, [
      [1, 0],
      [2, 2],
      [3, undefined],
    ]);
  });
});
