import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ROOM_AGENCY } from '../../../terms/act-kinds.ts';
import { ActDetail } from '../../../terms/api/acts.ts';
import { NONE } from '../../../terms/axes.ts';
import { isReport } from '../../../terms/reports.ts';
import { DecidedFor } from '../../deciding/decided-for.tsx';
import type { Entry } from '../../live/entries.ts';
import { useIncluded } from '../../live/room-clock.tsx';
import { useKindName } from '../../messages/kind-name.ts';
import { useText } from '../../messages/language.tsx';
import { ByClock, CausedBy } from '../../records/caused-by.tsx';
import { CorrectionReason } from '../../records/correction.tsx';
import { DraftLink, MandateLink } from '../../records/draft-link.tsx';
import { draftOfAct } from '../../records/draft-path.ts';
import { isEnding } from '../../records/ended.ts';
import { NotShown } from '../../records/not-shown.tsx';
import { usePersonName } from '../../records/person-name.ts';
import { RecordLink } from '../../records/record-link.tsx';
import { ReportedDeedFacts } from '../../records/reported-deed.tsx';
import { RowOutcome } from '../../records/row-outcome.tsx';
import { useRowText } from '../../records/row-text.ts';
import { useAnswer } from '../../session/services.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { usePathPart } from '../../shell/router.tsx';
import { ClauseLink } from '../../ui/clause-link.tsx';
import { ClauseList, NearMissList } from '../../ui/decided.tsx';
import { EmptyState, Fact, Facts, Page, Panel, Row, Stack } from '../../ui/frame.tsx';
import { OutcomeBadge } from '../../ui/outcome-badge.tsx';
import { TimeText } from '../../ui/times.tsx';
import { CorrectLine } from './correct-line.tsx';
import { ReceiptPanel } from './receipt-panel.tsx';
import { Signed } from './signed.tsx';

/** One entry whole: who did what, when it was done and when entered, what was decided by which clauses, how far it is recorded. */
export function EntryScreen() {
  const { t } = useText();
  const index = usePathPart('index');
  const { data, error, refetch } = useAnswer(ActDetail, `/api/acts/${encodeURIComponent(index)}`);
  if (error !== null) return <NotShown error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <EmptyState>{t('ui.loading')}</EmptyState>;
  return <EntryPage key={data.row.index} detail={data} />;
}

function EntryPage({ detail }: { readonly detail: ActDetail }) {
  const { t, told } = useText();
  const { row, clauses, corrections } = detail;
  const corrected = corrections.at(-1);
  return (
    <Page title={t('entry.title', { number: `#${row.index}` })}>
      {corrected !== undefined && (
        <Panel tone="warning">
          <Link to={`/entry/${corrected.index}` as string}>
            {t('entry.correctedBy', { number: `#${corrected.index}` })}
          </Link>
        </Panel>
      )}
      <Panel title={t('entry.what')}>
        <What detail={detail} struck={corrected !== undefined} />
      </Panel>
      <Panel title={t(isReport(row) ? 'entry.verdict' : 'entry.decision')}>
        <Stack>
          <Row>
            <RowOutcome row={row} />
            <span>{told(detail.told)}</span>
          </Row>
          <DecidedFor within={detail.within} />
          {detail.unknown !== null && <p>{told(detail.unknown)}</p>}
          {row.atEntry !== null && row.atEntry.outcome !== row.outcome && (
            <Row>
              <span className="r-dim">{t('entry.atEntry')}</span>
              <OutcomeBadge outcome={row.atEntry.outcome} />
              <span className="r-mono">{row.atEntry.clauses.join(', ')}</span>
            </Row>
          )}
          {clauses.length > 0 && (
            <>
              <h3>{t('entry.clauses')}</h3>
              <ClauseList clauses={clauses} />
            </>
          )}
          {row.touches.length > 0 && (
            <>
              <h3>{t('entry.touches')}</h3>
              <Touched by={row.touches} />
            </>
          )}
          {detail.near.length > 0 && (
            <>
              <h3>{t('entry.near')}</h3>
              <NearMissList near={detail.near} cited={clauses} />
            </>
          )}
        </Stack>
      </Panel>
      <Signed detail={detail} />
      <ReceiptPanel index={row.index} />
      <Related
        title={t('entry.corrections')}
        rows={corrections}
        beside={({ reason }) => <CorrectionReason reason={reason} />}
      />
      <Related title={t('entry.follows')} rows={detail.follows} />
      <CorrectLine detail={detail} />
    </Page>
  );
}

function Touched({ by }: { readonly by: readonly string[] }) {
  return (
    <Row>
      {by.map((id) => (
        <ClauseLink key={id} id={id} />
      ))}
    </Row>
  );
}

function What({ detail, struck }: { readonly detail: ActDetail; readonly struck: boolean }) {
  const { t } = useText();
  const rowText = useRowText();
  const { row } = detail;
  const text = typeof detail.detail['text'] === 'string' ? detail.detail['text'] : rowText(row);
  return (
    <Stack>
      <div className="r-pre">{struck ? <del>{text}</del> : text}</div>
      {detail.byClock ? <ByClock ordered={detail.ordered} /> : isEnding(row.kind) && <CausedBy by={detail.cause} />}
      {row.reported !== null && (
        <>
          <h3>{t('entry.reported')}</h3>
          <ReportedDeedFacts deed={row.reported} deedAt={row.deedAt} />
          <h3>{t('entry.reporting')}</h3>
        </>
      )}
      <ActFacts detail={detail} />
    </Stack>
  );
}

/** Who acted, from where, when and as what; of an occurrence, the reporter and not the deed that is reported. */
function ActFacts({ detail: { row, state, detail } }: { readonly detail: ActDetail }) {
  const { t } = useText();
  const name = useNames();
  const kindName = useKindName();
  const personName = usePersonName();
  const included = useIncluded();
  const { kind, person, desk, room, agency, component, deedAt, at, activity, purpose, place, matter, index } = row;
  const named = (word: string | null) => (word === null ? null : name(word));
  const ofAgency = component === null ? name(agency) : `${name(agency)} · ${name(component)}`;
  const ownDeed = row.reported === null;
  const draft = draftOfAct(kind, detail);
  return (
    <Facts>
      <Fact name={t('entry.kind')}>{kindName(kind)}</Fact>
      <Fact name={t('entry.form')}>{row.form === null ? null : t(formMessage(row))}</Fact>
      <Fact name={t('entry.who')}>{person === null ? null : personName(person)}</Fact>
      <Fact name={t('entry.desk')}>
        {desk === null ? null : [named(room), named(desk)].filter((part) => part !== null && part !== NONE).join(' · ')}
      </Fact>
      <Fact name={t('entry.agency')}>{agency === ROOM_AGENCY ? null : ofAgency}</Fact>
      <Fact name={t('entry.deedAt')}>{deedAt === null || !ownDeed ? null : <TimeText ms={deedAt} local />}</Fact>
      <Fact name={t('entry.at')}>
        <TimeText ms={at} local age />
      </Fact>
      <Fact name={t('entry.activity')}>{activity === kind || !ownDeed ? null : name(kindName(activity))}</Fact>
      <Fact name={t('entry.purpose')}>{named(purpose)}</Fact>
      <Fact name={t('entry.place')}>{named(place)}</Fact>
      <Fact name={t('entry.matter')}>{matter === null ? null : <Matter kind={kind} id={matter} />}</Fact>
      <Fact name={t('entry.draft')}>{draft === null ? null : <DraftLink draft={draft} />}</Fact>
      <Fact name={t('entry.state')}>
        {t(state === 'included' || index < included ? 'entry.included' : 'entry.recorded', { number: `#${index}` })}
      </Fact>
    </Facts>
  );
}

/** A mandate is read among the mandates; everything else that has a number has a record. */
function Matter({ kind, id }: { readonly kind: string; readonly id: string }) {
  return kind.startsWith('mandate.') ? <MandateLink id={id} /> : <RecordLink id={id} />;
}

/** Only a deed has a before; a line in the log or an answer is an act like any other. */
function formMessage({ kind, form }: ActDetail['row']) {
  if (form === 'report') return 'entry.report';
  return kind === 'deed.propose' ? 'entry.proposal' : 'entry.act';
}

type RelatedProps = {
  readonly title: string;
  readonly rows: readonly Entry[];
  readonly beside?: (row: Entry) => ReactNode;
};

function Related({ title, rows, beside }: RelatedProps) {
  const kindName = useKindName();
  const rowText = useRowText();
  if (rows.length === 0) return null;
  return (
    <Panel title={title}>
      <ul className="r-list">
        {rows.map((row) => (
          <li key={row.index}>
            <TimeText ms={row.at} /> <Link to={`/entry/${row.index}` as string}>#{row.index}</Link>{' '}
            <span className="r-dim">{kindName(row.kind)}</span> <bdi>{rowText(row)}</bdi>
            {beside?.(row)}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
