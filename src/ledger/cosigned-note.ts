import { Bug } from '../base/assert.ts';
import { NOTE_SIGNATURES_MAX, type NoteSignature, parseNote, signatureLine } from './note.ts';

/**
 * The note with these signature lines more; one of a key that signed it before takes that one's place, so that a note that is cosigned again and
 * again grows no longer. Where there are too many, those that came first go, but never the ledger's own. The text stays byte for byte.
 */
export function withCosignatures(note: string, lines: readonly string[]): string {
  const parsed = parseNote(note);
  const added = parsed && parseNote(`${parsed.text}\n${lines.join('')}`);
  if (parsed === undefined || (added === undefined && lines.length > 0))
    throw new Bug('a note takes signature lines only');
  const byKey = new Map<string, NoteSignature>();
  for (const signature of [...parsed.signatures, ...(added?.signatures ?? [])]) byKey.set(keyOf(signature), signature);
  const [own = '', ...others] = [...byKey.values()].map(signatureLine);
  return `${parsed.text}\n${own}${others.slice(-(NOTE_SIGNATURES_MAX - 1)).join('')}`;
}

function keyOf({ name, keyHash }: NoteSignature): string {
  return `${name} ${keyHash.toString('hex')}`;
}
