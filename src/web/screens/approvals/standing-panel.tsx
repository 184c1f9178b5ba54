import { LIMITS } from '../../../base/limits.ts';
import { useMayDo } from '../../deciding/may.ts';
import { SignStep } from '../../deciding/sign-step.tsx';
import { useText } from '../../messages/language.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { type RecordShown, useRecords } from '../../records/records.ts';
import { ApprovalRow } from '../../records/rows.ts';
import { useMe } from '../../session/session.tsx';
import { useNames } from '../../session/vocabulary.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { EmptyState, Panel, Row } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { TimeText } from '../../ui/times.tsx';

/** Approvals that stand: by whom, until when, under which conditions, and what has been done under them. What waits for a countersignature comes first. */
export function StandingPanel({ act }: { readonly act: SentAct }) {
  const { t } = useText();
  const { records, loading } = useRecords('approvals', ApprovalRow);
  const standing = records
    .filter(({ row }) => row.ended === null)
    .toSorted((a, b) => Number(a.row.countersigned !== null) - Number(b.row.countersigned !== null));
  return (
    <Panel title={t('approvals.standing', { count: standing.length })}>
      {standing.length === 0 ? (
        <EmptyState>{loading ? t('ui.loading') : t('approvals.noneStanding')}</EmptyState>
      ) : (
        <ul className="r-list" aria-label={t('approvals.standing', { count: standing.length })}>
          {standing.map((record) => (
            <li key={record.row.request} aria-label={record.row.request} className="r-clause">
              <Standing record={record} act={act} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

type StandingProps = { readonly record: RecordShown<ApprovalRow>; readonly act: SentAct };

function Standing({ record, act }: StandingProps) {
  const { t } = useText();
  const name = useNames();
  const { person } = useMe();
  const { request, agency, giver, enteredBy, channel, countersigned, from, until, used, conditions } = record.row;
  const lapses = from + LIMITS.countersignMs;
  const open = countersigned === null;
  const mayDo = useMayDo();
  return (
    <>
      <Row>
        <RecordLink id={request} slice="approvals" />
        <span>{name(agency)}</span>
        <span>
          {t('approvals.by')} <span className="r-mono">{giver}</span> <TimeText ms={from} />
        </span>
        <span>
          {t('deed.untilTime')} <TimeText ms={until} age />
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
        {open && giver === person && (
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
