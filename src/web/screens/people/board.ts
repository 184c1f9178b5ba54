import type { AccompanimentRow, ShiftRow } from '../../records/rows.ts';

type Room = { readonly id: string; readonly name: string; readonly desks: readonly { readonly id: string }[] };
/** Somebody at a desk, with the officers beside them or the guests whom they accompany. */
export type Seat = {
  readonly shift: ShiftRow;
  readonly beside: readonly AccompanimentRow[];
  readonly accompanies: readonly AccompanimentRow[];
};
export type RoomBoard = { readonly room: string; readonly name: string; readonly seats: readonly Seat[] };

/** Who is in which room at which desk, in the order of the vocabulary; rooms in which nobody is seen are left out. */
export function boardOf(
  rooms: readonly Room[],
  shifts: readonly ShiftRow[],
  accompaniments: readonly AccompanimentRow[],
): RoomBoard[] {
  const running = accompaniments.filter(({ ended }) => ended === null);
  const seatOf = (shift: ShiftRow): Seat => ({
    shift,
    beside: running.filter(({ guest }) => guest === shift.person),
    accompanies: running.filter(({ officer }) => officer === shift.person),
  });
  return rooms
    .map(({ id, name, desks }) => {
      const places = new Map(desks.map((desk, n) => [desk.id, n]));
      const place = (desk: string) => places.get(desk) ?? desks.length;
      const seats = shifts
        .filter(({ room, until }) => room === id && until === null)
        .sort((a, b) => place(a.desk) - place(b.desk))
        .map(seatOf);
      return { room: id, name, seats };
    })
    .filter(({ seats }) => seats.length > 0);
}
