import type { RetentionShown } from '../../../terms/api/retention.ts';
import { useText } from '../../messages/language.tsx';
import { EmptyState, Panel } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Age } from '../../ui/times.tsx';
import { DateText } from './date-text.tsx';
import { NamedLink } from './named-link.tsx';

export type Review = RetentionShown['due'][number];
export type ReviewsProps = {
  readonly shown: RetentionShown;
  readonly chosen: string;
  readonly onChoose: (of: string) => void;
};

/** Records whose time came, the longest overdue first. Choosing one shows what would go with it, and what can be answered. */
export function ReviewList({ shown, chosen, onChoose }: ReviewsProps) {
  const { t } = useText();
  const columns = [...useReviewColumns(), ...useDueColumns()];
  const { due, moreDue, inForce } = shown;
  return (
    <Panel title={t('retention.due')}>
      {due.length === 0 ? (
        <EmptyState>{t(inForce === null ? 'retention.noRules' : 'retention.noneDue')}</EmptyState>
      ) : (
        <Table
          label={t('retention.due')}
          rows={due}
          keyOf={({ id }) => id}
          isCurrent={({ of }) => of === chosen}
          onOpen={({ of }) => onChoose(of)}
          columns={columns}
        />
      )}
      <More count={moreDue} />
    </Panel>
  );
}

/** Which record it is, and by which rule its time is counted. */
export function useReviewColumns(): readonly Column<Review>[] {
  const { t } = useText();
  return [
    { id: 'of', head: t('retention.record'), narrow: true, cell: ({ of }) => <NamedLink of={of} /> },
    {
      id: 'title',
      head: t('retention.what'),
      cell: ({ kind, title, held }) => (
        <>
          <span className="r-dim">{t(`slice.${kind}`)}</span> <bdi>{title}</bdi>
          {held !== null && (
            <div>
              <Mark icon="diamond" tone="warning">
                {t('retention.isHeld', { hold: held.hold })}
              </Mark>
            </div>
          )}
        </>
      ),
    },
    {
      id: 'rule',
      head: t('retention.rule'),
      narrow: true,
      wideOnly: true,
      cell: ({ rule }) => <span className="r-mono">{rule}</span>,
    },
  ];
}

function useDueColumns(): readonly Column<Review>[] {
  const { t } = useText();
  return [
    { id: 'due', head: t('retention.dueAt'), narrow: true, wideOnly: true, cell: ({ due }) => <DateText ms={due} /> },
    {
      id: 'overdue',
      head: t('retention.overdue'),
      narrow: true,
      cell: ({ due, times }) => (
        <>
          <Age ms={due} />
          {times > 1 && <div className="r-dim">{t('retention.again', { count: times })}</div>}
        </>
      ),
    },
  ];
}

/** How much there is beside what is listed. */
export function More({ count }: { readonly count: number }) {
  const { t } = useText();
  return count === 0 ? null : <p className="r-dim">{t('retention.more', { count })}</p>;
}
