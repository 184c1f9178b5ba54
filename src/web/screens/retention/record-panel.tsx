import { useEffect, useRef } from 'react';
import type { RecordShown, RetentionShown } from '../../../terms/api/retention.ts';
import { useKindName } from '../../messages/kind-name.ts';
import { useText } from '../../messages/language.tsx';
import { RoomProblem } from '../../session/api.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState, Fact, Facts, Panel, Row, Stack } from '../../ui/frame.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { DateText } from './date-text.tsx';
import { EraseStep, HoldStep, KeepStep } from './keep-steps.tsx';
import { NamedLink } from './named-link.tsx';
import { type Named, nameOf } from './retention-form.ts';
import { RuleList } from './rules-part.tsx';
import { useWouldGo } from './would-go.ts';

type RecordPanelProps = {
  readonly named: Named;
  readonly shown: RetentionShown;
  readonly act: SentAct;
  readonly onClose: () => void;
};

/** One record: what would go with it, what stands against that, and the answers that can be given. */
export function RecordPanel({ named, shown, act, onClose }: RecordPanelProps) {
  const { t } = useText();
  const of = nameOf(named);
  const { data, error, isFetching, refetch } = useWouldGo(named, shown);
  const isNone = error instanceof RoomProblem && error.status === 404;
  const top = useRef<HTMLDivElement>(null);
  // Whoever chose it goes on from here, wherever on the page that was.
  useEffect(() => top.current?.focus(), []);
  const erasures = shown.erased.filter((erasure) => erasure.of === of).map(({ id }) => id);
  const isDue = shown.due.some((review) => review.of === of);
  return (
    <div ref={top} tabIndex={-1}>
      <Panel
        title={t('retention.recordTitle', { of })}
        actions={<IconButton icon="close" label={t('ui.foldAway')} onClick={onClose} />}
      >
        <Stack>
          <Review of={of} shown={shown} />
          {isNone && (
            <EmptyState>
              {erasures.length > 0
                ? t('retention.wasErased', { erasures: erasures.join(', ') })
                : t('problem.notThere')}
            </EmptyState>
          )}
          {isNone && erasures.length === 0 && (
            <>
              <p className="r-dim r-reading">{t('retention.unseen')}</p>
              <EraseStep named={named} against={[]} isDue={false} act={act} onErased={onClose} />
              <HoldStep named={named} act={act} />
            </>
          )}
          {error !== null && !isNone && <ProblemNote error={error} onRetry={() => void refetch()} />}
          {data === undefined && error === null && <EmptyState>{t('retention.reading')}</EmptyState>}
          {data !== undefined && 'reading' in data && error === null && <ReadThroughNow {...data.reading} />}
          {data !== undefined && !('reading' in data) && error === null && (
            <>
              <WouldGo record={data} />
              <Row>
                <Button look="quiet" disabled={isFetching} onClick={() => void refetch()}>
                  {t('retention.lookAgain')}
                </Button>
              </Row>
              <EraseStep named={named} against={data.against} isDue={isDue} act={act} onErased={onClose} />
              {isDue && <KeepStep named={named} act={act} />}
              <HoldStep named={named} act={act} />
            </>
          )}
        </Stack>
      </Panel>
    </div>
  );
}

/** How it stands with its time: the rule it is kept by, since when it waits for an answer, until when it is kept or held. */
function Review({
  of,
  shown: { due, extended, held, inForce },
}: {
  readonly of: string;
  readonly shown: RetentionShown;
}) {
  const { t } = useText();
  const waits = due.find((review) => review.of === of);
  const later = extended.find((review) => review.of === of);
  const review = waits ?? later;
  const rule = inForce?.rules.find(({ id }) => id === review?.rule);
  const holds = held.filter((hold) => hold.of === of);
  return (
    <>
      {waits === undefined && later === undefined && <p className="r-dim">{t('retention.notDue')}</p>}
      {inForce !== null && rule !== undefined && (
        <RuleList rules={{ ...inForce, rules: [rule] }} label={t('retention.rule')} />
      )}
      <Facts>
        <Fact name={t('retention.overdue')}>{waits === undefined ? null : <DateText ms={waits.due} age />}</Fact>
        <Fact name={t('retention.comesAgain')}>{later === undefined ? null : <DateText ms={later.due} age />}</Fact>
        {holds.map(({ id, until }) => (
          <Fact key={id} name={t('retention.isHeld', { hold: id })}>
            <DateText ms={until} age />
          </Fact>
        ))}
      </Facts>
    </>
  );
}

/** How far the room is: what belongs together is found in all of its ledger. */
function ReadThroughNow({ read, of }: { readonly read: number; readonly of: number }) {
  const { t } = useText();
  const label = t('retention.readThrough', { read, of });
  return (
    <div role="status">
      <p className="r-dim">{label}</p>
      <progress className="r-bar" value={read} max={of} aria-label={label} />
    </div>
  );
}

function WouldGo({ record: { records, entries, kinds, from, until } }: { readonly record: RecordShown }) {
  const { t } = useText();
  const kindName = useKindName();
  return (
    <section aria-label={t('retention.wouldGo')}>
      <Stack>
        <h3>{t('retention.wouldGo')}</h3>
        <Facts>
          <Fact name={t('retention.records')}>
            <span className="r-row">
              {records.map((id) => (
                <NamedLink key={id} of={id} />
              ))}
            </span>
          </Fact>
          <Fact name={t('retention.entriesOf')}>
            {t('retention.entries', { count: entries })}{' '}
            <span className="r-dim">
              {kinds.map(({ kind, count }) => t('retention.kindCount', { kind: kindName(kind), count })).join(', ')}
            </span>
          </Fact>
          <Fact name={t('retention.enteredFrom')}>
            <DateText ms={from} />
          </Fact>
          <Fact name={t('retention.enteredUntil')}>
            <DateText ms={until} />
          </Fact>
        </Facts>
        <Notice icon="triangle" tone="warning">
          {t('retention.forGood')}
        </Notice>
      </Stack>
    </section>
  );
}
