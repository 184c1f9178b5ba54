import type { Outcome } from '../../terms/outcome.ts';
import { isReport } from '../../terms/reports.ts';
import { useText } from '../messages/language.tsx';
import { OutcomeBadge } from '../ui/outcome-badge.tsx';

type RowOutcomeProps = {
  readonly row: { readonly kind: string; readonly form: string | null; readonly outcome: Outcome };
  /** In a column: `deed prohibited`, as on the wall; whole where it is pointed at. */
  readonly short?: boolean;
};

/** What came of an entry. A report was accepted, whatever the verdict on the deed it tells of: it never reads as a refusal of who reports. */
export function RowOutcome({ row, short = false }: RowOutcomeProps) {
  const { t } = useText();
  if (row.kind === 'deed.reclassified') {
    return (
      <span className="r-row">
        <span className="r-dim">{t(short ? 'verdict.short' : 'verdict.again')}</span>
        <OutcomeBadge outcome={row.outcome} />
      </span>
    );
  }
  if (!isReport(row)) return <OutcomeBadge outcome={row.outcome} />;
  return (
    <span className="r-row" title={t('verdict.whole', { outcome: t(`outcome.${row.outcome}`) })}>
      <span className="r-dim">{t(short ? 'verdict.short' : 'verdict.long')}</span>
      <OutcomeBadge outcome={row.outcome} />
    </span>
  );
}
