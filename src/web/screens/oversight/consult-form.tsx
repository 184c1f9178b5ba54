import { LIMITS } from '../../../base/limits.ts';
import { ROOM_PURPOSE } from '../../../terms/act-kinds.ts';
import { SignedForm } from '../../deciding/signed-form.tsx';
import { useText } from '../../messages/language.tsx';
import { useVocabulary } from '../../session/vocabulary.ts';
import { Select, TextField } from '../../ui/fields.tsx';
import { Panel } from '../../ui/frame.tsx';
import { useForm } from '../../words/prefill.ts';
import { WHOLE_RECORD } from './oversight-view.ts';

const MINUTES = ['5', '10', '15', '30', '60'] as const;
const EMPTY = { purpose: ROOM_PURPOSE as string, minutes: '30', reason: '' };

/** Opens the whole record to the reader, for a purpose, some minutes and a reason, all of which are recorded. */
export function ConsultForm() {
  const { t } = useText();
  const vocabulary = useVocabulary();
  const [form, setForm, clear] = useForm('consult the record', EMPTY);
  const { purpose, minutes, reason } = form;
  const detail = { of: WHOLE_RECORD, minutes: Number(minutes), reason: reason.trim() };
  const draft = reason.trim() === '' ? null : ({ kind: 'consultation.open', purpose, detail } as const);
  const lengths = MINUTES.some((one) => one === minutes) ? MINUTES : [...MINUTES, minutes];
  return (
    <Panel title={t('oversight.consult')}>
      <SignedForm
        name={t('oversight.consult')}
        draft={draft}
        missing={draft === null ? [t('oversight.reason')] : []}
        label={t('oversight.open')}
        onDone={clear}
      >
        <div className="r-filters">
          <Select
            label={t('oversight.purpose')}
            value={purpose}
            choices={(vocabulary?.purposes ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(next) => setForm({ ...form, purpose: next })}
          />
          <Select
            label={t('oversight.minutes')}
            value={minutes}
            choices={lengths.map((value) => ({
              value,
              label: t('oversight.minutesCount', { count: Number(value) }),
            }))}
            onChange={(next) => setForm({ ...form, minutes: next })}
          />
        </div>
        <TextField
          label={t('oversight.reason')}
          hint={t('oversight.reasonHint')}
          value={reason}
          required
          maxLength={LIMITS.lineChars}
          onChange={(next) => setForm({ ...form, reason: next })}
        />
      </SignedForm>
    </Panel>
  );
}
