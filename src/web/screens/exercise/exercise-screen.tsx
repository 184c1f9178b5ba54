import { useEffect, useState, useSyncExternalStore } from 'react';
import * as z from 'zod';
import { ExerciseState } from '../../../terms/api/event.ts';
import { useRoomClock } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { RoomProblem } from '../../session/api.ts';
import { useAnswer } from '../../session/services.tsx';
import { useMe } from '../../session/session.tsx';
import { useView } from '../../shell/router.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState, Fact, Facts, Page, Panel, Row, Stack } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { DirectForm } from './direct-form.tsx';
import { changesNothing, type Direction, directionOf, hasArrived, SPEEDS } from './directing.ts';

/** The script goes on by itself; how far it is, is asked this often. */
const ASK_MS = 4_000;
const Search = z.record(z.string(), z.unknown());
const NOTHING = { do: undefined, speed: undefined, inject: undefined };

/** How the exercise stands; for its director, the means to pause and pace it and to give injects. */
export function ExerciseScreen() {
  const { t } = useText();
  const { directs } = useMe();
  const { data, error, refetch } = useAnswer(ExerciseState, '/api/exercise');
  useEffect(() => {
    const timer = setInterval(() => void refetch(), ASK_MS);
    return () => clearInterval(timer);
  }, [refetch]);
  const none = error instanceof RoomProblem && error.status === 404;
  return (
    <Page title={t('exercise.title')}>
      {none && <EmptyState>{t('exercise.notHere')}</EmptyState>}
      {error !== null && !none && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <EmptyState>{t('ui.loading')}</EmptyState>}
      {data !== undefined && !none && (
        <>
          <p className="r-dim r-reading">{t(directs ? 'exercise.lead' : 'exercise.notYours')}</p>
          <Standing state={data} />
          {directs && <Directing state={data} />}
        </>
      )}
    </Page>
  );
}

/** Room milliseconds in a millisecond of the wall, as the room last said. */
function useSpeed(): number {
  const clock = useRoomClock();
  return useSyncExternalStore(clock.subscribe, () => clock.state.speed);
}

function Standing({ state }: { readonly state: ExerciseState }) {
  const { t } = useText();
  const speed = useSpeed();
  const { paused, over, done, of } = state;
  return (
    <Panel title={t('exercise.state')}>
      <Stack>
        <Row>
          {speed > 0 ? (
            <Mark icon="check" tone="dim">
              {t('exercise.runs')}
            </Mark>
          ) : (
            <Mark icon="triangle" tone="warning">
              {t(paused ? 'exercise.stands' : 'exercise.held')}
            </Mark>
          )}
          {over && <span>{t('exercise.over')}</span>}
        </Row>
        <Facts>
          <Fact name={t('exercise.speed')}>{speed > 0 ? t('exercise.speedOf', { speed }) : null}</Fact>
          <Fact name={t('exercise.script')}>{of === 0 ? null : t('exercise.doneOf', { done, of })}</Fact>
        </Facts>
      </Stack>
    </Panel>
  );
}

function Directing({ state }: { readonly state: ExerciseState }) {
  const { t } = useText();
  const speed = useSpeed();
  const [search, setSearch] = useView(Search);
  const [sent, setSent] = useState<Direction | null>(null);
  const chosen = directionOf(search);
  const choose = (direction: Direction | undefined) => setSearch({ ...NOTHING, ...direction });
  const done = (direction: Direction) => {
    setSent(direction);
    choose(undefined);
  };
  const is = (direction: Direction) => JSON.stringify(chosen) === JSON.stringify(direction);
  const choice = (direction: Direction, label: string) => (
    <Button
      key={label}
      aria-pressed={is(direction)}
      disabled={changesNothing(direction, state)}
      onClick={() => choose(is(direction) ? undefined : direction)}
    >
      {label}
    </Button>
  );
  return (
    <>
      <Panel title={t('exercise.direct')}>
        <Stack>
          <Row>
            {choice({ do: 'pause' }, t('exercise.pause'))}
            {choice({ do: 'resume' }, t('exercise.resume'))}
            {SPEEDS.map((one) => choice({ do: 'speed', speed: one }, t('exercise.speedTo', { speed: one })))}
          </Row>
          {chosen === undefined && <p className="r-dim">{t('exercise.choose')}</p>}
          {chosen !== undefined && chosen.do !== 'inject' && (
            <DirectForm key={JSON.stringify(chosen)} direction={chosen} onDone={done} />
          )}
          <div role="status">
            {sent !== null && (
              <Mark icon={hasArrived(sent, state, speed) ? 'check' : 'diamond'} tone="dim">
                {t(hasArrived(sent, state, speed) ? `exercise.arrived.${sent.do}` : 'exercise.waitsFor')}
              </Mark>
            )}
          </div>
        </Stack>
      </Panel>
      <Panel title={t('exercise.injects')}>
        <Stack>
          <p className="r-dim">{t(state.injects.length === 0 ? 'exercise.noInjects' : 'exercise.injectsWhy')}</p>
          <ul className="r-list">
            {state.injects.map(({ id, title, text, done: given }) => (
              <li key={id} className="r-clause">
                <Row>
                  <h3>{title}</h3>
                  {given ? (
                    <Mark icon="check" tone="dim">
                      {t('exercise.given')}
                    </Mark>
                  ) : (
                    <Button
                      aria-label={`${t('exercise.give')} ${title}`}
                      aria-expanded={is({ do: 'inject', inject: id })}
                      onClick={() =>
                        choose(is({ do: 'inject', inject: id }) ? undefined : { do: 'inject', inject: id })
                      }
                    >
                      {t('exercise.give')}
                    </Button>
                  )}
                </Row>
                <p className="r-pre r-reading">{text}</p>
                {!given && is({ do: 'inject', inject: id }) && (
                  <DirectForm direction={{ do: 'inject', inject: id }} onDone={done} />
                )}
              </li>
            ))}
          </ul>
        </Stack>
      </Panel>
    </>
  );
}
