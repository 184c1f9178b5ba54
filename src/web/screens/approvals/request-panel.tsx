import { useState } from 'react';
import { ActDetail } from '../../../terms/api/acts.ts';
import { useMayDo } from '../../deciding/may.ts';
import { useText } from '../../messages/language.tsx';
import { DeedFacts, ReleaseFacts } from '../../records/deed-facts.tsx';
import { Digest } from '../../records/digest-fact.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { type QueueItem, type RecordShown, useRecords } from '../../records/records.ts';
import { PersonRow, type RequestRow } from '../../records/rows.ts';
import { useAnswer } from '../../session/services.tsx';
import { useMe } from '../../session/session.tsx';
import { useNames } from '../../session/vocabulary.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { Button } from '../../ui/button.tsx';
import { ClauseList } from '../../ui/decided.tsx';
import { Fact, Facts, Panel, Stack } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { TimeText } from '../../ui/times.tsx';
import { Answer } from './answer.tsx';
import { Oral } from './oral.tsx';

type RequestPanelProps = {
  readonly record: RecordShown<RequestRow>;
  /** Of the queue, where it waits for my own answer. */
  readonly item: QueueItem | undefined;
  readonly answered: boolean;
  readonly act: SentAct;
};

/** One request: who asks for what, which clauses want the approval, what an answer binds; and the answer, for whoever may give or enter it. */
export function RequestPanel({ record, item, answered, act }: RequestPanelProps) {
  const { t } = useText();
  const { row } = record;
  return (
    <Panel title={t('approvals.requestTitle', { id: row.id })}>
      <div className="r-two">
        <Asked record={record} item={item} />
        <Stack>
          <TwoPersons row={row} mine={item !== undefined} />
          {!answered && <Answering row={row} mine={item !== undefined} act={act} />}
        </Stack>
      </div>
    </Panel>
  );
}

function Asked({ record, item }: Pick<RequestPanelProps, 'record' | 'item'>) {
  const { t } = useText();
  const name = useNames();
  const { row, matter } = record;
  const terms = 'deed' in row.asks ? row.asks.deed : row.asks.release;
  const people = useRecords('people', PersonRow);
  const component = people.records.find((person) => person.row.id === row.requester)?.row.component;
  return (
    <Stack>
      <h3>{t('approvals.asked')}</h3>
      {'deed' in row.asks ? <DeedFacts deed={row.asks.deed} /> : <ReleaseFacts release={row.asks.release} />}
      <Facts>
        <Fact name={t('approvals.asks')}>
          <span className="r-mono">{row.requester}</span>, {name(row.agency)}
          {component !== undefined && ` · ${name(component)}`}
        </Fact>
        <Fact name={t('approvals.askedAt')}>
          <TimeText ms={matter.opened.at} age />
        </Fact>
        <Fact name={t('approvals.deadline')}>
          <TimeText ms={row.deadline} age />
        </Fact>
        <Fact name={t('approvals.record')}>
          <RecordLink id={row.id} /> {row.deed !== null && <RecordLink id={row.deed} />}
        </Fact>
      </Facts>
      <h3>{t('approvals.clauses')}</h3>
      <Why row={row} opened={matter.opened.index} clauses={item?.clauses} />
      <Digest digest={row.digest} terms={terms} />
    </Stack>
  );
}

type WhyProps = {
  readonly row: RequestRow;
  /** Index of the entry that asked. */
  readonly opened: number;
  /** Of the queue, where it waits for my own answer. */
  readonly clauses: QueueItem['clauses'] | undefined;
};

/** The clauses that want the approval, with their text: for who answers, from the queue; for everybody else, as the asking was decided. */
function Why({ row, opened, clauses }: WhyProps) {
  const { data } = useAnswer(ActDetail, `/api/acts/${opened}`, {}, clauses === undefined);
  const asked = data?.row.index === opened ? data.clauses.filter(({ id }) => row.clauses.includes(id)) : [];
  const shown = clauses ?? asked;
  if (shown.length === 0) return <span className="r-mono">{row.clauses.join(', ')}</span>;
  return <ClauseList clauses={shown} />;
}

/** R-01, seen from where the reader stands; nothing for who neither asked nor answers. */
function TwoPersons({ row, mine }: { readonly row: RequestRow; readonly mine: boolean }) {
  const { t } = useText();
  const { person } = useMe();
  if (row.requester !== person) return mine ? <p className="r-dim">{t('approvals.twoPersons')}</p> : null;
  return (
    <Mark icon="octagon" tone="warning">
      {t('approvals.ownRequest')}
    </Mark>
  );
}

type AnsweringProps = { readonly row: RequestRow; readonly mine: boolean; readonly act: SentAct };

/** The answer of who may give one, or the entry of one that was given by word of mouth. */
export function Answering({ row, mine, act }: AnsweringProps) {
  const { t } = useText();
  const { person } = useMe();
  const [oral, setOral] = useState(false);
  const entersOral = useMayDo()('approval.oral');
  if (row.requester === person) return null;
  if (mine) return <Answer row={row} act={act} />;
  if (!entersOral) return <p>{t('approvals.notYourDesk')}</p>;
  if (oral) return <Oral row={row} act={act} />;
  return (
    <Stack>
      <p>{t('approvals.oralWhy')}</p>
      <div>
        <Button look="main" onClick={() => setOral(true)}>
          {t('approvals.enterOral')}
        </Button>
      </div>
    </Stack>
  );
}
