import { toBase64url } from '../../../base/base64url.ts';
import { exerciseKey } from '../../../desk/keys.ts';
import { type Reading, readingHeader, readingText } from '../../../terms/api/reading.ts';
import type { OpenRoom } from '../../room.ts';
import { TEST_HOST } from '../../sign-in/testing/browser.ts';

let nonces = 0;

/** A reading by somebody of the exercise, signed with their own key or another's; `changed` overrules what it says, also against its schema. */
export function readingOf(
  room: Pick<OpenRoom, 'origin' | 'mode' | 'directory' | 'roomNow'>,
  person: string,
  changed: { readonly [member: string]: unknown } & Partial<Pick<Reading, 'purpose' | 'to'>> = {},
  signer = person,
): string {
  nonces += 1;
  const own: Reading = {
    at: room.roomNow(),
    ledger: room.origin,
    mode: room.mode,
    nonce: `nonce-${nonces}`.padEnd(20, 'x'),
    person,
    purpose: 'log',
    to: `http://${TEST_HOST}`,
    v: 2,
  };
  const reading = { ...own, ...changed } as Reading;
  const key = exerciseKey(room.directory.scenario.id, signer);
  const signature = key.signText(readingText(reading));
  return readingHeader(reading, { key: key.id, signature }, (text) => toBase64url(Buffer.from(text, 'utf8')));
}
