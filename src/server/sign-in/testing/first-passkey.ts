import { exerciseKey, type SigningKey } from '../../../desk/keys.ts';
import type { SignedAct } from '../../../terms/act.ts';
import { firstPasskeyText } from '../../../terms/api/first-passkey.ts';
import type { OpenRoom } from '../../room.ts';

/** What the pages send with the first passkey of a person of the exercise, signed with their own key or another. */
export function signedFor(
  room: Pick<OpenRoom, 'origin' | 'mode' | 'directory'>,
  person: string,
  challenge: string,
  passkey: string,
  key: SigningKey = exerciseKey(room.directory.scenario.id, person),
): Pick<SignedAct, 'key' | 'signature'> {
  const text = firstPasskeyText({ ledger: room.origin, mode: room.mode, person, challenge, passkey });
  return { key: key.id, signature: key.signText(text) };
}
