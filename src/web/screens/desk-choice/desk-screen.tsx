import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMayDo } from '../../deciding/may.ts';
import { useText } from '../../messages/language.tsx';
import { useMe } from '../../session/session.tsx';
import { useVocabulary } from '../../session/vocabulary.ts';
import { useGo } from '../../shell/router.tsx';
import { goOnWithoutDesk } from '../../shell/without-desk.ts';
import { ActProgress } from '../../signing/act-progress.tsx';
import { useAct } from '../../signing/acting.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState, Page, Panel, Row, Stack } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { Table } from '../../ui/table.tsx';
import { FIRST_SCREEN } from '../screens.tsx';

/** Choosing the desk and signing on at it, which is a signed act; later, signing off. */
export function DeskScreen() {
  const { t } = useText();
  const { desk, desks } = useMe();
  return (
    <Page title={t('desk.title')}>
      {desks.length > 0 && <p className="r-dim">{t('desk.why')}</p>}
      {desk === null ? <Choice /> : <Held />}
    </Page>
  );
}

function Choice() {
  const { t } = useText();
  const { desks, wantsDesk } = useMe();
  const vocabulary = useVocabulary();
  const go = useGo();
  const refresh = useRefreshMe();
  const act = useAct();
  const first = desks.find(({ id }) => id === wantsDesk) ?? desks.find(({ free }) => free);
  const [chosen, setChosen] = useState(first?.id ?? '');
  const desk = desks.find(({ id }) => id === chosen);
  const signOn = async () => {
    if (desk === undefined) return;
    const place = vocabulary?.rooms.find(({ id }) => id === desk.room.id)?.place;
    const detail = { room: desk.room.id, desk: desk.id };
    const state = await act.send({
      kind: 'desk.sign-on',
      desk: desk.id,
      ...(place === undefined ? {} : { place }),
      detail,
    });
    if (state.is !== 'recorded' || state.answer.outcome !== 'permitted') return;
    await refresh();
    // Not by way of `/`, which may still know of no desk and lead back here.
    go(FIRST_SCREEN);
  };
  const without = () => {
    goOnWithoutDesk();
    go('/');
  };
  if (desks.length === 0) return <NoDesk />;
  return (
    <Panel title={t('desk.choose')}>
      <Stack>
        <Table
          label={t('desk.choose')}
          rows={desks}
          keyOf={({ id }) => id}
          onOpen={({ id }) => setChosen(id)}
          isCurrent={({ id }) => id === chosen}
          columns={[
            { id: 'desk', head: t('desk.desk'), cell: ({ name }) => name },
            { id: 'room', head: t('desk.room'), cell: ({ room }) => room.name },
            {
              id: 'state',
              head: t('desk.state'),
              narrow: true,
              cell: ({ id, free }) =>
                free ? (
                  <span className="r-dim">{t(id === wantsDesk ? 'desk.wanted' : 'desk.free')}</span>
                ) : (
                  <Mark icon="diamond" tone="warning">
                    {t('desk.taken')}
                  </Mark>
                ),
            },
          ]}
        />
        <Row>
          <Button
            look="main"
            disabled={desk === undefined || act.busy || vocabulary === undefined}
            onClick={() => void signOn()}
          >
            {t('desk.signOn')}
          </Button>
          <Button look="quiet" onClick={without}>
            {t('desk.without')}
          </Button>
          <ActProgress act={act} />
        </Row>
      </Stack>
    </Panel>
  );
}

/** Nothing to choose; who signs mandates needs no desk for it, and is told where what waits for them stands. */
function NoDesk() {
  const { t } = useText();
  const may = useMayDo();
  if (!may('mandate.sign')) return <EmptyState>{t('desk.none')}</EmptyState>;
  return (
    <EmptyState>
      {t('desk.noneSigns')} <Link to={FIRST_SCREEN as string}>{t('now.title')}</Link>
    </EmptyState>
  );
}

function Held() {
  const { t } = useText();
  const { desk, admitted } = useMe();
  const refresh = useRefreshMe();
  const act = useAct();
  const signOff = async () => {
    const state = await act.send({ kind: 'desk.sign-off', detail: {} });
    if (state.is === 'recorded' && state.answer.outcome === 'permitted') await refresh();
  };
  return (
    <Panel title={desk === null ? t('desk.title') : `${desk.room.name} · ${desk.name}`}>
      <Stack>
        <p>{t('desk.held')}</p>
        {!admitted && <p className="r-warning">{t('desk.notAdmitted')}</p>}
        <Row>
          <Button disabled={act.busy || !admitted} onClick={() => void signOff()}>
            {t('desk.signOff')}
          </Button>
          <ActProgress act={act} />
        </Row>
      </Stack>
    </Panel>
  );
}

/** Who I am has changed by my own act: it is asked again at once. */
function useRefreshMe(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['/api/session'] });
}
