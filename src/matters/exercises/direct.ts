import * as z from 'zod';
import { Line, Word } from '../../terms/act.ts';
import { EXERCISE_DIRECTOR_ROLE } from '../../terms/act-kinds.ts';
import { EVERYONE, isHost, persons } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { DIRECTION, type DirectionRow } from './rows.ts';

/** The fastest that people can be directed to: faster, and what somebody signs is over R-12's two minutes before it arrives. */
const SPEED_MAX = 240;

const Detail = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('pause'), reason: Line }),
  z.strictObject({ do: z.literal('resume'), reason: Line }),
  z.strictObject({ do: z.literal('speed'), speed: z.int().min(1).max(SPEED_MAX), reason: Line }),
  z.strictObject({ do: z.literal('inject'), inject: Word, reason: Line }),
]);
type Direction = z.infer<typeof Detail>;

/** The director pauses, resumes and paces an exercise, and gives its injects. Clock and player obey the row that this leaves. */
export const exerciseDirect = defineAct({
  kind: 'exercise.direct',
  forms: ['proposal'],
  detail: Detail,
  example: { do: 'inject', inject: 'crowd-at-gate', reason: 'the room has had a quiet hour' },
  records: ['directions'],
  broken: ({ actor, detail, records, directory }) => {
    const directs =
      directory.mode === 'exercise' &&
      isHost(actor.agency, directory) &&
      actor.desk !== null &&
      actor.role === EXERCISE_DIRECTOR_ROLE;
    if (!directs) return ['R-30'];
    if (detail.do !== 'inject') return [];
    const given = records.directions.get(DIRECTION)?.injected.includes(detail.inject) === true;
    return !given && directory.injects.includes(detail.inject) ? [] : ['R-30'];
  },
  plan({ actor, detail, records, index }) {
    const before = records.directions.get(DIRECTION) ?? {
      id: DIRECTION,
      paused: false,
      speed: null,
      injected: [],
      index,
    };
    records.directions.set(DIRECTION, { ...directed(before, detail), index });
    // What is about to happen to them is not told to those who play.
    return { audience: detail.do === 'inject' ? persons(actor.id) : EVERYONE };
  },
});

function directed(row: DirectionRow, detail: Direction): DirectionRow {
  switch (detail.do) {
    case 'pause':
      return { ...row, paused: true };
    case 'resume':
      return { ...row, paused: false };
    case 'speed':
      return { ...row, speed: detail.speed };
    case 'inject':
      return { ...row, injected: [...row.injected, detail.inject] };
  }
}
