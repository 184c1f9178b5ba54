import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NONE, UNKNOWN } from '../../../../terms/axes.ts';
import { DraftText } from '../editing/draft-text.ts';
import { draftingOf, latestVersion } from '../reading/drafting.ts';
import { nextVersion } from '../reading/written-mandate.ts';
import { shownOf } from '../testing/drafting.ts';
import { analyse } from './analyse.ts';
import type { FromWorker } from './messages.ts';
import type { Part, Parts } from './parts.ts';
import { play } from './play.ts';
import { working } from './working.ts';

const shown = await shownOf('milano-cortina-2026');
const drafting = draftingOf(shown);
const known = latestVersion(drafting, 'us-hsi') ?? assert.fail();
const SAME = nextVersion(known.document, 2);
/** Position of a clause in the text, by its number. */
const at = (id: number) => known.document.clauses.findIndex((clause) => clause.id === `us-hsi/${id}`);
/** The next version with one axis of one clause written otherwise. */
function withAxis(id: number, axis: string, value: string | string[]): string {
  return new DraftText(SAME).edited({ do: 'set', path: ['clauses', at(id), axis], value })?.text ?? assert.fail();
}
/** Everything that is said of a draft. */
function said(text: string, against: number | null = null): Partial<Parts> {
  const parts: Part[] = [...analyse(drafting, { text, against })];
  return Object.fromEntries(parts.map(({ part, value }) => [part, value]));
}

describe('what is said of a draft', () => {
  test('that is as the version in force: prose, promises that hold, no difference but the number', () => {
    const { reading, proofs, difference } = said(SAME);
    assert(reading?.document != null && proofs !== undefined && difference !== undefined);
    assert.equal(reading.clauses.length, known.document.clauses.length);
    for (const { told } of reading.clauses)
      for (const { en, it } of told) assert(en !== '' && it !== '' && en !== it, en);
    assert(proofs.length > 5);
    for (const { result, cells, unkept } of proofs) assert(result === 'proved' && cells > 0 && !unkept);
    assert.equal(difference.against, 'us-hsi 1');
    assert.deepEqual(
      difference.words.map((change) => ('fields' in change ? change.fields.map(({ field }) => field) : change)),
      [['version']],
    );
    assert.deepEqual([difference.logic.result, difference.promises], ['proved', []]);
  });

  test('that gives more: which outcomes change, and which promise the mandates alone would break', () => {
    const { proofs, difference } = said(withAxis(6, 'effect', 'permit'));
    assert.equal(difference?.logic.result, 'refuted');
    assert(difference.logic.regions.count > 0);
    assert.match(difference.logic.regions.told[0]?.en ?? '', /permitted \(.*approval.*\)/);
    assert.equal(
      proofs?.every(({ result }) => result === 'proved'),
      true,
    );
  });

  test('that lets them guard a site: the promise holds by itself alone, and the region says of what', () => {
    const { proofs = [] } = said(withAxis(4, 'activity', ['guard-site']));
    const kept = proofs.find(({ commitment }) => commitment === 'K9');
    assert.deepEqual([kept?.result, kept?.alone.result, kept?.unkept], ['proved', 'refuted', true]);
    const [region = assert.fail()] = kept?.alone.regions.told ?? [];
    assert.match(region.en, /guard a site.*permitted/);
    assert.notEqual(region.it, region.en);
    assert.equal(proofs[0]?.alone.result, 'refuted', 'what the mandates alone do not keep stands first');
  });

  test('that a forbid makes a permit dead in is found, with what blocks first', () => {
    const text = new DraftText(SAME).edited({
      do: 'append',
      clause: { id: 90, effect: 'forbid', text: 'Nothing.', basis: 'assumption', source: [], activity: 'any' },
    })?.text;
    const { findings = [] } = said(text ?? assert.fail());
    assert(findings.some(({ finding, clause }) => finding === 'dead-permit' && clause === 'us-hsi/4'));
    const order = findings.map(({ blocks }) => blocks);
    assert.deepEqual(
      order,
      [...order].sort((a, b) => Number(b) - Number(a)),
    );
  });

  test('that has problems: these alone, each with its line and the nearest word', () => {
    const parts = [...analyse(drafting, { text: withAxis(4, 'place', ['san-sirro']), against: null })];
    assert.deepEqual(
      parts.map(({ part }) => part),
      ['reading'],
    );
    const [{ problems } = assert.fail()] = [said(withAxis(4, 'place', ['san-sirro'])).reading];
    assert.equal(problems.length, 1);
    assert.match(problems[0]?.message ?? '', /did you mean `san-siro`/);
  });

  test('is of the version that is asked for, and of nothing where there is none', () => {
    assert.equal(said(SAME, 1).difference?.against, 'us-hsi 1');
    const { difference } = said(SAME.replace('mandate: us-hsi', 'mandate: us-new'));
    assert.equal(difference?.against, null);
    assert(difference.words.some((change) => change.change === 'added' && change.id === 'us-new'));
  });
});

describe('an act that somebody wonders about', () => {
  const time = Date.UTC(2026, 1, 10, 12);
  const words = {
    component: 'us-ice.hsi',
    role: 'investigator',
    room: 'us-room',
    activity: 'assess-threat',
    purpose: 'counter-organised-crime',
    place: 'us-consulate-milan',
  };

  test('is decided under what is in force, with the text of the clause; in another place with its near miss', () => {
    const inside = play(drafting, null, { words, time });
    assert.deepEqual([inside.outcome, inside.clauses.map(({ id }) => id)], ['permitted', ['us-hsi/4']]);
    assert.match(inside.clauses[0]?.text ?? '', /assess threats/);
    const outside = play(drafting, null, { words: { ...words, place: 'san-siro' }, time });
    assert.equal(outside.outcome, 'outside');
    const near = outside.near.find(({ clause }) => clause === 'us-hsi/4');
    assert.match(near?.failed[0]?.en ?? '', /San Siro stadium/);
    assert.match(near?.failed[0]?.it ?? '', /Stadio di San Siro/);
  });

  test('is decided under the draft where that is asked for', () => {
    const draft = drafting.read(withAxis(4, 'place', ['san-siro']));
    assert(draft.ok);
    const question = { words: { ...words, place: 'san-siro' }, time };
    const { outcome, clauses } = play(drafting, draft.document, question);
    assert.deepEqual([outcome, clauses.map(({ id }) => id)], ['needs-approval', ['K14', 'us-hsi/4']]);
    assert.equal(play(drafting, null, question).outcome, 'outside');
  });

  test('of which nothing is said is nobody’s, of nothing known', () => {
    const { outcome } = play(drafting, null, { words: { activity: 'patrol', place: UNKNOWN, room: NONE }, time });
    assert.notEqual(outcome, 'permitted');
  });
});

test('the worker turns to the newest draft and leaves the older one as far as it came', async () => {
  const heard: FromWorker[] = [];
  let arrived: (() => Promise<void>) | undefined;
  const work = working(
    (message) => heard.push(message),
    async () => {
      const next = arrived;
      arrived = undefined;
      await next?.();
    },
  );
  await work({ ask: 'draft', number: 0, draft: { text: SAME, against: null } });
  assert.equal(heard.length, 0, 'nothing is known of the event yet');
  await work({ ask: 'event', shown });
  arrived = () => work({ ask: 'draft', number: 2, draft: { text: SAME, against: null } });
  await work({ ask: 'draft', number: 1, draft: { text: SAME, against: null } });
  const told = heard.map(({ is, number }: FromWorker) => `${is} ${number}`);
  assert.deepEqual(told, ['part 1', 'part 2', 'part 2', 'part 2', 'part 2', 'done 2']);
  await work({ ask: 'play', number: 3, text: 'no: [', question: { words: {}, time: 0 } });
  assert.deepEqual(heard.at(-1), { is: 'played', number: 3, played: null });
});
