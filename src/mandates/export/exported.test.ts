import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson } from '../../base/json.ts';
import type { MandateSet } from '../../terms/mandate-set.ts';
import { assembleSet, setId } from '../compile.ts';
import { assumptionsOf, claimOf } from '../prove/commitments.ts';
import { readScenario } from '../read-scenario.ts';
import { smallScenario } from '../testing/scenario-fixture.ts';
import { conformancePack } from './conformance.ts';
import { cedarFiles, conformanceFiles, smtFiles } from './export-files.ts';
import { DEFAULT_SEED, exportedFiles, FORMS } from './exported.ts';

const read = readScenario(smallScenario());
assert(read.ok);
const { scenario } = read;
const set = assembleSet(scenario);
const id = setId(set);
/** The set as it is read from its text. */
const canonical: MandateSet = JSON.parse(canonicalJson(set));

test('a set is exported in each form, from its canonical text, whatever the order in which its words lie', () => {
  const { agencies } = set.vocabulary;
  const turned = Object.fromEntries(Object.entries(agencies).reverse());
  const other = { ...set, vocabulary: { ...set.vocabulary, agencies: turned } };
  assert.deepEqual(FORMS, ['cedar', 'smt', 'conformance']);
  for (const form of FORMS) {
    const files = exportedFiles(form, set, scenario);
    assert(files.size > 2, form);
    assert.deepEqual(exportedFiles(form, other, scenario), files, form);
  }
  assert.deepEqual(exportedFiles('cedar', set, scenario), cedarFiles({ set: canonical, id }));
  const pack = (seed: number) =>
    conformanceFiles({ set: canonical, id }, conformancePack(canonical, { seed, random: 1_000 }), seed);
  assert.deepEqual(exportedFiles('conformance', set, scenario), pack(DEFAULT_SEED));
  assert.deepEqual(exportedFiles('conformance', set, scenario, 7), pack(7));
});

test('each commitment that is a rule is a claim over all that is in force, and one over the mandates alone', () => {
  const alone = { ...canonical, rules: canonical.rules.filter((rule) => rule.id !== 'K1' && rule.id !== 'K2') };
  assert.equal(set.rules.length - alone.rules.length, 2, 'one rule of each commitment');
  const texts = ['commitment K1: No guest arrests anybody.', 'commitment K2: The field arm stays at home.'];
  const claims = scenario.commitments.flatMap((commitment, n) => {
    if (commitment.form !== 'rule') return [];
    const [told, claim] = [texts[n] ?? '', claimOf(commitment)];
    return [
      {
        name: commitment.id,
        told: [told, 'over all that is in force: as the room decides'],
        of: { set: canonical, id },
        claim,
      },
      {
        name: `${commitment.id}.mandates-alone`,
        told: [told, 'over the mandates alone'],
        of: { set: alone, id: setId(alone) },
        claim,
      },
    ];
  });
  const spaced = scenario.commitments.map((one) => ({ ...one, text: ` ${one.text}\n` }));
  const files = exportedFiles('smt', set, { ...scenario, commitments: spaced });
  assert.deepEqual(
    [...files.keys()].filter((name) => name.endsWith('.smt2')),
    ['K1.smt2', 'K1.mandates-alone.smt2', 'K2.smt2', 'K2.mandates-alone.smt2'],
  );
  assert.deepEqual(files, smtFiles(claims, assumptionsOf(scenario.vocabulary)));
});
