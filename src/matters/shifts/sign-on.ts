import * as z from 'zod';
import { Word } from '../../terms/act.ts';
import { own } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** Opens the actor's shift at a desk. Whoever held it must have signed off (handover). */
export const deskSignOn = defineAct({
  kind: 'desk.sign-on',
  forms: ['proposal'],
  deskless: true,
  detail: z.strictObject({ room: Word, desk: Word }),
  example: { room: 'operations-room', desk: 'operations-room.duty' },
  records: ['shifts', 'people'],
  broken: ({ actor, detail, records, directory, at }) => {
    const desk = directory.desk(detail.desk);
    const roles = records.people.get(actor.id)?.roles ?? [];
    const entitled =
      desk?.room === detail.room &&
      directory.mayHold(detail.desk, actor.agency) &&
      desk.roles.some((role) => roles.includes(role));
    const free = records.shifts.standing('desk', detail.desk, at).length === 0;
    return entitled && free && actor.desk === null ? [] : ['R-03'];
  },
  plan({ actor, detail, records, directory, at, index }) {
    const held = records.people.get(actor.id)?.roles ?? [];
    const role = directory.desk(detail.desk)?.roles.find((wanted) => held.includes(wanted));
    if (role === undefined) throw new RangeError('planned for a desk without a role');
    const id = `${actor.id}/${index}`;
    records.shifts.set(id, { id, person: actor.id, ...detail, role, from: at, until: null, index });
    return { matter: detail.desk, audience: own({ ...actor, room: detail.room }, directory) };
  },
});
