import { parseTime } from '../../../../mandates/document-schema.ts';
import { useText } from '../../../messages/language.tsx';
import { useBothTimes } from '../../../ui/times.tsx';
import { MomentField } from '../form/moment-field.tsx';
import { type Drafting, latestVersion } from '../reading/drafting.ts';

/** When the latest version of a mandate ends (ms; null: it has no end), and whether what is typed is a moment, and a later one: a renewal shortens nothing. */
export function renewalOf(drafting: Drafting, mandate: string, until: string) {
  const present = latestVersion(drafting, mandate)?.document.until ?? null;
  const ms = parseTime(until);
  return { present, isTime: ms !== undefined, isLater: ms !== undefined && present !== null && ms > present };
}

type RenewalFieldProps = {
  readonly renewal: ReturnType<typeof renewalOf>;
  readonly until: string;
  readonly onUntil: (until: string) => void;
};

/** The new end of a mandate that is renewed, beside the one that it has. */
export function RenewalField({ renewal: { present, isTime, isLater }, until, onUntil }: RenewalFieldProps) {
  const { t } = useText();
  const bothTimes = useBothTimes();
  return (
    <MomentField
      label={t('draft.until')}
      value={until}
      whenEmpty={present === null ? t('draft.renewEndless') : t('draft.renewUntil', { until: bothTimes(present) })}
      error={
        isTime && !isLater && present !== null ? t('draft.renewEarlier', { until: bothTimes(present) }) : undefined
      }
      onChange={(time) => onUntil(time ?? '')}
    />
  );
}
