import { useState } from 'react';
import { LIMITS } from '../../../base/limits.ts';
import type { RecordShown } from '../../../terms/api/retention.ts';
import { HOUSE_RULES } from '../../../terms/house-rules.ts';
import { Decision } from '../../deciding/decision.tsx';
import { SignedForm } from '../../deciding/signed-form.tsx';
import { useRoomNow } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { useDraft } from '../../session/draft.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { ClauseList } from '../../ui/decided.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Select, TextField } from '../../ui/fields.tsx';
import { Row, Stack } from '../../ui/frame.tsx';
import { OutcomeBadge } from '../../ui/outcome-badge.tsx';
import { TimeField, useReadTime } from '../../ui/time-field.tsx';
import { DateText } from './date-text.tsx';
import {
  BASES,
  EMPTY_KEEP,
  type EraseForm,
  eraseDraft,
  keepDraft,
  type Made,
  type Named,
  nameOf,
  standsAgainst,
} from './retention-form.ts';

type StepProps = { readonly named: Named; readonly act: SentAct };
type EraseProps = StepProps & {
  readonly against: RecordShown['against'];
  readonly isDue: boolean;
  readonly onErased: () => void;
};
const NOW_EVERY_MS = 10_000;
const PICKS = ['+30d', '+90d', '+365d'];

/** Erases it for good. Until nothing stands against that any more, the rules that do are shown in the place of the decision, and nothing is signed. */
export function EraseStep({ named, against, isDue, act, onErased }: EraseProps) {
  const { t } = useText();
  const [initial] = useState<EraseForm>({ basis: isDue ? 'retention' : 'request', reason: '' });
  const [form, setForm, clear] = useDraft(`erase ${nameOf(named)}`, initial);
  const made = eraseDraft(named, form);
  const missing = useMissing(made);
  const rules = standsAgainst(against, form.basis);
  return (
    <Disclosure summary={t('retention.erase')}>
      <SignedForm
        name={t('retention.erase')}
        draft={'draft' in made && rules.length === 0 ? made.draft : null}
        decision={(previewed) =>
          rules.length > 0 ? <Against rules={rules} /> : <Decision previewed={previewed} missing={missing} />
        }
        label={t('retention.signErase')}
        look="danger"
        act={act}
        onDone={() => {
          clear();
          onErased();
        }}
      >
        <p className="r-dim r-reading">{t('retention.eraseMeans')}</p>
        <Select
          label={t('retention.basis')}
          value={form.basis}
          choices={BASES.map((value) => ({ value, label: t(`retention.basis.${value}`) }))}
          onChange={(basis) => setForm({ ...form, basis })}
        />
        <Reason value={form.reason} onChange={(reason) => setForm({ ...form, reason })} />
      </SignedForm>
    </Disclosure>
  );
}

/** What would be answered as things stand: by these house rules it would not be erased. */
function Against({ rules }: { readonly rules: Readonly<RecordShown['against']> }) {
  const { t } = useText();
  return (
    <div className="r-decision" role="status" aria-label={t('deciding.label')}>
      <Stack>
        <Row>
          <OutcomeBadge outcome="prohibited" />
          <span>{t('retention.standsAgainst')}</span>
        </Row>
        <ClauseList
          clauses={rules.map((id) => ({ id, text: HOUSE_RULES[id], basis: 'house-rule' as const, source: [] }))}
        />
      </Stack>
    </div>
  );
}

/** Keeps a record that came up for review until a later time. */
export function KeepStep(props: StepProps) {
  return <UntilStep {...props} kind="retention.extend" words="keep" />;
}

/** Holds a record against being erased. */
export function HoldStep(props: StepProps) {
  return <UntilStep {...props} kind="hold.place" words="hold" />;
}

type UntilProps = StepProps & { readonly kind: 'hold.place' | 'retention.extend'; readonly words: 'keep' | 'hold' };

function UntilStep({ named, act, kind, words }: UntilProps) {
  const { t } = useText();
  const [form, setForm, clear] = useDraft(`${kind} ${nameOf(named)}`, EMPTY_KEEP);
  const now = useRoomNow(NOW_EVERY_MS);
  const until = useReadTime('ahead')(form.until);
  const made = keepDraft(kind, named, form, { until, now });
  return (
    <Disclosure summary={t(`retention.${words}`)}>
      <SignedForm
        name={t(`retention.${words}`)}
        draft={'draft' in made ? made.draft : null}
        missing={useMissing(made)}
        label={t(`retention.${words}Sign`)}
        act={act}
        onDone={clear}
      >
        <p className="r-dim r-reading">{t(`retention.${words}Means`)}</p>
        <TimeField
          label={t('retention.until')}
          value={form.until}
          lies="ahead"
          whenEmpty={t('retention.noUntil')}
          picks={PICKS}
          onChange={(next) => setForm({ ...form, until: next })}
        />
        {until !== undefined && (
          <p>
            {t('retention.until')} <DateText ms={until} age />
          </p>
        )}
        <Reason value={form.reason} onChange={(reason) => setForm({ ...form, reason })} />
      </SignedForm>
    </Disclosure>
  );
}

function Reason({ value, onChange }: { readonly value: string; readonly onChange: (reason: string) => void }) {
  const { t } = useText();
  return <TextField label={t('retention.reason')} value={value} maxLength={LIMITS.lineChars} onChange={onChange} />;
}

function useMissing(made: Made): readonly string[] {
  const { t } = useText();
  return 'missing' in made ? made.missing.map((field) => t(`retention.missing.${field}`)) : [];
}
