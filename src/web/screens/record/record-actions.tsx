import type { ReactNode } from 'react';
import { useMayDo } from '../../deciding/may.ts';
import { SignedNote } from '../../deciding/signed-note.tsx';
import { useText } from '../../messages/language.tsx';
import { AnswerGiven } from '../../records/answer-given.tsx';
import { type MatterShown, useIsHost, useQueue, useRecords } from '../../records/records.ts';
import { DeclarationRow, IncidentRow, TaskingRow } from '../../records/room-rows.ts';
import { AlertRow, ApprovalRow, ChallengeRow, DeedRow, OccurrenceRow, RequestRow } from '../../records/rows.ts';
import { useMe } from '../../session/session.tsx';
import { type SentAct, useAct } from '../../signing/acting.tsx';
import { Panel, Stack } from '../../ui/frame.tsx';
import { NextStep, useMyWork } from '../act/my-work-panel.tsx';
import { Answering } from '../approvals/request-panel.tsx';
import { StandingSteps } from '../approvals/standing-approval.tsx';
import type { Declared } from '../challenges/challenge-form.ts';
import { AnswerStep, RaiseStep } from '../challenges/challenge-steps.tsx';
import { ChallengedDeed } from '../challenges/challenged-deed.tsx';
import { ChallengesOf, Verdicts } from '../challenges/verdicts.tsx';
import { CancelStep } from '../declarations/cancel-step.tsx';
import { AcknowledgeStep } from '../declarations/declaration-list.tsx';
import { CloseStep } from '../incidents/closing.tsx';
import { TaskSteps } from '../incidents/tasking-list.tsx';

type ActionsProps = { readonly matter: MatterShown };
type OfMatter = ActionsProps & { readonly act: SentAct };

/** What the reader may do about a record: the same steps as in the lists. Nothing where there is none. */
export function RecordActions({ matter }: ActionsProps) {
  const act = useAct();
  const Steps = STEPS[matter.slice];
  return (
    <>
      <SignedNote act={act} />
      {Steps !== undefined && <Steps matter={matter} act={act} />}
    </>
  );
}

const STEPS: Readonly<Partial<Record<MatterShown['slice'], (props: OfMatter) => ReactNode>>> = {
  alerts: OfAlert,
  approvals: OfApproval,
  challenges: OfChallenge,
  declarations: OfDeclaration,
  deeds: OfDeed,
  incidents: OfIncident,
  occurrences: OfOccurrence,
  requests: OfRequest,
  taskings: OfTasking,
};

function ToDo({ children }: { readonly children: ReactNode }) {
  const { t } = useText();
  return (
    <Panel title={t('record.toDo')}>
      <Stack>{children}</Stack>
    </Panel>
  );
}

function OfAlert({ matter, act }: OfMatter) {
  const row = AlertRow.parse(matter.row);
  const { person } = useMe();
  const mayCancel = useMayDo()('alert.cancel');
  if (row.cancelled !== null || (row.raisedBy !== person && !mayCancel)) return null;
  return (
    <ToDo>
      <CancelStep row={row} act={act} />
    </ToDo>
  );
}

function OfDeclaration({ matter, act }: OfMatter) {
  const { desk } = useMe();
  if (desk === null) return null;
  return (
    <ToDo>
      <AcknowledgeStep row={DeclarationRow.parse(matter.row)} act={act} />
    </ToDo>
  );
}

function OfIncident({ matter, act }: OfMatter) {
  const row = IncidentRow.parse(matter.row);
  const { agency } = useMe();
  const isHost = useIsHost();
  const mayDo = useMayDo();
  if (row.closed !== null || !mayDo('incident.close') || (row.agency !== agency.id && !isHost)) return null;
  return (
    <ToDo>
      <CloseStep row={row} act={act} />
    </ToDo>
  );
}

function OfTasking({ matter, act }: OfMatter) {
  const row = TaskingRow.parse(matter.row);
  const { person } = useMe();
  if (row.to !== person || row.status === 'done') return null;
  return (
    <ToDo>
      <TaskSteps row={row} act={act} />
    </ToDo>
  );
}

function OfApproval({ matter, act }: OfMatter) {
  const approval = ApprovalRow.parse(matter.row);
  const { person } = useMe();
  const mayWithdraw = useMayDo()('approval.withdraw');
  const countersigns = approval.countersigned === null && approval.giver === person;
  if (approval.ended !== null || (!countersigns && !mayWithdraw)) return null;
  return (
    <ToDo>
      <StandingSteps approval={approval} act={act} />
    </ToDo>
  );
}

function OfDeed(props: OfMatter) {
  const row = DeedRow.parse(props.matter.row);
  const tookEffect = row.status === 'open' || row.status === 'ended';
  return (
    <>
      <MyNextStep {...props} />
      {tookEffect && <Challengeable id={row.id} declared={row} challenge={row.challenge} act={props.act} />}
      <ChallengesOf id={row.id} />
    </>
  );
}

function OfOccurrence({ matter, act }: OfMatter) {
  const { id, activity, own, challenge } = OccurrenceRow.parse(matter.row);
  if (own === undefined) return null;
  const { purpose } = own;
  return (
    <>
      <Challengeable id={id} declared={{ activity, purpose }} challenge={challenge} act={act} />
      <ChallengesOf id={id} />
    </>
  );
}

type ChallengeableProps = {
  readonly id: string;
  readonly declared: Declared;
  readonly challenge: string | null | undefined;
  readonly act: SentAct;
};

/** For those of the host who may challenge what a deed was declared to be, while no challenge of it is open. */
function Challengeable({ id, declared, challenge, act }: ChallengeableProps) {
  const mayRaise = useMayDo()('challenge.raise');
  if (!mayRaise || (challenge ?? null) !== null) return null;
  return (
    <ToDo>
      <RaiseStep deed={id} declared={declared} act={act} />
    </ToDo>
  );
}

function OfChallenge({ matter, act }: OfMatter) {
  const { t } = useText();
  const row = ChallengeRow.parse(matter.row);
  const { items = [] } = useQueue();
  const mine = items.some((item) => item.why === 'challenge' && item.matter === row.id);
  return (
    <>
      {mine && (
        <ToDo>
          <AnswerStep row={row} act={act} />
        </ToDo>
      )}
      <Panel title={t('challenges.title')}>
        <Stack>
          <ChallengedDeed of={row.of} />
          <Verdicts row={row} />
        </Stack>
      </Panel>
    </>
  );
}

function OfRequest(props: OfMatter) {
  const { t } = useText();
  const row = RequestRow.parse(props.matter.row);
  const { person } = useMe();
  const { items } = useQueue();
  const entersOral = useMayDo()('approval.oral');
  const approvals = useRecords('approvals', ApprovalRow);
  const approval = approvals.records.find((one) => one.row.request === row.id)?.row;
  const mine = items?.some(({ why, matter }) => why === 'approval' && matter === row.id) ?? false;
  const answers = row.status === 'waiting' && row.requester !== person && (mine || entersOral);
  return (
    <>
      {row.status !== 'waiting' && (
        <Panel title={t('approvals.answer')}>
          <AnswerGiven answered={props.matter.answered} approval={approval ?? null} />
        </Panel>
      )}
      {answers && (
        <ToDo>
          <Answering row={row} mine={mine} act={props.act} />
        </ToDo>
      )}
      {row.requester === person && <MyNextStep {...props} />}
    </>
  );
}

/** Of one's own deed or request. */
function MyNextStep({ matter, act }: OfMatter) {
  const { work } = useMyWork();
  const mine = work.find(({ id, deedId, request }) => [id, deedId, request?.id].includes(matter.id));
  // Asking again is done in the form of a deed, which is on another screen.
  if (mine === undefined || mine.step === 'ask-again') return null;
  return (
    <ToDo>
      <NextStep work={mine} act={act} />
    </ToDo>
  );
}
