import { LIMITS } from '../../../base/limits.ts';
import { PersonId } from '../../../terms/act.ts';
import { SignedForm } from '../../deciding/signed-form.tsx';
import { useText } from '../../messages/language.tsx';
import { useEnrolled, useEnrolledChoices } from '../../records/enrolled.ts';
import { useMe } from '../../session/session.tsx';
import { useVocabulary } from '../../session/vocabulary.ts';
import type { ActDraft } from '../../signing/compose.ts';
import { SearchSelect, Select, TextField } from '../../ui/fields.tsx';
import { useForm } from '../../words/prefill.ts';
import { PurposeField } from '../../words/word-fields.tsx';
import { recipientOf, SOMEBODY_ELSE } from './item-form.ts';

const EMPTY_RELEASE = { to: '', other: '', purpose: '', note: '' };
const EMPTY_CONSENT = { to: '' };

/** Discloses one item to one named recipient for one purpose. */
export function ReleaseForm({ item }: { readonly item: string }) {
  const { t } = useText();
  const { person } = useMe();
  const [form, setForm, clear] = useForm(`release ${item}`, EMPTY_RELEASE);
  const { people } = useEnrolled();
  const known = useEnrolledChoices(people.filter(({ id }) => id !== person));
  const to = recipientOf(form);
  const named = PersonId.safeParse(to).success;
  const missing = [
    ...(named ? [] : [t('items.missing.to')]),
    ...(form.purpose === '' ? [t('items.missing.purpose')] : []),
  ];
  const draft: ActDraft = {
    kind: 'item.release',
    purpose: form.purpose,
    detail: { item, to, ...(form.note.trim() === '' ? {} : { note: form.note }) },
  };
  return (
    <SignedForm
      name={t('items.release')}
      draft={missing.length > 0 ? null : draft}
      missing={missing}
      label={t('items.signRelease')}
      onDone={clear}
    >
      <SearchSelect
        label={t('items.to')}
        empty={t('taskings.chooseTo')}
        value={form.to}
        choices={[...known, { value: SOMEBODY_ELSE, label: t('items.somebodyElse') }]}
        onChange={(next) => setForm({ ...form, to: next })}
      />
      {form.to === SOMEBODY_ELSE && (
        <TextField
          label={t('items.other')}
          hint={t('items.otherHint')}
          value={form.other}
          maxLength={63}
          onChange={(other) => setForm({ ...form, other })}
        />
      )}
      <PurposeField value={form.purpose} onChange={(purpose) => setForm({ ...form, purpose })} />
      <TextField
        label={t('items.note')}
        value={form.note}
        maxLength={LIMITS.lineChars}
        onChange={(note) => setForm({ ...form, note })}
      />
    </SignedForm>
  );
}

/** The originator consents that an item goes on to one agency. */
export function ConsentForm({ item }: { readonly item: string }) {
  const { t } = useText();
  const { agency } = useMe();
  const [form, setForm, clear] = useForm(`consent ${item}`, EMPTY_CONSENT);
  const agencies = useVocabulary()?.agencies ?? [];
  const ready = form.to !== '';
  return (
    <SignedForm
      name={t('items.consent')}
      draft={ready ? { kind: 'item.consent', detail: { item, to: form.to } } : null}
      missing={ready ? [] : [t('items.missing.agency')]}
      label={t('items.signConsent')}
      look="plain"
      onDone={clear}
    >
      <Select
        label={t('items.consentTo')}
        empty={t('items.chooseAgency')}
        value={form.to}
        choices={agencies.filter(({ id }) => id !== agency.id).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(to) => setForm({ to })}
      />
    </SignedForm>
  );
}
