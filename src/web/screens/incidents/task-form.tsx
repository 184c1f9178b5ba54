import { LIMITS } from '../../../base/limits.ts';
import { SignedForm } from '../../deciding/signed-form.tsx';
import { useCategoryName } from '../../messages/category-name.ts';
import { useText } from '../../messages/language.tsx';
import { useEnrolled, useEnrolledChoices } from '../../records/enrolled.ts';
import { useRecords } from '../../records/records.ts';
import { IncidentRow } from '../../records/room-rows.ts';
import { useMe } from '../../session/session.tsx';
import type { ActDraft } from '../../signing/compose.ts';
import { SearchSelect, Select, TextArea } from '../../ui/fields.tsx';
import { TimeField, useReadTime } from '../../ui/time-field.tsx';
import { useForm } from '../../words/prefill.ts';

const EMPTY = { to: '', text: '', incident: '', due: '' };
const DUE_PICKS = ['+15m', '+30m', '+1h'];

/** Orders somebody of one's own agency to do something. */
export function IssueTasking() {
  const { t } = useText();
  const categoryName = useCategoryName();
  const { agency } = useMe();
  const [form, setForm, clear] = useForm('tasking', EMPTY);
  const { people } = useEnrolled();
  const choices = useEnrolledChoices(people.filter((person) => person.agency === agency.id));
  const { records: incidents } = useRecords('incidents', IncidentRow, { open: true });
  const readTime = useReadTime('ahead');
  const due = form.due.trim() === '' ? undefined : readTime(form.due);
  const missing = [
    ...(form.to === '' ? [t('taskings.missing.to')] : []),
    ...(form.text.trim() === '' ? [t('taskings.missing.text')] : []),
    ...(form.due.trim() !== '' && due === undefined ? [t('taskings.missing.due')] : []),
  ];
  const draft: ActDraft = {
    kind: 'tasking.issue',
    detail: {
      to: form.to,
      text: form.text,
      ...(form.incident === '' ? {} : { incident: form.incident }),
      ...(due === undefined ? {} : { due }),
    },
  };
  return (
    <SignedForm
      name={t('taskings.issue')}
      draft={missing.length > 0 ? null : draft}
      missing={missing}
      label={t('taskings.sign')}
      onDone={clear}
    >
      <p className="r-dim">{t('taskings.own', { agency: agency.name })}</p>
      <SearchSelect
        label={t('taskings.to')}
        empty={t('taskings.chooseTo')}
        value={form.to}
        choices={choices}
        onChange={(to) => setForm({ ...form, to })}
      />
      <TextArea
        label={t('taskings.text')}
        value={form.text}
        maxLength={LIMITS.textChars}
        onChange={(text) => setForm({ ...form, text })}
      />
      <Select
        label={t('taskings.incident')}
        empty={t('taskings.noIncident')}
        value={form.incident}
        choices={incidents.map(({ row }) => ({
          value: row.id,
          label: `${row.id} ${row.title ?? categoryName(row.category)}`,
        }))}
        onChange={(incident) => setForm({ ...form, incident })}
      />
      <TimeField
        label={t('taskings.due')}
        value={form.due}
        lies="ahead"
        whenEmpty={t('taskings.noDue')}
        picks={DUE_PICKS}
        onChange={(next) => setForm({ ...form, due: next })}
      />
    </SignedForm>
  );
}
