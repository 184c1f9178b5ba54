import { useState } from 'react';
import { useRoom, useRoomNow } from '../live/room-clock.tsx';
import { useText } from '../messages/language.tsx';
import { dayAndMinute, dayAndTime, readTime, timeOnly } from './date-time.ts';
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

/** Of something longer ago than that, the minutes say nothing that matters. */
const MINUTES_SHOWN_TO = 60 * 12;

/** How long ago a moment of room time was, or how long until it comes: `3 min ago`, `1 h 44 min ago`, `in 2 d`. */
export function Age({ ms }: { readonly ms: number }) {
  const now = useRoomNow();
  const { t } = useText();
  const apart = Math.abs(now - ms);
  const when = ms > now + 999 ? 'ahead' : 'ago';
  const minutes = Math.floor(apart / 60_000);
  if (minutes < 1)
    return <span className="r-dim"> {t('ui.ageSeconds', { count: Math.floor(apart / 1000), when })}</span>;
  if (minutes < 60) return <span className="r-dim"> {t('ui.ageMinutes', { count: minutes, when })}</span>;
  const hours = { count: Math.floor(minutes / 60), minutes: minutes % 60, when };
  if (minutes < MINUTES_SHOWN_TO && hours.minutes > 0)
    return <span className="r-dim"> {t('ui.ageHoursMinutes', hours)}</span>;
  if (minutes < 60 * 48) return <span className="r-dim"> {t('ui.ageHours', hours)}</span>;
  return <span className="r-dim"> {t('ui.ageDays', { count: Math.floor(minutes / 1440), when })}</span>;
}

/** A moment (ms) in UTC and in local time of the event, as it stands below a field: also before anything is typed, so that nobody guesses the zone. */
export function useBothTimes(): (ms: number) => string {
  const { t } = useText();
  const { timezone } = useRoom();
  return (ms) => `${dayAndMinute(ms, 'UTC')}Z · ${t('ui.localTime', { time: dayAndMinute(ms, timezone) })}`;
}

/** The same without the days: what the clocks show now. */
export function useBothClocks(): (ms: number) => string {
  const { t } = useText();
  const { timezone } = useRoom();
  const minute = (ms: number, zone: string) => timeOnly(ms, zone).slice(0, -3);
  return (ms) => `${minute(ms, 'UTC')}Z · ${t('ui.localTime', { time: minute(ms, timezone) })}`;
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
  const bothTimes = useBothTimes();
  const clocks = useBothClocks();
  const wrong = typed !== null && typed !== '' && value === null;
  return (
    <TextField
      label={label}
      value={text}
      placeholder={t('ui.timePattern')}
      required={required ?? false}
      error={wrong ? t('ui.noTime') : undefined}
      hint={value === null ? t('ui.nowIs', { now: clocks(now) }) : bothTimes(value)}
      onChange={(next) => {
        setTyped(next);
        onChange(readTime(next, timezone, now) ?? null);
      }}
    />
  );
}
