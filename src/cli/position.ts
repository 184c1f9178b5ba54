import type { LogRow, Reader, RoomClient, RoomState } from './room-client.ts';

/** Where somebody is signed on, as far as the room shows it to themselves. */
export type Position = { readonly desk: string; readonly place: string | null };

/** As many of the latest rows are looked through. */
const LOOK_BACK = 500;

/**
 * The desk that a person holds, from their own latest signing on and off in what they may see of the log. It only fills in what was left out;
 * the room decides.
 */
export async function positionOf(client: RoomClient, reader: Reader, room: RoomState): Promise<Position | undefined> {
  const { rows } = await client.log(reader, room, { limit: LOOK_BACK });
  let position: Position | undefined;
  for (const row of rows) {
    if (row.person !== reader.person || row.outcome !== 'permitted') continue;
    if (row.kind === 'desk.sign-on') position = deskOf(row);
    if (row.kind === 'desk.sign-off') position = undefined;
  }
  return position;
}

function deskOf({ desk, place }: LogRow): Position | undefined {
  return desk === null ? undefined : { desk, place };
}
