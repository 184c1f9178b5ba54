import { useNavigate } from '@tanstack/react-router';
import type { MessageId } from '../../messages/catalog.ts';
import { useText } from '../../messages/language.tsx';
import { DRAFTS, type DraftSearch, draftSearch } from '../../records/draft-path.ts';
import { usePersonTitle } from '../../records/person-title.ts';
import { recordPath } from '../../records/record-path.ts';
import { type QueueItem, useQueue, useRecords } from '../../records/records.ts';
import { ApprovalRow, RequestRow } from '../../records/rows.ts';
import { useMe } from '../../session/session.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { EmptyState, Panel } from '../../ui/frame.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Mark, type Tone } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { Age } from '../../ui/times.tsx';
import { MATTER_PATHS } from '../screens.tsx';
import { queueWords } from './queue-words.ts';

const LOOKS: Readonly<Record<QueueItem['why'], { readonly icon: IconName; readonly tone: Tone }>> = {
  alert: { icon: 'triangle', tone: 'critical' },
  approval: { icon: 'diamond', tone: 'warning' },
  challenge: { icon: 'diamond', tone: 'warning' },
  countersign: { icon: 'diamond', tone: 'warning' },
  'counter-offer': { icon: 'diamond', tone: 'warning' },
  'approved-deed': { icon: 'check', tone: 'warning' },
  tasking: { icon: 'circle', tone: 'warning' },
  declaration: { icon: 'circle', tone: 'warning' },
  'draft-review': { icon: 'diamond', tone: 'warning' },
  'draft-signature': { icon: 'diamond', tone: 'warning' },
  'draft-enforcement': { icon: 'check', tone: 'warning' },
  'draft-exception': { icon: 'octagon', tone: 'critical' },
  'draft-objected': { icon: 'octagon', tone: 'warning' },
};

/** What waits for my own answer, most urgent first; Enter opens it where it is answered. */
export function WaitsForMe() {
  const { t } = useText();
  const { desk } = useMe();
  const { items, more, error } = useQueue();
  const open = useOpenItem();
  const known = useKnown();
  if (error !== null) return <ProblemNote error={error} />;
  const title = t('now.waits', { count: items?.length ?? 0 });
  return (
    <Panel title={title}>
      {items === undefined || items.length === 0 ? (
        <EmptyState>
          {items === undefined ? t('ui.loading') : t(desk === null ? 'now.waitsNoDesk' : 'now.waitsNothing')}
        </EmptyState>
      ) : (
        <Table
          label={title}
          rows={items}
          keyOf={({ why, matter }) => `${why} ${matter}`}
          onOpen={open}
          columns={[
            {
              id: 'why',
              head: t('now.wanted'),
              narrow: true,
              wideOnly: true,
              cell: ({ why }) => <Mark {...LOOKS[why]}>{t(`now.why.${why}`)}</Mark>,
            },
            { id: 'what', head: t('now.what'), cell: (item) => <What item={item} known={known} /> },
            {
              id: 'due',
              head: t('now.due'),
              narrow: true,
              cell: ({ due }) => (due === null ? <span className="r-dim">{t('now.noDue')}</span> : <Age ms={due} />),
            },
          ]}
        />
      )}
      {more > 0 && <p className="r-dim">{t('now.moreWaiting', { count: more })}</p>}
    </Panel>
  );
}

type Known = Parameters<typeof queueWords>[1] & { readonly titleOf: (person: string) => string };

function What({ item, known }: { readonly item: QueueItem; readonly known: Known }) {
  const { t } = useText();
  const name = useNames();
  const { matter, matterShown, clauses } = item;
  const { deed, from, who, channel, reason } = queueWords(item, known);
  const [first, ...more] = clauses;
  return (
    <div>
      <div className="r-only-phone">
        <Mark {...LOOKS[item.why]}>{t(`now.why.${item.why}`)}</Mark>
      </div>
      <span className="r-mono">{matter}</span>{' '}
      <span>{deed === null ? matterShown.text : `${name(deed.activity)}, ${name(deed.place)}: ${deed.what}`}</span>
      {item.moreOfSame > 0 && <div className="r-dim">{t('now.moreOfSame', { count: item.moreOfSame })}</div>}
      {who !== '' && (
        <div className="r-dim">
          {t(`now.from.${from}`)} <span className="r-mono">{known.titleOf(who)}</span>
          {channel !== null && ` (${t(`channel.${channel}` as MessageId)})`}
        </div>
      )}
      {reason !== '' && (
        <div>
          {t('act.reason')} <bdi>{reason}</bdi>
        </div>
      )}
      {first !== undefined && (
        <div className="r-dim r-one-line" title={first.text}>
          <span className="r-mono">{first.id}</span> {first.text}
          {more.length > 0 && <span className="r-mono"> {more.map(({ id }) => id).join(', ')}</span>}
        </div>
      )}
    </div>
  );
}

/** What items of the queue point to: whose answer one is, and to what. */
function useKnown(): Known {
  const approvals = useRecords('approvals', ApprovalRow);
  const requests = useRecords('requests', RequestRow);
  return {
    approvals: approvals.records.map(({ row }) => row),
    requests: requests.records.map(({ row }) => row),
    titleOf: usePersonTitle(),
  };
}

/** Answers are given under Approvals, deeds begun and offers taken up under Act, steps taken where the draft is; everything else opens its record. */
function useOpenItem(): (item: QueueItem) => void {
  const navigate = useNavigate();
  return ({ why, matter, digest, matterShown: { slice } }) => {
    const to = (path: string, search: DraftSearch | { readonly request?: string } = {}) =>
      void navigate({ to: path, search: search as never });
    if (slice === 'drafts') return to(DRAFTS, draftSearch(matter, digest));
    if (why === 'approval' || why === 'countersign') return to('/approvals', { request: matter });
    if (why === 'counter-offer' || why === 'approved-deed') return to('/act');
    return to(MATTER_PATHS[slice]?.(matter) ?? recordPath(slice, matter));
  };
}
