import type { RetentionShown } from '../../../terms/api/retention.ts';
import { useText } from '../../messages/language.tsx';
import { usePersonTitle } from '../../records/person-title.ts';
import { EmptyState, Panel, Stack } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { Table } from '../../ui/table.tsx';
import { DateText } from './date-text.tsx';
import { BASES } from './retention-form.ts';
import { More } from './review-list.tsx';

/** What was erased, the last first: who did it, on which basis and why, and whether its keys are destroyed. Never what it was. */
export function ErasedList({ shown: { erased, moreErased } }: { readonly shown: RetentionShown }) {
  const { t } = useText();
  const titleOf = usePersonTitle();
  return (
    <Panel title={t('retention.erased')}>
      <Stack>
        <p className="r-dim r-reading">{t('retention.erasedMeans')}</p>
        {erased.length === 0 ? (
          <EmptyState>{t('retention.noneErased')}</EmptyState>
        ) : (
          <Table
            label={t('retention.erased')}
            rows={erased}
            keyOf={({ id }) => id}
            columns={[
              {
                id: 'id',
                head: t('retention.erasure'),
                narrow: true,
                wideOnly: true,
                cell: ({ id }) => <span className="r-mono">{id}</span>,
              },
              {
                id: 'of',
                head: t('retention.record'),
                narrow: true,
                cell: ({ of, entries }) => (
                  <>
                    <span className="r-mono">{of}</span>
                    <div className="r-dim">{t('retention.entries', { count: entries })}</div>
                  </>
                ),
              },
              {
                id: 'why',
                head: t('retention.why'),
                cell: ({ basis, reason, by }) => (
                  <>
                    <BasisText basis={basis} /> <bdi>{reason ?? ''}</bdi>
                    <div className="r-dim">{titleOf(by)}</div>
                  </>
                ),
              },
              {
                id: 'at',
                head: t('retention.when'),
                cell: ({ at, finished }) => (
                  <>
                    <DateText ms={at} />
                    <div>
                      <Mark icon={finished ? 'check' : 'diamond'} tone={finished ? 'dim' : 'warning'}>
                        {t(finished ? 'retention.finished' : 'retention.unfinished')}
                      </Mark>
                    </div>
                  </>
                ),
              },
            ]}
          />
        )}
        <More count={moreErased} />
      </Stack>
    </Panel>
  );
}

function BasisText({ basis }: { readonly basis: string }) {
  const { t } = useText();
  const known = BASES.find((one) => one === basis);
  return <span>{known === undefined ? basis : t(`retention.basis.${known}`)}</span>;
}
