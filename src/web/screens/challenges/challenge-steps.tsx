import { useState } from 'react';
import { LIMITS } from '../../../base/limits.ts';
import { Decision } from '../../deciding/decision.tsx';
import { SignedForm } from '../../deciding/signed-form.tsx';
import { useText } from '../../messages/language.tsx';
import type { ChallengeRow } from '../../records/rows.ts';
import { useDraft } from '../../session/draft.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Stack } from '../../ui/frame.tsx';
import { ActivityField, PurposeField } from '../../words/word-fields.tsx';
import {
  answerDraft,
  answerPreview,
  type ChallengeField,
  type Declared,
  EMPTY_RAISE,
  emptyAnswer,
  raiseDraft,
} from './challenge-form.ts';

type RaiseProps = { readonly deed: string; readonly declared: Declared; readonly act: SentAct };

/** Disputes what a deed was declared to be, for those of the host who may. */
export function RaiseStep({ deed, declared, act }: RaiseProps) {
  const { t } = useText();
  const [form, setForm, clear] = useDraft(`challenge ${deed}`, EMPTY_RAISE);
  const made = raiseDraft(deed, declared, form);
  return (
    <Disclosure summary={t('challenges.raise')}>
      <SignedForm
        name={t('challenges.raise')}
        draft={'draft' in made ? made.draft : null}
        missing={useMissing(made)}
        label={t('challenges.signRaise')}
        act={act}
        onDone={clear}
      >
        <p className="r-dim">{t('challenges.raiseWhy')}</p>
        <ActivityField
          label={t('challenges.seemsActivity')}
          value={form.activity}
          onChange={(activity) => setForm({ ...form, activity })}
        />
        <PurposeField
          label={t('challenges.seemsPurpose')}
          value={form.purpose}
          onChange={(purpose) => setForm({ ...form, purpose })}
        />
        <Reason value={form.reason} onChange={(reason) => setForm({ ...form, reason })} />
      </SignedForm>
    </Disclosure>
  );
}

const ANSWERS = ['stands', 'reclassified'] as const;

/** The answer to a challenge, for another officer of the host. */
export function AnswerStep({ row, act }: { readonly row: ChallengeRow; readonly act: SentAct }) {
  const { t } = useText();
  const [initial] = useState(() => emptyAnswer(row));
  const [form, setForm, clear] = useDraft(`answer ${row.id}`, initial);
  const made = answerDraft(row, form);
  const missing = useMissing(made);
  const previewDraft = answerPreview(row, form);
  return (
    <SignedForm
      name={t('challenges.answer')}
      draft={'draft' in made ? made.draft : null}
      previewDraft={previewDraft}
      decision={(previewed) => (
        <>
          <Decision previewed={previewed} missing={previewDraft === null ? missing : []} />
          {previewDraft !== null && missing.length > 0 && (
            <p className="r-dim">{t('challenges.stillMissing', { what: missing.join(', ') })}</p>
          )}
        </>
      )}
      label={t('challenges.signAnswer')}
      act={act}
      onDone={clear}
    >
      <Choices
        label={t('challenges.answer')}
        value={form.answer}
        choices={ANSWERS.map((value) => ({ value, label: t(`challenges.answer.${value}`) }))}
        onChange={(answer) => setForm({ ...form, answer })}
      />
      {form.answer === 'reclassified' && (
        <Stack>
          <h3>{t('challenges.found')}</h3>
          <p className="r-dim">{t('challenges.answerWhy')}</p>
          <ActivityField value={form.activity} onChange={(activity) => setForm({ ...form, activity })} />
          <PurposeField value={form.purpose} onChange={(purpose) => setForm({ ...form, purpose })} />
        </Stack>
      )}
      <Reason value={form.reason} onChange={(reason) => setForm({ ...form, reason })} />
    </SignedForm>
  );
}

function Reason({ value, onChange }: { readonly value: string; readonly onChange: (reason: string) => void }) {
  const { t } = useText();
  return <TextField label={t('challenges.reason')} value={value} maxLength={LIMITS.lineChars} onChange={onChange} />;
}

function useMissing(made: ReturnType<typeof raiseDraft>): readonly string[] {
  const { t } = useText();
  const missing: readonly ChallengeField[] = 'missing' in made ? made.missing : [];
  return missing.map((field) => t(`challenges.missing.${field}`));
}
