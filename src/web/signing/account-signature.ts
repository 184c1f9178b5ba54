import { useCallback } from 'react';
import { type AccountChange, type AccountSignature, accountChangeText } from '../../terms/api/account-signature.ts';
import { useRoom, useRoomClock } from '../live/room-clock.tsx';
import { useMe } from '../session/session.tsx';
import { useSigningKey } from './acting.tsx';
import { signText } from './browser-key.ts';

/** Signs a first way in with the key of this browser; undefined where it has none, which the room then says. */
export function useAccountSignature() {
  const { person, csrf: session } = useMe();
  const { origin: ledger, mode } = useRoom();
  const clock = useRoomClock();
  const key = useSigningKey();
  return useCallback(
    async (makes: AccountChange['makes'], of: AccountChange['of'] = {}): Promise<AccountSignature | undefined> => {
      if (key === undefined) return undefined;
      const at = Math.floor(clock.now());
      const signature = await signText(key, accountChangeText({ makes, of, ledger, mode, person, session, at }));
      return { at, key: key.id, signature };
    },
    [person, session, ledger, mode, clock, key],
  );
}
