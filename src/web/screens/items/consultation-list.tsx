import { useText } from '../../messages/language.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { RecordTable } from '../../records/record-table.tsx';
import { useRecords } from '../../records/records.ts';
import { ConsultationRow } from '../../records/room-rows.ts';
import { useMe } from '../../session/session.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { Panel, Stack } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Age, TimeText } from '../../ui/times.tsx';

/** What a consultation of everything is of, in the place of an item. */
const WHOLE_RECORD = 'record';

/** Who opened what protected material, for which purpose, when, and until when: of one's own side; for the data protection officer, everybody's. */
export function ConsultationList() {
  const { t } = useText();
  const name = useNames();
  const { dataProtection } = useMe();
  const list = useRecords('consultations', ConsultationRow);
  if (list.error !== null) return <ProblemNote error={list.error} onRetry={list.retry} />;
  return (
    <Panel title={t('items.consultations')}>
      <Stack>
        <p className="r-dim">{t(dataProtection ? 'items.allConsultations' : 'items.ownConsultations')}</p>
        <RecordTable
          label={t('items.consultations')}
          shown={list}
          none={t('items.noConsultation')}
          columns={[
            {
              id: 'id',
              head: t('incidents.number'),
              narrow: true,
              wideOnly: true,
              cell: ({ row }) => <RecordLink id={row.id} slice="consultations" />,
            },
            {
              id: 'who',
              head: t('items.who'),
              cell: ({ row }) => (
                <>
                  {row.person} <span className="r-dim">{name(row.agency)}</span>
                  <div className="r-only-phone">
                    <RecordLink id={row.id} slice="consultations" />
                  </div>
                </>
              ),
            },
            {
              id: 'of',
              head: t('items.of'),
              wideOnly: true,
              cell: ({ row }) => <Consulted of={row.of} />,
            },
            {
              id: 'purpose',
              head: t('entry.purpose'),
              cell: ({ row, matter }) => (
                <>
                  <div className="r-only-phone">
                    <Consulted of={row.of} />
                  </div>
                  {name(row.purpose)} <bdi className="r-dim">{matter.text}</bdi>
                </>
              ),
            },
            {
              id: 'from',
              head: t('items.from'),
              narrow: true,
              wideOnly: true,
              cell: ({ row }) => <TimeText ms={row.from} age />,
            },
            {
              id: 'until',
              head: t('items.until'),
              cell: ({ row }) => (
                <>
                  <div className="r-only-phone r-dim">
                    {t('items.from')} <TimeText ms={row.from} />
                  </div>
                  {row.ended === null && (
                    <Mark icon="diamond" tone="warning">
                      {t('items.reading')}
                    </Mark>
                  )}{' '}
                  <Until ms={row.ended ?? row.until} />
                </>
              ),
            },
          ]}
        />
      </Stack>
    </Panel>
  );
}

function Consulted({ of }: { readonly of: string }) {
  const { t } = useText();
  return of === WHOLE_RECORD ? t('items.wholeRecord') : <span className="r-mono">{of}</span>;
}

/** On a phone the age says it in less room. */
function Until({ ms }: { readonly ms: number }) {
  return (
    <>
      <span className="r-not-phone">
        <TimeText ms={ms} />
      </span>
      <span className="r-only-phone">
        <Age ms={ms} />
      </span>
    </>
  );
}
