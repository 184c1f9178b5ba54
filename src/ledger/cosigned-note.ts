import { Bug } from '../base/assert.ts';
import { type NoteSignature, parseNote, signatureLine } from './note.ts';

/** As many signatures are kept on a note that is published; who reads takes up to a hundred. */
const SIGNATURES_KEPT = 64;

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
  // The log's own come first and stay: while its key changes there are two.
  const [origin] = parsed.text.split('\n');
  const all = [...byKey.values()];
  const own = all.filter(({ name }) => name === origin).map(signatureLine);
  const others = all.filter(({ name }) => name !== origin).map(signatureLine);
  return `${parsed.text}\n${own.join('')}${others.slice(-(SIGNATURES_KEPT - own.length)).join('')}`;
}

function keyOf({ name, keyHash }: NoteSignature): string {
  return `${name} ${keyHash.toString('hex')}`;
}
