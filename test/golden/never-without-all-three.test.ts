import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../src/base/testing/properties.ts';
import { suppliedScenario } from '../../src/exercise/testing/scenarios.ts';
import { decideV1 } from '../../src/mandates/interpreter-1.ts';
import { UNKNOWN } from '../../src/terms/axes.ts';
import { type Asking, asking, coerciveActivities, factsOfDeed, momentsOf, placesOf, purposesOf } from './cases.ts';
import { products } from './classes.ts';
import { bound, COMBINATIONS, coerciveDeeds, guardedBy } from './coercion.ts';

const SCENARIOS = ['milano-cortina-2026', 'harbour-summit'];

/** Every state of the mandates beside the root: in force or suspended, each of them. */
async function everyState(id: string): Promise<Asking[]> {
  const scenario = await suppliedScenario(id);
  const others = scenario.mandates.map(({ mandate }) => mandate).filter((mandate) => mandate !== scenario.rootMandate);
  const states = products(others.map((mandate) => [[mandate], []]));
  return states.map((inForce) => asking(scenario, [scenario.rootMandate, ...inForce.flat()]));
}

for (const id of SCENARIOS) {
  test(`${id}: nobody but the host is permitted an executive power without all three, in any state of the mandates, anywhere, at any time`, async () => {
    let permitted = 0;
    for (const asked of await everyState(id)) {
      for (const who of bound(asked)) {
        for (const activity of coerciveActivities(asked.scenario)) {
          for (const deed of coerciveDeeds(asked, who, activity)) {
            for (const combination of COMBINATIONS) {
              const { outcome } = asked.decider.decide(factsOfDeed(asked, guardedBy(deed, combination)));
              const all = combination.conferral && combination.accompaniment && combination.approval;
              if (outcome === 'permitted') permitted += 1;
              assert(outcome !== 'permitted' || all, `${who.component} ${activity} ${JSON.stringify(combination)}`);
              // Not even asked for, without a companion and the power.
              assert(outcome !== 'needs-approval' || (combination.conferral && combination.accompaniment));
              assert(
                outcome !== 'permitted' || !who.agency.startsWith('us-'),
                `${who.component} is permitted ${activity}`,
              );
            }
          }
        }
      }
    }
    assert(permitted > 0, 'the one path that the documents leave open is found');
  });

  test(`${id}: no vector at all, with words unknown, permits it without all three`, async () => {
    const asked = asking(await suppliedScenario(id));
    const people = bound(asked);
    const yesNo = fc.constantFrom('yes', 'no', UNKNOWN);
    const word = (words: readonly string[]) => fc.constantFrom(...words, UNKNOWN);
    const moments = momentsOf(asked, asked.set.rules);
    const deeds = fc.record({
      who: fc.constantFrom(...people),
      activity: fc.constantFrom(...coerciveActivities(asked.scenario)),
      room: word(asked.scenario.vocabulary.rooms.map((room) => room.id)),
      purpose: word(purposesOf(asked.scenario)),
      place: word(placesOf(asked.scenario)),
      time: fc.constantFrom(...moments),
      conferral: yesNo,
      accompaniment: yesNo,
      approval: fc.constantFrom('granted', 'none', UNKNOWN),
    });
    fc.assert(
      fc.property(deeds, (deed) => {
        const facts = factsOfDeed(asked, deed as never);
        const { outcome, clauses } = asked.decider.decide(facts);
        assert.deepEqual(decideV1(asked.set, facts), { outcome, clauses });
        const all = deed.conferral === 'yes' && deed.accompaniment === 'yes' && deed.approval === 'granted';
        assert(outcome !== 'permitted' || (all && !deed.who.agency.startsWith('us-')));
      }),
      { numRuns: 5_000 },
    );
  });
}
