import './oversight.css';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useRoomNow } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { useRecords } from '../../records/records.ts';
import { useMe } from '../../session/session.tsx';
import { dayAndTime } from '../../ui/date-time.ts';
import { EmptyState, Page, Panel } from '../../ui/frame.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { ConsultForm } from './consult-form.tsx';
import { ConsultationRow, lastOver, standingGrant } from './oversight-view.ts';
import { Timeline } from './timeline.tsx';

/** The oversight desk: consults the record with a purpose and a reason, asks it, and exports what it shows. */
export function OversightScreen() {
  const { t } = useText();
  const { oversight, desk } = useMe();
  if (!oversight)
    return (
      <Page title={t('oversight.title')}>
        <EmptyState>{t('oversight.notYours')}</EmptyState>
      </Page>
    );
  if (desk === null)
    return (
      <Page title={t('oversight.title')}>
        <EmptyState>
          {t('oversight.noDesk')} <Link to={'/desk' as string}>{t('oversight.toDesk')}</Link>
        </EmptyState>
      </Page>
    );
  return <Overseeing />;
}

function Overseeing() {
  const { t } = useText();
  const { person } = useMe();
  const now = useRoomNow();
  const { records, loading, error, retry } = useRecords('consultations', ConsultationRow);
  const rows = useMemo(() => records.map(({ row }) => row), [records]);
  const grant = standingGrant(rows, person, now);
  const over = grant === undefined ? lastOver(rows, person, now) : undefined;
  return (
    <Page title={t('oversight.title')}>
      <p className="r-dim r-reading r-no-print">{t('oversight.lead')}</p>
      {error !== null && <ProblemNote error={error} onRetry={retry} />}
      {loading && <EmptyState>{t('ui.loading')}</EmptyState>}
      {over !== undefined && (
        <Panel tone="warning">
          <Notice icon="triangle" tone="warning">
            {t('oversight.over', { id: over.id, time: `${dayAndTime(over.ended ?? over.until, 'UTC')}Z` })}
          </Notice>
        </Panel>
      )}
      {grant !== undefined && (
        <div className="r-no-print">
          <Standing grant={grant} now={now} />
        </div>
      )}
      {!loading && grant === undefined && <ConsultForm />}
      {/* Keyed by the grant: what one consultation showed is not shown under the next before it is asked again. */}
      {grant !== undefined && <Timeline key={grant.id} grant={grant} />}
    </Page>
  );
}

/** Less than that, and the countdown says so in colour. */
const SOON_MS = 120_000;

function Standing({ grant, now }: { readonly grant: ConsultationRow; readonly now: number }) {
  const { t } = useText();
  const left = Math.max(0, Math.floor((grant.until - now) / 1_000));
  const soon = grant.until - now < SOON_MS;
  const parts = { minutes: Math.floor(left / 60), seconds: String(left % 60).padStart(2, '0') };
  return (
    <Panel {...(soon ? { tone: 'warning' as const } : {})}>
      <div role="timer">
        <Notice icon={soon ? 'triangle' : 'check'} tone={soon ? 'warning' : 'dim'}>
          {t('oversight.grant', {
            id: grant.id,
            time: `${dayAndTime(grant.until, 'UTC')}Z`,
            left: t('oversight.left', parts),
          })}
        </Notice>
      </div>
      <details open={soon}>
        <summary>{t('oversight.extend')}</summary>
        <ConsultForm />
      </details>
    </Panel>
  );
}
