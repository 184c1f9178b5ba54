import type { ChallengeRow } from '../../records/rows.ts';
import type { ActDraft } from '../../signing/compose.ts';

/** In which words a deed stands as declared. */
export type Declared = Pick<ChallengeRow['declared'], 'activity' | 'purpose'>;

/** A challenge as it stands in its form; an empty word is the declared one. */
export type RaiseForm = { readonly activity: string; readonly purpose: string; readonly reason: string };
export type AnswerForm = RaiseForm & {
  /** Empty: nobody has chosen yet, and nothing is chosen for them. */
  readonly answer: 'stands' | 'reclassified' | '';
};

export const EMPTY_RAISE: RaiseForm = { activity: '', purpose: '', reason: '' };

export type ChallengeField = 'other' | 'reason' | 'answer' | 'found';
type Made = { readonly draft: ActDraft } | { readonly missing: readonly ChallengeField[] };

/** The host says that a deed (`DEED-…`, or the report of one, `OCC-…`) seems to be something else than declared. */
export function raiseDraft(deed: string, declared: Declared, { activity, purpose, reason }: RaiseForm): Made {
  const other = (word: string, own: string) => (word === '' || word === own ? undefined : word);
  const [seems, what] = [other(activity, declared.activity), other(purpose, declared.purpose)];
  const missing: ChallengeField[] = seems === undefined && what === undefined ? ['other'] : [];
  if (reason.trim() === '') missing.push('reason');
  if (missing.length > 0) return { missing };
  const words = {
    ...(seems === undefined ? {} : { activity: seems }),
    ...(what === undefined ? {} : { purpose: what }),
  };
  return { draft: { kind: 'challenge.raise', detail: { deed, ...words, reason: reason.trim() } } };
}

/** The form of an answer before anything is chosen: as what the deed seems to be. */
export function emptyAnswer({ seems }: Pick<ChallengeRow, 'seems'>): AnswerForm {
  return { answer: '', activity: seems.activity, purpose: seems.purpose, reason: '' };
}

/** What an answer is previewed as: how the deed would be decided does not depend on the reason, and is told before any stands there. Null: nothing is chosen yet. */
export function answerPreview(row: Pick<ChallengeRow, 'id' | 'declared'>, form: AnswerForm): ActDraft | null {
  const made = answerDraft(row, form.reason.trim() === '' ? { ...form, reason: '…' } : form);
  return 'draft' in made ? made.draft : null;
}

/** The answer of another officer: it stands, or it was something else than declared. */
export function answerDraft({ id, declared }: Pick<ChallengeRow, 'id' | 'declared'>, form: AnswerForm): Made {
  const { answer, activity, purpose, reason } = form;
  const missing: ChallengeField[] = answer === '' ? ['answer'] : [];
  if (answer === 'reclassified') {
    const same = activity === declared.activity && purpose === declared.purpose;
    if (activity === '' || purpose === '' || same) missing.push('found');
  }
  if (reason.trim() === '') missing.push('reason');
  if (answer === '' || missing.length > 0) return { missing };
  const found = answer === 'reclassified' ? { activity, purpose } : {};
  return { draft: { kind: 'challenge.answer', detail: { challenge: id, answer, ...found, reason: reason.trim() } } };
}
