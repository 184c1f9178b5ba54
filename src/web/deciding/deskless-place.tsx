import { DESKLESS_KINDS } from '../../terms/act-kinds.ts';
import { useText } from '../messages/language.tsx';
import { useDraft } from '../session/draft.ts';
import { useWhere } from '../session/where.ts';
import type { ActDraft } from '../signing/compose.ts';
import { PlaceField } from '../words/word-fields.tsx';

export type DesklessPlaceState = {
  readonly value: string;
  readonly change: (place: string) => void;
  readonly clear: () => void;
  /** Whether this act is one that is signed away from a desk, and says no place of its own. */
  readonly isAsked: (draft: ActDraft | null) => boolean;
  /** The act with the place that stands in the form. */
  readonly on: <Draft extends ActDraft | null>(draft: Draft) => Draft;
};

const KINDS: readonly string[] = DESKLESS_KINDS;

/**
 * Where an act is signed that needs no desk, while none is held: the place is claimed and signed, so it stands in the form and can be changed.
 * @param form its name, for what was chosen is kept with the form
 */
export function useDesklessPlace(form: string): DesklessPlaceState {
  const { deskPlace, likely } = useWhere();
  const [chosen, setChosen, clear] = useDraft(`place of ${form}`, '');
  const value = chosen === '' ? (likely ?? '') : chosen;
  const isAsked = (draft: ActDraft | null) =>
    deskPlace === null && draft?.form !== 'report' && draft?.place === undefined && KINDS.includes(draft?.kind ?? '');
  return {
    value,
    change: setChosen,
    clear,
    isAsked,
    on: (draft) => (draft !== null && value !== '' && isAsked(draft) ? { ...draft, place: value } : draft),
  };
}

/** The field of it, with why it is asked. */
export function DesklessPlace({ place: { value, change } }: { readonly place: DesklessPlaceState }) {
  const { t } = useText();
  return (
    <div>
      <PlaceField label={t('deciding.where')} value={value} onChange={change} />
      <p className="r-dim">{t('deciding.whereWhy')}</p>
    </div>
  );
}
