import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson } from '../../base/json.ts';
import { fc } from '../../base/testing/properties.ts';
import { EVERYTHING } from '../prove/claim.ts';
import { anySet } from '../testing/set-arbitraries.ts';
import { cedarPolicies } from './cedar-policies.ts';
import { conformancePack } from './conformance.ts';
import { cedarFiles, conformanceFiles, type ExportedClaim, smtFiles } from './export-files.ts';

const [one, other] = fc.sample(anySet(), 2).map((set, n) => ({ set, id: `id-of-set-${n}` }));
assert(one !== undefined && other !== undefined);

test('a set as Cedar: the policies as one text and by their ids, under the id of the set', () => {
  const files = cedarFiles(one);
  assert.deepEqual(
    [...files.keys()],
    ['README.txt', 'set.json', 'policies.cedar', 'policies.json', 'schema.cedarschema', 'request.json'],
  );
  const text = (name: string) => files.get(name) ?? '';
  const policies = cedarPolicies(one.set);
  assert.equal(text('set.json'), canonicalJson(one.set), 'whose SHA-256 is the id');
  assert.deepEqual(JSON.parse(text('policies.json')), Object.fromEntries(policies.map(({ id, text }) => [id, text])));
  const [, ...lines] = text('policies.cedar').split('\n');
  assert.equal(lines.join('\n'), `\n${policies.map((policy) => policy.text).join('\n')}`, 'an empty line apart');
  for (const name of ['policies.cedar', 'schema.cedarschema']) {
    assert.match(text(name), /^\/\/ Remit, mandate set id-of-set-0, .*README\.txt/);
  }
  assert.match(text('schema.cedarschema'), /entity Agency/);
  for (const said of [/HOW TO ASK/, /SHA-256/, /^id-of-set-0$/m, /sha256sum set\.json/]) {
    assert.match(text('README.txt'), said);
  }
  const request = JSON.parse(text('request.json'));
  assert.deepEqual(Object.keys(request), ['principal', 'action', 'broken', 'axes', 'otherwise']);
  assert.deepEqual(request.axes.accompaniment.type, 'Accompaniment');
});

test('claims as SMT-LIB: each in a file of its name that says whose it is, each set once', () => {
  const claim = (name: string, of: typeof one): ExportedClaim => ({
    name,
    told: [`promised as ${name}`],
    of,
    claim: { says: 'never', region: EVERYTHING },
  });
  const files = smtFiles([claim('K1', one), claim('K2', one), claim('K3', other)], {});
  assert.deepEqual(
    [...files.keys()],
    ['README.txt', 'set-id-of-set-0.json', 'set-id-of-set-1.json', 'K1.smt2', 'K2.smt2', 'K3.smt2'],
  );
  assert.equal(files.get('set-id-of-set-1.json'), canonicalJson(other.set));
  assert.match(files.get('K3.smt2') ?? '', /mandate set id-of-set-1\n.*promised as K3/);
  assert.match(files.get('K2.smt2') ?? '', /mandate set id-of-set-0\n.*promised as K2/);
  assert.match(files.get('README.txt') ?? '', /^CLAIMS AS SMT-LIB SCRIPTS\n/);
  assert.match(files.get('README.txt') ?? '', /\.json\n\nTHE SET\n/, 'sets an empty line apart');
  for (const n of [0, 1]) {
    assert.match(
      files.get('README.txt') ?? '',
      new RegExp(`^id-of-set-${n}\n.*\n  sha256sum set-id-of-set-${n}\\.json$`, 'm'),
    );
  }
});

test('a conformance pack: one request a line, numbered from 1, beside the set', () => {
  const pack = conformancePack(one.set, { seed: 3, random: 5 });
  const files = conformanceFiles(one, pack, 3);
  const lines = (files.get('requests.jsonl') ?? '').split('\n');
  assert.equal(lines.pop(), '', 'the last line ends too');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    pack.requests.map((request, n) => JSON.parse(JSON.stringify({ n: n + 1, ...request }))),
  );
  assert.equal(files.get('set.json'), canonicalJson(one.set));
  assert.match(files.get('README.txt') ?? '', /^id-of-set-0$/m);
});
