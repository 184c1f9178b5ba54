import { mandate, permit } from './mandates.ts';
import type { VOCABULARY } from './vocabulary.ts';
import type { SimPerson } from './world.ts';

/**
 * The host's data protection: two desks, two people, the mandate that lets them erase, and for how long records are kept. It stands beside the rest of the
 * event, for runs that were pinned before it are of an event without.
 */

const ROLE = 'data-protection-officer';

/** Two, for who lifted another's hold does not erase. */
export const PRIVACY: readonly SimPerson[] = [
  { id: 'privacy-1', agency: 'host-auth', component: 'host-auth.command', roles: [ROLE] },
  { id: 'privacy-2', agency: 'host-police', component: 'host-police.field', roles: [ROLE, 'field-officer'] },
];

/** The rooms of the host, each with a desk for them. */
const ROOMS = ['host-room', 'quay-room'];

export function withDataProtection(vocabulary: typeof VOCABULARY): object {
  const rooms = vocabulary.rooms.map((room) => {
    const desk = { id: `${room.id}.privacy`, name: 'Data protection', roles: [ROLE] };
    return ROOMS.includes(room.id) ? { ...room, desks: [...room.desks, desk] } : room;
  });
  return { ...vocabulary, roles: [...vocabulary.roles, { id: ROLE, name: 'Data protection officer' }], rooms };
}

/** Of its own, so that it can be suspended. */
export const DATA_PROTECTION = mandate('host-privacy', { holder: 'host-auth' }, [
  permit({ agency: ['host-auth', 'host-police'], activity: ['group:erasing'], room: ROOMS }),
  permit({ agency: ['host-auth', 'host-police'], activity: ['group:holding'] }),
]);

const DAYS: readonly { readonly kind: string; readonly purpose?: readonly string[]; readonly days: number }[] = [
  { kind: 'log', days: 1 },
  { kind: 'occurrences', days: 1 },
  { kind: 'incidents', days: 1 },
  { kind: 'deeds', purpose: ['public-safety', 'room-duty'], days: 1 },
  { kind: 'deeds', days: 2 },
  { kind: 'requests', days: 1 },
  { kind: 'items', days: 1 },
  { kind: 'releases', purpose: ['event-security'], days: 2 },
  { kind: 'conferrals', days: 1 },
  { kind: 'accompaniments', days: 1 },
  { kind: 'alerts', days: 1 },
  { kind: 'declarations', days: 3 },
  { kind: 'taskings', days: 1 },
];

/** How long records are kept, as short as a rule can say; of clearances nobody has said it. */
export const RETENTION = {
  retention: 'simulated-summit',
  version: 1,
  rules: DAYS.map((rule, n) => ({ id: n + 1, ...rule, text: 'invented', basis: 'instrument', source: ['X1'] })),
};
