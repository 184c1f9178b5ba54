import { useText } from '../../../messages/language.tsx';
import { Mark } from '../../../ui/outcome-badge.tsx';
import { breaks } from '../analysis/parts.ts';
import type { Analysis } from '../analysis/use-analysis.ts';

/** How the draft stands, in a line: read or not, promises that hold, what blocks. Told when it changes. */
export function Standing({ analysis: { reading, proofs, findings, behind } }: { readonly analysis: Analysis }) {
  const { t } = useText();
  const broken = (proofs ?? []).filter(breaks).length;
  const blocking = (findings ?? []).filter(({ blocks }) => blocks).length;
  const wrong = reading?.problems.length ?? 0;
  return (
    <span className="r-row" role="status" aria-label={t('draft.standing')} aria-busy={behind}>
      {wrong > 0 && (
        <Mark icon="triangle" tone="critical">
          {t('draft.problemCount', { count: wrong })}
        </Mark>
      )}
      {proofs !== undefined && (
        <Mark icon={broken > 0 ? 'octagon' : 'check'} tone={broken > 0 ? 'critical' : 'dim'}>
          {broken > 0
            ? t('draft.broke', { count: broken, of: proofs.length })
            : t('draft.hold', { count: proofs.length })}
        </Mark>
      )}
      {findings !== undefined && blocking > 0 && (
        <Mark icon="octagon" tone="critical">
          {t('draft.blocking', { count: blocking })}
        </Mark>
      )}
      {behind && <span className="r-dim">{t('draft.working')}</span>}
    </span>
  );
}
