import type { RetentionShown } from '../../../terms/api/retention.ts';
import { SignStep } from '../../deciding/sign-step.tsx';
import { useText } from '../../messages/language.tsx';
import { usePersonTitle } from '../../records/person-title.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { EmptyState, Fact, Facts, Panel, Stack } from '../../ui/frame.tsx';
import { Table } from '../../ui/table.tsx';
import { Age } from '../../ui/times.tsx';
import { DateText } from './date-text.tsx';
import { NamedLink } from './named-link.tsx';
import { More, type ReviewsProps, useReviewColumns } from './review-list.tsx';

type HoldsProps = { readonly shown: RetentionShown; readonly act: SentAct };

/** Holds that stand, each with how long it still does and how it is lifted. */
export function HoldList({ shown: { held, moreHeld }, act }: HoldsProps) {
  const { t } = useText();
  const titleOf = usePersonTitle();
  return (
    <Panel title={t('retention.holds')}>
      {held.length === 0 ? (
        <EmptyState>{t('retention.noHolds')}</EmptyState>
      ) : (
        <ul className="r-list" aria-label={t('retention.holds')}>
          {held.map(({ id, of, by, from, until, reason }) => (
            <li key={id} className="r-clause">
              <Stack>
                <div className="r-row">
                  <strong className="r-mono">{id}</strong>
                  <NamedLink of={of} />
                  <span role="timer">
                    {t('retention.ends')}
                    <Age ms={until} />
                  </span>
                </div>
                <Facts>
                  <Fact name={t('retention.reason')}>{reason === null ? null : <bdi>{reason}</bdi>}</Fact>
                  <Fact name={t('retention.heldBy')}>{titleOf(by)}</Fact>
                  <Fact name={t('retention.heldFrom')}>
                    <DateText ms={from} />
                  </Fact>
                  <Fact name={t('retention.until')}>
                    <DateText ms={until} />
                  </Fact>
                </Facts>
                <SignStep
                  label={t('retention.lift', { hold: id })}
                  name={`lift ${id}`}
                  act={act}
                  explained={<p className="r-dim">{t('retention.liftMeans')}</p>}
                  words={{ label: t('retention.liftReason'), required: true }}
                  draft={(why) => ({ kind: 'hold.lift', detail: { hold: id, reason: why } })}
                />
              </Stack>
            </li>
          ))}
        </ul>
      )}
      <More count={moreHeld} />
    </Panel>
  );
}

/** Records that somebody kept longer, what comes up again first. */
export function ExtendedList({ shown: { extended, moreExtended }, chosen, onChoose }: ReviewsProps) {
  const { t } = useText();
  const titleOf = usePersonTitle();
  const columns = useReviewColumns();
  return (
    <Panel title={t('retention.extended')}>
      {extended.length === 0 ? (
        <EmptyState>{t('retention.noneExtended')}</EmptyState>
      ) : (
        <Table
          label={t('retention.extended')}
          rows={extended}
          keyOf={({ id }) => id}
          isCurrent={({ of }) => of === chosen}
          onOpen={({ of }) => onChoose(of)}
          columns={[
            ...columns,
            {
              id: 'by',
              head: t('retention.extendedBy'),
              narrow: true,
              wideOnly: true,
              cell: ({ extendedBy }) => (extendedBy === null ? '' : titleOf(extendedBy)),
            },
            {
              id: 'until',
              head: t('retention.comesAgain'),
              narrow: true,
              wideOnly: true,
              cell: ({ due }) => <DateText ms={due} />,
            },
            { id: 'in', head: t('retention.comesIn'), narrow: true, cell: ({ due }) => <Age ms={due} /> },
          ]}
        />
      )}
      <More count={moreExtended} />
    </Panel>
  );
}
