import type { DeclarationRow } from '../../records/room-rows.ts';

/** How a declaration stands with one's own desk: it waits for the desk, the desk may still acknowledge, or has. */
export type OwnDesk = 'waits' | 'may' | 'has' | 'no-desk';

/**
 * How a declaration stands with this desk. A desk that opened after it may acknowledge too; once each.
 * @param desk the desk that is held, or null
 */
export function ownDesk({ waiting, acknowledged }: DeclarationRow, desk: string | null): OwnDesk {
  if (desk === null) return 'no-desk';
  if (acknowledged.includes(desk)) return 'has';
  return waiting.includes(desk) ? 'waits' : 'may';
}

type Room = { readonly id: string; readonly name: string; readonly desks: readonly { readonly id: string }[] };

/** Desks by the room they stand in, in the order of the vocabulary; desks of no room that is known come last, under no name. */
export function byRoom(
  desks: readonly string[],
  rooms: readonly Room[],
): { readonly room: string | null; readonly desks: readonly string[] }[] {
  const placed = rooms.map(({ name, desks: own }) => ({
    room: name,
    desks: own.map(({ id }) => id).filter((id) => desks.includes(id)),
  }));
  const known = new Set(rooms.flatMap(({ desks: own }) => own.map(({ id }) => id)));
  const others = { room: null, desks: desks.filter((id) => !known.has(id)) };
  return [...placed, others].filter((group) => group.desks.length > 0);
}
