import type { Actor, Directory } from '../../matters/definition.ts';
import { oldest } from '../../matters/oldest.ts';
import type { Records } from '../../matters/slices.ts';
import {
  OPERATOR,
  OPERATOR_ROLE,
  REGISTRAR_PREFIX,
  REGISTRAR_ROLE,
  ROOM_AGENCY,
  TIMER,
} from '../../terms/act-kinds.ts';
import { NONE, UNKNOWN } from '../../terms/axes.ts';

/**
 * Who acts, as the records know it at `time`: agency and component from the roster, role and room from the shift that was open then. Nothing
 * of it comes from the caller.
 */
export function deriveActor(
  records: Pick<Records, 'people' | 'shifts'>,
  directory: Directory,
  id: string,
  time: number,
): Actor {
  if (id === OPERATOR || id === TIMER) return roomActor(id);
  if (id.startsWith(REGISTRAR_PREFIX)) return registrar(directory, id);
  const person = records.people.get(id);
  const shift = oldest(records.shifts.standing('person', id, time));
  const agency = person?.agency ?? UNKNOWN;
  return {
    id,
    kind: 'person',
    agency,
    component: person?.component ?? UNKNOWN,
    role: shift?.role ?? person?.roles[0] ?? UNKNOWN,
    room: shift?.room ?? NONE,
    desk: shift?.desk ?? null,
    standing: directory.standing(agency) ?? 'guest',
  };
}

function roomActor(id: typeof OPERATOR | typeof TIMER): Actor {
  const none = { component: UNKNOWN, role: OPERATOR_ROLE, room: NONE, desk: null } as const;
  return { id, kind: id === TIMER ? 'timer' : 'operator', agency: ROOM_AGENCY, standing: 'room', ...none };
}

function registrar(directory: Directory, id: string): Actor {
  const agency = id.slice(REGISTRAR_PREFIX.length);
  const none = { component: UNKNOWN, role: REGISTRAR_ROLE, room: NONE, desk: null } as const;
  return { id, kind: 'registrar', agency, standing: directory.standing(agency) ?? 'guest', ...none };
}
