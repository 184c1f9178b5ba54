import { useText } from '../../../messages/language.tsx';
import { Mark } from '../../../ui/outcome-badge.tsx';
import { brokenPromises, type Excepted } from '../analysis/excepted.ts';
import type { Analysis } from '../analysis/use-analysis.ts';

type StandingProps = {
  readonly analysis: Analysis;
  /** What is wrong in what was written. */
  readonly faults: number;
  readonly exceptions: readonly Excepted[];
};

/** How the draft stands, in a line: read or not, promises that hold, what blocks, what is excepted. Told when it changes. */
export function Standing({ analysis: { proofs, findings, behind }, faults, exceptions }: StandingProps) {
  const { t } = useText();
  const promises = brokenPromises(proofs ?? [], exceptions);
  const [broken, excepted] = [promises.blocking.length, promises.excepted.length];
  const blocking = (findings ?? []).filter(({ blocks }) => blocks).length;
  return (
    <span className="r-row" role="status" aria-label={t('draft.standing')} aria-busy={behind}>
      {faults > 0 && (
        <Mark icon="triangle" tone="critical">
          {t('draft.problemCount', { count: faults })}
        </Mark>
      )}
      {proofs !== undefined && (
        <Mark icon={broken > 0 ? 'octagon' : 'check'} tone={broken > 0 ? 'critical' : 'dim'}>
          {broken > 0
            ? t('draft.broke', { count: broken, of: proofs.length })
            : t('draft.hold', { count: proofs.length - excepted })}
        </Mark>
      )}
      {excepted > 0 && (
        <Mark icon="triangle" tone="warning">
          {t('draft.excepted', { count: excepted })}
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
