import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { documentDigest, mandateText } from '../../../../mandates/compile.ts';
import { NONE, UNKNOWN } from '../../../../terms/axes.ts';
import { DraftText } from '../editing/draft-text.ts';
import { draftingOf, latestVersion } from '../reading/drafting.ts';
import { nextVersion } from '../reading/written-mandate.ts';
import { shownOf } from '../testing/drafting.ts';
import { analyse } from './analyse.ts';
import { brokenPromises } from './excepted.ts';
import type { FromWorker } from './messages.ts';
import type { Part, Parts } from './parts.ts';
import { play, questionOf } from './play.ts';
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
    for (const { result, cells, unkept, rests } of proofs) {
      assert(result === 'proved' && cells > 0 && !unkept);
      assert.match(rests.en, /^taken as stated: .*the activity.*\(what its actor claims and signs\)/);
      assert.match(rests.it, /^preso come dichiarato: .*l’attività/);
    }
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
    const { proofs = [], difference } = said(withAxis(4, 'activity', ['guard-site']));
    const kept = proofs.find(({ commitment }) => commitment === 'K9');
    assert.deepEqual([kept?.result, kept?.alone.result, kept?.unkept], ['proved', 'refuted', true]);
    const [region = assert.fail()] = kept?.alone.regions.told ?? [];
    assert.match(region.en, /guard a site.*permitted/);
    assert.notEqual(region.it, region.en);
    assert.deepEqual(difference?.unkept, ['K9'], 'the difference says so too');
    const change = difference?.promises.find(({ commitment }) => commitment === 'K9');
    assert.deepEqual(change, { commitment: 'K9', before: 'proved', after: 'unkept' });
    assert.deepEqual(brokenPromises(proofs, []), { blocking: ['K9'], excepted: [] });
    const exception = { commitment: 'K9', reason: 'agreed', index: 9, at: 0, person: 'it-authority-b', desk: null };
    assert.deepEqual(brokenPromises(proofs, [exception]), { blocking: [], excepted: ['K9'] });
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

  test('that is the version in force itself is compared with the one before, and with nothing where there is none', () => {
    const inForce = said(nextVersion(known.document, known.document.version)).difference;
    assert.equal(inForce?.against, null);
    const same = drafting.read(SAME);
    assert(same.ok);
    const newer = draftingOf({
      ...shown,
      documents: shown.documents
        .map((one) => (one.digest === known.digest ? { ...one, status: 'not-in-force' as const } : one))
        .concat({
          digest: documentDigest(same.document),
          mandate: 'us-hsi',
          version: 2,
          text: mandateText(same.document),
          status: 'in-force',
        }),
    });
    const parts = [...analyse(newer, { text: SAME, against: null })];
    const found = parts.find(({ part }) => part === 'difference') ?? assert.fail();
    assert.equal('against' in found.value ? found.value.against : null, 'us-hsi 1');
  });

  test('of a mandate that is suspended is compared with the suspended version, as if it were in force', () => {
    const documents = shown.documents.map((one) => {
      return one.digest === known.digest ? { ...one, status: 'suspended' as const } : one;
    });
    const parts = [...analyse(draftingOf({ ...shown, documents }), { text: SAME, against: null })];
    const found = parts.find(({ part }) => part === 'difference') ?? assert.fail();
    assert('against' in found.value && found.value.against === 'us-hsi 1');
    assert.equal(found.value.logic.result, 'proved', 'and decides the same');
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

  test('that fails on many counts is told the nearest clause with all that is missing', () => {
    const visit = {
      ...words,
      role: 'liaison-officer',
      activity: 'visit-site',
      purpose: 'delegation-protection',
      place: 'assago-arena',
    };
    const night = play(drafting, null, { words: visit, time: Date.UTC(2026, 1, 10, 2) });
    assert.equal(night.outcome, 'outside');
    const [nearest = assert.fail()] = night.near;
    assert.equal(nearest.clause, 'us-hsi/7');
    assert(nearest.failed.length > 2, String(nearest.failed.length));
    const told = nearest.failed.map(({ en }) => en).join('; ');
    assert.match(told, /the accompaniment by a host officer is missing/);
    assert.match(told, /the time is 10 February 2026, 03:00 and must be from 10 February 2026, 08:00 until .*Rome/);
    assert.equal(new Set(night.near.map(({ failed }) => failed.length)).size, 1, 'the fewest');
  });

  test('is no question without an activity, nor at a time that cannot be read', () => {
    assert.deepEqual(questionOf({ activity: 'patrol' }, 7), { words: { activity: 'patrol' }, time: 7 });
    assert.deepEqual(questionOf({ activity: 'patrol', time: '2026-02-10T12:00:00Z' }, 7)?.time, time);
    assert.equal(questionOf({ activity: 'patrol', time: '28/02 25:00' }, 7), null);
    assert.equal(questionOf({ time: '2026-02-10T12:00:00Z' }, 7), null);
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
