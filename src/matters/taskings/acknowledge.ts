import * as z from 'zod';
import { MatterId } from '../../terms/act.ts';
import type { HouseRule } from '../../terms/house-rules.ts';
import { ownOnly } from '../audience.ts';
import { defineAct } from '../definition.ts';
import type { TaskingRow } from './rows.ts';

/** The person tasked takes the order: from here it is theirs. */
export const taskingAcknowledge = defineAct({
  kind: 'tasking.acknowledge',
  forms: ['proposal'],
  detail: z.strictObject({ tasking: MatterId }),
  example: { tasking: 'TASK-host-police-1' },
  records: ['taskings'],
  broken: ({ act, detail, records }) => tasked(records.taskings.get(detail.tasking), act.actor, ['issued']),
  plan({ actor, detail, records, directory }) {
    const tasking = records.taskings.get(detail.tasking);
    if (tasking === undefined) throw new RangeError('planned for a tasking that is not there');
    records.taskings.set(tasking.id, { ...tasking, status: 'acknowledged' });
    return { matter: tasking.id, audience: ownOnly(actor, directory) };
  },
});

/** Only the person tasked answers, and only while the tasking is in one of these states. */
export function tasked(
  tasking: TaskingRow | undefined,
  person: string,
  states: readonly TaskingRow['status'][],
): readonly HouseRule[] {
  if (tasking === undefined || tasking.to !== person) return ['R-14'];
  return states.includes(tasking.status) ? [] : ['R-06'];
}
