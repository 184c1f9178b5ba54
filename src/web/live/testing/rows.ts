import type { Entry } from '../entries.ts';

/** An entry of a test: a log line with this index. */
export function entryOf(index: number, changed: Partial<Entry> = {}): Entry {
  return {
    index,
    at: 1_000 * index,
    recorded: 1_000 * index,
    kind: 'log.line',
    form: 'proposal',
    outcome: 'permitted',
    clauses: [],
    atEntry: null,
    near: [],
    agency: 'host-a',
    component: null,
    role: null,
    desk: 'host-room.duty',
    room: 'host-room',
    person: 'duty-a',
    activity: 'log.line',
    place: 'pier',
    purpose: 'room-duty',
    matter: null,
    deedAt: 1_000 * index,
    corrects: null,
    reported: null,
    declared: null,
    stood: null,
    reason: null,
    answer: null,
    touches: [],
    summary: `line ${index}`,
    ...changed,
  };
}
