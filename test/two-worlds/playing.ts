import assert from 'node:assert/strict';
import type { Answer } from '../../src/terms/answer.ts';
import type { RecordedAct, Recording } from './recording.ts';
import type { World } from './world.ts';

/**
 * Plays the acts `from` to `to` of a recording in a world, those that are kept; in the place of each of the others, as many acts of the host
 * alone as the recording has entries there. After each act of the script both worlds have the same size and send their live events.
 */
export async function playOn(
  world: World,
  recording: Recording,
  kept: ReadonlySet<RecordedAct>,
  from: number,
  to: number,
): Promise<Map<RecordedAct, Answer>> {
  const answers = new Map<RecordedAct, Answer>();
  for (const act of recording.acts.slice(from, to)) {
    await passTime(world, recording, act.before);
    await world.until(act.at);
    await world.fill(act.before);
    if (kept.has(act)) {
      const answer = await world.submit(act.signed);
      assert(!('refused' in answer), JSON.stringify(answer));
      answers.set(act, answer);
    }
    await world.fill(act.after);
    world.tick();
  }
  return answers;
}

/**
 * Lets pass what the clock ended between two acts, moment by moment, so that each end has the index that it has in the recording: what ended
 * there first and is not here stands before what ends here at the same moment.
 */
async function passTime(world: World, { entries }: Recording, size: number): Promise<void> {
  const fieldsAt = (index: number) => entries.get(index)?.draft.fields ?? assert.fail('the recording has every entry');
  while (world.room.size() < size) {
    const { at } = fieldsAt(world.room.size());
    const due = dueBy(world, at);
    let first = world.room.size();
    while (first < size && fieldsAt(first).at === at && !due(fieldsAt(first).matter ?? '')) first += 1;
    await world.fill(first);
    await world.until(at);
    let end = world.room.size();
    while (end < size && fieldsAt(end).at === at) end += 1;
    await world.fill(end);
  }
}

/** Whether the clock will end a matter by this room time. A count of refusals has the index of the first as its matter, and a timer of its own. */
function dueBy({ room }: World, at: number): (matter: string) => boolean {
  const due = [...room.state.values('timers')].filter((timer) => timer.due <= at);
  const matters = new Set(due.map(({ id }) => id.slice(id.indexOf(':') + 1)));
  const counts = due.some(({ id }) => id.startsWith('refusal:'));
  return (matter) => matters.has(matter) || (counts && matter.startsWith('#'));
}
