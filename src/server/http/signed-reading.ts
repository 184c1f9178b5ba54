import { verify } from 'node:crypto';
import { fromBase64url } from '../../base/base64url.ts';
import { SECOND } from '../../base/clock.ts';
import { canonicalJson } from '../../base/json.ts';
import { LIMITS } from '../../base/limits.ts';
import { ed25519PublicKey } from '../../desk/keys.ts';
import { Reading, type ReadingPurpose, readingText } from '../../terms/api/reading.ts';
import type { Viewer } from '../../views/audience.ts';
import type { OpenRoom } from '../room.ts';
import { tooMany } from '../sessions/guard.ts';
import type { Problem } from './problem.ts';
import { type NoncesMax, UsedNonces } from './used-nonces.ts';

/** Single-use numbers that are remembered for as long as their readings are good; one reader's haste is no reason to turn others away. */
const NONCES_MAX: NoncesMax = { ofPerson: 10_000, ofAll: 200_000 };

const HEADER = /^Remit ([A-Za-z0-9_-]{1,1024})\.(k[0-9a-f]{16})\.([A-Za-z0-9_-]{85}[AQgw])$/;

/** For what and where a reading is shown; it must have been signed for both. */
export type Shown = { readonly purpose: ReadingPurpose; readonly to: string };

/**
 * Who reads, by the header `Authorization: Remit <reading>.<key id>.<signature>`. No sessions and no cookies: each reading is signed by
 * an enrolled person's key for one purpose at one of this room's own addresses, for this ledger, near the room's time, and used once.
 */
export class SignedReadings {
  readonly #room: OpenRoom;
  readonly #used: UsedNonces;

  constructor(room: OpenRoom, noncesMax = NONCES_MAX) {
    this.#room = room;
    this.#used = new UsedNonces(noncesMax);
  }

  /** The viewer, or why not. One answer for all that does not fit: who asks without a key learns nothing of who is enrolled. */
  viewer(header: string | undefined, shown: Shown): Viewer | Problem {
    const room = this.#room;
    const now = room.roomNow();
    const [, text = '', key, signature = ''] = HEADER.exec(header ?? '') ?? [];
    const reading = parse(text);
    if (reading === undefined || key === undefined) {
      return unauthorised('a reading is signed: `Authorization: Remit <reading>.<key id>.<signature>`');
    }
    const { at, ledger, mode, nonce, person: id, purpose, to } = reading;
    const person = room.readable.person(id);
    const bytes = person?.key === key ? fromBase64url(person.publicKey) : undefined;
    const value = fromBase64url(signature);
    const fits =
      person !== undefined &&
      bytes !== undefined &&
      value !== undefined &&
      verify(null, Buffer.from(readingText(reading), 'utf8'), ed25519PublicKey(bytes), value);
    if (!fits) return unauthorised('the key is no key of this person here, or did not sign this reading');
    if (ledger !== room.origin || mode !== room.mode)
      return unauthorised(`the reading is meant for \`${ledger}\` (${mode})`);
    if (to !== shown.to) return unauthorised(`the reading was signed for \`${to}\`, and is shown at \`${shown.to}\``);
    if (purpose !== shown.purpose)
      return unauthorised(`the reading was signed for \`${purpose}\`, and is shown for \`${shown.purpose}\``);
    if (Math.abs(at - now) > LIMITS.signedSkewMs) return unauthorised('the reading is not signed near the room’s time');
    const taken = this.#used.take(id, nonce, at + LIMITS.signedSkewMs, now);
    if (taken.is === 'used') return unauthorised('the reading was used before');
    if (taken.is === 'full') return tooMany(Math.ceil(taken.waitsMs / SECOND));
    return room.readable.viewer(person, room.directory, now);
  }
}

function parse(text: string): Reading | undefined {
  const json = fromBase64url(text)?.toString('utf8') ?? '';
  try {
    const read = Reading.safeParse(JSON.parse(json));
    return read.success && canonicalJson(read.data) === json ? read.data : undefined;
  } catch {
    return undefined;
  }
}

function unauthorised(detail: string): Problem {
  return { status: 401, code: 'not-signed', detail };
}
