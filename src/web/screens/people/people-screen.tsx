import * as z from 'zod';
import { useText } from '../../messages/language.tsx';
import { useEnrolled } from '../../records/enrolled.ts';
import { RecordLink } from '../../records/record-link.tsx';
import { useIsHost, useRecords } from '../../records/records.ts';
import { AccompanimentRow, ShiftRow } from '../../records/rows.ts';
import type { Enrolled as EnrolledRow } from '../../records/seated.ts';
import { useEveryName, useNames, useVocabulary } from '../../session/vocabulary.ts';
import { useView } from '../../shell/router.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { EmptyState, Page, Panel, Stack } from '../../ui/frame.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { Age, TimeText } from '../../ui/times.tsx';
import { boardOf, type RoomBoard, type Seat } from './board.ts';

const View = z.object({ q: z.string().catch('') });

/** The sign-in board: who is in the room, at which desk, since when; and who is enrolled. */
export function PeopleScreen() {
  const { t } = useText();
  const isHost = useIsHost();
  const { people, loading, error, retry, more } = useEnrolled();
  const shifts = useRecords('shifts', ShiftRow, { open: true });
  const accompaniments = useRecords('accompaniments', AccompanimentRow, { open: true });
  const rooms = useVocabulary()?.rooms ?? [];
  const board = boardOf(
    rooms,
    shifts.records.map(({ row }) => row),
    accompaniments.records.map(({ row }) => row),
  );
  const who = new Map(people.map((person) => [person.id, person]));
  return (
    <Page
      title={t('people.title')}
      beside={<span className="r-dim">{t('people.here', { count: countOf(board) })}</span>}
    >
      {error !== null && <ProblemNote error={error} onRetry={retry} />}
      {!isHost && <p className="r-dim">{t('people.asFarAs')}</p>}
      {board.length === 0 && error === null && <EmptyState>{t(loading ? 'ui.loading' : 'people.nobody')}</EmptyState>}
      {board.map((room) => (
        <Room key={room.room} board={room} who={who} />
      ))}
      <Enrolled people={people} more={more} />
    </Page>
  );
}

function countOf(board: readonly RoomBoard[]): number {
  return board.reduce((count, { seats }) => count + seats.length, 0);
}

type RoomProps = { readonly board: RoomBoard; readonly who: ReadonlyMap<string, EnrolledRow> };

function Room({ board, who }: RoomProps) {
  const { t } = useText();
  const name = useNames();
  const side = (person: string) => {
    const known = who.get(person);
    return known === undefined ? '' : `${name(known.agency)} · ${name(known.component)}`;
  };
  return (
    <Panel title={board.name}>
      <Table
        label={board.name}
        rows={board.seats}
        keyOf={({ shift }) => shift.desk}
        columns={[
          { id: 'desk', head: t('desk.desk'), cell: ({ shift }) => name(shift.desk) },
          {
            id: 'person',
            head: t('people.person'),
            cell: (seat) => (
              <>
                <RecordLink id={seat.shift.person} slice="people" />{' '}
                <span className="r-dim">{side(seat.shift.person)}</span>
                <Beside seat={seat} />
              </>
            ),
          },
          {
            id: 'role',
            head: t('people.role'),
            wideOnly: true,
            cell: ({ shift }) => name(shift.role),
          },
          {
            id: 'since',
            head: t('people.since'),
            narrow: true,
            cell: ({ shift }) => (
              <>
                <span className="r-not-phone">
                  <TimeText ms={shift.from} age />
                </span>
                <span className="r-only-phone">
                  <Age ms={shift.from} />
                </span>
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function Beside({ seat: { beside, accompanies } }: { readonly seat: Seat }) {
  const { t } = useText();
  return (
    <>
      {beside.map(({ id, officer, from }) => (
        <div key={id}>
          {t('people.beside', { officer })} <TimeText ms={from} age /> <RecordLink id={id} slice="accompaniments" />
        </div>
      ))}
      {accompanies.map(({ id, guest, from }) => (
        <div key={id}>
          {t('people.accompanies', { guest })} <TimeText ms={from} age /> <RecordLink id={id} slice="accompaniments" />
        </div>
      ))}
    </>
  );
}

type EnrolledProps = { readonly people: readonly EnrolledRow[]; readonly more: (() => void) | undefined };

function Enrolled({ people, more }: EnrolledProps) {
  const { t } = useText();
  const name = useNames();
  const everyName = useEveryName();
  const [{ q }, setView] = useView(View);
  const wanted = q.trim().toLowerCase();
  const shown = people.filter(({ id, agency, component, roles }) =>
    [id, ...[agency, component, ...roles].flatMap(everyName)].some((text) => text.toLowerCase().includes(wanted)),
  );
  return (
    <Panel title={t('people.enrolled', { count: people.length })}>
      <Stack>
        <TextField label={t('log.filter')} value={q} maxLength={80} onChange={(next) => setView({ q: next })} />
        {shown.length === 0 ? (
          <EmptyState>{t('people.noneFits')}</EmptyState>
        ) : (
          <Table
            label={t('people.enrolled', { count: people.length })}
            rows={shown}
            keyOf={({ id }) => id}
            columns={[
              {
                id: 'person',
                head: t('people.person'),
                cell: ({ id }) => <RecordLink id={id} slice="people" />,
              },
              {
                id: 'agency',
                head: t('entry.agency'),
                cell: ({ agency, component }) => (
                  <>
                    {name(agency)} <span className="r-dim">{name(component)}</span>
                  </>
                ),
              },
              {
                id: 'roles',
                head: t('people.role'),
                wideOnly: true,
                cell: ({ roles }) => roles.map(name).join(', '),
              },
              {
                id: 'desk',
                head: t('desk.desk'),
                wideOnly: true,
                cell: ({ shift }) =>
                  shift === null ? <span className="r-dim">{t('shell.noDesk')}</span> : name(shift.desk),
              },
            ]}
          />
        )}
        {more !== undefined && (
          <Button look="quiet" onClick={more}>
            {t('people.more')}
          </Button>
        )}
      </Stack>
    </Panel>
  );
}
