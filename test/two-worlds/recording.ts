import assert from 'node:assert/strict';
import type { Committed } from '../../src/desk/door.ts';
import { playOnRoom } from '../../src/exercise/on-room.ts';
import type { Scenario } from '../../src/mandates/scenario.ts';
import type { PersonRow } from '../../src/matters/roster/rows.ts';
import type { SignedAct } from '../../src/terms/act.ts';
import type { Answer } from '../../src/terms/answer.ts';
import { World } from './world.ts';

/** One act of the script as it was sent, and which entries came of it. */
export type RecordedAct = {
  readonly signed: SignedAct;
  readonly answer: Answer;
  /** Room time at which it was sent, ms. */
  readonly at: number;
  /** Size of the ledger before it and after. */
  readonly before: number;
  readonly after: number;
};

/** A script as it was played once, by which it is played again with other acts in the place of some. */
export type Recording = {
  /** Size of the ledger before the first act. */
  readonly begins: number;
  readonly acts: readonly RecordedAct[];
  readonly entries: ReadonlyMap<number, Committed>;
  readonly people: ReadonlyMap<string, PersonRow>;
  /** The host's agencies. */
  readonly hosts: ReadonlySet<string>;
};

/** Plays the script of a scenario as it is written. */
export async function record(scenario: Scenario): Promise<Recording> {
  const world = await World.open(scenario, []);
  const { room } = world;
  const begins = room.size();
  const acts: RecordedAct[] = [];
  const entries = new Map<number, Committed>();
  room.onCommitted((committed) => {
    for (const entry of committed) entries.set(entry.index, entry);
  });
  const door = {
    async submit(signed: object) {
      const [before, at] = [room.size(), room.roomNow()];
      const answer = await world.submit(signed as SignedAct);
      assert(!('refused' in answer), JSON.stringify(answer));
      acts.push({ signed: signed as SignedAct, answer, at, before, after: room.size() });
      return answer;
    },
  };
  const waitUntil = (time: number) => world.until(time);
  const played = await playOnRoom(
    Object.create(room, { door: { value: door }, waitUntil: { value: waitUntil } }),
    world.store,
    scenario,
  );
  assert.deepEqual(played.differing, []);
  const people = new Map([...room.readable.state.values('people')].map((row) => [row.id, row]));
  const hosts = scenario.vocabulary.agencies.filter(
    ({ standing }) => standing === 'host-authority' || standing === 'host',
  );
  await world.close();
  return { begins, acts, entries, people, hosts: new Set(hosts.map(({ id }) => id)) };
}
