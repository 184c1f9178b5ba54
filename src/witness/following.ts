import { isSameKey, parseLink } from '../ledger/key-link.ts';
import { encodeVkey, type NoteVerifier, parseNote, verifyNote } from '../ledger/note.ts';
import type { LastCosigned } from './records.ts';
import { WitnessRefused } from './refused.ts';

/** By what a key is taken of a log of which another is known already. */
export type TrustBy = {
  /** The published file `ledger/keys/<n>`, as it was brought. */
  readonly link?: string;
  /** Whoever runs the witness has it from whoever runs the log, by another way. */
  readonly withoutLink?: boolean;
};

const TO_TAKE =
  'It is taken with `--link FILE`, the published file `ledger/keys/<n>` that leads there; or with `--without-link`: then whoever holds it carries the ledger on, and from its first checkpoint on the keys before it count no longer. If it is somebody else’s, the ledger has lost this witness for good, so telephone first';

/**
 * That this key may be taken of its log: the first one as it comes, any other only where the one trusted last has signed that it follows (a key that was left
 * may be in other hands, and what it links counts for nothing), or whoever runs the witness says that it is taken without. Of a log whose keys were all taken
 * out, the ones that signed what was cosigned last stand in their place. Takes an untrusted link.
 * @param trusted in their order
 * @param last undefined where nothing was ever kept of the log
 * @throws WitnessRefused
 */
export function assureFollows(
  key: NoteVerifier,
  by: TrustBy,
  { trusted, last }: { readonly trusted: readonly NoteVerifier[]; readonly last: LastCosigned | undefined },
): void {
  const newest = trusted.at(-1);
  if (newest === undefined && (last === undefined || last.note === '')) {
    if (by.link === undefined) return;
    throw new WitnessRefused(
      `no key of \`${key.name}\` is trusted from which a link could lead on: compare this one by telephone, and trust it without`,
    );
  }
  const isGoneBy = (one: NoteVerifier) => (newest === undefined ? hasSigned(last, one) : isSameKey(one, newest));
  const standing =
    newest === undefined
      ? `of \`${key.name}\` ${last?.size} entries were cosigned by a key that was taken out since`
      : `of \`${key.name}\` the key \`${encodeVkey(newest)}\` is trusted already`;
  if (by.link !== undefined) {
    const before = linkedBefore(key, by.link);
    if (isGoneBy(before)) return;
    throw new WitnessRefused(`${standing}, and the link leads on from another, \`${encodeVkey(before)}\``);
  }
  if (by.withoutLink !== true && !isGoneBy(key))
    throw new WitnessRefused(`${standing}, and this is another. ${TO_TAKE}`);
}

/** The key before, of a link that leads to this key. @throws WitnessRefused */
function linkedBefore(key: NoteVerifier, text: string): NoteVerifier {
  const link = parseLink(text);
  if (link === undefined)
    throw new WitnessRefused(
      'this is no link from one key of a ledger to the next, signed by both: it is a published file `ledger/keys/<n>`',
    );
  if (!isSameKey(link.after, key))
    throw new WitnessRefused(`the link leads to \`${encodeVkey(link.after)}\`, not to \`${encodeVkey(key)}\``);
  return link.before;
}

function hasSigned(last: LastCosigned | undefined, key: NoteVerifier): boolean {
  const note = parseNote(last?.note ?? '');
  return note !== undefined && verifyNote(note, key);
}
