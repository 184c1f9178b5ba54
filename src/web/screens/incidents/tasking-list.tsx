import { SignStep } from '../../deciding/sign-step.tsx';
import { SignedNote } from '../../deciding/signed-note.tsx';
import { useRoomNow } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { usePersonTitle } from '../../records/person-title.ts';
import { RecordLink } from '../../records/record-link.tsx';
import { type RecordShown, useRecords } from '../../records/records.ts';
import { TaskingRow } from '../../records/room-rows.ts';
import { useMe } from '../../session/session.tsx';
import { type SentAct, useAct } from '../../signing/acting.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { EmptyState, Panel, Row, Stack } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Age, TimeText } from '../../ui/times.tsx';

type Tasking = RecordShown<TaskingRow>;
const LATE_EVERY_MS = 10_000;

/** Taskings that the reader may see: those to them first, with what they can do; then the others; done ones folded away. */
export function TaskingList({ incident }: { readonly incident?: string }) {
  const { t } = useText();
  const { person } = useMe();
  const open = useRecords('taskings', TaskingRow, { open: true });
  const done = useRecords('taskings', TaskingRow, { open: false });
  const act = useAct();
  const fits = ({ row }: Tasking) => incident === undefined || row.incident === incident;
  const running = open.records.filter(fits);
  const mine = running.filter(({ row }) => row.to === person);
  const others = running.filter(({ row }) => row.to !== person);
  const over = done.records.filter(fits);
  if (open.error !== null) return <ProblemNote error={open.error} onRetry={open.retry} />;
  return (
    <>
      {mine.length > 0 && (
        <Panel title={t('taskings.mine')} tone="warning">
          <Tasks taskings={mine} act={act} />
        </Panel>
      )}
      <SignedNote act={act} />
      <Panel title={t('taskings.running')}>
        {others.length === 0 ? (
          <EmptyState>{t(open.loading ? 'ui.loading' : 'taskings.none')}</EmptyState>
        ) : (
          <Tasks taskings={others} act={act} />
        )}
        {open.more !== undefined && (
          <Button look="quiet" onClick={open.more}>
            {t('incidents.older')}
          </Button>
        )}
      </Panel>
      {over.length > 0 && (
        <Disclosure summary={t('taskings.doneOnes', { count: over.length })}>
          <Tasks taskings={over} act={act} />
        </Disclosure>
      )}
    </>
  );
}

type TasksProps = { readonly taskings: readonly Tasking[]; readonly act: SentAct };

function Tasks({ taskings, act }: TasksProps) {
  const titleOf = usePersonTitle();
  return (
    <ul className="r-list">
      {taskings.map((tasking) => (
        <li key={tasking.row.id}>
          <Task tasking={tasking} act={act} titleOf={titleOf} />
        </li>
      ))}
    </ul>
  );
}

type TaskProps = {
  readonly tasking: Tasking;
  readonly act: SentAct;
  readonly titleOf: (person: string) => string;
};

function Task({ tasking: { row, matter }, act, titleOf }: TaskProps) {
  const { t } = useText();
  const now = useRoomNow(LATE_EVERY_MS);
  const { id, to, from, status, due, incident } = row;
  const late = due !== null && due < now && status !== 'done';
  return (
    <div className="r-clause">
      <Stack>
        <Row>
          <RecordLink id={id} slice="taskings" />
          <Mark icon={status === 'issued' ? 'diamond' : 'check'} tone={status === 'issued' ? 'warning' : 'dim'}>
            {t(`taskings.status.${status}`)}
          </Mark>
          <span>{t('taskings.fromTo', { from: titleOf(from), to: titleOf(to) })}</span>
          <Age ms={matter.opened.at} />
          {incident !== null && <RecordLink id={incident} slice="incidents" />}
          {due !== null && (
            <span className={late ? 'r-warning' : 'r-dim'}>
              {t(late ? 'taskings.overdue' : 'taskings.dueBy')} <TimeText ms={due} age />
            </span>
          )}
        </Row>
        <div className="r-pre">{matter.text}</div>
        <TaskSteps row={row} act={act} />
      </Stack>
    </div>
  );
}

/** What who was tasked does next: take it, and report it done. Nothing for anybody else. */
export function TaskSteps({ row, act }: { readonly row: TaskingRow; readonly act: SentAct }) {
  const { t } = useText();
  const { person } = useMe();
  const { id, to, status } = row;
  if (to !== person || status === 'done') return null;
  return (
    <Row>
      {status === 'issued' && (
        <SignStep
          label={t('taskings.take')}
          name={`take ${id}`}
          act={act}
          draft={() => ({ kind: 'tasking.acknowledge', detail: { tasking: id } })}
        />
      )}
      <SignStep
        label={t('taskings.done')}
        name={`done ${id}`}
        act={act}
        words={{ label: t('taskings.doneText'), required: true }}
        draft={(text) => ({ kind: 'tasking.done', detail: { tasking: id, text } })}
      />
    </Row>
  );
}
