import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMayDo } from '../../../deciding/may.ts';
import { SignedNote } from '../../../deciding/signed-note.tsx';
import { useRoomNow } from '../../../live/room-clock.tsx';
import { useText } from '../../../messages/language.tsx';
import { MandateLink } from '../../../records/draft-link.tsx';
import { MandateHistory } from '../../../records/mandate-history.tsx';
import { useMe } from '../../../session/session.tsx';
import { useAct } from '../../../signing/acting.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { EmptyState, Row } from '../../../ui/frame.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Mark } from '../../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { TimeText, useBothTimes } from '../../../ui/times.tsx';
import { breaks } from '../analysis/parts.ts';
import type { Analysis } from '../analysis/use-analysis.ts';
import { UnkeptNotice } from '../beside/unkept-notice.tsx';
import { useDrafting } from '../drafting-context.tsx';
import { latestVersion } from '../reading/drafting.ts';
import { keyOf } from '../start/begin.ts';
import type { DraftRef, MandateDraft } from './acts.ts';
import { Exceptions } from './exceptions.tsx';
import { HandInForm, InForceForm, ReviewForm, SignForm, WithdrawForm } from './step-forms.tsx';
import { conflictOf, type Step, type StepName, stepsOf } from './steps.ts';
import { Who } from './who.tsx';

const NOW_EVERY_MS = 10_000;

type StepsPartProps = {
  readonly analysis: Analysis;
  readonly text: string;
  /** What was handed in with this very text, or is shown as it was; null where nobody handed it in. */
  readonly draft: MandateDraft | null;
  /** The drafts of the room could not be read. */
  readonly error: unknown;
};

/** From a text to a mandate in force: who did each step, and the next one with its form for whoever may do it. */
export function StepsPart({ analysis, text, draft, error }: StepsPartProps) {
  const { t } = useText();
  const { reading, proofs } = analysis;
  const drafting = useDrafting();
  const { scenario } = drafting;
  const now = useRoomNow(NOW_EVERY_MS);
  const bothTimes = useBothTimes();
  const act = useAct();
  if (reading === undefined) return <EmptyState>{t('ui.loading')}</EmptyState>;
  const { document, digest } = reading;
  if (document === null || digest === null) return <EmptyState>{t('draft.firstMend')}</EmptyState>;
  const of: DraftRef = { mandate: document.mandate, version: document.version, digest };
  const holder = scenario.vocabulary.agencies.find(({ id }) => id === document.holder);
  const isAltered = draft !== null && draft.digest !== digest;
  const steps = stepsOf(draft, holder?.standing === 'guest');
  const latest = latestVersion(drafting, document.mandate);
  const isTaken = draft === null && latest !== undefined && document.version <= latest.document.version;
  const taken = isTaken ? latest : undefined;
  const broken = (proofs ?? []).filter(breaks).map(({ commitment }) => commitment);
  return (
    <div className="r-stack">
      {error !== null && <ProblemNote error={error} />}
      <p className="r-dim">{t('draft.stepsLead')}</p>
      {draft?.status === 'withdrawn' && (
        <div>
          <Notice icon="octagon" tone="outside">
            {t('draft.withdrawn')}
          </Notice>
          {draft.settled !== null && <Settled settled={draft.settled} />}
        </div>
      )}
      {document.until !== null && document.until <= now && draft?.status !== 'expired' && (
        <Notice icon="octagon" tone="critical">
          {t('draft.isOver', { until: bothTimes(document.until) })}
        </Notice>
      )}
      {taken !== undefined && (
        <Notice icon="octagon" tone="critical">
          {t('draft.versionTaken', {
            draft: keyOf(taken.document),
            next: taken.document.version + 1,
          })}
        </Notice>
      )}
      {isAltered && (
        <Notice icon="octagon" tone="critical">
          {t('draft.otherDigest')}
        </Notice>
      )}
      {draft === null &&
        broken.map((commitment) => <UnkeptNotice key={commitment} commitment={commitment} exceptions={[]} />)}
      <ol className="r-steps" aria-label={t('draft.steps')}>
        {steps.map((step) => (
          <StepItem key={step.name} step={step} draft={draft}>
            {step.state === 'next' && !isAltered && (
              <NextForm
                {...{ name: step.name, draft, of, act, text, until: document.until }}
                ready={!analysis.behind}
              />
            )}
          </StepItem>
        ))}
      </ol>
      <SignedNote act={act} linkOf={MandateLink} />
      {draft !== null && <Exceptions draft={draft} of={of} broken={broken} act={act} />}
      {draft !== null && <Withdrawing draft={draft} of={of} act={act} />}
      <MandateHistory id={of.mandate} />
    </div>
  );
}

const LOOKS = {
  done: { icon: 'check', tone: 'dim' },
  next: { icon: 'diamond', tone: 'warning' },
  waits: { icon: 'circle', tone: 'dim' },
  stopped: { icon: 'octagon', tone: 'critical' },
} as const;

type ItemProps = { readonly step: Step; readonly draft: MandateDraft | null; readonly children: ReactNode };

function StepItem({ step: { name, state, done }, draft, children }: ItemProps) {
  const { t } = useText();
  const review = name === 'reviewed' ? draft?.review : undefined;
  const said = name === 'drafted' ? draft?.drafted?.reason : review?.note;
  const later = name === 'in-force' && draft?.status === 'due' ? draft.begins : null;
  return (
    <li aria-current={state === 'next' ? 'step' : undefined}>
      <Row>
        <strong>{t(`draft.step.${name}`)}</strong>
        <Mark {...LOOKS[state]}>{t(`draft.state.${state}`)}</Mark>
      </Row>
      {done !== null && <Who done={done} />}
      {state === 'done' && done === null && name !== 'in-force' && <p className="r-dim">{t('draft.supplied')}</p>}
      {review?.opinion === 'objected' && (
        <Mark icon="octagon" tone="critical">
          {t('draft.opinion.objected')}
        </Mark>
      )}
      {said !== undefined && said !== '' && <div className="r-pre">{said}</div>}
      {name === 'in-force' && (state === 'done' || later !== null) && draft?.settled != null && (
        <Settled settled={draft.settled} />
      )}
      {name === 'in-force' && draft !== null && CAME.has(draft.status) && (
        <div>
          {t(`draft.status.${draft.status}`)}
          {draft.since !== null && (
            <>
              {' '}
              {t('draft.since')} <TimeText ms={draft.since} local />
            </>
          )}
        </div>
      )}
      {later !== null && (
        <div>
          {t('draft.due')} <TimeText ms={later} local age />
        </div>
      )}
      {children}
    </li>
  );
}

const CAME: ReadonlySet<string> = new Set(['in-force', 'suspended', 'expired', 'replaced']);

/** Who put it in force, or took it back, and why. */
function Settled({ settled }: { readonly settled: NonNullable<MandateDraft['settled']> }) {
  return (
    <>
      <Who done={settled} />
      <div className="r-pre">{settled.reason}</div>
    </>
  );
}

type NextProps = {
  readonly name: StepName;
  readonly draft: MandateDraft | null;
  readonly of: DraftRef;
  readonly act: ReturnType<typeof useAct>;
  readonly text: string;
  /** When the version ends, ms of room time. */
  readonly until: number | null;
  /** What is shown of the text is of the text as it stands. */
  readonly ready: boolean;
};

const KINDS = {
  drafted: 'mandate.draft',
  reviewed: 'mandate.review',
  host: 'mandate.sign',
  'sending-state': 'mandate.sign',
  'in-force': 'mandate.enforce',
} as const;

function NextForm({ name, draft, of, act, text, until, ready }: NextProps) {
  const { t } = useText();
  const may = useMayDo();
  const me = useMe();
  const { agencies } = useDrafting().scenario.vocabulary;
  if (!may(KINDS[name]))
    return (
      <p className="r-dim">
        {t(`draft.whoMay.${name}`)}{' '}
        {me.desk === null && me.desks.length > 0 && <Link to={'/desk' as string}>{t('draft.signOnFirst')}</Link>}
      </p>
    );
  const conflict = draft === null ? null : conflictOf(draft, name, me.person);
  if (conflict !== null) return <p className="r-dim">{t(`draft.conflict.${conflict}`)}</p>;
  const stateOf = (agency: string | undefined) => agencies.find(({ id }) => id === agency)?.state ?? null;
  const isSent = stateOf(me.agency.id) !== null && stateOf(me.agency.id) === stateOf(draft?.holder.id);
  if (name === 'sending-state' && !isSent) return <p className="r-dim">{t('draft.whoMay.sending-state')}</p>;
  if (name === 'host' && me.agency.standing !== 'host-authority')
    return <p className="r-dim">{t('draft.whoMay.host')}</p>;
  if (name === 'drafted')
    return ready ? <HandInForm of={of} act={act} text={text} /> : <p className="r-dim">{t('draft.working')}</p>;
  if (name === 'reviewed') return <ReviewForm of={of} act={act} />;
  return name === 'in-force' ? <InForceForm of={of} act={act} until={until} /> : <SignForm of={of} act={act} />;
}

type WithdrawingProps = {
  readonly draft: MandateDraft;
  readonly of: DraftRef;
  readonly act: ReturnType<typeof useAct>;
};

function Withdrawing({ draft, of, act }: WithdrawingProps) {
  const { t } = useText();
  const may = useMayDo();
  const isOpen = draft.needs.length > 0 || draft.status === 'objected' || draft.status === 'due';
  if (!isOpen || draft.status === 'withdrawn' || !may('mandate.withdraw')) return null;
  const label = t(draft.status === 'due' ? 'draft.withdrawDue' : 'draft.withdraw');
  return (
    <Disclosure summary={label}>
      <WithdrawForm of={of} act={act} label={label} />
    </Disclosure>
  );
}
