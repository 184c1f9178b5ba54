import { parseTime } from '../../../../mandates/document-schema.ts';
import type { Value } from '../../../../mandates/yaml-value.ts';
import { useText } from '../../../messages/language.tsx';
import { dayAndMinute } from '../../../ui/date-time.ts';
import { TextField } from '../../../ui/fields.tsx';
import { useDrafting } from '../drafting-context.tsx';

type IsoTimeFieldProps = {
  readonly label: string;
  readonly value: Value | undefined;
  /** What an empty field means, in words. */
  readonly whenEmpty: string;
  readonly error?: string | undefined;
  /** null where the field is empty. */
  readonly onChange: (time: string | null) => void;
};

/** A moment as documents write it, with its local time under it; what is no such moment stays as it is typed, and the reader of the draft says so. */
export function IsoTimeField({ label, value, whenEmpty, error, onChange }: IsoTimeFieldProps) {
  const { t } = useText();
  const { scenario } = useDrafting();
  const text = typeof value === 'string' ? value : '';
  const ms = parseTime(text);
  const local = ms === undefined ? '' : dayAndMinute(ms, scenario.timezone);
  const hint = text === '' ? whenEmpty : ms === undefined ? t('draft.timeForm') : t('ui.localTime', { time: local });
  return (
    <TextField
      label={label}
      value={text}
      hint={hint}
      error={error}
      placeholder="2026-02-05T06:00:00Z"
      maxLength={40}
      onChange={(next) => onChange(next === '' ? null : next)}
    />
  );
}
