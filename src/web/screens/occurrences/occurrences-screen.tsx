import { useRef } from 'react';
import * as z from 'zod';
import { ActDetail } from '../../../terms/api/acts.ts';
import { UNKNOWN } from '../../../terms/axes.ts';
import { useText } from '../../messages/language.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { type RecordShown, useRecords } from '../../records/records.ts';
import { OccurrenceRow } from '../../records/room-rows.ts';
import { useAnswer } from '../../session/services.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { useView } from '../../shell/router.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { ClauseList, NearMissList } from '../../ui/decided.tsx';
import { EmptyState, Fact, Facts, Page, Panel, Row, Stack } from '../../ui/frame.tsx';
import { OutcomeBadge } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Split } from '../../ui/split.tsx';
import { Table } from '../../ui/table.tsx';
import { TimeText } from '../../ui/times.tsx';
import { ChallengedMark } from '../challenges/challenged-mark.tsx';
import { ReportForm } from './report-form.tsx';

const View = z.object({ chosen: z.string().catch('') });
const Claimed = z.object({
  deed: z.object({ component: z.string(), role: z.string(), purpose: z.string(), place: z.string() }),
});
type Occurrence = RecordShown<OccurrenceRow>;

/** Reporting that something happened, and what was reported, with the verdicts. */
export function OccurrencesScreen() {
  const { t } = useText();
  const [{ chosen }, setView] = useView(View);
  const { records, error, retry, loading, more } = useRecords('occurrences', OccurrenceRow);
  const form = useRef<HTMLDivElement>(null);
  const open = records.find(({ row }) => row.id === chosen);
  return (
    <Page
      title={t('occurrences.title')}
      actions={<Button onClick={() => showForm(form.current)}>{t('occurrences.report')}</Button>}
    >
      <Split
        side={
          <Panel title={t('occurrences.report')}>
            <div ref={form}>
              <Stack>
                <p>{t('occurrences.always')}</p>
                <p className="r-dim">{t('occurrences.verdictMeans')}</p>
                <ReportForm />
              </Stack>
            </div>
          </Panel>
        }
        main={
          <>
            {open !== undefined && <Chosen occurrence={open} onClose={() => setView({ chosen: '' })} />}
            <Panel title={t('occurrences.reported')}>
              {error !== null && <ProblemNote error={error} onRetry={retry} />}
              {records.length === 0 && error === null ? (
                <EmptyState>{t(loading ? 'ui.loading' : 'occurrences.none')}</EmptyState>
              ) : (
                <List records={records} chosen={chosen} onOpen={(id) => setView({ chosen: id })} />
              )}
              {more !== undefined && (
                <Button look="quiet" onClick={more}>
                  {t('occurrences.older')}
                </Button>
              )}
            </Panel>
          </>
        }
      />
    </Page>
  );
}

/** Where the form stands under the reports one need not look for it. */
function showForm(form: HTMLElement | null): void {
  form?.scrollIntoView({ block: 'start' });
  form?.querySelector<HTMLElement>('input, select, textarea')?.focus();
}

type ListProps = {
  readonly records: readonly Occurrence[];
  readonly chosen: string;
  readonly onOpen: (id: string) => void;
};

function List({ records, chosen, onOpen }: ListProps) {
  const { t } = useText();
  const name = useNames();
  return (
    <Table
      label={t('occurrences.reported')}
      rows={records}
      keyOf={({ row }) => row.id}
      isCurrent={({ row }) => row.id === chosen}
      onOpen={({ row }) => onOpen(row.id)}
      columns={[
        {
          id: 'verdict',
          head: t('occurrences.verdict'),
          narrow: true,
          cell: ({ row }) => (
            <>
              <OutcomeBadge outcome={row.outcome} />
              <span className="r-mono r-dim r-not-phone"> {row.clauses.slice(0, 2).join(', ')}</span>
            </>
          ),
        },
        {
          id: 'deed',
          head: t('occurrences.deed'),
          cell: ({ row, matter }) => (
            <>
              {name(row.activity)}, {row.agency === UNKNOWN ? t('occurrences.unknownAgency') : name(row.agency)}{' '}
              <bdi className="r-dim">{matter.text}</bdi> <ChallengedMark challenge={row.challenge} />
              <div className="r-only-phone r-dim">
                {t('entry.deedAt')} <TimeText ms={row.deedAt} />
                <br />
                {t('entry.at')} <TimeText ms={matter.opened.at} age />
              </div>
            </>
          ),
        },
        {
          id: 'deedAt',
          head: t('entry.deedAt'),
          narrow: true,
          wideOnly: true,
          cell: ({ row }) => <TimeText ms={row.deedAt} />,
        },
        {
          id: 'at',
          head: t('entry.at'),
          narrow: true,
          wideOnly: true,
          cell: ({ matter }) => <TimeText ms={matter.opened.at} age />,
        },
      ]}
    />
  );
}

function Chosen({ occurrence, onClose }: { readonly occurrence: Occurrence; readonly onClose: () => void }) {
  const { t, told } = useText();
  const name = useNames();
  const { row, matter } = occurrence;
  const { data, error } = useAnswer(ActDetail, `/api/acts/${matter.opened.index}`);
  const claimed = Claimed.safeParse(data?.detail);
  // Before the entry is read nothing is said of it: `unknown` would be an answer.
  const said = (member: 'component' | 'role' | 'purpose' | 'place') => {
    if (!claimed.success) return null;
    const word = claimed.data.deed[member];
    return word === UNKNOWN ? t('occurrences.unknown') : name(word);
  };
  return (
    <Panel title={row.id} actions={<IconButton icon="close" label={t('ui.foldAway')} onClick={onClose} />}>
      <Stack>
        <div className="r-pre">{matter.text}</div>
        <Facts>
          <Fact name={t('occurrences.activity')}>{name(row.activity)}</Fact>
          <Fact name={t('occurrences.agency')}>
            {row.agency === UNKNOWN ? t('occurrences.unknown') : name(row.agency)}
          </Fact>
          <Fact name={t('occurrences.component')}>{said('component')}</Fact>
          <Fact name={t('occurrences.role')}>{said('role')}</Fact>
          <Fact name={t('entry.purpose')}>{said('purpose')}</Fact>
          <Fact name={t('entry.place')}>{said('place')}</Fact>
          <Fact name={t('entry.deedAt')}>
            <TimeText ms={row.deedAt} local />
          </Fact>
          <Fact name={t('entry.at')}>
            <TimeText ms={matter.opened.at} local age />
          </Fact>
          <Fact name={t('occurrences.reporter')}>{row.reporter}</Fact>
        </Facts>
        <Row>
          <span className="r-dim">{t('occurrences.verdict')}</span>
          <OutcomeBadge outcome={row.outcome} />
        </Row>
        {error !== null && <ProblemNote error={error} />}
        {data !== undefined && data.clauses.length === 0 && <p>{told(data.told)}</p>}
        {data !== undefined && data.unknown !== null && <p>{told(data.unknown)}</p>}
        {data !== undefined && <ClauseList clauses={data.clauses} />}
        {data !== undefined && data.near.length > 0 && <NearMissList near={data.near} cited={data.clauses} />}
        <p>
          <RecordLink id={row.id} slice="occurrences" /> <span className="r-dim">{t('occurrences.whole')}</span>
        </p>
      </Stack>
    </Panel>
  );
}
