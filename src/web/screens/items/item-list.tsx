import * as z from 'zod';
import { ActDetail } from '../../../terms/api/acts.ts';
import { useText } from '../../messages/language.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { RecordTable } from '../../records/record-table.tsx';
import { type RecordShown, useIsHost, useRecords } from '../../records/records.ts';
import { ItemRow } from '../../records/room-rows.ts';
import { useAnswer } from '../../session/services.tsx';
import { useMe } from '../../session/session.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { IconButton } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Fact, Facts, Panel, Stack } from '../../ui/frame.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Age, TimeText } from '../../ui/times.tsx';
import { ReadItem } from './read-item.tsx';
import { ConsentForm, ReleaseForm } from './release-form.tsx';

type Item = RecordShown<ItemRow>;
type ListProps = { readonly chosen: string; readonly onChoose: (id: string) => void };

/** Items of one's own side; the chosen one with what can be done with it. */
export function ItemList({ chosen, onChoose }: ListProps) {
  const { t } = useText();
  const name = useNames();
  const list = useRecords('items', ItemRow);
  const shown = list.records.find(({ row }) => row.id === chosen);
  if (list.error !== null) return <ProblemNote error={list.error} onRetry={list.retry} />;
  return (
    <>
      {shown !== undefined && <Chosen key={shown.row.id} item={shown} onClose={() => onChoose('')} />}
      <Panel title={t('items.items')}>
        <RecordTable
          label={t('items.items')}
          shown={list}
          none={t('items.none')}
          chosen={chosen}
          onChoose={onChoose}
          columns={[
            {
              id: 'id',
              head: t('incidents.number'),
              narrow: true,
              wideOnly: true,
              cell: ({ row }) => <RecordLink id={row.id} slice="items" />,
            },
            { id: 'title', head: t('items.name'), cell: ({ row }) => <bdi>{row.title}</bdi> },
            {
              id: 'handling',
              head: t('items.handling'),
              narrow: true,
              cell: ({ row }) => <span className="r-mono">{t(`items.tlp.${row.handling}`)}</span>,
            },
            {
              id: 'owner',
              head: t('items.owner'),
              wideOnly: true,
              cell: ({ row }) => name(row.owner),
            },
            {
              id: 'expires',
              head: t('items.expires'),
              narrow: true,
              cell: ({ row }) =>
                row.expired ? <span className="r-dim">{t('items.expired')}</span> : <Age ms={row.expires} />,
            },
          ]}
        />
      </Panel>
    </>
  );
}

const Graded = z.object({ grading: z.object({ source: z.string(), information: z.int() }) });

function Chosen({ item: { row, matter }, onClose }: { readonly item: Item; readonly onClose: () => void }) {
  const { t } = useText();
  const name = useNames();
  const { agency } = useMe();
  const isHost = useIsHost();
  const { data } = useAnswer(ActDetail, `/api/acts/${matter.opened.index}`);
  const graded = Graded.safeParse(data?.detail);
  const own = row.owner === agency.id;
  return (
    <Panel
      title={`${row.id} ${row.title}`}
      actions={<IconButton icon="close" label={t('ui.foldAway')} onClick={onClose} />}
    >
      <Stack>
        <Facts>
          <Fact name={t('items.handling')}>{t(`items.handling.${row.handling}`)}</Fact>
          <Fact name={t('items.grading')}>
            {graded.success ? `${graded.data.grading.source}${graded.data.grading.information}` : null}
          </Fact>
          <Fact name={t('items.control')}>{t(row.originatorControl ? 'methane.yes' : 'methane.no')}</Fact>
          <Fact name={t('items.owner')}>{`${name(row.owner)}, ${row.originator}`}</Fact>
          <Fact name={t('entry.at')}>
            <TimeText ms={matter.opened.at} age />
          </Fact>
          <Fact name={t('items.expires')}>
            <TimeText ms={row.expires} age />
          </Fact>
        </Facts>
        <p>
          <RecordLink id={row.id} slice="items" /> <span className="r-dim">{t('occurrences.whole')}</span>
        </p>
        {row.expired ? (
          <p className="r-dim">{t('items.over')}</p>
        ) : (
          <>
            {own && (
              <Disclosure summary={t('items.consult')}>
                <ReadItem item={row.id} />
              </Disclosure>
            )}
            <Disclosure summary={t('items.release')}>
              <ReleaseForm item={row.id} />
            </Disclosure>
            {own && row.originatorControl && (
              <Disclosure summary={t('items.consent')}>
                <ConsentForm item={row.id} />
              </Disclosure>
            )}
            {!own && isHost && <p className="r-dim">{t('items.othersOwn', { agency: name(row.owner) })}</p>}
          </>
        )}
      </Stack>
    </Panel>
  );
}
