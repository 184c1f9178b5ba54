import { LIMITS } from '../../../base/limits.ts';
import { SignStep } from '../../deciding/sign-step.tsx';
import { SignedNote } from '../../deciding/signed-note.tsx';
import { useRoomNow } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { AnswerGiven } from '../../records/answer-given.tsx';
import { DeedFacts, ReleaseFacts } from '../../records/deed-facts.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { type MatterShown, useRecords } from '../../records/records.ts';
import { ApprovalRow, DeedRow, RequestRow } from '../../records/rows.ts';
import { useMe } from '../../session/session.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { useView } from '../../shell/router.tsx';
import { type SentAct, useAct } from '../../signing/acting.tsx';
import type { ActDraft } from '../../signing/compose.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { EmptyState, Panel, Row } from '../../ui/frame.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Mark, type Tone } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TimeText } from '../../ui/times.tsx';
import { ChallengedMark } from '../challenges/challenged-mark.tsx';
import { DeedPrefill } from './deed-form.ts';
import { myWork, type Work, type WorkState } from './my-work.ts';

const LOOKS: Readonly<Record<WorkState, { readonly icon: IconName; readonly tone: Tone }>> = {
  open: { icon: 'check', tone: 'dim' },
  asked: { icon: 'circle', tone: 'dim' },
  approved: { icon: 'diamond', tone: 'warning' },
  later: { icon: 'diamond', tone: 'warning' },
  countered: { icon: 'diamond', tone: 'warning' },
  refused: { icon: 'octagon', tone: 'warning' },
  lapsed: { icon: 'triangle', tone: 'warning' },
};

/** My deeds and requests that are not over, each with its state and its next step. */
export function MyWork() {
  const { t } = useText();
  const { work, answeredOf, loading, error, retry } = useMyWork();
  const act = useAct();
  return (
    <Panel title={t('act.mine')}>
      {error !== null && <ProblemNote error={error} onRetry={retry} />}
      <SignedNote act={act} />
      {work.length === 0 ? (
        <EmptyState>{loading ? t('ui.loading') : t('act.mineNone')}</EmptyState>
      ) : (
        <ul className="r-list" aria-label={t('act.mine')}>
          {work.map((one) => (
            <li key={one.id} className="r-work" aria-label={one.id}>
              <WorkLine work={one} answered={answeredOf(one.request?.id)} />
              <NextStep work={one} act={act} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** My deeds and requests that are not over, and refusals of late. */
export function useMyWork() {
  const { person } = useMe();
  const now = useRoomNow();
  const deeds = useRecords('deeds', DeedRow, { open: true });
  const requests = useRecords('requests', RequestRow, { open: true });
  const over = useRecords('requests', RequestRow, { open: false });
  const approvals = useRecords('approvals', ApprovalRow);
  const rows = {
    deeds: deeds.records.map(({ row }) => row),
    requests: requests.records.map(({ row }) => row),
    approvals: approvals.records.map(({ row }) => row),
    over: over.records.map(({ row, matter }) => ({ request: row, at: matter.changed.at })),
  };
  const asked = [...requests.records, ...over.records];
  return {
    work: myWork(rows, person, now),
    answeredOf: (request: string | undefined) => asked.find(({ row }) => row.id === request)?.matter.answered ?? null,
    loading: deeds.loading,
    error: deeds.error ?? requests.error ?? approvals.error ?? over.error,
    retry: deeds.retry,
  };
}

type WorkLineProps = { readonly work: Work; readonly answered: MatterShown['answered'] };

function WorkLine({ work, answered }: WorkLineProps) {
  const { t } = useText();
  const name = useNames();
  const { state, deed, deedId, request, approval, due, challenge } = work;
  const release = request !== null && 'release' in request.asks ? request.asks.release : null;
  return (
    <>
      <Row>
        <Mark {...LOOKS[state]}>{t(`act.state.${state}`)}</Mark>
        {deedId !== null && <RecordLink id={deedId} />}
        <ChallengedMark challenge={challenge} />
        {request !== null && <RecordLink id={request.id} />}
        <strong>{deed === null ? t('act.release') : name(deed.activity)}</strong>
        {deed !== null && <span className="r-dim">{name(deed.place)}</span>}
        {(state === 'approved' || state === 'later') && deed !== null && <NotBefore deed={deed} />}
        {due !== null && (
          <span>
            {t(`act.due.${state}`)} <TimeText ms={due} age />
          </span>
        )}
      </Row>
      {request !== null && (approval !== null || state === 'refused') && state !== 'lapsed' && (
        <AnswerGiven answered={answered} approval={approval} />
      )}
      <Disclosure summary={t('deed.wordForWord')}>
        {deed !== null && (
          <DeedFacts
            deed={deed}
            {...(state === 'countered' && request !== null && 'deed' in request.asks
              ? { changed: request.asks.deed }
              : {})}
          />
        )}
        {deed === null && release !== null && <ReleaseFacts release={release} />}
      </Disclosure>
    </>
  );
}

/** A deed is begun within its time, and a little before: room time, ms. */
function earliest({ from }: { readonly from: number }): number {
  return from - LIMITS.proposalGraceMs;
}

function NotBefore({ deed }: { readonly deed: { readonly from: number } }) {
  const { t } = useText();
  const now = useRoomNow();
  if (now >= earliest(deed)) return null;
  return (
    <span>
      {t('act.notBefore')} <TimeText ms={earliest(deed)} age />
    </span>
  );
}

/** What comes next of one's own deed or request. */
export function NextStep({ work, act }: { readonly work: Work; readonly act: SentAct }) {
  const { t } = useText();
  const now = useRoomNow();
  const [, setSaid] = useView(DeedPrefill);
  const { id, step, deed, deedId, request } = work;
  if (step === 'ask-again') {
    if (deed === null) return null;
    const { activity, purpose, place, what } = deed;
    return (
      <Row>
        <Button onClick={() => setSaid({ kind: 'deed.propose', activity, purpose, place, what })}>
          {t('act.step.ask-again')}
        </Button>
        <TakeBack work={work} act={act} />
      </Row>
    );
  }
  const explained = t(`act.explained.${step}`);
  const words = step === 'end' ? { label: t('act.note'), required: false } : undefined;
  // What could only be refused yet asks for nobody's attention.
  const isNext = step === 'take-up' || (step === 'begin' && deed !== null && now >= earliest(deed));
  return (
    <Row>
      <SignStep
        label={t(`act.step.${step}`)}
        name={`${step} ${id}`}
        act={act}
        look={isNext ? 'main' : 'plain'}
        explained={explained}
        {...(words === undefined ? {} : { words })}
        draft={(note) => stepDraft(step, { deed, deedId: deedId ?? '', request: request?.id ?? '', note })}
      />
      <TakeBack work={work} act={act} />
    </Row>
  );
}

/** Says of a deed that waits that it will not be done: it leaves the lists, and what one may have open. */
function TakeBack({ work, act }: { readonly work: Work; readonly act: SentAct }) {
  const { t } = useText();
  const { canTakeBack, deedId } = work;
  if (!canTakeBack || deedId === null) return null;
  return (
    <SignStep
      label={t('act.step.take-back')}
      name={`take back ${deedId}`}
      act={act}
      explained={t('act.explained.take-back')}
      words={{ label: t('act.note'), required: false }}
      draft={(note) => endDraft(deedId, note)}
    />
  );
}

function endDraft(deed: string, note: string): ActDraft {
  return { kind: 'deed.end', detail: { deed, ...(note === '' ? {} : { note }) } };
}

type StepOf = {
  readonly deed: Work['deed'];
  readonly deedId: string;
  readonly request: string;
  readonly note: string;
};

/** The act of a step. A counter-offer is taken up with exactly its terms, a deed begun where and for what it was asked for. */
function stepDraft(step: Exclude<Work['step'], 'ask-again'>, { deed, deedId, request, note }: StepOf): ActDraft {
  if (step === 'withdraw') return { kind: 'request.withdraw', detail: { request } };
  if (step === 'end') return endDraft(deedId, note);
  if (deed === null) throw new RangeError(`\`${step}\` without a deed`);
  const { activity, purpose, place, from, until, what } = deed;
  if (step === 'begin') return { kind: 'deed.begin', purpose, place, detail: { deed: deedId } };
  return {
    kind: 'deed.propose',
    activity,
    purpose,
    place,
    deedAt: from,
    detail: { until, what, counters: request },
  };
}
