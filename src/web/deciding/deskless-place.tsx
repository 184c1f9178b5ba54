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
  /** It is asked, and nobody has said it yet: nothing is signed. */
  readonly isMissing: (draft: ActDraft | null) => boolean;
  /** The act with the place that stands in the form; null while it is missing. */
  readonly on: (draft: ActDraft | null) => ActDraft | null;
};

const KINDS: readonly string[] = DESKLESS_KINDS;

/**
 * Where an act is signed that needs no desk, while none is held: the place is claimed and signed, so that
 * whoever signs says it. Nothing stands there before: a place that the room guessed would be signed unread.
 * @param form its name, for what was chosen is kept with the form
 */
export function useDesklessPlace(form: string): DesklessPlaceState {
  const { deskPlace } = useWhere();
  const [value, change, clear] = useDraft(`place of ${form}`, '');
  const isAsked = (draft: ActDraft | null) =>
    deskPlace === null && draft?.form !== 'report' && draft?.place === undefined && KINDS.includes(draft?.kind ?? '');
  const isMissing = (draft: ActDraft | null) => value === '' && isAsked(draft);
  const on = (draft: ActDraft | null) => {
    if (draft === null || isMissing(draft)) return null;
    return isAsked(draft) ? { ...draft, place: value } : draft;
  };
  return { value, change, clear, isAsked, isMissing, on };
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
