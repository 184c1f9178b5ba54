import { parseTime } from '../../mandates/document-schema.ts';
import { useRoom, useRoomNow } from '../live/room-clock.tsx';
import { useText } from '../messages/language.tsx';
import { Button } from './button.tsx';
import { TextField } from './fields.tsx';
import { readTimeAhead } from './time-ahead.ts';
import { readTimeBack } from './time-back.ts';
import { useBothClocks, useBothTimes } from './times.tsx';

type TimeFieldProps = {
  readonly label: string;
  /** As it was typed; a form keeps this and reads it with {@link useReadTime}. */
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Whether a time alone (`13:30`) is the next such time or the latest. */
  readonly lies: 'ahead' | 'back';
  /** What an empty field means, in words. */
  readonly whenEmpty: string;
  /** Spans that one press puts in: `+1h`. */
  readonly picks?: readonly string[];
  /** Why the moment that was read is none for this, in words. */
  readonly wrong?: string | undefined;
};

const NOW_EVERY_MS = 10_000;

/** A moment as people type it; what it was read as stands below, in UTC and in local time. */
export function TimeField({ label, value, onChange, lies, whenEmpty, picks = [], wrong }: TimeFieldProps) {
  const { t } = useText();
  const now = useRoomNow(NOW_EVERY_MS);
  const read = useReadTime(lies);
  const bothTimes = useBothTimes();
  const clocks = useBothClocks();
  const ms = read(value);
  const hint = ms === undefined ? t('ui.emptyTime', { means: whenEmpty, now: clocks(now) }) : bothTimes(ms);
  return (
    <div>
      <TextField
        label={label}
        value={value}
        placeholder={t('ui.timePattern')}
        maxLength={24}
        error={value.trim() !== '' && ms === undefined ? t('ui.noTime') : wrong}
        hint={hint}
        onChange={onChange}
      />
      {picks.length > 0 && (
        <div className="r-row r-picks">
          {picks.map((pick) => (
            <Button key={pick} look="quiet" aria-label={`${label} ${pick}`} onClick={() => onChange(pick)}>
              {pick}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Reads typed times by the clock of the room; undefined where a text is none. */
export function useReadTime(lies: 'ahead' | 'back'): (text: string) => number | undefined {
  const { timezone } = useRoom();
  const now = useRoomNow(NOW_EVERY_MS);
  // As documents write it, too: `2026-09-17T06:00:00Z`.
  return (text) => parseTime(text.trim()) ?? (lies === 'ahead' ? readTimeAhead : readTimeBack)(text, timezone, now);
}
