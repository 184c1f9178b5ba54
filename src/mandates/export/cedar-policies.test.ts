import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { MandateSet, Rule } from '../../terms/mandate-set.ts';
import { SMALL_SET } from '../testing/small-set.ts';
import { cedarPolicies, clauseOfPolicy } from './cedar-policies.ts';
import { cedarSchema } from './cedar-schema.ts';
import { cedarRequest, cedarString, cedarWordsOf } from './cedar-words.ts';

function setOf(rules: readonly Rule[], axes: MandateSet['vocabulary']['axes'] = { place: ['p', 'q'] }): MandateSet {
  return {
    format: 1,
    interpreter: 1,
    vocabulary: {
      id: 'small',
      version: 1,
      agencies: { host: { standing: 'host' }, guest: { standing: 'guest' }, room: { standing: 'room' } },
      activities: {
        patrol: { coercive: false, power: null, safety: 'none' },
        arrest: { coercive: true, power: 'arrest', safety: 'none' },
        alert: { coercive: false, power: null, safety: 'everyone' },
      },
      axes,
    },
    rules,
    houseRules: [{ id: 'R-02', text: 'An open shift.' }],
  };
}

const rule = (id: string, effect: Rule['effect'], more: Partial<Rule> = {}): Rule => ({
  id,
  effect,
  agency: ['guest'],
  activity: ['patrol'],
  axes: { place: ['p'] },
  windows: [
    [100, 200],
    [300, null],
  ],
  ...more,
});

const textOf = (set: MandateSet, id: string) => cedarPolicies(set).find((policy) => policy.id === id)?.text;

/** The texts beside the small set: read them when they change, clause by clause. */
const written = (name: string) => readFileSync(new URL(`testing/${name}`, import.meta.url), 'utf8');
const textsOf = (set: MandateSet) =>
  cedarPolicies(set)
    .map(({ text }) => text)
    .join('\n');

describe('the policies of a set', () => {
  it('are all its rules and all the house rules, word for word', () => {
    assert.equal(textsOf(SMALL_SET), written('small-set.cedar'));
    assert.equal(cedarSchema(cedarWordsOf(SMALL_SET)), written('small-set.cedarschema'));
  });

  it('leave out what there is none of: neither room nor host, nothing coercive and no safety', () => {
    const { vocabulary } = SMALL_SET;
    const agencies = { visitor: { standing: 'guest' } } as const;
    const rules = ['permit', 'permit-with-approval', 'forbid', 'require-approval'] as const;
    const bare: MandateSet = {
      ...SMALL_SET,
      vocabulary: { ...vocabulary, agencies, activities: { patrol: { coercive: false, power: null, safety: 'none' } } },
      rules: rules.map((effect, n) => ({ ...rule(`m/${n}`, effect), agency: null, axes: {}, windows: null })),
      houseRules: [],
    };
    assert.equal(
      textsOf(bare),
      `@id("m/0#permit")
permit (principal, action in [Action::"patrol"], resource);

@id("m/1#permit-with-approval")
permit (principal, action in [Action::"patrol"], resource)
when { context.approved };

@id("m/2#forbid")
forbid (principal, action in [Action::"patrol"], resource);

@id("m/3#require-approval")
forbid (principal, action in [Action::"patrol"], resource)
unless { context.approved };

@id("(any other)#broken")
forbid (principal, action, resource)
when { context.broken.contains(HouseRule::"(any other)") };
`,
    );
  });

  it('say of each safety and of coercion what there is of it, whoever is there', () => {
    const activities = {
      'timer.due': { coercive: false, power: null, safety: 'everyone' },
      rescue: { coercive: false, power: null, safety: 'host' },
      arrest: { coercive: true, power: 'arrest', safety: 'none' },
    } as const;
    const { vocabulary } = SMALL_SET;
    const withAgencies = (agencies: MandateSet['vocabulary']['agencies']) =>
      textsOf({ ...SMALL_SET, vocabulary: { ...vocabulary, agencies, activities }, rules: [], houseRules: [] });
    const coercion = (others: string) => `@id("R-05#guards")
forbid (principal, action in [Action::"arrest"], resource)
${others}unless { context.axes["accompaniment"] == Accompaniment::"yes" && context.axes["conferral"] == Conferral::"yes" };

@id("R-05#approval")
forbid (principal, action in [Action::"arrest"], resource)
${others}unless { context.approved };

@id("R-22#safety")
permit (principal, action in [Action::"timer.due"], resource);
`;
    const broken = (more: string) => `@id("(any other)#broken")
forbid (principal, action, resource)
when { context.broken.contains(HouseRule::"(any other)") }
unless { action == Action::"timer.due" }${more};

`;
    assert.equal(
      withAgencies({}),
      broken('') + coercion(''),
      'where there is no host, nothing is said of what is the host’s',
    );
    assert.equal(
      withAgencies({ police: { standing: 'host-authority' } }),
      `${broken('\nunless { principal == Agency::"police" && action == Action::"rescue" }')}${coercion('unless { principal == Agency::"police" }\n')}
@id("R-22#safety.2")
permit (principal, action in [Action::"rescue"], resource)
when { principal == Agency::"police" };
`,
    );
    assert.equal(
      withAgencies({ clock: { standing: 'room' } }),
      `${broken('')}${coercion('unless { principal == Agency::"clock" }\n')}
@id("R-28#room")
permit (principal, action, resource)
when { principal == Agency::"clock" }
unless { action == Action::"timer.due" };
`,
      'the clock, which nothing holds up, needs no permit of its own',
    );
  });

  it('say a permit as it is written', () => {
    assert.equal(
      textOf(setOf([rule('m/1', 'permit')]), 'm/1#permit'),
      `@id("m/1#permit")
permit (principal, action in [Action::"patrol"], resource)
when { principal == Agency::"guest" }
when { context.axes["place"] == Place::"p" }
when { (context.time >= 100 && context.time < 200) || (context.time >= 300) }
unless { principal == Agency::"room" && !(action == Action::"alert") };
`,
    );
  });

  it('let what is against match what is unknown, and nothing hold up what is safety', () => {
    assert.equal(
      textOf(setOf([rule('K1', 'require-approval', { windows: null })]), 'K1#require-approval'),
      `@id("K1#require-approval")
forbid (principal, action in [Action::"patrol"], resource)
when { [Agency::"guest", Agency::"unknown"].contains(principal) }
when { [Place::"p", Place::"unknown"].contains(context.axes["place"]) }
unless { principal == Agency::"room" }
unless { action == Action::"alert" }
unless { context.approved };
`,
    );
  });

  it('have an id of their own for each rule, from which the clause is read again', () => {
    const ids = cedarPolicies(setOf([rule('m/1', 'permit'), rule('m/1', 'permit'), rule('m#1', 'permit')])).map(
      ({ id }) => id,
    );
    assert.deepEqual(ids.slice(0, 3), ['m/1#permit', 'm/1#permit.2', 'm#1#permit']);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(ids.slice(0, 3).map(clauseOfPolicy), [
      { clause: 'm/1', tag: 'permit' },
      { clause: 'm/1', tag: 'permit' },
      { clause: 'm#1', tag: 'permit' },
    ]);
  });

  it('are all the house rules that decide', () => {
    assert.deepEqual(
      cedarPolicies(setOf([])).map(({ id }) => id),
      ['R-02#broken', '(any other)#broken', 'R-05#guards', 'R-05#approval', 'R-22#safety', 'R-27#room', 'R-28#room'],
    );
  });

  it('let the room do all but what is safety, whatever there is of it', () => {
    const roomOf = (activities: MandateSet['vocabulary']['activities']) => {
      const set = setOf([rule('m/1', 'permit', { windows: null, axes: {} })]);
      const policies = cedarPolicies({ ...set, vocabulary: { ...set.vocabulary, activities } });
      return policies.flatMap(({ id, text }) => (/^m|^R-28/.test(id) ? text.match(/unless .*/g) : []));
    };
    assert.deepEqual(roomOf({}), [
      'unless { principal == Agency::"room" };',
      'unless { action == Action::"timer.due" };',
    ]);
    const safe = { coercive: false, power: null, safety: 'everyone' } as const;
    assert.deepEqual(roomOf({ warn: safe, alert: safe }), [
      'unless { principal == Agency::"room" && !([Action::"alert", Action::"warn"].contains(action)) };',
      'unless { [Action::"alert", Action::"timer.due", Action::"warn"].contains(action) };',
    ]);
  });

  it('never match where a list holds nothing', () => {
    const nowhere = setOf([rule('m/1', 'permit', { agency: null, activity: ['dance'], axes: {}, windows: null })]);
    assert.match(
      textOf(nowhere, 'm/1#permit') ?? '',
      /^permit \(principal, action, resource\)\nwhen { false }\nunless/m,
    );
    for (const empty of [{ agency: [] }, { activity: ['dance'] }, { axes: { place: ['unknown'] } }, { windows: [] }]) {
      assert.match(textOf(setOf([rule('m/1', 'permit', empty)]), 'm/1#permit') ?? '', /when { false }/);
    }
  });
});

describe('the words of a set in Cedar', () => {
  it('cannot end the string that they stand in', () => {
    assert.equal(cedarString('a"b\\c\n\u{1f600}é'), '"a\\u{22}b\\u{5c}c\\u{a}\\u{1f600}\\u{e9}"');
    const text = textOf(setOf([rule('m"/1', 'permit', { axes: { place: ['p") };'] } })]), 'm"/1#permit') ?? '';
    assert.match(text, /@id\("m\\u\{22\}\/1#permit"\)/);
    assert.match(text, /Place::"p\\u\{22\}\) \};" }/);
  });

  it('are of types with names of their own, whatever the axes are called', () => {
    const names = ['set', 'record', 'agency', 'zone.max', 'zone-max', 'zone_max', '-zone.Max-', '9', '9-a', 'facts'];
    const { axes } = cedarWordsOf(setOf([], Object.fromEntries(names.map((name) => [name, ['x']]))));
    const types = [...axes.values()].map(({ type }) => type);
    assert.equal(new Set(types).size, types.length);
    for (const type of types) assert.match(type, /^[A-Z]\w*$/);
    const ofZone = [...axes].filter(([axis]) => axis.includes('zone'));
    assert.deepEqual(
      ofZone.map(([axis, { type }]) => `${axis} ${type}`),
      ['-zone.Max- ZoneMax', 'zone-max ZoneMax_2', 'zone.max ZoneMax_3', 'zone_max ZoneMax_4'],
    );
    for (const taken of ['Set', 'Record', 'Agency', 'Facts']) assert(!types.includes(taken), taken);
    assert.match(cedarSchema(cedarWordsOf(setOf([], { 'zone.max': ['x'] }))), /\n {4}"zone\.max": ZoneMax,\n/);
  });

  it('never have the name of a type that Cedar has, nor of one that this form has', () => {
    const taken = [
      'Action',
      'Agency',
      'Bool',
      'Boolean',
      'Deed',
      'Entity',
      'Extension',
      'Facts',
      'HouseRule',
      'Long',
      'Record',
      'Set',
      'String',
    ];
    const { axes } = cedarWordsOf(setOf([], Object.fromEntries(taken.map((name) => [name, ['x']]))));
    for (const [axis, { type }] of axes) assert(!taken.includes(type), `${axis} is of the type ${type}`);
  });

  it('are those of the vocabulary and of the rules, on axes of either', () => {
    const { axes, agencies } = cedarWordsOf(
      setOf([rule('m/1', 'permit', { agency: ['stranger'], axes: { place: ['r'], weather: ['rain'] } })]),
    );
    assert.deepEqual([...axes.keys()], ['accompaniment', 'conferral', 'place', 'weather']);
    assert.deepEqual(axes.get('place')?.words, ['p', 'q', 'r', 'unknown', '(any other)']);
    assert.deepEqual(axes.get('weather')?.words, ['rain', 'unknown', '(any other)']);
    assert.deepEqual(axes.get('conferral')?.words, ['unknown', 'yes', '(any other)']);
    assert.deepEqual(agencies.words, ['guest', 'host', 'room', 'stranger', 'unknown', '(any other)']);
  });

  it('may be names that every object has', () => {
    const axes = { place: ['p'], constructor: ['hasOwnProperty'], toString: ['x'] };
    const set = setOf([rule('m/1', 'permit', { axes: { valueOf: ['y'] } }), rule('m/2', 'permit')], axes);
    const words = cedarWordsOf(set);
    const wordsOf = (axis: string) => words.axes.get(axis)?.words;
    assert.deepEqual(wordsOf('constructor'), ['hasOwnProperty', 'unknown', '(any other)']);
    assert.deepEqual(wordsOf('valueOf'), ['unknown', 'y', '(any other)']);
    const facts = {
      agency: 'guest',
      activity: 'arrest',
      approval: 'none',
      axes: { place: 'p', toString: 'z' },
    } as const;
    const entity = (type: string, id: string) => ({ __entity: { type, id } });
    assert.deepEqual(cedarRequest(words, { ...facts, broken: ['R-02'], time: -7 }, false), {
      principal: { type: 'Agency', id: 'guest' },
      action: { type: 'Action', id: 'arrest' },
      resource: { type: 'Deed', id: 'this' },
      context: {
        approved: false,
        time: -7,
        broken: [entity('HouseRule', 'R-02')],
        axes: {
          accompaniment: entity('Accompaniment', 'unknown'),
          conferral: entity('Conferral', 'unknown'),
          constructor: entity('Constructor', 'unknown'),
          place: entity('Place', 'p'),
          toString: entity('ToString', '(any other)'),
          valueOf: entity('ValueOf', 'unknown'),
        },
      },
    });
  });

  it('stand for any fact: what is not there is unknown, what nobody has is any other', () => {
    const words = cedarWordsOf(setOf([]));
    const facts = {
      agency: 'stranger',
      activity: 'dance',
      approval: 'none',
      axes: {},
      broken: ['R-77', 'R-78'],
      time: 5,
    } as const;
    const { principal, action, context } = cedarRequest(words, facts, true);
    assert.deepEqual([principal.id, action.id], ['(any other)', '(any other)']);
    assert.deepEqual(context.axes['place'], { __entity: { type: 'Place', id: 'unknown' } });
    assert.deepEqual(context.broken, [{ __entity: { type: 'HouseRule', id: '(any other)' } }]);
    assert.throws(() => cedarWordsOf(setOf([rule('m/1', 'permit', { agency: ['(any other)'] })])), RangeError);
  });

  it('make the same texts whatever the order of the vocabulary', () => {
    const set = setOf([rule('m/1', 'permit', { axes: { place: ['q', 'p', 'q'] }, agency: ['room', 'guest'] })]);
    const { agencies, activities, axes } = set.vocabulary;
    const turned = <Value>(record: Readonly<Record<string, Value>>) =>
      Object.fromEntries(Object.entries(record).reverse());
    const vocabulary = {
      ...set.vocabulary,
      agencies: turned(agencies),
      activities: turned(activities),
      axes: turned(axes),
    };
    const rules = set.rules.map((one) => ({ ...one, axes: { place: ['p', 'q'] }, agency: ['guest', 'room'] }));
    assert.deepEqual(cedarPolicies({ ...set, vocabulary, rules }), cedarPolicies(set));
    assert.equal(cedarSchema(cedarWordsOf({ ...set, vocabulary, rules })), cedarSchema(cedarWordsOf(set)));
  });
});
