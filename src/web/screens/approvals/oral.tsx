import { LIMITS } from '../../../base/limits.ts';
import { SignedForm } from '../../deciding/signed-form.tsx';
import type { MessageId } from '../../messages/catalog.ts';
import { useText } from '../../messages/language.tsx';
import { useRecords } from '../../records/records.ts';
import { PersonRow, type RequestRow } from '../../records/rows.ts';
import { useDraft } from '../../session/draft.ts';
import { useMe } from '../../session/session.tsx';
import { useEveryName, useNames, useVocabulary } from '../../session/vocabulary.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { Choices } from '../../ui/choices.tsx';
import { SearchSelect, TextField } from '../../ui/fields.tsx';
import { TimeField, useReadTime } from '../../ui/time-field.tsx';
import { EMPTY_ORAL, oralDraft } from './answer-form.ts';

const CHANNELS = ['telephone', 'radio', 'in-person'] as const;
const ANSWERS = ['approve', 'refuse'] as const;

/** An answer given by word of mouth, as the loggist enters it: who gave it, over what, and what lapses when nobody countersigns. */
export function Oral({ row, act }: { readonly row: RequestRow; readonly act: SentAct }) {
  const { t } = useText();
  const [form, setForm, clear] = useDraft(`oral ${row.id}`, EMPTY_ORAL);
  const made = oralDraft(row, form, useReadTime('ahead'));
  const draft = 'draft' in made ? made.draft : null;
  const missing = 'missing' in made ? made.missing.map((field) => t(`approvals.missing.${field}` as MessageId)) : [];
  const givers = useGivers(row.requester);
  return (
    <SignedForm
      name={t('approvals.enterOral')}
      draft={draft}
      missing={missing}
      label={t('approvals.signOral')}
      act={act}
      onDone={clear}
    >
      <p className="r-dim">{t('approvals.oralWhy')}</p>
      <SearchSelect
        label={t('approvals.giver')}
        empty={t('words.choosePlace')}
        value={form.giver}
        choices={givers}
        onChange={(giver) => setForm({ ...form, giver })}
      />
      <Choices
        label={t('approvals.channel')}
        value={form.channel}
        choices={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
        onChange={(channel) => setForm({ ...form, channel })}
      />
      <Choices
        label={t('approvals.answer')}
        value={form.answer}
        choices={ANSWERS.map((value) => ({ value, label: t(`approvals.answer.${value}`) }))}
        onChange={(answer) => setForm({ ...form, answer })}
      />
      <div className="r-pairs">
        <TextField
          label={t('approvals.oralReason')}
          value={form.reason}
          maxLength={LIMITS.lineChars}
          onChange={(reason) => setForm({ ...form, reason })}
        />
        {form.answer === 'approve' && (
          <TimeField
            label={t('approvals.validUntil')}
            lies="ahead"
            value={form.validUntil}
            whenEmpty={t('approvals.validEmpty')}
            onChange={(validUntil) => setForm({ ...form, validUntil })}
          />
        )}
      </div>
    </SignedForm>
  );
}

/** People of the host who may have given it; whether one may, the decision says. */
function useGivers(requester: string) {
  const { person: me } = useMe();
  const vocabulary = useVocabulary();
  const name = useNames();
  const everyName = useEveryName();
  const { records } = useRecords('people', PersonRow, { open: true });
  const ofHost = new Set(
    vocabulary?.agencies.filter(({ standing }) => standing.startsWith('host')).map(({ id }) => id),
  );
  return records
    .filter(({ row }) => ofHost.has(row.agency) && row.id !== me && row.id !== requester)
    .map(({ row: { id, roles } }) => {
      return { value: id, label: `${id} (${roles.map(name).join(', ')})`, also: roles.flatMap(everyName) };
    })
    .toSorted((a, b) => a.label.localeCompare(b.label));
}
