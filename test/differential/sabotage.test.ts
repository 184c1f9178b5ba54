import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '../../src/base/testing/properties.ts';
import { assembleSet } from '../../src/mandates/compile.ts';
import { type CedarPolicy, cedarPolicies, clauseOfPolicy } from '../../src/mandates/export/cedar-policies.ts';
import { cedarRequest, cedarWordsOf } from '../../src/mandates/export/cedar-words.ts';
import { conformancePack } from '../../src/mandates/export/conformance.ts';
import { compareRandomSets, compareScenario, compareSet, type Sabotage, scenarioNamed } from './cedar-differential.ts';
import { loadCedar } from './stock-cedar.ts';

const seed = fc.readConfigureGlobal().seed ?? 0;

/** Rewrites the policies with one of these tags. */
const rewritten =
  (tags: readonly string[], rewrite: (text: string) => string): Sabotage =>
  (policies) =>
    policies.map((policy) =>
      tags.includes(clauseOfPolicy(policy.id).tag) ? { ...policy, text: rewrite(policy.text) } : policy,
    );
const without =
  (tag: string): Sabotage =>
  (policies) =>
    policies.filter(({ id }) => clauseOfPolicy(id).tag !== tag);
const dropFirst = (part: 'when' | 'unless') => (text: string) =>
  text.replace(new RegExp(`\n${part} .*?( })(;?)`), '$2');

const AGAINST = ['forbid', 'require-approval'];
const SABOTAGES: Readonly<Record<string, Sabotage>> = {
  'forbids that err': rewritten(['forbid'], (text) =>
    text.replace(/;\n$/, '\nwhen { context.axes["no such axis"] == 1 };\n'),
  ),
  'permits that have lost their first condition': rewritten(['permit'], dropFirst('when')),
  'forbids that have lost their first condition': rewritten(['forbid'], dropFirst('when')),
  'forbids without their exceptions': rewritten(['forbid'], (text) => text.replace(/\nunless [^;]*;/, ';')),
  'demands that no approval fulfils': rewritten(AGAINST, (text) => text.replace('\nunless { context.approved }', '')),
  'permits that want no approval': rewritten(['permit-with-approval'], (text) =>
    text.replace('\nwhen { context.approved }', ''),
  ),
  'windows that include their end': (policies) =>
    policies.map((policy) => ({ ...policy, text: policy.text.replaceAll('context.time < ', 'context.time <= ') })),
  'forbids that do not hold for what is unknown': rewritten(AGAINST, (text) =>
    text.replaceAll(/, \w+::"unknown"/g, ''),
  ),
  'no R-05 for want of guards': without('guards'),
  'no R-05 for want of approval': without('approval'),
  'no R-22': without('safety'),
  'no house rules that are broken': without('broken'),
};

/** Together no more than `npm test` decides in earnest; what is broken is found in the first of them or soon after. */
const [CHUNK, CHUNKS] = [200, 15];

describe('the comparison with stock Cedar finds', () => {
  for (const [what, sabotage] of Object.entries(SABOTAGES)) {
    it(what, () => {
      const isFound = (n: number) => compareRandomSets(CHUNK, seed + n, sabotage).differences.length > 0;
      assert.ok(Array.from({ length: CHUNKS }, (_, n) => n).some(isFound));
    });
  }

  it('one lost condition of one policy of a scenario', async () => {
    const scenario = assembleSet(await scenarioNamed('harbour-summit'));
    const facts = conformancePack(scenario, { seed, random: 0 }).requests.map((request) => request.facts);
    const [first] = cedarPolicies(scenario).filter(({ id }) => clauseOfPolicy(id).tag === 'permit');
    assert(first !== undefined);
    const sabotage: Sabotage = (policies) =>
      policies.map((policy) =>
        policy.id === first.id ? { ...policy, text: policy.text.replace(/\nwhen { [^}]*place[^}]* }/, '') } : policy,
      );
    assert.notEqual(sabotage([first])[0]?.text, first.text);
    assert.notDeepEqual(compareSet(scenario, facts, sabotage).differences, []);
    assert.deepEqual((await compareScenario('harbour-summit', 50, seed)).differences, []);
  });
});

describe('an erring forbid', () => {
  const policies = (condition: string): CedarPolicy[] => [
    { id: 'm/1#permit', text: 'permit (principal, action, resource);' },
    { id: 'K1#forbid', text: `forbid (principal, action, resource) when { ${condition} };` },
  ];
  const set = {
    format: 1,
    interpreter: 1,
    vocabulary: { id: 'small', version: 1, agencies: {}, activities: {}, axes: {} },
    rules: [],
    houseRules: [],
  } as const;
  const facts = { agency: 'guest', activity: 'patrol', approval: 'none', axes: {}, broken: [], time: 0 } as const;

  it('vanishes in stock Cedar, which allows what it forbids; read as this form has it, that is a refusal', () => {
    const cedar = loadCedar(set, { policies: policies('context.noSuchFact'), isValidated: false });
    const answer = cedar.ask(cedarRequest(cedarWordsOf(set), facts, false));
    assert.equal(answer.decision, 'allow');
    assert.equal(answer.errors.length, 1);
    assert.equal(cedar.decide(facts).ok, false);
  });

  it('does not pass strict validation', () => {
    assert.throws(() => loadCedar(set, { policies: policies('context.noSuchFact') }), /noSuchFact/);
    assert.doesNotThrow(() => loadCedar(set, { policies: policies('context.approved') }));
  });
});
