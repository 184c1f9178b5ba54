import { useState } from 'react';
import { isoTime } from '../../../../base/clock.ts';
import { parseTime } from '../../../../mandates/document-schema.ts';
import type { Value } from '../../../../mandates/yaml-value.ts';
import { useRoom, useRoomNow } from '../../../live/room-clock.tsx';
import { useText } from '../../../messages/language.tsx';
import { dateAndMinute } from '../../../ui/date-time.ts';
import { TextField } from '../../../ui/fields.tsx';
import { readTimeAhead } from '../../../ui/time-ahead.ts';
import { useBothTimes } from '../../../ui/times.tsx';

type MomentFieldProps = {
  readonly label: string;
  /** As documents write it: `2026-02-05T06:00:00Z`. */
  readonly value: Value | undefined;
  /** What an empty field means, in words. */
  readonly whenEmpty: string;
  readonly error?: string | undefined;
  /** null where the field is empty. What cannot be read is handed on as it was typed, so that it is not lost. */
  readonly onChange: (time: string | null) => void;
};

const NOW_EVERY_MS = 60_000;
const CHARS_MAX = 40;

/** A moment of a document, typed as in every other form: local time of the event, or UTC with a `Z`; as documents write it is read too. */
export function MomentField({ label, value, whenEmpty, error, onChange }: MomentFieldProps) {
  const { t } = useText();
  const { timezone } = useRoom();
  const now = useRoomNow(NOW_EVERY_MS);
  const bothTimes = useBothTimes();
  const text = typeof value === 'string' ? value : '';
  // What was typed stays as it was typed, as long as it is what the document holds.
  const [typed, setTyped] = useState({ as: '', is: '' });
  const ms = parseTime(text);
  const told = ms === undefined ? text : dateAndMinute(ms, timezone);
  return (
    <TextField
      label={label}
      value={typed.is === text && text !== '' ? typed.as : told}
      hint={ms === undefined ? (text === '' ? whenEmpty : undefined) : bothTimes(ms)}
      error={text !== '' && ms === undefined ? t('ui.noTime') : error}
      placeholder={t('draft.momentPattern')}
      maxLength={CHARS_MAX}
      onChange={(as) => {
        const read = parseTime(as.trim()) ?? readTimeAhead(as, timezone, now);
        const is = read === undefined ? as : isoTime(read);
        setTyped({ as, is });
        onChange(is === '' ? null : is);
      }}
    />
  );
}
