import { useText } from '../../messages/language.tsx';
import { useRecords } from '../../records/records.ts';
import { ApprovalRow, DeedRow, RequestRow } from '../../records/rows.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { EmptyState, Panel } from '../../ui/frame.tsx';
import { isOffer, standingApprovals } from './standing.ts';
import { StandingApproval } from './standing-approval.tsx';

type Given = {
  readonly approval: ApprovalRow;
  /** What it answers; undefined until it is known. */
  readonly request: RequestRow | undefined;
};

/**
 * Approvals that can still be used, or whose deed goes on: of what, for whom, by whom, until when, under which conditions; what waits for a
 * countersignature comes first. Beside them, in a list of their own, offers that nobody has taken up: of those no deed goes on.
 */
export function StandingPanel({ act }: { readonly act: SentAct }) {
  const { t } = useText();
  const { records, loading } = useRecords('approvals', ApprovalRow);
  const deeds = useRecords('deeds', DeedRow, { open: true });
  const requests = useRecords('requests', RequestRow);
  const given = standingApprovals(
    records.map(({ row }) => row),
    deeds.records.map(({ row }) => row),
  ).map((approval): Given => {
    return { approval, request: requests.records.find(({ row }) => row.id === approval.request)?.row };
  });
  const offers = given.filter(({ approval, request }) => isOffer(approval, request));
  const standing = given.filter((one) => !offers.includes(one));
  return (
    <>
      <Panel title={t('approvals.standing', { count: standing.length })}>
        {standing.length === 0 ? (
          <EmptyState>{loading ? t('ui.loading') : t('approvals.noneStanding')}</EmptyState>
        ) : (
          <List label={t('approvals.standing', { count: standing.length })} given={standing} act={act} />
        )}
      </Panel>
      {offers.length > 0 && (
        <Panel title={t('approvals.offers', { count: offers.length })}>
          <List label={t('approvals.offers', { count: offers.length })} given={offers} act={act} />
        </Panel>
      )}
    </>
  );
}

type ListProps = { readonly label: string; readonly given: readonly Given[]; readonly act: SentAct };

function List({ label, given, act }: ListProps) {
  return (
    <ul className="r-list" aria-label={label}>
      {given.map(({ approval, request }) => (
        <li key={approval.request} aria-label={approval.request} className="r-clause">
          <StandingApproval approval={approval} request={request} act={act} />
        </li>
      ))}
    </ul>
  );
}
