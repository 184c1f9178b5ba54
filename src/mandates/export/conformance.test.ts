import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { seededRandom } from '../../base/seeded-random.ts';
import { fc } from '../../base/testing/properties.ts';
import { readScenarioFolder, scenarioFolder } from '../../scenarios/read.ts';
import { type MandateSet, RULE_EFFECTS, type Rule } from '../../terms/mandate-set.ts';
import { type FactsVector, OUTCOMES } from '../../terms/outcome.ts';
import { assembleSet } from '../compile.ts';
import { decideV1, ruleMatches } from '../interpreter-1.ts';
import { anySet } from '../testing/set-arbitraries.ts';
import { type ConformancePack, conformancePack } from './conformance.ts';
import { FactsMaker } from './conformance-facts.ts';
import { conformanceFiles } from './export-files.ts';

async function setNamed(name: string): Promise<MandateSet> {
  const read = await readScenarioFolder(scenarioFolder(name));
  assert(read.ok);
  return assembleSet(read.scenario);
}

const isMatched = (set: MandateSet, rule: MandateSet['rules'][number]) => (facts: FactsVector) =>
  ruleMatches(rule, facts, Object.hasOwn(set.vocabulary.activities, facts.activity));

for (const name of ['milano-cortina-2026', 'harbour-summit']) {
  describe(`the conformance pack of ${name}`, async () => {
    const set = await setNamed(name);
    const pack = conformancePack(set, { seed: 1, random: 200 });
    const vectors = pack.requests.map(({ facts }) => facts);

    it('matches every rule, and has every outcome, what is expected and every request once', () => {
      for (const rule of set.rules) assert(vectors.some(isMatched(set, rule)), rule.id);
      assert.deepEqual([pack.matched, pack.unmatched], [set.rules.length, []]);
      for (const outcome of OUTCOMES) assert(pack.outcomes[outcome] > 20, `${outcome}: ${pack.outcomes[outcome]}`);
      for (const { facts, outcome, clauses } of pack.requests) {
        assert.deepEqual({ outcome, clauses }, decideV1(set, facts));
      }
      assert.equal(new Set(vectors.map((one) => JSON.stringify(one))).size, vectors.length);
    });

    it('has both sides of every bound of a window, every axis of every rule unknown, every house rule broken', () => {
      const times = new Set(vectors.map(({ time }) => time));
      for (const bound of set.rules.flatMap(({ windows }) => (windows ?? []).flat())) {
        if (bound !== null) assert(times.has(bound) && times.has(bound - 1), String(bound));
      }
      for (const axis of Object.keys(set.vocabulary.axes)) {
        assert(
          vectors.some(({ axes }) => axes[axis] === 'unknown'),
          axis,
        );
      }
      assert(vectors.some(({ agency }) => agency === 'unknown'));
      assert(vectors.some(({ activity }) => !Object.hasOwn(set.vocabulary.activities, activity)));
      for (const { id } of set.houseRules)
        assert(
          vectors.some(({ broken }) => broken.includes(id)),
          id,
        );
    });

    it('has most rules among the clauses that determine an outcome', () => {
      const determining = new Set(pack.requests.flatMap(({ clauses }) => clauses));
      const idle = set.rules.filter(({ id }) => !determining.has(id)).map(({ id }) => id);
      assert(idle.length <= set.rules.length / 20, idle.join(', '));
    });

    it('is the same for the same seed, and another for another', () => {
      const again = conformancePack(set, { seed: 1, random: 200 });
      assert.deepEqual(again, pack);
      assert.notDeepEqual(conformancePack(set, { seed: 2, random: 200 }).requests, pack.requests);
    });
  });
}

/** Rules of every sort: matched at once, seldom and never; determining always, for some activities, for none; listing a word that is unknown, one that nobody has, and none; of each kind of window. */
const FEW: MandateSet = {
  format: 1,
  interpreter: 1,
  vocabulary: {
    id: 'few',
    version: 1,
    agencies: { guest: { standing: 'guest' }, police: { standing: 'host' } },
    activities: {
      patrol: { coercive: false, power: null, safety: 'none' },
      arrest: { coercive: true, power: 'arrest', safety: 'none' },
      rescue: { coercive: false, power: null, safety: 'host' },
    },
    axes: { accompaniment: ['yes', 'no'], conferral: ['yes', 'no'], place: ['park', 'quay'] },
  },
  rules: [
    { id: 'm/1', effect: 'permit', agency: null, activity: null, axes: {}, windows: [[1_000, 1_010]] },
    {
      id: 'm/2',
      effect: 'permit-with-approval',
      agency: ['guest'],
      activity: ['patrol', 'dance'],
      axes: { place: ['unknown', 'park', 'moon'] },
      windows: [
        [null, -5],
        [2_000, null],
      ],
    },
    {
      id: 'm/3',
      effect: 'forbid',
      agency: ['unknown'],
      activity: null,
      axes: { place: ['quay'] },
      windows: [[null, null]],
    },
    { id: 'm/4', effect: 'forbid', agency: ['police'], activity: [], axes: { weather: ['storm'] }, windows: [] },
    { id: 'm/5', effect: 'require-approval', agency: null, activity: ['patrol'], axes: {}, windows: null },
    {
      id: 'm/6',
      effect: 'permit',
      agency: ['guest', 'police'],
      activity: ['patrol', 'arrest'],
      axes: {},
      windows: [[2_000, 3_000]],
    },
    {
      id: 'm/7',
      effect: 'permit-with-approval',
      agency: ['police'],
      activity: ['rescue', 'patrol'],
      axes: {},
      windows: [[2_000, 3_000]],
    },
    { id: 'K1', effect: 'forbid', agency: ['guest'], activity: ['patrol'], axes: {}, windows: null },
  ],
  houseRules: [
    { id: 'R-02', text: 'An open shift.' },
    { id: 'R-07', text: 'Said before it is done.' },
  ],
};

/** A request a line: what it shows, its facts, and what is expected. */
function linesOf({ requests }: ConformancePack): string {
  const lines = requests.map(({ shows, facts, outcome, clauses }) => {
    const axes = Object.entries(facts.axes).map(([axis, word]) => `${axis}=${word}`);
    const head = [
      facts.agency,
      facts.activity,
      `approval=${facts.approval}`,
      ...axes,
      `broken=${facts.broken}`,
      facts.time,
    ];
    return `${shows}: ${head.join(' ')} -> ${outcome} [${clauses}]\n`;
  });
  return lines.join('');
}

describe('a conformance pack', () => {
  it('is the same request for request in every version: who has its set and its seed can make it again', () => {
    const pack = conformancePack(FEW, { seed: 6, random: 40 });
    assert.equal(linesOf(pack), readFileSync(new URL('testing/few-requests.txt', import.meta.url), 'utf8'));
    assert.deepEqual([pack.matched, pack.unmatched], [7, ['m/4']]);
    assert.deepEqual(
      pack.outcomes,
      Object.fromEntries(OUTCOMES.map((one) => [one, pack.requests.filter(({ outcome }) => outcome === one).length])),
    );
  });

  it('is at random near to the rules of a set, whichever effects they have', () => {
    for (const effect of RULE_EFFECTS) {
      const only: Rule = {
        id: 'm/1',
        effect,
        agency: ['guest'],
        activity: ['arrest'],
        axes: { place: ['quay'] },
        windows: null,
      };
      const set = { ...FEW, rules: [only] };
      const maker = new FactsMaker(set, seededRandom(5));
      const near = Array.from({ length: 200 }, () => maker.random()).filter(isMatched(set, only));
      assert(near.length > 100 && near.length < 200, `a rule to ${effect} matches ${near.length} of 200`);
    }
  });

  it('of a set in which there is nothing holds words that nobody has, at the beginning of time', () => {
    const nothing = {
      ...FEW,
      vocabulary: { ...FEW.vocabulary, agencies: {}, activities: {} },
      rules: [],
      houseRules: [],
    };
    const { requests } = conformancePack(nothing, { seed: 5, random: 60 });
    assert(requests.length > 20);
    for (const { facts, outcome } of requests) {
      assert.equal(outcome, 'outside');
      assert.deepEqual(facts.broken, []);
      assert(Math.abs(facts.time) <= 1, `${facts.time} is no bound of anything`);
    }
  });

  it('names a rule as unmatched only where no request matches it, for any set', () => {
    fc.assert(
      fc.property(anySet(), fc.nat(), (set, seed) => {
        const { requests, matched, unmatched } = conformancePack(set, { seed, random: 20 });
        const facts = requests.map((one) => one.facts);
        const idle = set.rules.filter((rule) => !facts.some(isMatched(set, rule)));
        assert.deepEqual(
          unmatched,
          idle.map(({ id }) => id),
        );
        assert.equal(matched, set.rules.length - idle.length);
      }),
      { numRuns: 50 },
    );
  });

  it('says in its README what it covers', () => {
    const readme = (unmatched: readonly string[]) => {
      const outcomes = { permitted: 7, 'needs-approval': 0, prohibited: 1, outside: 22 };
      const pack: ConformancePack = { requests: [], matched: 5 - unmatched.length, unmatched, outcomes };
      return conformanceFiles({ set: FEW, id: 'abc' }, pack, 3).get('README.txt') ?? '';
    };
    const covers = (matched: number, unmatched: string) => `
WHAT IT COVERS
0 requests; seed 3
rules matched at least once: ${matched} of ${FEW.rules.length}
rules that nothing was found to match: ${unmatched}
outcomes
  permitted       7
  needs-approval  0
  prohibited      1
  outside         22

THE SET
`;
    assert(readme([]).includes(covers(5, 'none')), readme([]));
    assert(readme(['m/2', 'm/3', 'm/2']).includes(covers(2, 'm/2, m/3')));
  });

  it('says in its README what cannot be matched', () => {
    const [set] = fc.sample(anySet(), 1);
    assert(set !== undefined);
    const rules = [
      { id: 'm/9', effect: 'permit', agency: null, activity: ['no such'], axes: {}, windows: null } as const,
    ];
    const pack = conformancePack({ ...set, rules }, { seed: 7, random: 5 });
    const files = conformanceFiles({ set: { ...set, rules }, id: 'abc' }, pack, 7);
    assert.match(
      files.get('README.txt') ?? '',
      /seed 7\nrules matched at least once: 0 of 1\nrules that nothing was found to match: m\/9\n/,
    );
    const lines = (files.get('requests.jsonl') ?? '').trim().split('\n');
    assert.equal(lines.length, pack.requests.length);
    assert.deepEqual(Object.keys(JSON.parse(lines[0] ?? '')).sort(), ['clauses', 'facts', 'n', 'outcome', 'shows']);
  });
});
