import type { ActsRowShown, Declared } from '../../terms/api/parts.ts';
import type { MessageId } from '../messages/catalog.ts';

type Row = Pick<ActsRowShown, 'activity'> & {
  readonly purpose?: string | null;
  readonly declared?: Declared | null;
};
type Words = { readonly id: MessageId; readonly from: string; readonly to: string };

/**
 * What a deed that was decided again was found to be other than declared, with the words of both; what did not change is not named. Where its record is
 * erased nobody knows what it was declared to be, and what it was found to be stands alone.
 */
export function reclassifiedWords({ activity, purpose = null, declared = null }: Row): readonly Words[] {
  if (declared === null) return [{ id: 'said.deed.reclassified', from: '', to: activity }];
  const words: Words[] = [];
  if (activity !== declared.activity) {
    words.push({ id: 'said.deed.reclassified.activity', from: declared.activity, to: activity });
  }
  if (purpose !== null && purpose !== declared.purpose) {
    words.push({ id: 'said.deed.reclassified.purpose', from: declared.purpose, to: purpose });
  }
  return words.length === 0 ? [{ id: 'said.deed.reclassified.nothing', from: '', to: '' }] : words;
}
