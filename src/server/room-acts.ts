import type { Door } from '../desk/door.ts';
import type { SigningKey } from '../desk/keys.ts';
import type { RandomSource } from '../ledger/seal.ts';
import type { Act } from '../terms/act.ts';
import { type ActKind, ROOM_PURPOSE } from '../terms/act-kinds.ts';
import type { Answer } from '../terms/answer.ts';
import type { EdgeRefusal } from '../terms/refusal.ts';

export type RoomActsPorts = {
  readonly door: Pick<Door, 'submit'>;
  readonly ledger: string;
  readonly mode: Act['mode'];
  /** A place of the vocabulary that the room's own acts are of. */
  readonly place: string;
  /** Room time, ms. */
  readonly roomNow: () => number;
  readonly random: RandomSource;
};

const ID_BYTES = 12;

/**
 * An act of one of the room's own actors, through the one door like everybody else's. Its id is one that nobody can foresee: under an id that somebody has taken
 * before it would be refused, and anybody may take any. So what must not be entered twice is kept from it by what the records hold.
 */
export type EnterOwn = (
  actor: string,
  of: { readonly kind: ActKind; readonly detail: Act['detail'] },
) => Promise<Answer | EdgeRefusal>;

/** Signs and enters acts of the room's own actors. @param keys of the actors, by name */
export function roomActs(ports: RoomActsPorts, keys: ReadonlyMap<string, SigningKey>): EnterOwn {
  return async (actor, { kind, detail }) => {
    const key = keys.get(actor);
    if (key === undefined) throw new RangeError(`there is no key of \`${actor}\``);
    const { door, ledger, mode, place, roomNow, random } = ports;
    const at = roomNow();
    const act: Act = {
      v: 1,
      id: `${kind.replace('.', '-')}-${random(ID_BYTES).toString('hex')}`,
      ledger,
      mode,
      kind,
      form: 'proposal',
      actor,
      desk: null,
      activity: kind,
      purpose: ROOM_PURPOSE,
      place,
      deedAt: at,
      signedAt: at,
      detail,
    };
    return await door.submit(key.sign(act));
  };
}
