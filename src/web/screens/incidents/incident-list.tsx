import { SignedNote } from '../../deciding/signed-note.tsx';
import { useCategoryName } from '../../messages/category-name.ts';
import { useText } from '../../messages/language.tsx';
import { usePersonTitle } from '../../records/person-title.ts';
import { RecordLink } from '../../records/record-link.tsx';
import { type RecordShown, useRecords } from '../../records/records.ts';
import { IncidentRow } from '../../records/room-rows.ts';
import { useNames } from '../../session/vocabulary.ts';
import { useAct } from '../../signing/acting.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { EmptyState, Fact, Facts, Panel, Row, Stack } from '../../ui/frame.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Mark, type Tone } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { Age, TimeText } from '../../ui/times.tsx';
import { CloseStep, Closing } from './closing.tsx';

type Incident = RecordShown<IncidentRow>;
type ListProps = { readonly chosen: string; readonly onChoose: (id: string) => void };

const GRAVITY: Readonly<Record<IncidentRow['gravity'], { readonly icon: IconName; readonly tone: Tone }>> = {
  minor: { icon: 'circle', tone: 'dim' },
  serious: { icon: 'diamond', tone: 'warning' },
  major: { icon: 'triangle', tone: 'critical' },
};

/** Incidents, the open ones first; the chosen one with its text and how to close it. */
export function IncidentList({ chosen, onChoose }: ListProps) {
  const { t } = useText();
  const open = useRecords('incidents', IncidentRow, { open: true });
  const closed = useRecords('incidents', IncidentRow, { open: false });
  const act = useAct();
  const shown = [...open.records, ...closed.records].find(({ row }) => row.id === chosen);
  if (open.error !== null) return <ProblemNote error={open.error} onRetry={open.retry} />;
  return (
    <>
      {shown !== undefined && <Chosen key={shown.row.id} incident={shown} act={act} onClose={() => onChoose('')} />}
      <SignedNote act={act} />
      <Panel title={t('incidents.running', { count: open.records.length })}>
        {open.records.length === 0 ? (
          <EmptyState>{t(open.loading ? 'ui.loading' : 'incidents.none')}</EmptyState>
        ) : (
          <Rows label={t('incidents.title')} incidents={open.records} chosen={chosen} onChoose={onChoose} />
        )}
        {open.more !== undefined && (
          <Button look="quiet" onClick={open.more}>
            {t('incidents.older')}
          </Button>
        )}
      </Panel>
      {closed.records.length > 0 && (
        <Disclosure summary={t('incidents.closedOnes', { count: closed.records.length })}>
          <Rows label={t('incidents.closed')} incidents={closed.records} chosen={chosen} onChoose={onChoose} />
          {closed.more !== undefined && (
            <Button look="quiet" onClick={closed.more}>
              {t('incidents.older')}
            </Button>
          )}
        </Disclosure>
      )}
    </>
  );
}

type RowsProps = ListProps & { readonly label: string; readonly incidents: readonly Incident[] };

function Rows({ label, incidents, chosen, onChoose }: RowsProps) {
  const { t } = useText();
  const categoryName = useCategoryName();
  const name = useNames();
  return (
    <Table
      label={label}
      rows={incidents}
      keyOf={({ row }) => row.id}
      isCurrent={({ row }) => row.id === chosen}
      onOpen={({ row }) => onChoose(row.id)}
      columns={[
        {
          id: 'id',
          head: t('incidents.number'),
          narrow: true,
          cell: ({ row }) => <RecordLink id={row.id} slice="incidents" />,
        },
        {
          id: 'gravity',
          head: t('incidents.gravity'),
          narrow: true,
          cell: ({ row }) => <GravityMark gravity={row.gravity} />,
        },
        {
          id: 'title',
          head: t('incidents.name'),
          cell: ({ row }) => (
            <>
              <bdi>{row.title ?? t('incidents.noTitle')}</bdi>{' '}
              <span className="r-dim">{categoryName(row.category)}</span>
            </>
          ),
        },
        { id: 'place', head: t('entry.place'), narrow: true, wideOnly: true, cell: ({ row }) => name(row.place) },
        { id: 'age', head: t('incidents.opened'), narrow: true, cell: ({ row }) => <Age ms={row.opened} /> },
      ]}
    />
  );
}

/** How grave: a shape and a word. */
export function GravityMark({ gravity }: { readonly gravity: IncidentRow['gravity'] }) {
  const { t } = useText();
  return <Mark {...GRAVITY[gravity]}>{t(`gravity.${gravity}`)}</Mark>;
}

type ChosenProps = {
  readonly incident: Incident;
  readonly act: ReturnType<typeof useAct>;
  readonly onClose: () => void;
};

function Chosen({ incident: { row, matter }, act, onClose }: ChosenProps) {
  const { t } = useText();
  const categoryName = useCategoryName();
  const name = useNames();
  const titleOf = usePersonTitle();
  return (
    <Panel
      title={`${row.id} ${row.title ?? ''}`}
      actions={<IconButton icon="close" label={t('ui.foldAway')} onClick={onClose} />}
    >
      <Stack>
        <div className="r-pre">{matter.text}</div>
        <Facts>
          <Fact name={t('incidents.gravity')}>
            <GravityMark gravity={row.gravity} />
          </Fact>
          <Fact name={t('incidents.category')}>{categoryName(row.category)}</Fact>
          <Fact name={t('entry.place')}>{name(row.place)}</Fact>
          <Fact name={t('incidents.openedBy')}>
            {matter.opened.person === null ? name(row.agency) : titleOf(matter.opened.person)}
          </Fact>
          <Fact name={t('incidents.opened')}>
            <TimeText ms={row.opened} local age />
          </Fact>
          <Fact name={t('incidents.closed')}>
            {row.closed === null ? null : <TimeText ms={row.closed} local age />}
          </Fact>
          {row.closed !== null && <Closing matter={matter} />}
        </Facts>
        <Row>
          <CloseStep row={row} act={act} />
          <span>
            <RecordLink id={row.id} slice="incidents" /> <span className="r-dim">{t('occurrences.whole')}</span>
          </span>
        </Row>
      </Stack>
    </Panel>
  );
}
