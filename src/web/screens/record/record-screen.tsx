import { Link } from '@tanstack/react-router';
import * as z from 'zod';
import { MatterDetail, SHOWN_SLICES, type ShownSlice } from '../../../terms/api/matters.ts';
import { useKindName } from '../../messages/kind-name.ts';
import { useText } from '../../messages/language.tsx';
import { ByClock, CausedBy } from '../../records/caused-by.tsx';
import { isEnding } from '../../records/ended.ts';
import { NotShown } from '../../records/not-shown.tsx';
import { usePersonName } from '../../records/person-name.ts';
import { ReportedDeedFacts } from '../../records/reported-deed.tsx';
import { RetentionLink } from '../../records/retention-link.tsx';
import { RowFacts } from '../../records/row-facts.tsx';
import { RowOutcome } from '../../records/row-outcome.tsx';
import { useRowText } from '../../records/row-text.ts';
import { rowWords } from '../../records/row-words.ts';
import { useAnswer } from '../../session/services.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { usePathPart } from '../../shell/router.tsx';
import { EmptyState, Fact, Facts, Page, Panel, Stack } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { TimeText } from '../../ui/times.tsx';
import { ChallengedMark } from '../challenges/challenged-mark.tsx';
import { Closing } from '../incidents/closing.tsx';
import { RecordActions } from './record-actions.tsx';

type Detail = z.infer<typeof MatterDetail>;

/** One record of any kind: how it stands, in words, and everything that happened to it, oldest first. */
export function RecordScreen() {
  const { t } = useText();
  const [slice, id] = [usePathPart('slice'), usePathPart('id')];
  const known = SHOWN_SLICES.find((one) => one === slice);
  if (known === undefined) return <EmptyState>{t('record.noSlice')}</EmptyState>;
  return <Known key={`${slice} ${id}`} slice={known} id={id} />;
}

function Known({ slice, id }: { readonly slice: ShownSlice; readonly id: string }) {
  const { t } = useText();
  const { data, error, refetch } = useAnswer(MatterDetail, `/api/matters/${slice}/${encodeURIComponent(id)}`);
  const title = t('record.title', { slice: t(`slice.${slice}`), id });
  if (error !== null) {
    return (
      <Page title={title}>
        <NotShown error={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (data === undefined) return <EmptyState>{t('ui.loading')}</EmptyState>;
  return (
    <Page
      title={title}
      beside={
        <>
          <Mark icon={data.matter.open ? 'circle' : 'check'} tone="dim">
            {t(standsAs(data.matter))}
          </Mark>
          <ChallengedMark challenge={Challengeable.parse(data.matter.row).challenge} />
        </>
      }
    >
      <RecordActions matter={data.matter} />
      <Stands detail={data} />
      <History detail={data} />
    </Page>
  );
}

/** The row as it is told: a challenge that is open is not answered, and of a deed that ended, until when it was to last is not until when it does. */
function rowTold({ slice, open, row, changed }: Detail['matter']): Detail['matter']['row'] {
  if (slice === 'challenges' && open) return { ...row, status: 'unanswered' };
  if (slice !== 'deeds' || row['status'] !== 'ended') return row;
  const { until = null, ...others } = row;
  const isEnd = changed.kind === 'deed.end' || changed.kind === 'deed.ended';
  return { ...others, ...(isEnd ? { ended: changed.at } : {}), wasUntil: until };
}

/** A challenge does not go on: it waits for its answer. */
function standsAs({ slice, open }: Detail['matter']) {
  if (slice === 'challenges') return open ? 'status.unanswered' : 'status.answered';
  return open ? 'record.open' : 'record.over';
}

/** What deeds, and reports of them, say of a challenge that is open; a tasking's word of that name would be nothing here. */
const Challengeable = z.object({ challenge: z.string().nullable().optional().catch(undefined) });

/** What a challenge puts side by side, and the page of what is challenged shows with it: it is told there, and what happened says it too. */
const SIDE_BY_SIDE: readonly string[] = ['declared', 'seems', 'found', 'reclassified'];

/** Members of an occurrence's row that the deed that is reported stands for. */
const OF_REPORTED_DEED: ReadonlySet<string> = new Set(['agency', 'activity', 'deedAt']);

function Stands({ detail: { matter, history } }: { readonly detail: Detail }) {
  const { t } = useText();
  const personName = usePersonName();
  const report = history.find((row) => row.reported !== null);
  const reported = report?.reported ?? null;
  const facts = rowWords(rowTold(matter)).filter(
    ({ under, member }) => !SIDE_BY_SIDE.includes(under) && (reported === null || !OF_REPORTED_DEED.has(member)),
  );
  const { opened, changed, text } = matter;
  return (
    <Panel title={t('record.stands')}>
      <Stack>
        {text !== '' && !facts.some(({ value }) => value === text) && <div className="r-pre">{text}</div>}
        {reported !== null && (
          <>
            <h3>{t('entry.reported')}</h3>
            <ReportedDeedFacts deed={reported} deedAt={report?.deedAt ?? null} />
            <h3>{t('entry.reporting')}</h3>
          </>
        )}
        <RowFacts facts={facts} />
        <Facts>
          {matter.slice === 'incidents' && !matter.open && <Closing matter={matter} />}
          <Fact name={t('record.opened')}>
            <TimeText ms={opened.at} age /> <Link to={`/entry/${opened.index}` as string}>#{opened.index}</Link>{' '}
            {opened.person !== null && <span className="r-mono">{personName(opened.person)}</span>}
          </Fact>
          <Fact name={t('record.changed')}>
            <TimeText ms={changed.at} age /> <Link to={`/entry/${changed.index}` as string}>#{changed.index}</Link>
            {isEnding(changed.kind) && (
              <div>{changed.byClock ? <ByClock ordered={null} /> : <CausedBy by={changed.cause} />}</div>
            )}
          </Fact>
        </Facts>
        <RetentionLink slice={matter.slice} id={matter.id} />
      </Stack>
    </Panel>
  );
}

function History({ detail: { history } }: { readonly detail: Detail }) {
  const { t } = useText();
  const kindName = useKindName();
  const name = useNames();
  const personName = usePersonName();
  const rowText = useRowText();
  return (
    <Panel title={t('record.history')}>
      <ol className="r-list" aria-label={t('record.history')}>
        {history.map((row) => {
          const { index, at, kind, outcome, person, desk, clauses } = row;
          return (
            <li key={index} className="r-clause">
              <div className="r-row">
                <TimeText ms={at} />
                <Link to={`/entry/${index}` as string}>#{index}</Link>
                <strong>{kindName(kind)}</strong>
                <RowOutcome row={row} />
                {outcome !== 'permitted' && <span className="r-mono">{clauses.join(', ')}</span>}
                {person !== null && <span className="r-mono">{personName(person)}</span>}
                {desk !== null && <span className="r-dim">{name(desk)}</span>}
              </div>
              <div className="r-pre">{row.reported === null ? rowText(row) : row.summary}</div>
              {row.follows !== null && (
                <div>
                  {t('said.by')} <Link to={`/entry/${row.follows.index}` as string}>#{row.follows.index}</Link>{' '}
                  {kindName(row.follows.kind)}
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
