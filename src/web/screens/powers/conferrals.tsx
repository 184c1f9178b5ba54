import { LIMITS } from '../../../base/limits.ts';
import { useMayDo } from '../../deciding/may.ts';
import { SignStep } from '../../deciding/sign-step.tsx';
import { SignedForm } from '../../deciding/signed-form.tsx';
import { useRoomNow } from '../../live/room-clock.tsx';
import type { MessageId } from '../../messages/catalog.ts';
import { useText } from '../../messages/language.tsx';
import { useGuestsAndOfficers } from '../../records/guests-and-officers.ts';
import { RecordLink } from '../../records/record-link.tsx';
import { useRecords } from '../../records/records.ts';
import { ConferralRow } from '../../records/rows.ts';
import { useDraft } from '../../session/draft.ts';
import { useEveryName, useNames, useVocabulary } from '../../session/vocabulary.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { SearchSelect, TextField } from '../../ui/fields.tsx';
import { Row } from '../../ui/frame.tsx';
import { TimeField, useReadTime } from '../../ui/time-field.tsx';
import { TimeText } from '../../ui/times.tsx';
import { conferralDraft, EMPTY_CONFERRAL } from './powers-form.ts';
import { PowersPanel } from './powers-panel.tsx';

const NOW_EVERY_MS = 10_000;

/** Powers that are conferred now, each with its end; and the form that confers one. */
export function Conferrals({ act }: { readonly act: SentAct }) {
  const { t } = useText();
  const name = useNames();
  const mayDo = useMayDo();
  const list = useRecords('conferrals', ConferralRow, { open: true });
  return (
    <PowersPanel
      title={(count) => t('powers.conferrals', { count })}
      none={t('powers.noConferral')}
      list={list}
      item={({ row, matter }) => (
        <>
          <Row>
            <RecordLink id={row.id} />
            <strong>{name(row.power)}</strong>
            <span className="r-mono">{row.to}</span>
            <span className="r-dim">{name(row.agency)}</span>
            <span>
              {t('deed.fromTime')} <TimeText ms={row.from} /> {t('deed.untilTime')} <TimeText ms={row.until} age />
            </span>
          </Row>
          <div className="r-pre r-dim">{matter.text}</div>
          {mayDo('conferral.withdraw') && (
            <SignStep
              label={t('powers.withdraw')}
              name={`withdraw ${row.id}`}
              act={act}
              explained={t('powers.withdrawWhy')}
              words={{ label: t('approvals.reason'), required: true }}
              draft={(reason) => ({ kind: 'conferral.withdraw', detail: { conferral: row.id, reason } })}
            />
          )}
        </>
      )}
    >
      {mayDo('conferral.grant') && (
        <Disclosure summary={t('powers.grant')}>
          <Grant act={act} />
        </Disclosure>
      )}
    </PowersPanel>
  );
}

function Grant({ act }: { readonly act: SentAct }) {
  const { t } = useText();
  const [form, setForm, clear] = useDraft('conferral', EMPTY_CONFERRAL);
  const now = useRoomNow(NOW_EVERY_MS);
  const made = conferralDraft(form, useReadTime('ahead'), now);
  const draft = 'draft' in made ? made.draft : null;
  const missing = 'missing' in made ? made.missing.map((field) => t(`powers.missing.${field}` as MessageId)) : [];
  const { guests } = useGuestsAndOfficers();
  const powers = usePowers();
  return (
    <SignedForm
      name={t('powers.grant')}
      draft={draft}
      missing={missing}
      label={t('powers.signGrant')}
      act={act}
      onDone={clear}
    >
      <div className="r-pairs">
        <SearchSelect
          label={t('powers.guest')}
          empty={t('words.choosePlace')}
          value={form.to}
          choices={guests}
          onChange={(to) => setForm({ ...form, to })}
        />
        <SearchSelect
          label={t('powers.power')}
          empty={t('words.choosePlace')}
          value={form.power}
          choices={powers}
          onChange={(power) => setForm({ ...form, power })}
        />
        <TimeField
          label={t('deed.from')}
          lies="ahead"
          value={form.from}
          whenEmpty={t('act.fromNow')}
          onChange={(from) => setForm({ ...form, from })}
        />
        <TimeField
          label={t('deed.until')}
          lies="ahead"
          value={form.until}
          whenEmpty={t('act.untilWanted')}
          onChange={(until) => setForm({ ...form, until })}
        />
      </div>
      <TextField
        label={t('approvals.reason')}
        value={form.reason}
        maxLength={LIMITS.lineChars}
        onChange={(reason) => setForm({ ...form, reason })}
      />
    </SignedForm>
  );
}

/** The executive powers of the vocabulary, each once. */
function usePowers() {
  const name = useNames();
  const everyName = useEveryName();
  const activities = useVocabulary()?.activities ?? [];
  const powers = new Set(activities.flatMap(({ power }) => (power === null ? [] : [power])));
  return [...powers].map((power) => ({ value: power, label: name(power), also: everyName(power) }));
}
