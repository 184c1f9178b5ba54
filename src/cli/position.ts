import type { Reader, RoomClient, RoomState } from './room-client.ts';

/** Where somebody is signed on. */
export type Position = { readonly desk: string; readonly place: string };

/** The desk that a person holds, as the room says it to them. It only fills in what was left out; the room decides. */
export async function positionOf(client: RoomClient, reader: Reader, room: RoomState): Promise<Position | undefined> {
  const { desk } = await client.log(reader, room, { limit: 1 });
  return desk === null ? undefined : { desk: desk.id, place: desk.place };
}
