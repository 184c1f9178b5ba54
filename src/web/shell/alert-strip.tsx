import './alert-strip.css';
import { useEffect, useRef, useState } from 'react';
import { useRoom } from '../live/room-clock.tsx';
import { useText } from '../messages/language.tsx';
import { RecordLink } from '../records/record-link.tsx';
import { type RecordShown, useQueue, useRecords } from '../records/records.ts';
import { AlertRow } from '../records/rows.ts';
import { useMe } from '../session/session.tsx';
import { useNames } from '../session/vocabulary.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNarrow } from '../ui/narrow.ts';
import { Age } from '../ui/times.tsx';
import { HIGH_AGAIN_MS, sound } from './alarm-sound.ts';
import { addSeen, readSeen, seenName } from './alerts-seen.ts';

/**
 * Open alerts, over every screen until they are cancelled. Acknowledging is this desk's and stays in this browser: it stops sound and
 * flashing here, and ends nothing.
 */
export function AlertStrip() {
  const { t } = useText();
  const { origin } = useRoom();
  const { desk, person } = useMe();
  const { records } = useRecords('alerts', AlertRow, { open: true });
  const [seen, setSeen] = useState(() => readSeen(localStorage));
  // On a phone there is no room for those that were acknowledged: one line counts them, and opens them.
  const narrow = useNarrow();
  const [opened, setOpened] = useState(false);
  const nameOf = (id: string) => seenName(origin, desk?.id ?? person, id);
  const unseen = records.filter(({ row }) => !seen.includes(nameOf(row.id)));
  useHighAlarm(unseen.length > 0);
  useNewlyWaiting();
  return (
    <div className="r-alerts" data-opened={opened || undefined} role="alert" aria-label={t('alerts.strip')}>
      {narrow && records.length > unseen.length && (
        <button type="button" className="r-alerts-fold" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          <Icon name="triangle" /> {t('alerts.seenCount', { count: records.length - unseen.length })}
        </button>
      )}
      {records.map((record) => (
        <Alert
          key={record.row.id}
          record={record}
          seen={!unseen.includes(record)}
          onSeen={() => setSeen(addSeen(localStorage, nameOf(record.row.id)))}
        />
      ))}
    </div>
  );
}

type AlertProps = {
  readonly record: RecordShown<AlertRow>;
  readonly seen: boolean;
  readonly onSeen: () => void;
};

function Alert({ record: { row, matter }, seen, onSeen }: AlertProps) {
  const { t } = useText();
  const name = useNames();
  return (
    <div className="r-alert" data-seen={seen || undefined}>
      <strong>
        <Icon name={row.alert === 'evacuation' ? 'leave' : 'triangle'} />
        {t(`alerts.${row.alert}`)}
      </strong>
      <span className="r-alert-text">
        <bdi className="r-pre">{matter.text}</bdi> <span>{name(row.place)}</span>
      </span>
      <span className="r-alert-which">
        <RecordLink id={row.id} slice="alerts" /> <Age ms={row.raised} />
      </span>
      {seen ? <span>{t('alerts.seen')}</span> : <Button onClick={onSeen}>{t('alerts.take')}</Button>}
    </div>
  );
}

/** Sounds as long as somebody has still to take an alert. */
function useHighAlarm(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    sound('high');
    const timer = setInterval(() => sound('high'), HIGH_AGAIN_MS);
    return () => clearInterval(timer);
  }, [on]);
}

/** Sounds once when something more waits for the reader's own answer: a declaration more urgently than the rest. */
function useNewlyWaiting(): void {
  const { items } = useQueue();
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (items === undefined) return;
    const now = new Set(items.map(({ why, matter }) => `${why} ${matter}`));
    const before = known.current;
    known.current = now;
    // What waited already when the page was opened is no news.
    if (before === null) return;
    const fresh = items.filter(({ why, matter }) => why !== 'alert' && !before.has(`${why} ${matter}`));
    if (fresh.length > 0) sound(fresh.some(({ why }) => why === 'declaration') ? 'medium' : 'low');
  }, [items]);
}
