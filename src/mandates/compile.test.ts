import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { canonicalJson } from '../base/json.ts';
import { BUILT_IN_GROUPS } from '../terms/act-kinds.ts';
import {
  assembleSet,
  assumptionsIn,
  documentDigest,
  mandateText,
  parseMandateDocument,
  parseMandateSet,
  rulesOfCommitments,
  rulesOfMandate,
  setId,
} from './compile.ts';
import { prepare } from './decider.ts';
import { explainDecision, namesOf } from './explain.ts';
import { readScenario } from './read-scenario.ts';
import { smallScenario } from './testing/scenario-fixture.ts';
import { WHOLE_EVENT } from './testing/whole-event.ts';
import { watchCommitments } from './watch.ts';

const read = readScenario(smallScenario());
assert.ok(read.ok, JSON.stringify(read));
const { scenario } = read;
const visit = scenario.mandates[1];
assert.ok(visit !== undefined);
const ms = (text: string) => Date.parse(text);

describe('a mandate as rules', () => {
  const [one, two, three] = rulesOfMandate(visit);

  it('expands groups, and bounds a clause by the time of the mandate', () => {
    assert.equal(one?.id, 'visit/1');
    assert.deepEqual(one?.agency, ['guest']);
    assert.deepEqual(one?.activity, [...(BUILT_IN_GROUPS['room-keeping'] ?? [])].sort());
    assert.deepEqual(one?.axes, { component: ['guest.analysts'], room: ['guest-room'] });
    assert.deepEqual(one?.windows, [[ms('2026-02-05T00:00:00Z'), ms('2026-02-09T00:00:00Z')]]);
  });

  it('expands `not`, phases, and leaves `any` out', () => {
    assert.deepEqual(two?.axes, { purpose: ['crime', 'security'], place: ['consulate'] });
    assert.deepEqual(two?.windows, [[ms('2026-02-06T00:00:00Z'), ms('2026-02-08T00:00:00Z')]]);
  });

  it('expands a forbid to leaves, the one elsewhere among them', () => {
    assert.deepEqual(three?.activity, ['arrest', 'patrol']);
    assert.deepEqual(three?.axes, { place: ['land.elsewhere', 'stadium', 'town.elsewhere'] });
  });

  it('expands local hours day by day', () => {
    const daily = readScenario(
      smallScenario({
        'mandates/visit.yaml': (text) => text.replace('[{phase: games}]', '[{daily: {from: "20:00", until: "08:00"}}]'),
      }),
    );
    assert.ok(daily.ok);
    const windows = rulesOfMandate(daily.scenario.mandates[1] ?? visit)[1]?.windows;
    assert.equal(windows?.length, 5);
    assert.deepEqual(windows?.[0], [ms('2026-02-05T00:00:00Z'), ms('2026-02-05T07:00:00Z')]);
    assert.deepEqual(windows?.[1], [ms('2026-02-05T19:00:00Z'), ms('2026-02-06T07:00:00Z')]);
  });
});

describe('commitments as rules', () => {
  it('bind all guests by name, or a component, and statements are none', () => {
    assert.deepEqual(rulesOfCommitments(scenario.commitments), [
      { id: 'K1', effect: 'forbid', agency: ['guest'], activity: ['arrest'], axes: {}, windows: null },
      {
        id: 'K2',
        effect: 'require-approval',
        agency: ['guest'],
        activity: null,
        axes: { component: ['guest.field'] },
        windows: null,
      },
    ]);
  });
});

describe('a mandate document', () => {
  it('is read again from its canonical text, with its digest', () => {
    const again = parseMandateDocument(mandateText(visit));
    assert.deepEqual(again, visit);
    assert.equal(documentDigest(again), documentDigest(visit));
    assert.match(documentDigest(visit), /^[0-9a-f]{64}$/);
    assert.deepEqual(assumptionsIn(again), ['visit/1', 'visit/2', 'visit/3']);
  });

  it('is read from before terms were asked for, and states none', () => {
    const { terms, ...old } = visit;
    assert.ok(terms !== undefined);
    const again = parseMandateDocument(mandateText(old));
    assert.deepEqual(again, old);
    assert.notEqual(documentDigest(again), documentDigest(visit));
  });

  it('has other terms without another rule: they decide nothing', () => {
    const changed = readScenario(
      smallScenario({ 'mandates/visit.yaml': (text) => text.replace('text: "None."', 'text: "Machine guns."') }),
    );
    assert.ok(changed.ok);
    assert.notEqual(documentDigest(changed.scenario.mandates[1] ?? visit), documentDigest(visit));
    assert.equal(setId(assembleSet(changed.scenario)), setId(assembleSet(scenario)));
  });

  it('is not read from anything else', () => {
    const nameless = mandateText(visit).replace('"arms":', '"armz":');
    assert.throws(() => parseMandateDocument(nameless), TypeError);
    assert.throws(() => parseMandateDocument('{}'), TypeError);
    assert.throws(() => parseMandateDocument(` ${mandateText(visit)}`), TypeError);
    assert.throws(() => parseMandateDocument(mandateText(visit).replace('"format":1', '"format":2')), TypeError);
  });

  it('keeps its digest whatever is only layout, and changes it with a word', () => {
    const change = (text: (before: string) => string) => {
      const changed = readScenario(smallScenario({ 'mandates/visit.yaml': text }));
      assert.ok(changed.ok);
      return documentDigest(changed.scenario.mandates[1] ?? visit);
    };
    assert.equal(
      change((text) => `# a remark\n${text.replaceAll('[X1]', '[ X1 ]')}`),
      documentDigest(visit),
    );
    assert.notEqual(
      change((text) => text.replace('No streets.', 'No street.')),
      documentDigest(visit),
    );
  });
});

describe('a set', () => {
  const set = assembleSet(scenario);

  it('has the same id whatever order its mandates came in', () => {
    assert.equal(setId(assembleSet({ ...scenario, mandates: [...scenario.mandates].reverse() })), setId(set));
    assert.notEqual(setId(assembleSet({ ...scenario, mandates: [] })), setId(set));
  });

  it('holds the words of the vocabulary and of the room, sorted', () => {
    assert.deepEqual(set.vocabulary.agencies.room, { standing: 'room' });
    assert.equal(set.vocabulary.activities['alert.raise']?.safety, 'everyone');
    assert.equal(set.vocabulary.activities['declaration.make']?.safety, 'host');
    assert.deepEqual(set.vocabulary.activities.arrest, { coercive: true, power: 'arrest', safety: 'none' });
    const { axes } = set.vocabulary;
    assert.deepEqual(axes.place, ['consulate', 'land.elsewhere', 'stadium', 'town.elsewhere']);
    assert.deepEqual(axes.role, ['analyst', 'duty', 'operator', 'registrar']);
    assert.deepEqual(axes.purpose, ['crime', 'room-duty', 'security']);
    assert.deepEqual(axes.room, ['guest-room', 'main-room', 'none']);
    assert.deepEqual(axes.recipient, ['guest.analysts', 'guest.field', 'host.desk', 'none', 'office.staff']);
    assert.deepEqual(axes['zone.maximum'], ['inside', 'outside']);
  });

  it('is read again from its canonical text, and from nothing else', () => {
    const text = canonicalJson(set);
    assert.deepEqual(parseMandateSet(text), set);
    assert.equal(setId(parseMandateSet(text)), setId(set));
    assert.throws(() => parseMandateSet('{}'), TypeError);
    assert.throws(() => parseMandateSet(` ${text}`), TypeError);
    assert.throws(() => parseMandateSet(text.replace('"format":1', '"format":2')), TypeError);
    assert.throws(() => parseMandateSet(text.replace('"effect":"forbid"', '"effect":"advise"')), TypeError);
  });

  const facts = {
    agency: 'guest',
    activity: 'assess',
    approval: 'none' as const,
    axes: { component: 'guest.analysts', purpose: 'crime', place: 'stadium', room: 'guest-room' },
    broken: [],
    time: ms('2026-02-06T10:00:00Z'),
  };

  it('decides, and the decision is told in words', () => {
    const outside = prepare(set).decide(facts);
    assert.equal(outside.outcome, 'outside');
    assert.equal(
      explainDecision(outside, namesOf(scenario)),
      'outside every mandate. visit/2 (“Clause 2.”) would apply but for the place: the place is The stadium and must be The consulate.',
    );
    const late = prepare(set).decide({
      ...facts,
      axes: { ...facts.axes, place: 'consulate' },
      time: ms('2026-02-08T00:00:00Z'),
    });
    assert.equal(
      explainDecision(late, namesOf(scenario)),
      'outside every mandate. visit/2 (“Clause 2.”) would apply but for the time: the time is 8 February 2026, 01:00 and must be ' +
        'from 6 February 2026, 01:00 until 8 February 2026, 01:00 (Europe/Rome).',
    );
    const arrest = prepare(set).decide({ ...facts, activity: 'arrest' });
    assert.match(
      explainDecision(arrest, namesOf(scenario)),
      /^prohibited by K1 \(“No guest arrests anybody\.”\), R-05 \(“A coercive deed .*”\) and visit\/3 \(“No streets\.”\)\.$/,
    );
  });

  it('tells which forbidding promises an act touches, though a set may not hold them', () => {
    const watch = watchCommitments(scenario.commitments, set.vocabulary);
    assert.deepEqual(watch({ ...facts, activity: 'arrest' }), ['K1']);
    assert.deepEqual(watch({ ...facts, agency: 'unknown', activity: 'arrest' }), ['K1']);
    assert.deepEqual(watch({ ...facts, agency: 'host', activity: 'arrest' }), []);
    assert.deepEqual(watch(facts), []);
  });
});

test('what was written is read again, and what is no checked mandate or set is refused as that', () => {
  const [visit = assert.fail(), port = assert.fail()] = WHOLE_EVENT.mandates;
  for (const mandate of [visit, port]) assert.deepEqual(parseMandateDocument(mandateText(mandate)), mandate);
  const set = assembleSet(WHOLE_EVENT);
  assert.deepEqual(parseMandateSet(canonicalJson(set)), set);
  assert.throws(() => parseMandateDocument('{}'), /^TypeError: a stored text is no checked mandate document$/);
  assert.throws(() => parseMandateSet('{}'), /^TypeError: the text is no mandate set$/);
  assert.deepEqual(assumptionsIn(port), ['port/coast', 'port/never', 'port/tow']);
});
