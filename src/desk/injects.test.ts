import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { suppliedScenario } from '../exercise/testing/scenarios.ts';
import { injectedActs } from '../mandates/injects.ts';
import { DeskRoom } from './testing/desk-room.ts';

/** Where the mandates of each supplied scenario are in force, and who puts them there. */
const SUPPLIED = [
  ['milano-cortina-2026', '2026-02-06T10:00:00Z', 'it-authority-a', 'international-room.authority'],
  ['harbour-summit', '2026-09-15T10:00:00Z', 'commander-a', 'host-room.commander'],
] as const;

for (const [id, opens, authority, desk] of SUPPLIED) {
  describe(`the injects of ${id}`, () => {
    // An expectation of an inject must not depend on how the room is: nobody at a desk and the root mandate alone, or all in force.
    for (const inForce of [false, true]) {
      test(`come out as their author wrote, ${inForce ? 'with every mandate in force' : 'in a room that is empty'}`, async () => {
        const room = await DeskRoom.open(await suppliedScenario(id), { at: Date.parse(opens) });
        if (inForce) {
          await room.signOn(authority, desk);
          for (const { mandate, version } of room.scenario.mandates) {
            if (mandate === room.scenario.rootMandate) continue;
            const detail = { mandate, version, reason: 'for the injects' };
            await room.permitted({ by: authority, kind: 'mandate.enforce', detail });
          }
        }
        let known = 0;
        for (const inject of room.scenario.injects) {
          for (const { at, step: _, expect, ...act } of injectedActs(inject, room.now)) {
            await room.advanceTo(at);
            const answer = await room.enter({ ...act, id: `inject-${act.id}` });
            // What is refused wherever it stands must be: nobody but the host uses force, and no inject lets it.
            if (act.activity === 'identity-check' && act.kind === 'deed.propose')
              assert.equal(answer.outcome, 'prohibited');
            if (expect === null) continue;
            known += 1;
            assert.deepEqual([answer.outcome, answer.clauses], [expect.outcome, expect.clauses], act.id);
          }
        }
        assert(known > 2, `${known} expectations`);
      });
    }
  });
}
