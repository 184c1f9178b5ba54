import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RETAINED_KINDS, ruleFor } from '../terms/retention.ts';
import { openKinds, retentionFacts } from './retention.ts';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { problemsOf } from './testing/refusal-table.ts';
import { smallScenario } from './testing/scenario-fixture.ts';
import { WHOLE_EVENT } from './testing/whole-event.ts';

itRefusesAsNoted('retention');
itRefusesAsNoted('retention-form');

const { retention } = WHOLE_EVENT;
assert(retention !== null);
const { rules } = retention;

test('rules are read as they stand, with their purposes in order', () => {
  assert.deepEqual(rules[1], {
    id: 'retention/2',
    kind: 'deeds',
    purposes: ['crime', 'safety'],
    days: 1,
    text: 'Some deeds.',
    basis: 'instrument',
    source: ['R3'],
  });
});

test('a record is kept by the rule that names its purpose, else by the one that names none', () => {
  const cited = (kind: 'deeds' | 'items' | 'log', purpose: string | null) => ruleFor(rules, kind, purpose)?.id;
  assert.deepEqual(
    [cited('deeds', 'crime'), cited('deeds', 'other'), cited('deeds', null), cited('log', null), cited('items', null)],
    ['retention/2', 'retention/1', 'retention/1', 'retention/3', undefined],
  );
});

test('a kind is open that no rule names for every purpose', () => {
  assert.deepEqual(
    openKinds(rules),
    RETAINED_KINDS.filter((kind) => kind !== 'deeds' && kind !== 'log'),
  );
  const [, some, log] = rules;
  assert(some !== undefined && log !== undefined);
  assert(openKinds([some, log]).includes('deeds'));
});

test('the digest is of all that the document says, its words and sources too', () => {
  const { digest, version, rules: facts } = retentionFacts(retention);
  assert.equal(version, 3);
  assert(facts.every((rule) => !('text' in rule) && !('source' in rule)));
  const [first, ...rest] = rules;
  assert(first !== undefined);
  for (const other of [
    { ...first, text: 'Other words.' },
    { ...first, source: ['R3'] },
    { ...first, days: 31 },
  ]) {
    assert.notEqual(retentionFacts({ ...retention, rules: [other, ...rest] }).digest, digest);
  }
  assert.notEqual(retentionFacts({ ...retention, version: 4 }).digest, digest);
});

test('words and sources of rules are looked for only where the documents that have them could be read', () => {
  const text =
    'retention: small\nversion: 1\nrules: [{id: 1, kind: deeds, purpose: [nothing], days: 1, text: "x", basis: instrument, source: [X9]}]\n';
  const told = (broken: string) =>
    problemsOf(smallScenario({ 'retention.yaml': text, [broken]: '[' })).map((one) =>
      one.replace(/^(\S+) (\[\S+\]).*/, '$1 $2'),
    );
  assert.deepEqual(told('vocabulary.yaml'), ['vocabulary.yaml:1 [yaml]']);
  assert.deepEqual(told('scenario.yaml'), ['scenario.yaml:1 [yaml]']);
});
