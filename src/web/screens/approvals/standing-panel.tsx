import { LIMITS } from '../../../base/limits.ts';
import { useMayDo } from '../../deciding/may.ts';
import { SignStep } from '../../deciding/sign-step.tsx';
import { useText } from '../../messages/language.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { useRecords } from '../../records/records.ts';
import { ApprovalRow, DeedRow, RequestRow } from '../../records/rows.ts';
import { useMe } from '../../session/session.tsx';
import { useNames } from '../../session/vocabulary.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { EmptyState, Panel, Row } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { TimeText } from '../../ui/times.tsx';
import { approvedDeed, standingApprovals } from './standing.ts';

/** Approvals that can still be used, or whose deed goes on: of what, for whom, by whom, until when, under which conditions. What waits for a countersignature comes first. */
export function StandingPanel({ act }: { readonly act: SentAct }) {
  const { t } = useText();
  const { records, loading } = useRecords('approvals', ApprovalRow);
  const deeds = useRecords('deeds', DeedRow, { open: true });
  const requests = useRecords('requests', RequestRow);
  const standing = standingApprovals(
    records.map(({ row }) => row),
    deeds.records.map(({ row }) => row),
  );
  return (
    <Panel title={t('approvals.standing', { count: standing.length })}>
      {standing.length === 0 ? (
        <EmptyState>{loading ? t('ui.loading') : t('approvals.noneStanding')}</EmptyState>
      ) : (
        <ul className="r-list" aria-label={t('approvals.standing', { count: standing.length })}>
          {standing.map((approval) => (
            <li key={approval.request} aria-label={approval.request} className="r-clause">
              <Standing
                approval={approval}
                request={requests.records.find(({ row }) => row.id === approval.request)?.row}
                act={act}
              />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

type StandingProps = {
  readonly approval: ApprovalRow;
  /** What it answers; undefined until it is known. */
  readonly request: RequestRow | undefined;
  readonly act: SentAct;
};

function Standing({ approval, request: asked, act }: StandingProps) {
  const { t } = useText();
  const name = useNames();
  const me = useMe();
  const deed = asked === undefined ? undefined : approvedDeed(asked);
  const { request, person, agency, giver, enteredBy, channel, countersigned, from, until, used, conditions } = approval;
  const lapses = from + LIMITS.countersignMs;
  const open = countersigned === null;
  const mayDo = useMayDo();
  return (
    <>
      <Row>
        <RecordLink id={request} slice="approvals" />
        {asked !== undefined && <strong>{deed === undefined ? t('act.release') : name(deed.activity)}</strong>}
        <span>
          {t('approvals.asks')}: <span className="r-mono">{person}</span>, {name(agency)}
        </span>
      </Row>
      {deed !== undefined && (
        <div>
          {name(deed.place)}, <TimeText ms={deed.from} /> – <TimeText ms={deed.until} />: <bdi>{deed.what}</bdi>
        </div>
      )}
      <Row>
        <span>
          {t('approvals.by')} <span className="r-mono">{giver}</span> <TimeText ms={from} />
        </span>
        <span>
          {t('approvals.standsUntil')} <TimeText ms={until} age />
        </span>
        {used !== null && (
          <span>
            {t('approvals.usedFor')} <RecordLink id={used} />
          </span>
        )}
      </Row>
      {conditions !== null && <div className="r-pre">{t('approvals.withConditions', { conditions })}</div>}
      {open && (
        <p>
          <Mark icon="diamond" tone="warning">
            {t('approvals.oralBy', { channel: t(`channel.${channel ?? 'telephone'}` as never), enteredBy })}
          </Mark>{' '}
          {t(used === null ? 'approvals.lapses' : 'approvals.lapsesDeed', { deed: used ?? '' })}{' '}
          <TimeText ms={lapses} age />
        </p>
      )}
      <Row>
        {open && giver === me.person && (
          <SignStep
            label={t('approvals.countersign')}
            name={`countersign ${request}`}
            act={act}
            look="main"
            explained={t('approvals.countersignWhy')}
            draft={() => ({ kind: 'approval.countersign', detail: { request } })}
          />
        )}
        {mayDo('approval.withdraw') && (
          <SignStep
            label={t('approvals.withdraw')}
            name={`withdraw approval ${request}`}
            act={act}
            explained={t(used === null ? 'approvals.withdrawWhy' : 'approvals.withdrawDeed', { deed: used ?? '' })}
            words={{ label: t('approvals.reason'), required: true }}
            draft={(reason) => ({ kind: 'approval.withdraw', detail: { request, reason } })}
          />
        )}
      </Row>
    </>
  );
}
