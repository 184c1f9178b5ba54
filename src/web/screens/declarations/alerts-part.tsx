import { useState } from 'react';
import { LIMITS } from '../../../base/limits.ts';
import { SignedNote } from '../../deciding/signed-note.tsx';
import { useText } from '../../messages/language.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { useRecords } from '../../records/records.ts';
import { AlertRow } from '../../records/rows.ts';
import { useNames } from '../../session/vocabulary.ts';
import { PRIORITIES, sound } from '../../shell/alarm-sound.ts';
import { useAct } from '../../signing/acting.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Select, TextArea } from '../../ui/fields.tsx';
import { EmptyState, Panel, Row, Stack } from '../../ui/frame.tsx';
import { Dialog } from '../../ui/layers.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { TimeText } from '../../ui/times.tsx';
import { useForm } from '../../words/prefill.ts';
import { PlaceField } from '../../words/word-fields.tsx';
import { CancelStep } from './cancel-step.tsx';

const EMPTY = { alert: 'emergency', place: '', text: '' };
const ALERTS = ['emergency', 'evacuation'] as const;

/** Alerts that stand, each with its explicit end; those that ended, folded away. */
export function AlertList() {
  const { t } = useText();
  const name = useNames();
  const act = useAct();
  const { records } = useRecords('alerts', AlertRow);
  const open = records.filter(({ row }) => row.cancelled === null);
  const over = records.filter(({ row }) => row.cancelled !== null);
  return (
    <>
      <SignedNote act={act} />
      {open.map(({ row, matter }) => (
        <Panel key={row.id} title={`${t(`alerts.${row.alert}`)} ${row.id}`} tone="critical">
          <Stack>
            <div className="r-pre">{matter.text}</div>
            <div className="r-dim">
              {name(row.place)}, <TimeText ms={row.raised} age />
              {row.raisedBy !== undefined && `, ${row.raisedBy}`}
            </div>
            <CancelStep row={row} act={act} />
          </Stack>
        </Panel>
      ))}
      {over.length > 0 && (
        <Disclosure summary={t('alerts.over', { count: over.length })}>
          <ul className="r-list">
            {over.map(({ row, matter }) => (
              <li key={row.id} className="r-clause">
                <RecordLink id={row.id} slice="alerts" /> {t(`alerts.${row.alert}`)} <TimeText ms={row.raised} age />{' '}
                <bdi>{matter.text}</bdi>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {records.length === 0 && <EmptyState>{t('alerts.none')}</EmptyState>}
    </>
  );
}

/** Raises an alert in two steps: what it says, then that it is meant. It is never held up, so there is nothing to preview. */
export function RaiseAlert() {
  const { t } = useText();
  const name = useNames();
  const [form, setForm, clear] = useForm('alert', EMPTY, 'alert.raise');
  const [confirming, setConfirming] = useState(false);
  const act = useAct();
  const alert = ALERTS.find((one) => one === form.alert) ?? 'emergency';
  const raise = async () => {
    const place = form.place === '' ? {} : { place: form.place };
    const state = await act.send({ kind: 'alert.raise', ...place, detail: { alert, text: form.text } });
    setConfirming(false);
    if (state.is === 'recorded' && state.answer.outcome === 'permitted') clear();
  };
  return (
    <Stack>
      <p className="r-dim">{t('alerts.anybody')}</p>
      <Select
        label={t('alerts.kind')}
        value={alert}
        choices={ALERTS.map((value) => ({ value, label: t(`alerts.${value}`) }))}
        onChange={(next) => setForm({ ...form, alert: next })}
      />
      <PlaceField label={t('incidents.place')} value={form.place} onChange={(place) => setForm({ ...form, place })} />
      <TextArea
        label={t('alerts.text')}
        value={form.text}
        maxLength={LIMITS.textChars}
        onChange={(text) => setForm({ ...form, text })}
      />
      <Row>
        <Button look="danger" disabled={form.text.trim() === '' || act.busy} onClick={() => setConfirming(true)}>
          {t('alerts.raise')}
        </Button>
        <SignedNote act={act} />
      </Row>
      <Dialog title={t('alerts.confirm')} open={confirming} onClose={() => setConfirming(false)}>
        <Stack>
          <Mark icon="triangle" tone="critical">
            {t(`alerts.${alert}`)}
          </Mark>
          <div className="r-pre">{form.text}</div>
          {form.place !== '' && <div>{name(form.place)}</div>}
          <p>{t('alerts.everybody')}</p>
          <Row>
            <Button look="danger" disabled={act.busy} onClick={() => void raise()}>
              {t('alerts.raiseNow')}
            </Button>
            <Button look="quiet" onClick={() => setConfirming(false)}>
              {t('alerts.back')}
            </Button>
          </Row>
        </Stack>
      </Dialog>
    </Stack>
  );
}

/** Whether the three sounds are heard at this desk: tried at the start of a shift. */
export function SoundTest() {
  const { t } = useText();
  return (
    <Stack>
      <p className="r-dim">{t('alerts.soundsHint')}</p>
      <Row>
        {PRIORITIES.map((priority) => (
          <Button key={priority} onClick={() => sound(priority)}>
            {t(`alerts.sound.${priority}`)}
          </Button>
        ))}
      </Row>
    </Stack>
  );
}
