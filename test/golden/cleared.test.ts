import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../src/base/testing/properties.ts';
import { suppliedScenario } from '../../src/exercise/testing/scenarios.ts';
import { prepare } from '../../src/mandates/decider.ts';
import { decideV1 } from '../../src/mandates/interpreter-1.ts';
import type { Region } from '../../src/mandates/prove/claim.ts';
import { prove } from '../../src/mandates/prove/prove.ts';
import { UNKNOWN } from '../../src/terms/axes.ts';
import type { Rule } from '../../src/terms/mandate-set.ts';
import type { FactsVector, Outcome } from '../../src/terms/outcome.ts';
import { type Asking, activitiesOf, asking, everybody, factsOfDeed, momentsOf, placesOf, purposesOf } from './cases.ts';

const CLEARANCES = ['held', 'not-held', 'not-needed', UNKNOWN] as const;
const ALLOWED: readonly Outcome[] = ['permitted', 'needs-approval'];

function vectors(asked: Asking) {
  const { scenario, set } = asked;
  const word = (words: readonly string[]) => fc.constantFrom(...words, UNKNOWN);
  const deeds = fc.record({
    who: fc.constantFrom(...everybody(scenario)),
    activity: fc.constantFrom(...activitiesOf(scenario)),
    room: word(scenario.vocabulary.rooms.map((room) => room.id)),
    purpose: word(purposesOf(scenario)),
    place: word(placesOf(scenario)),
    time: fc.constantFrom(...momentsOf(asked, set.rules)),
    conferral: fc.constantFrom('yes', 'no', UNKNOWN),
    accompaniment: fc.constantFrom('yes', 'no', UNKNOWN),
    approval: fc.constantFrom('granted', 'none', UNKNOWN),
  });
  return deeds.map((deed) => factsOfDeed(asked, deed as never));
}

function cleared(facts: FactsVector, clearance: string): FactsVector {
  return { ...facts, axes: { ...facts.axes, clearance } };
}

/** Does a permit speak of all of these facts, word for word? */
function speaks({ effect, agency, activity, axes, windows }: Rule, facts: FactsVector): boolean {
  return (
    effect.startsWith('permit') &&
    (agency?.includes(facts.agency) ?? true) &&
    (activity?.includes(facts.activity) ?? true) &&
    Object.entries(axes).every(([axis, words]) => words.includes(facts.axes[axis] ?? UNKNOWN)) &&
    (windows?.some(([from, until]) => (from ?? 0) <= facts.time && facts.time < (until ?? Infinity)) ?? true)
  );
}

for (const id of ['harbour-summit', 'milano-cortina-2026']) {
  test(`${id}: a clearance never permits what no clause permits`, async () => {
    const asked = asking(await suppliedScenario(id));
    const safety = asked.set.vocabulary.activities;
    // Without the clauses that name it, a clearance changes nothing for anybody.
    const silent = { ...asked.set, rules: asked.set.rules.filter(({ axes }) => axes['clearance'] === undefined) };
    const decider = prepare(silent);
    let allowed = 0;
    fc.assert(
      fc.property(vectors(asked), fc.constantFrom(...CLEARANCES), (facts, clearance) => {
        const given = cleared(facts, clearance);
        const { outcome, clauses } = asked.decider.decide(given);
        assert.deepEqual(decideV1(asked.set, given), { outcome, clauses });
        if (ALLOWED.includes(outcome) && safety[given.activity]?.safety === 'none') {
          allowed += 1;
          assert(
            asked.set.rules.some((rule) => speaks(rule, given)),
            JSON.stringify(given),
          );
        }
        const [first, ...others] = CLEARANCES.map((word) => decider.decide(cleared(facts, word)));
        for (const { outcome, clauses } of others)
          assert.deepEqual({ outcome, clauses }, { outcome: first?.outcome, clauses: first?.clauses });
      }),
      { numRuns: 4_000 },
    );
    assert(allowed > 0, 'something is permitted at all');
  });
}

test('harbour-summit: nobody goes under arms without a clearance, whatever else stands', async () => {
  const asked = asking(await suppliedScenario('harbour-summit'));
  const guests = everybody(asked.scenario).filter(({ agency }) => agency.startsWith('guest-'));
  let allowed = 0;
  for (const who of guests)
    for (const place of placesOf(asked.scenario))
      for (const time of momentsOf(asked, asked.set.rules))
        for (const clearance of CLEARANCES) {
          const deed = { who, activity: 'armed-escort', room: 'embassy-a-room', purpose: 'delegation-protection' };
          const whole = { ...deed, place, time, accompaniment: 'yes', conferral: 'yes', approval: 'granted' } as const;
          const { outcome } = asked.decider.decide(cleared(factsOfDeed(asked, whole), clearance));
          if (!ALLOWED.includes(outcome)) continue;
          allowed += 1;
          assert.equal(clearance, 'held');
        }
  assert(allowed > 0, 'the one path that the mandate leaves open is found');
});

test('harbour-summit: it is proved of every possible act, on the word of the deriver `clearanceOf` (src/desk/facts/vector.ts) alone', async () => {
  const { scenario, set } = asking(await suppliedScenario('harbour-summit'));
  const agency = scenario.vocabulary.agencies.filter(({ standing }) => standing === 'guest').map(({ id }) => id);
  const claim = (...clearance: readonly string[]) => {
    const region: Region = {
      agency,
      activity: ['armed-escort'],
      axes: { clearance },
      windows: null,
      approval: ['granted'],
    };
    return prove(set, { says: 'never', region }).result;
  };
  assert.equal(claim('not-held', 'not-needed', UNKNOWN), 'proved');
  assert.equal(claim('held'), 'refuted');
  // What the deriver says of an activity is a word of the vocabulary, and of no set: the claim is about these words of it.
  assert.deepEqual(
    scenario.vocabulary.activities.filter(({ clearance }) => clearance !== null).map(({ id }) => id),
    ['armed-escort'],
  );
});
