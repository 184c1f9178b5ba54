import { LIMITS } from '../../../base/limits.ts';
import { useMayDo } from '../../deciding/may.ts';
import { SignStep } from '../../deciding/sign-step.tsx';
import { useText } from '../../messages/language.tsx';
import { OralNote } from '../../records/oral-note.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import type { ApprovalRow, RequestRow } from '../../records/rows.ts';
import { useMe } from '../../session/session.tsx';
import { useNames } from '../../session/vocabulary.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { Row } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { TimeText } from '../../ui/times.tsx';
import { approvedDeed, isOffer } from './standing.ts';

type StandingProps = {
  readonly approval: ApprovalRow;
  /** What it answers; undefined until it is known. */
  readonly request: RequestRow | undefined;
  readonly act: SentAct;
};

/** One approval or offer: of what, for whom, by whom, until when, under which conditions, and what can be done about it. */
export function StandingApproval({ approval, request: asked, act }: StandingProps) {
  const { t } = useText();
  const name = useNames();
  const deed = asked === undefined ? undefined : approvedDeed(asked);
  const { request, person, agency, giver, countersigned, from, until, used, conditions, reason } = approval;
  return (
    <>
      <Row>
        {isOffer(approval, asked) && (
          <Mark icon="circle" tone="dim">
            {t('approvals.notTakenUp')}
          </Mark>
        )}
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
      {typeof reason === 'string' && <div className="r-pre">{t('approvals.withReason', { reason })}</div>}
      {conditions !== null && <div className="r-pre">{t('approvals.withConditions', { conditions })}</div>}
      <OralNote approval={approval} />
      {countersigned === null && (
        <p>
          {t(used === null ? 'approvals.lapses' : 'approvals.lapsesDeed', { deed: used ?? '' })}{' '}
          <TimeText ms={from + LIMITS.countersignMs} age />
        </p>
      )}
      <StandingSteps approval={approval} act={act} />
    </>
  );
}

/** Countersigning, for who is said to have given it; taking it back, for who may. */
export function StandingSteps({ approval, act }: Pick<StandingProps, 'approval' | 'act'>) {
  const { t } = useText();
  const { person: me } = useMe();
  const mayDo = useMayDo();
  const { request, giver, countersigned, used, ended } = approval;
  if (ended !== null) return null;
  return (
    <Row>
      {countersigned === null && giver === me && (
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
  );
}
