import { useCallback, useEffect, useRef, useState } from 'react';
import type * as z from 'zod';
import { LIMITS } from '../../../base/limits.ts';
import { ItemText } from '../../../terms/api/acts.ts';
import { SignedForm } from '../../deciding/signed-form.tsx';
import { useRoomClock, useRoomNow } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { useRecords } from '../../records/records.ts';
import { ConsultationRow } from '../../records/room-rows.ts';
import { useApi } from '../../session/services.tsx';
import { useMe } from '../../session/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Select, TextField } from '../../ui/fields.tsx';
import { Panel, Row, Stack } from '../../ui/frame.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TimeText } from '../../ui/times.tsx';
import { useForm } from '../../words/prefill.ts';
import { PurposeField } from '../../words/word-fields.tsx';
import { countdown, leftOf, standingGrant } from './reading-time.ts';

type Opened = z.infer<typeof ItemText>;
const EMPTY = { purpose: '', minutes: '15', reason: '' };
const MINUTES = ['2', '5', '15', '30', '60'];
const CHECK_MS = 200;

/**
 * Reads the text of an item: after a consultation with purpose, minutes and reason, and until it is over. INVARIANT: the text is in the state of
 * this component and nowhere else (no draft, no cache of answers, no address), and goes when the time is over, the grant is ended, or the
 * reader leaves.
 */
export function ReadItem({ item }: { readonly item: string }) {
  const { t } = useText();
  const { person } = useMe();
  const now = useRoomNow();
  const { records } = useRecords('consultations', ConsultationRow, { open: true });
  const grants = records.map(({ row }) => row);
  const standing = standingGrant(grants, item, person, now);
  const { opened, error, read, drop } = useOpened(item, standing?.id);
  if (opened !== null) return <Reading opened={opened} onOver={drop} />;
  return (
    <Stack>
      {error !== null && <ProblemNote error={error} />}
      {standing === undefined ? (
        <Consult item={item} onGranted={(index) => void read(index)} />
      ) : (
        <Row>
          <Button look="main" onClick={() => void read()}>
            {t('items.read')}
          </Button>
          <span className="r-dim">
            {t('items.standsUntil', { number: standing.id })} <TimeText ms={standing.until} age />
          </span>
        </Row>
      )}
    </Stack>
  );
}

/** @param grant the id of the consultation that stands, as far as it is known: when it was there and is gone, so is the text */
function useOpened(item: string, grant: string | undefined) {
  const api = useApi();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [error, setError] = useState<unknown>(null);
  const drop = useCallback(() => setOpened(null), []);
  const read = useCallback(
    async (after?: number) => {
      setError(null);
      try {
        const path = `/api/items/${encodeURIComponent(item)}/text`;
        setOpened(await api.get(ItemText, path, { query: { after } }));
      } catch (problem) {
        setError(problem);
      }
    },
    [api, item],
  );
  const known = useRef(grant);
  useEffect(() => {
    if (known.current !== undefined && grant === undefined) drop();
    known.current = grant;
  }, [grant, drop]);
  // A browser may keep a page that was left, and show it again.
  useEffect(() => {
    window.addEventListener('pagehide', drop);
    return () => window.removeEventListener('pagehide', drop);
  }, [drop]);
  return { opened, error, read, drop };
}

function Reading({ opened, onOver }: { readonly opened: Opened; readonly onOver: () => void }) {
  const { t } = useText();
  const clock = useRoomClock();
  const { openUntil, title, text } = opened;
  const [left, setLeft] = useState(() => leftOf(openUntil, clock.now()));
  useEffect(() => {
    const timer = setInterval(() => {
      const rest = leftOf(openUntil, clock.now());
      setLeft(rest);
      if (rest === 0) onOver();
    }, CHECK_MS);
    return () => clearInterval(timer);
  }, [clock, openUntil, onOver]);
  return (
    <Panel
      title={title}
      tone="warning"
      actions={
        <Button look="quiet" onClick={onOver}>
          {t('items.closeText')}
        </Button>
      }
    >
      <Stack>
        <Row>
          <strong role="timer" className="r-mono">
            {t('items.left', { time: countdown(left) })}
          </strong>
          <span className="r-dim">
            {t('items.goesAt')} <TimeText ms={openUntil} />
          </span>
        </Row>
        <div className="r-pre">{text}</div>
      </Stack>
    </Panel>
  );
}

type ConsultProps = { readonly item: string; readonly onGranted: (index: number) => void };

function Consult({ item, onGranted }: ConsultProps) {
  const { t } = useText();
  const [form, setForm, clear] = useForm(`consult ${item}`, EMPTY);
  const { purpose, reason } = form;
  const minutes = Number(form.minutes);
  const missing = [
    ...(purpose === '' ? [t('items.missing.purpose')] : []),
    ...(reason.trim() === '' ? [t('items.missing.reason')] : []),
  ];
  return (
    <SignedForm
      name={t('items.consult')}
      draft={missing.length > 0 ? null : { kind: 'consultation.open', purpose, detail: { of: item, minutes, reason } }}
      missing={missing}
      label={t('items.signConsult')}
      onDone={({ index }) => {
        clear();
        onGranted(index);
      }}
    >
      <p className="r-dim">{t('items.consultMeans')}</p>
      <PurposeField value={purpose} onChange={(next) => setForm({ ...form, purpose: next })} />
      <Select
        label={t('items.minutes')}
        value={form.minutes}
        choices={MINUTES.map((value) => ({ value, label: t('items.minutesLong', { count: Number(value) }) }))}
        onChange={(next) => setForm({ ...form, minutes: next })}
      />
      <TextField
        label={t('items.reason')}
        value={reason}
        maxLength={LIMITS.lineChars}
        onChange={(next) => setForm({ ...form, reason: next })}
      />
    </SignedForm>
  );
}
