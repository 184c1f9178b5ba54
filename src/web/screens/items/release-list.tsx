import { SignStep } from '../../deciding/sign-step.tsx';
import { SignedNote } from '../../deciding/signed-note.tsx';
import { useText } from '../../messages/language.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { RecordTable } from '../../records/record-table.tsx';
import { type RecordShown, useRecords } from '../../records/records.ts';
import { ItemRow, ReleaseRow } from '../../records/room-rows.ts';
import { useMe } from '../../session/session.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { useAct } from '../../signing/acting.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Fact, Facts, Panel, Row, Stack } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TimeText } from '../../ui/times.tsx';
import { ReadItem } from './read-item.tsx';
import { ReleaseForm } from './release-form.tsx';

type Release = RecordShown<ReleaseRow>;
type ListProps = { readonly chosen: string; readonly onChoose: (id: string) => void };

/** Who was given what, by whom, for which purpose; what was asked back. */
export function ReleaseList({ chosen, onChoose }: ListProps) {
  const { t } = useText();
  const name = useNames();
  const { person } = useMe();
  const list = useRecords('releases', ReleaseRow);
  const act = useAct();
  const shown = list.records.find(({ row }) => row.id === chosen);
  if (list.error !== null) return <ProblemNote error={list.error} onRetry={list.retry} />;
  return (
    <>
      {shown !== undefined && <Chosen key={shown.row.id} release={shown} act={act} onClose={() => onChoose('')} />}
      <SignedNote act={act} />
      <Panel title={t('items.releases')}>
        <RecordTable
          label={t('items.releases')}
          shown={list}
          none={t('items.noRelease')}
          chosen={chosen}
          onChoose={onChoose}
          columns={[
            {
              id: 'item',
              head: t('items.item'),
              narrow: true,
              cell: ({ row }) => <span className="r-mono">{row.item}</span>,
            },
            {
              id: 'to',
              head: t('items.to'),
              cell: ({ row }) => (row.to === person ? <strong>{t('items.toYou')}</strong> : row.to),
            },
            { id: 'by', head: t('items.by'), wideOnly: true, cell: ({ row }) => row.by },
            { id: 'purpose', head: t('entry.purpose'), wideOnly: true, cell: ({ row }) => name(row.purpose) },
            {
              id: 'at',
              head: t('items.releasedAt'),
              narrow: true,
              wideOnly: true,
              cell: ({ row }) => <TimeText ms={row.at} age />,
            },
            { id: 'state', head: t('desk.state'), narrow: true, cell: ({ row }) => <State row={row} /> },
          ]}
        />
      </Panel>
    </>
  );
}

function State({ row }: { readonly row: ReleaseRow }) {
  const { t } = useText();
  if (row.recalled === null) return <span className="r-dim">{t('items.stands')}</span>;
  return (
    <Mark icon="octagon" tone="warning">
      {t('items.recalled')}
    </Mark>
  );
}

type ChosenProps = {
  readonly release: Release;
  readonly act: ReturnType<typeof useAct>;
  readonly onClose: () => void;
};

function Chosen({ release: { row, matter }, act, onClose }: ChosenProps) {
  const { t } = useText();
  const name = useNames();
  const { agency, person } = useMe();
  const { records: items } = useRecords('items', ItemRow);
  const isOwner = items.some(({ row: item }) => item.id === row.item && item.owner === agency.id);
  const stands = row.recalled === null;
  return (
    <Panel
      title={t('items.releaseOf', { release: row.id, item: row.item })}
      actions={<IconButton icon="close" label={t('ui.foldAway')} onClick={onClose} />}
    >
      <Stack>
        {matter.text !== '' && <div className="r-pre">{matter.text}</div>}
        <Facts>
          <Fact name={t('items.to')}>{`${row.to}, ${name(row.toAgency)}`}</Fact>
          <Fact name={t('items.by')}>{`${row.by}, ${name(row.byAgency)}`}</Fact>
          <Fact name={t('entry.purpose')}>{name(row.purpose)}</Fact>
          <Fact name={t('items.releasedAt')}>
            <TimeText ms={row.at} local age />
          </Fact>
          <Fact name={t('items.recalled')}>
            {row.recalled === null ? null : <TimeText ms={row.recalled} local age />}
          </Fact>
        </Facts>
        <p>
          <RecordLink id={row.id} slice="releases" /> <span className="r-dim">{t('occurrences.whole')}</span>
        </p>
        {stands && row.to === person && (
          <>
            <ReadItem item={row.item} />
            <Disclosure summary={t('items.onward')}>
              <ReleaseForm item={row.item} />
            </Disclosure>
          </>
        )}
        {stands && (row.byAgency === agency.id || isOwner) && (
          <Row>
            <SignStep
              label={t('items.recall')}
              name={`recall ${row.id}`}
              act={act}
              explained={t('items.recallMeans')}
              words={{ label: t('items.recallReason'), required: true }}
              draft={(reason) => ({ kind: 'item.recall', detail: { release: row.id, reason } })}
            />
          </Row>
        )}
      </Stack>
    </Panel>
  );
}
