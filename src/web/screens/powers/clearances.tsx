import { LIMITS } from '../../../base/limits.ts';
import { CLEARED } from '../../../terms/axes.ts';
import { useMayDo } from '../../deciding/may.ts';
import { SignStep } from '../../deciding/sign-step.tsx';
import { SignedForm } from '../../deciding/signed-form.tsx';
import { useRoomNow } from '../../live/room-clock.tsx';
import type { MessageId } from '../../messages/catalog.ts';
import { useText } from '../../messages/language.tsx';
import { useGuestsAndOfficers } from '../../records/guests-and-officers.ts';
import { RecordLink } from '../../records/record-link.tsx';
import { useRecords } from '../../records/records.ts';
import { ClearanceRow } from '../../records/rows.ts';
import { useDraft } from '../../session/draft.ts';
import { useNames } from '../../session/vocabulary.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { SearchSelect, Select, TextField } from '../../ui/fields.tsx';
import { Row } from '../../ui/frame.tsx';
import { TimeField, useReadTime } from '../../ui/time-field.tsx';
import { TimeText } from '../../ui/times.tsx';
import { clearanceDraft, EMPTY_CLEARANCE } from './powers-form.ts';
import { PowersPanel } from './powers-panel.tsx';

const NOW_EVERY_MS = 10_000;

/** What of guests is cleared now, each with its end; and the form that clears. */
export function Clearances({ act }: { readonly act: SentAct }) {
  const { t } = useText();
  const name = useNames();
  const mayDo = useMayDo();
  const list = useRecords('clearances', ClearanceRow, { open: true });
  return (
    <PowersPanel
      title={(count) => t('powers.clearances', { count })}
      none={t('powers.noClearance')}
      list={list}
      item={({ row, matter }) => (
        <>
          <Row>
            <RecordLink id={row.id} />
            <strong>{t(`powers.cleared.${row.clears}`)}</strong>
            {row.thing !== null && <span>{row.thing}</span>}
            <span className="r-mono">{row.to}</span>
            <span className="r-dim">{name(row.agency)}</span>
            <span>
              {t('deed.fromTime')} <TimeText ms={row.from} /> {t('deed.untilTime')} <TimeText ms={row.until} age />
            </span>
          </Row>
          <div className="r-pre r-dim">{matter.text}</div>
          {mayDo('clearance.withdraw') && (
            <SignStep
              label={t('powers.unclear')}
              name={`withdraw ${row.id}`}
              act={act}
              explained={t('powers.unclearWhy')}
              words={{ label: t('approvals.reason'), required: true }}
              draft={(reason) => ({ kind: 'clearance.withdraw', detail: { clearance: row.id, reason } })}
            />
          )}
        </>
      )}
    >
      {mayDo('clearance.grant') && (
        <Disclosure summary={t('powers.clear')}>
          <Grant act={act} />
        </Disclosure>
      )}
    </PowersPanel>
  );
}

function Grant({ act }: { readonly act: SentAct }) {
  const { t } = useText();
  const [form, setForm, clear] = useDraft('clearance', EMPTY_CLEARANCE);
  const now = useRoomNow(NOW_EVERY_MS);
  const made = clearanceDraft(form, useReadTime('ahead'), now);
  const draft = 'draft' in made ? made.draft : null;
  const missing = 'missing' in made ? made.missing.map((field) => t(`powers.missing.${field}` as MessageId)) : [];
  const { guests } = useGuestsAndOfficers();
  return (
    <SignedForm
      name={t('powers.clear')}
      draft={draft}
      missing={missing}
      label={t('powers.signClear')}
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
        <Select
          label={t('powers.clears')}
          empty={t('words.choosePlace')}
          value={form.clears}
          choices={CLEARED.map((value) => ({ value, label: t(`powers.cleared.${value}`) }))}
          onChange={(clears) => setForm({ ...form, clears })}
        />
        {form.clears !== '' && form.clears !== 'person' && (
          <TextField
            label={t('powers.thing')}
            hint={t('powers.thingHint')}
            value={form.thing}
            maxLength={LIMITS.lineChars}
            onChange={(thing) => setForm({ ...form, thing })}
          />
        )}
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
