import * as z from 'zod';
import { MatterId, Text } from '../../terms/act.ts';
import { ownOnly } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { tasked } from './acknowledge.ts';

export const taskingDone = defineAct({
  kind: 'tasking.done',
  forms: ['proposal'],
  detail: z.strictObject({ tasking: MatterId, text: Text }),
  example: { tasking: 'TASK-host-police-1', text: 'gate 4 clear' },
  records: ['taskings'],
  broken: ({ act, detail, records }) =>
    tasked(records.taskings.get(detail.tasking), act.actor, ['issued', 'acknowledged']),
  plan({ actor, detail, records, directory, at }) {
    const tasking = records.taskings.get(detail.tasking);
    if (tasking === undefined) throw new RangeError('planned for a tasking that is not there');
    records.taskings.set(tasking.id, { ...tasking, status: 'done', done: at });
    return { matter: tasking.id, audience: ownOnly(actor, directory) };
  },
});
