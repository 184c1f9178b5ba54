import { useState } from 'react';
import { useRoom, useRoomNow } from '../live/room-clock.tsx';
import { useText } from '../messages/language.tsx';
import { dayAndMinute, dayAndTime, readTime } from './date-time.ts';
import { TextField } from './fields.tsx';

type TimeTextProps = {
  /** Room time, ms. */
  readonly ms: number;
  /** Local time of the event beside it. */
  readonly local?: boolean;
  /** How long ago, or in how long. */
  readonly age?: boolean;
};

/** A moment of room time: `05/02 12:40:07Z`, on request with local time and age. */
export function TimeText({ ms, local = false, age = false }: TimeTextProps) {
  const { timezone } = useRoom();
  const { t } = useText();
  const there = dayAndTime(ms, timezone);
  return (
    <time dateTime={new Date(ms).toISOString()} title={t('ui.localTime', { time: there })} className="r-mono">
      {dayAndTime(ms, 'UTC')}Z{local && <span className="r-dim"> {t('ui.localTime', { time: there })}</span>}
      {age && <Age ms={ms} />}
    </time>
  );
}

/** How long ago a moment of room time was, or how long until it comes: `3 min ago`, `in 2 h`. */
export function Age({ ms }: { readonly ms: number }) {
  const now = useRoomNow();
  const { t } = useText();
  const apart = Math.abs(now - ms);
  const when = ms > now + 999 ? 'ahead' : 'ago';
  const minutes = Math.floor(apart / 60_000);
  if (minutes < 1)
    return <span className="r-dim"> {t('ui.ageSeconds', { count: Math.floor(apart / 1000), when })}</span>;
  if (minutes < 100) return <span className="r-dim"> {t('ui.ageMinutes', { count: minutes, when })}</span>;
  if (minutes < 60 * 48)
    return <span className="r-dim"> {t('ui.ageHours', { count: Math.floor(minutes / 60), when })}</span>;
  return <span className="r-dim"> {t('ui.ageDays', { count: Math.floor(minutes / 1440), when })}</span>;
}

type DateTimeProps = {
  readonly label: string;
  /** Room time, ms; null while there is none. */
  readonly value: number | null;
  readonly onChange: (ms: number | null) => void;
  readonly required?: boolean;
};

/** A moment, typed: `12:40`, `05/02 12:40` in local time of the event, or with `Z`. What it was read as stands below. */
export function DateTime({ label, value, onChange, required }: DateTimeProps) {
  const { timezone } = useRoom();
  const now = useRoomNow(60_000);
  const { t } = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === null ? '' : dayAndMinute(value, timezone));
  const wrong = typed !== null && typed !== '' && value === null;
  return (
    <TextField
      label={label}
      value={text}
      placeholder={t('ui.timePattern')}
      required={required ?? false}
      error={wrong ? t('ui.noTime') : undefined}
      hint={value === null ? undefined : `${dayAndTime(value, 'UTC')}Z`}
      onChange={(next) => {
        setTyped(next);
        onChange(readTime(next, timezone, now) ?? null);
      }}
    />
  );
}
