import * as z from 'zod';
import { SignedNote } from '../../deciding/signed-note.tsx';
import { useText } from '../../messages/language.tsx';
import { useIsHost, useQueue, useRecords } from '../../records/records.ts';
import { ApprovalRow, RequestRow } from '../../records/rows.ts';
import { useMe } from '../../session/session.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { useView } from '../../shell/router.tsx';
import { useAct } from '../../signing/acting.tsx';
import { EmptyState, Page, Panel } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { Age } from '../../ui/times.tsx';
import { WaitingChallenges } from '../challenges/waiting-challenges.tsx';
import { AnsweredPanel } from './answered-panel.tsx';
import { Overtaken, useOvertaken } from './overtaken.tsx';
import { RequestPanel } from './request-panel.tsx';
import { StandingPanel } from './standing-panel.tsx';

const View = z.object({ request: z.string().max(80).catch('') });

/** The host's answers: what waits, what stands, what was answered. */
export function ApprovalsScreen() {
  const { t } = useText();
  const isHost = useIsHost();
  const act = useAct();
  if (!isHost) {
    return (
      <Page title={t('approvals.title')}>
        <EmptyState>{t('approvals.notForYou')}</EmptyState>
        <AnsweredPanel />
      </Page>
    );
  }
  return (
    <Page title={t('approvals.title')}>
      <SignedNote act={act} />
      <Waiting act={act} />
      <WaitingChallenges act={act} />
      <StandingPanel act={act} />
      <AnsweredPanel />
    </Page>
  );
}

function Waiting({ act }: { readonly act: ReturnType<typeof useAct> }) {
  const { t } = useText();
  const [view, setView] = useView(View);
  const { items } = useQueue();
  const requests = useRecords('requests', RequestRow, { open: true });
  const approvals = useRecords('approvals', ApprovalRow, { open: true });
  const name = useNames();
  const waiting = requests.records
    .filter(({ row }) => row.status === 'waiting')
    .toSorted((a, b) => a.row.deadline - b.row.deadline);
  const mine = new Map(items?.filter(({ why }) => why === 'approval').map((item) => [item.matter, item]));
  const chosen =
    waiting.find(({ row }) => row.id === view.request) ?? waiting.find(({ row }) => mine.has(row.id)) ?? waiting[0];
  const open = requests.loading ? undefined : (chosen?.row.id ?? '');
  const gone = useOvertaken(view.request, open, (id) => waiting.some(({ row }) => row.id === id));
  if (requests.error !== null) return <ProblemNote error={requests.error} onRetry={requests.retry} />;
  return (
    <>
      {gone !== '' && <Overtaken id={gone} />}
      <Panel title={t('approvals.waiting', { count: waiting.length })}>
        {waiting.length === 0 ? (
          <EmptyState>{requests.loading ? t('ui.loading') : t('approvals.noneWaiting')}</EmptyState>
        ) : (
          <Table
            label={t('approvals.waiting', { count: waiting.length })}
            rows={waiting}
            keyOf={({ row }) => row.id}
            isCurrent={({ row }) => row.id === chosen?.row.id}
            onOpen={({ row }) => setView({ request: row.id })}
            columns={[
              {
                id: 'id',
                head: t('approvals.request'),
                narrow: true,
                cell: ({ row }) => <span className="r-mono">{row.id}</span>,
              },
              {
                id: 'what',
                head: t('words.activity'),
                cell: ({ row }) => (
                  <>
                    <What row={row} />
                    <div className="r-only-phone">
                      <Whose row={row} mine={mine.has(row.id)} />
                    </div>
                  </>
                ),
              },
              {
                id: 'place',
                head: t('words.place'),
                wideOnly: true,
                cell: ({ row }) => ('deed' in row.asks ? name(row.asks.deed.place) : ''),
              },
              {
                id: 'who',
                head: t('approvals.asks'),
                wideOnly: true,
                cell: ({ row }) => <span className="r-mono">{row.requester}</span>,
              },
              { id: 'due', head: t('approvals.deadline'), narrow: true, cell: ({ row }) => <Age ms={row.deadline} /> },
              {
                id: 'mine',
                head: t('approvals.whose'),
                narrow: true,
                wideOnly: true,
                cell: ({ row }) => <Whose row={row} mine={mine.has(row.id)} />,
              },
            ]}
          />
        )}
      </Panel>
      {chosen !== undefined && (
        <RequestPanel
          key={chosen.row.id}
          record={chosen}
          item={mine.get(chosen.row.id)}
          answered={approvals.records.some(({ row }) => row.request === chosen.row.id)}
          act={act}
        />
      )}
    </>
  );
}

/** What is asked: the deed, and what exactly on a line of its own. */
function What({ row: { asks } }: { readonly row: RequestRow }) {
  const { t } = useText();
  const name = useNames();
  if (!('deed' in asks)) {
    return (
      <>
        {t('act.release')} <span className="r-mono">{asks.release.item}</span>
      </>
    );
  }
  const { activity, what } = asks.deed;
  return (
    <>
      {name(activity)}{' '}
      <bdi className="r-dim r-one-line" title={what}>
        {what}
      </bdi>
    </>
  );
}

function Whose({ row, mine }: { readonly row: RequestRow; readonly mine: boolean }) {
  const { t } = useText();
  const { person } = useMe();
  if (!mine)
    return <span className="r-dim">{t(row.requester === person ? 'approvals.youAsked' : 'approvals.others')}</span>;
  return (
    <Mark icon="diamond" tone="warning">
      {t('approvals.yours')}
    </Mark>
  );
}
