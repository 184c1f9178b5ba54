import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readScenarioFolder, scenarioFolder } from '../../scenarios/read.ts';
import { ROOM_KINDS } from '../../terms/act-kinds.ts';
import { assembleSet } from '../compile.ts';
import { namesOf } from '../explain.ts';
import { ENGLISH } from '../explain-english.ts';
import { ITALIAN } from '../explain-italian.ts';
import { readScenario } from '../read-scenario.ts';
import type { MandateDocument, Scenario } from '../scenario.ts';
import { smallScenario } from '../testing/scenario-fixture.ts';
import { EVERYTHING } from './claim.ts';
import { assumptionsOf, claimOf, proveCommitments, proveCommitmentsIn } from './commitments.ts';
import { spaceOf } from './space.ts';
import { toldCounterexample } from './told-region.ts';

async function scenarioNamed(name: string): Promise<Scenario> {
  const read = await readScenarioFolder(scenarioFolder(name));
  assert(read.ok);
  return read.scenario;
}

for (const name of ['milano-cortina-2026', 'harbour-summit']) {
  describe(name, () => {
    test('every commitment that is a rule is proved over every act, with and without itself', async () => {
      const scenario = await scenarioNamed(name);
      const ruled = scenario.commitments.filter(({ form }) => form === 'rule').map(({ id }) => id);
      const proofs = proveCommitments(scenario);
      assert.deepEqual(
        proofs.map(({ commitment, inForce }) => [commitment.id, inForce.result]),
        ruled.map((id) => [id, 'proved']),
      );
      for (const { commitment, inForce, mandatesAlone } of proofs) {
        assert(inForce.cells > 0, `${commitment.id} speaks of some acts`);
        assert.equal(mandatesAlone.result, 'proved', commitment.id);
      }
    });
  });
}

test('a mandate that gives away what was promised is found out, with the acts in words', async () => {
  const scenario = await scenarioNamed('harbour-summit');
  const [of] = scenario.mandates.filter(({ mandate }) => mandate === 'guest-b');
  assert(of !== undefined);
  const mandates = [...scenario.mandates.filter((one) => one !== of), givingAway(of)];
  const refuted = proveCommitments({ ...scenario, mandates }).filter(
    ({ mandatesAlone }) => mandatesAlone.result === 'refuted',
  );
  assert(refuted.length > 0);
  for (const { commitment, inForce, mandatesAlone } of refuted) {
    assert.equal(inForce.result, 'proved', `the commitment ${commitment.id} itself stands above`);
    assert(mandatesAlone.result === 'refuted' && mandatesAlone.complete);
    const space = spaceOf([assembleSet(scenario)], EVERYTHING, assumptionsOf(scenario.vocabulary));
    for (const counterexample of mandatesAlone.counterexamples) {
      const told = [ENGLISH, ITALIAN].map((phrases) =>
        toldCounterexample(counterexample, space, namesOf(scenario), phrases),
      );
      assert.match(told[0] ?? '', /by .+: (permitted|needs the host’s approval)/);
      assert.match(told[1] ?? '', /da parte di .+: (consentito|richiede approvazione)/);
    }
  }
});

/** The same mandate with one more clause: everything, to its holder. */
function givingAway(mandate: MandateDocument): MandateDocument {
  const [clause] = mandate.clauses;
  assert(clause !== undefined);
  const scope = { ...clause.scope, activity: null, axes: {}, windows: null };
  return {
    ...mandate,
    clauses: [...mandate.clauses, { ...clause, id: `${mandate.mandate}/99`, effect: 'permit', scope }],
  };
}

test('a commitment claims what its rule says, of acts of which a fact is not known too, and a statement claims nothing', () => {
  const read = readScenario(
    smallScenario({
      'commitments.yaml': (text) => text.replace('activity: any\n', 'activity: any\n    time: [{phase: games}]\n'),
    }),
  );
  assert(read.ok);
  const proofs = proveCommitments(read.scenario);
  // To lead people out of danger nobody needs an approval, whatever was promised.
  assert.deepEqual(
    proofs.map(({ commitment, inForce, mandatesAlone }) => [commitment.id, inForce.result, mandatesAlone.result]),
    [
      ['K1', 'proved', 'proved'],
      ['K2', 'refuted', 'refuted'],
    ],
  );
  assert.deepEqual(
    proofs.map(({ claim }) => claim),
    [
      { says: 'never', region: { ...EVERYTHING, agency: ['guest', 'unknown'], activity: ['arrest'] } },
      {
        says: 'unless-approved',
        region: {
          ...EVERYTHING,
          agency: ['guest', 'unknown'],
          axes: { component: ['guest.field', 'unknown'] },
          windows: [[Date.UTC(2026, 1, 6), Date.UTC(2026, 1, 8)]],
        },
      },
    ],
  );
  const short = proveCommitments(read.scenario, { budget: 0 });
  assert.deepEqual(
    short.map(({ inForce, mandatesAlone }) => [inForce.result, mandatesAlone.result]),
    [
      ['undecided', 'undecided'],
      ['undecided', 'undecided'],
    ],
  );
  const kept = assembleSet({ ...read.scenario, mandates: [] });
  const [first] = proveCommitmentsIn(kept, read.scenario);
  assert.deepEqual(first?.claim, claimOf(proofs[0]?.commitment ?? assert.fail()));
  assert.deepEqual(assumptionsOf(read.scenario.vocabulary), {
    componentsOf: new Map([
      ['host', ['host.desk']],
      ['office', ['office.staff']],
      ['guest', ['guest.analysts', 'guest.field']],
      ['room', []],
    ]),
    activitiesOf: new Map([['room', ROOM_KINDS]]),
  });
});
