import { LIMITS } from '../../../base/limits.ts';
import { ROOM_PURPOSE } from '../../../terms/act-kinds.ts';
import { UNKNOWN } from '../../../terms/axes.ts';
import type { Previewed } from '../../deciding/preview.ts';
import { SignedForm } from '../../deciding/signed-form.tsx';
import { useRoomNow } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { useVocabulary } from '../../session/vocabulary.ts';
import { ClauseList } from '../../ui/decided.tsx';
import { Select, TextArea } from '../../ui/fields.tsx';
import { Row, Stack } from '../../ui/frame.tsx';
import { OutcomeBadge } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TimeField, useReadTime } from '../../ui/time-field.tsx';
import { useForm } from '../../words/prefill.ts';
import { ActivityField, PlaceField } from '../../words/word-fields.tsx';
import { EMPTY_OCCURRENCE, missingOfOccurrence, type OccurrenceForm, occurrenceDraft } from './occurrence-form.ts';

const NOW_EVERY_MS = 5_000;

/** Reports a deed of anybody. Nothing that is not known is asked for: `unknown` is an answer. */
export function ReportForm() {
  const { t } = useText();
  const [form, setForm, clear] = useForm('occurrence', EMPTY_OCCURRENCE);
  const now = useRoomNow(NOW_EVERY_MS);
  const readTime = useReadTime('back');
  const missing = missingOfOccurrence(form, readTime, now);
  const draft = occurrenceDraft(form, readTime, now);
  const change = (changed: Partial<OccurrenceForm>) => setForm({ ...form, ...changed });
  return (
    <SignedForm
      name={t('occurrences.report')}
      draft={missing.length > 0 ? null : draft}
      previewDraft={draft}
      label={t('occurrences.sign')}
      decision={(previewed) => (
        <Verdict previewed={previewed} missing={missing.map((field) => t(`occurrences.missing.${field}`))} />
      )}
      onDone={clear}
    >
      <ActivityField
        label={t('occurrences.activity')}
        value={form.activity}
        onChange={(activity) => change({ activity })}
      />
      <WhoFields form={form} change={change} />
      <PlaceField value={form.place} orUnknown onChange={(place) => change({ place })} />
      <TimeField
        label={t('occurrences.time')}
        value={form.time}
        lies="back"
        whenEmpty={t('occurrences.now')}
        onChange={(time) => change({ time })}
      />
      <TextArea
        label={t('occurrences.text')}
        value={form.text}
        maxLength={LIMITS.textChars}
        onChange={(text) => change({ text })}
      />
    </SignedForm>
  );
}

type WhoProps = { readonly form: OccurrenceForm; readonly change: (changed: Partial<OccurrenceForm>) => void };

function WhoFields({ form, change }: WhoProps) {
  const { t } = useText();
  const vocabulary = useVocabulary();
  const { agencies = [], roles = [], purposes = [] } = vocabulary ?? {};
  const components = agencies.find(({ id }) => id === form.agency)?.components ?? [];
  const unknown = { id: UNKNOWN, name: t('occurrences.unknown') };
  const orUnknown = (words: readonly { readonly id: string; readonly name: string }[]) =>
    [unknown, ...words].map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <Select
        label={t('occurrences.agency')}
        value={form.agency}
        choices={orUnknown(agencies)}
        onChange={(agency) => change({ agency, component: UNKNOWN })}
      />
      {components.length > 0 && (
        <Select
          label={t('occurrences.component')}
          value={form.component}
          choices={orUnknown(components)}
          onChange={(component) => change({ component })}
        />
      )}
      <Select
        label={t('occurrences.role')}
        value={form.role}
        choices={orUnknown(roles)}
        onChange={(role) => change({ role })}
      />
      <Select
        label={t('occurrences.purpose')}
        value={form.purpose}
        choices={orUnknown(purposes.filter(({ id }) => id !== ROOM_PURPOSE))}
        onChange={(purpose) => change({ purpose })}
      />
    </>
  );
}

type VerdictProps = { readonly previewed: Previewed; readonly missing: readonly string[] };

/** What the mandates say of the deed as it is described. It holds nothing up: the report is accepted whatever stands here. */
function Verdict({ previewed, missing }: VerdictProps) {
  const { t, told } = useText();
  const { preview, error, behind } = previewed;
  return (
    <div className="r-decision" role="status" aria-busy={behind} aria-label={t('occurrences.verdict')}>
      <Stack>
        {preview !== undefined && (
          <>
            <Row>
              <span className="r-dim">{t('occurrences.wouldBe')}</span>
              <OutcomeBadge outcome={preview.outcome} />
            </Row>
            <p>{told(preview.told)}</p>
            {preview.unknown !== null && <p>{told(preview.unknown)}</p>}
            <ClauseList clauses={preview.clauses} />
          </>
        )}
        {error !== null && <ProblemNote error={error} />}
        {missing.length > 0 && <span className="r-dim">{t('occurrences.missing', { what: missing.join(', ') })}</span>}
      </Stack>
    </div>
  );
}
