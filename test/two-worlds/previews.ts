// Acts whose outcome a guest asks beforehand: their own, about matters that are theirs, hidden or nowhere. A refusal that is worded by a hidden record would tell of it.
import { HOUR } from '../../src/base/clock.ts';
import { actOf } from '../../src/server/testing/test-room.ts';
import type { Act } from '../../src/terms/act.ts';
import type { Asked } from './probes.ts';
import type { World } from './world.ts';

/** Of each slice, so many records are acted on. */
const OF_SLICE = 5;
const DEEDS = 12;

/** Bodies of `POST /api/preview`, each as it is in a world. */
export function previewsOf({ person, ids, indexes, people }: Asked): ((world: World) => object)[] {
  const of = (slice: string) => {
    const known = ids.get(slice) ?? [];
    return [...known.slice(0, OF_SLICE), ...known.slice(-1)];
  };
  const acts: Pick<Act, 'kind' | 'detail'>[] = [
    ...of('deeds').flatMap((deed) => [
      { kind: 'deed.begin' as const, detail: { deed } },
      { kind: 'deed.end' as const, detail: { deed } },
    ]),
    ...of('requests').map((request) => ({ kind: 'request.withdraw' as const, detail: { request } })),
    ...of('items').flatMap((item) => [
      ...people.slice(0, 2).map((to) => ({ kind: 'item.release' as const, detail: { item, to } })),
      { kind: 'consultation.open' as const, detail: { of: item, minutes: 5, reason: 'to see' } },
    ]),
    ...of('taskings').map((tasking) => ({ kind: 'tasking.acknowledge' as const, detail: { tasking } })),
    ...of('declarations').map((declaration) => ({ kind: 'declaration.acknowledge' as const, detail: { declaration } })),
    ...of('incidents').map((incident) => ({ kind: 'incident.close' as const, detail: { incident, reason: 'over' } })),
    ...indexes
      .slice(0, OF_SLICE)
      .map((line) => ({ kind: 'log.correct' as const, detail: { entry: line, text: 'otherwise' } })),
  ];
  const deeds = Array.from({ length: DEEDS }, (_, n) => n);
  return [
    ...acts.map((act) => (world: World) => asAct(world, person, act)),
    ...deeds.map((n) => (world: World) => {
      const { activities, rooms } = world.room.directory.scenario.vocabulary;
      const activity = activities[n % activities.length]?.id ?? '';
      const detail = { until: world.room.roomNow() + HOUR, what: 'as it was agreed' };
      return asAct(world, person, {
        kind: 'deed.propose',
        activity,
        place: rooms[n % rooms.length]?.place ?? '',
        detail,
      });
    }),
  ];
}

function asAct({ room }: World, person: string, changed: Partial<Act>): object {
  const { desk } = room.readable.actor(person, room.directory, room.roomNow());
  const purpose = room.directory.scenario.vocabulary.purposes[0]?.id ?? '';
  return { act: actOf(room, person, { desk, purpose, id: 'a-preview-of-somebody', ...changed }).act };
}
