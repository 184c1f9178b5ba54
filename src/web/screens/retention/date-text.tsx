import { useRoom } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { dateAndMinute } from '../../ui/date-time.ts';
import { Age } from '../../ui/times.tsx';

/** A moment of room time with its year, and how long ago or in how long: records are kept into other years. */
export function DateText({ ms, age = false }: { readonly ms: number; readonly age?: boolean }) {
  const { timezone } = useRoom();
  const { t } = useText();
  // To the minute: nobody waits for a second of a year.
  const minute = Math.floor(ms / 60_000) * 60_000;
  return (
    <time
      dateTime={new Date(ms).toISOString()}
      title={t('ui.localTime', { time: dateAndMinute(minute, timezone) })}
      className="r-mono"
    >
      {dateAndMinute(minute, 'UTC')}Z{age && <Age ms={ms} />}
    </time>
  );
}
