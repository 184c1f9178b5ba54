import { type FormEvent, useState } from 'react';
import { LIMITS } from '../../../base/limits.ts';
import { Decision } from '../../deciding/decision.tsx';
import { PasskeyNote } from '../../deciding/passkey-note.tsx';
import { usePreview } from '../../deciding/preview.ts';
import { useRoom, useRoomNow } from '../../live/room-clock.tsx';
import type { MessageId } from '../../messages/catalog.ts';
import { useText } from '../../messages/language.tsx';
import type { RequestRow } from '../../records/rows.ts';
import { useDraft } from '../../session/draft.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { dayAndMinute } from '../../ui/date-time.ts';
import { TextArea, TextField } from '../../ui/fields.tsx';
import { Row, Stack } from '../../ui/frame.tsx';
import { TimeField, useReadTime } from '../../ui/time-field.tsx';
import { ActivityField, PlaceField, PurposeField } from '../../words/word-fields.tsx';
import { type AnswerForm, answerDraft, type CounterForm, emptyAnswer } from './answer-form.ts';

type AnswerProps = { readonly row: RequestRow; readonly act: SentAct };
const NOW_EVERY_MS = 10_000;
const ANSWERS = ['approve', 'refuse', 'counter-offer'] as const;

/** The host's answer to one request: yes with conditions and an end, no, or an edited deed; each with its reason, and decided before it is signed. */
export function Answer({ row, act }: AnswerProps) {
  const { t } = useText();
  const { timezone } = useRoom();
  const now = useRoomNow(NOW_EVERY_MS);
  const deed = 'deed' in row.asks ? row.asks.deed : null;
  const asked = { deed, typed: (ms: number) => dayAndMinute(ms, timezone), now };
  const [initial] = useState(() => emptyAnswer(asked));
  const [form, setForm, clear] = useDraft(`answer ${row.id}`, initial);
  const made = answerDraft(row, form, useReadTime('ahead'), asked);
  const draft = 'draft' in made ? made.draft : null;
  const missing = 'missing' in made ? made.missing.map((field) => t(`approvals.missing.${field}` as MessageId)) : [];
  const previewed = usePreview(draft);
  const sign = async (event: FormEvent) => {
    event.preventDefault();
    if (draft === null || act.busy) return;
    const state = await act.send(draft);
    if (state.is === 'recorded' && state.answer.outcome === 'permitted') clear();
  };
  const answers = deed === null ? ANSWERS.filter((answer) => answer !== 'counter-offer') : ANSWERS;
  return (
    <form aria-label={t('approvals.answer')} onSubmit={(event) => void sign(event)}>
      <Stack>
        <Choices
          label={t('approvals.answer')}
          value={form.answer}
          choices={answers.map((value) => ({ value, label: t(`approvals.answer.${value}`) }))}
          onChange={(answer) => setForm({ ...form, answer })}
        />
        <Words form={form} onChange={setForm} />
        {form.answer === 'counter-offer' && (
          <Counter counter={form.counter} onChange={(counter) => setForm({ ...form, counter })} />
        )}
        <Decision previewed={previewed} missing={missing} />
        <Row>
          <Button submit look="main" disabled={draft === null || act.busy}>
            {t(form.answer === '' ? 'approvals.sign' : `approvals.sign.${form.answer}`)}
          </Button>
          <PasskeyNote kind="approval.answer" />
        </Row>
      </Stack>
    </form>
  );
}

function Words({ form, onChange }: { readonly form: AnswerForm; readonly onChange: (form: AnswerForm) => void }) {
  const { t } = useText();
  return (
    <>
      <TextField
        label={t('approvals.reason')}
        value={form.reason}
        maxLength={LIMITS.lineChars}
        onChange={(reason) => onChange({ ...form, reason })}
      />
      {form.answer !== 'refuse' && (
        <div className="r-pairs">
          <TextField
            label={t('approvals.conditions')}
            value={form.conditions}
            maxLength={LIMITS.lineChars}
            onChange={(conditions) => onChange({ ...form, conditions })}
          />
          <TimeField
            label={t('approvals.validUntil')}
            lies="ahead"
            value={form.validUntil}
            whenEmpty={t('approvals.validEmpty')}
            onChange={(validUntil) => onChange({ ...form, validUntil })}
          />
        </div>
      )}
    </>
  );
}

type CounterProps = { readonly counter: CounterForm; readonly onChange: (counter: CounterForm) => void };

function Counter({ counter, onChange }: CounterProps) {
  const { t } = useText();
  const change = (part: Partial<CounterForm>) => onChange({ ...counter, ...part });
  return (
    <Stack>
      <h3>{t('approvals.offer')}</h3>
      <p className="r-dim">{t('approvals.offerHint')}</p>
      <ActivityField value={counter.activity} onChange={(activity) => change({ activity })} />
      <PurposeField value={counter.purpose} onChange={(purpose) => change({ purpose })} />
      <PlaceField value={counter.place} onChange={(place) => change({ place })} />
      <div className="r-pairs">
        <TimeField
          label={t('deed.from')}
          lies="ahead"
          value={counter.from}
          whenEmpty={t('approvals.offerFrom')}
          picks={['+15m', '+1h']}
          onChange={(from) => change({ from })}
        />
        <TimeField
          label={t('deed.until')}
          lies="ahead"
          value={counter.until}
          whenEmpty={t('act.untilWanted')}
          onChange={(until) => change({ until })}
        />
      </div>
      <TextArea
        label={t('deed.what')}
        value={counter.what}
        rows={2}
        maxLength={LIMITS.lineChars}
        onChange={(what) => change({ what })}
      />
    </Stack>
  );
}
