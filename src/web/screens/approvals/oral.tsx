import { useState } from 'react';
import { LIMITS } from '../../../base/limits.ts';
import { MandatesShown } from '../../../terms/api/event.ts';
import { SignedForm } from '../../deciding/signed-form.tsx';
import type { MessageId } from '../../messages/catalog.ts';
import { useText } from '../../messages/language.tsx';
import { useRecords } from '../../records/records.ts';
import { PersonRow, type RequestRow } from '../../records/rows.ts';
import { useDraft } from '../../session/draft.ts';
import { useAnswer } from '../../session/services.tsx';
import { useMe } from '../../session/session.tsx';
import { useEveryName, useNames, useVocabulary } from '../../session/vocabulary.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Checkbox, SearchSelect, TextField } from '../../ui/fields.tsx';
import { TimeField, useReadTime } from '../../ui/time-field.tsx';
import { EMPTY_ORAL, oralDraft } from './answer-form.ts';
import { answersByRole } from './answers-by-role.ts';

const CHANNELS = ['telephone', 'radio', 'in-person'] as const;
const ANSWERS = ['approve', 'refuse'] as const;

/** An answer given by word of mouth, as the loggist enters it: who gave it, over what, and what lapses when nobody countersigns. */
export function Oral({ row, act }: { readonly row: RequestRow; readonly act: SentAct }) {
  const { t } = useText();
  const [form, setForm, clear] = useDraft(`oral ${row.id}`, EMPTY_ORAL);
  const made = oralDraft(row, form, useReadTime('ahead'));
  const draft = 'draft' in made ? made.draft : null;
  const missing = 'missing' in made ? made.missing.map((field) => t(`approvals.missing.${field}` as MessageId)) : [];
  const { likely, others } = useGivers(row.requester);
  // One who was chosen among everybody is still shown after a reload.
  const [everybody, setEverybody] = useState(others.some(({ value }) => value === form.giver));
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
        choices={everybody ? [...likely, ...others] : likely}
        onChange={(giver) => setForm({ ...form, giver })}
      />
      {others.length > 0 && (
        <Checkbox
          label={t('approvals.everybody', { count: others.length })}
          checked={everybody}
          onChange={setEverybody}
        />
      )}
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

/** People of the host who may have given it, and first those whose role the mandates let answer; whether one may, the decision says. */
function useGivers(requester: string) {
  const { person: me } = useMe();
  const vocabulary = useVocabulary();
  const name = useNames();
  const everyName = useEveryName();
  const { records } = useRecords('people', PersonRow, { open: true });
  const ofHost = new Set(
    vocabulary?.agencies.filter(({ standing }) => standing.startsWith('host')).map(({ id }) => id),
  );
  const { data } = useAnswer(MandatesShown, '/api/mandates');
  const givers = records
    .map(({ row }) => row)
    .filter(({ id, agency }) => ofHost.has(agency) && id !== me && id !== requester)
    .toSorted((a, b) => a.id.localeCompare(b.id));
  const choice = ({ id, roles }: PersonRow) => {
    return { value: id, label: `${id} (${roles.map(name).join(', ')})`, also: roles.flatMap(everyName) };
  };
  const mayAnswer = givers.filter((person) => data !== undefined && answersByRole(data.mandates, person));
  // Where the mandates do not tell, nobody is put behind the others.
  const likely = mayAnswer.length > 0 ? mayAnswer : givers;
  return {
    likely: likely.map(choice),
    others: givers.filter((person) => !likely.includes(person)).map(choice),
  };
}
