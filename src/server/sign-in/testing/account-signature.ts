import { exerciseKey, type SigningKey } from '../../../desk/keys.ts';
import { type AccountChange, type AccountSignature, accountChangeText } from '../../../terms/api/account-signature.ts';
import type { OpenRoom } from '../../room.ts';
import type { TestBrowser } from './browser.ts';

type Signing = {
  readonly room: Pick<OpenRoom, 'origin' | 'mode' | 'directory' | 'roomNow'>;
  readonly browser: Pick<TestBrowser, 'me'>;
};

/** What the pages send with the first way in that somebody makes, signed with their own key or another. */
export function signedFor(
  { room, browser }: Signing,
  makes: AccountChange['makes'],
  of: AccountChange['of'] = {},
  changed: Partial<AccountChange> & { readonly by?: SigningKey } = {},
): AccountSignature {
  const { person = '', csrf = '' } = browser.me ?? {};
  const { by = exerciseKey(room.directory.scenario.id, person), ...other } = changed;
  const change = {
    makes,
    of,
    ledger: room.origin,
    mode: room.mode,
    person,
    session: csrf,
    at: room.roomNow(),
    ...other,
  };
  return { at: change.at, key: by.id, signature: by.signText(accountChangeText(change)) };
}
