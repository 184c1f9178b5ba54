import './guide.css';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ActsPage } from '../../terms/api/acts.ts';
import { Guide, type GuideStep } from '../../terms/api/event.ts';
import type { Entry } from '../live/entries.ts';
import { useEntryRows } from '../live/live.tsx';
import { useRoom, useRoomClock } from '../live/room-clock.tsx';
import { useLanguage, useText } from '../messages/language.tsx';
import { FIRST_SCREEN } from '../screens/screens.tsx';
import { useAnswer, useApi } from '../session/services.tsx';
import { useMe } from '../session/session.tsx';
import { useGo } from '../shell/router.tsx';
import { Button } from '../ui/button.tsx';
import { Hidden } from '../ui/frame.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNarrow } from '../ui/narrow.ts';
import {
  type GuideMemory,
  isDoneByGoing,
  lineOf,
  mayCount,
  readMemory,
  stepIn,
  stepPath,
  stepsAt,
  stepsDone,
} from './guide-steps.ts';

const OWN_ROWS = 200;

/** The guided first five minutes of who is signed in, beside the screens of an exercise. It can be folded away and comes back. */
export function GuidePanel() {
  const { mode } = useRoom();
  const { person, role } = useMe();
  return mode === 'exercise' ? <OfPerson key={`${person} ${role.id}`} /> : null;
}

function OfPerson() {
  const { data } = useAnswer(Guide, '/api/guide');
  if (data === undefined || data.steps.length === 0) return null;
  return <Steps key={data.kind} guide={data} />;
}

function Steps({ guide }: { readonly guide: Guide }) {
  const { t } = useText();
  const { admitted } = useMe();
  const { memory, keep } = useMemory(guide.kind);
  const { steps } = guide;
  const done = useDone(steps, memory);
  useEffect(() => {
    const all = [...new Set([...memory.done, ...done])];
    if (all.length > memory.done.length) keep({ ...memory, done: all });
  }, [done, memory, keep]);
  useVisits(steps, done, memory, keep);
  const narrow = useNarrow();
  // On a phone the screen needs the room: there the guide is one line until it is asked for.
  const [unfolded, setUnfolded] = useState(false);
  const fold = (folded: boolean) => (narrow ? setUnfolded(!folded) : keep({ ...memory, folded }));
  const counts = { done: done.size, of: steps.length };
  if (narrow ? !unfolded : memory.folded) {
    return (
      <aside className="r-guide" data-folded aria-label={t('guide.title')}>
        <Button look="quiet" aria-expanded={false} onClick={() => fold(false)}>
          {t('guide.unfold', counts)}
        </Button>
      </aside>
    );
  }
  const next = steps.find(({ id }) => !done.has(id));
  const open = (step: GuideStep) => {
    setUnfolded(false);
    if (isDoneByGoing(steps, step, done)) keep({ ...memory, opened: [...new Set([...memory.opened, step.id])] });
  };
  return (
    <aside className="r-guide" aria-label={t('guide.title')}>
      <header>
        <h2>{t('guide.title')}</h2>
        <span className="r-dim" role="status">
          {t('guide.done', counts)}
        </span>
        <Button look="quiet" aria-expanded onClick={() => fold(true)}>
          {t('guide.fold')}
        </Button>
      </header>
      {!admitted && <p className="r-warning">{t('guide.notAdmitted')}</p>}
      {next === undefined && <p className="r-dim">{t('guide.over')}</p>}
      <ol>
        {steps.map((step, n) => (
          <Step
            key={step.id}
            step={step}
            number={n + 1}
            done={done.has(step.id)}
            current={step === next}
            onOpen={() => open(step)}
          />
        ))}
      </ol>
    </aside>
  );
}

type StepProps = {
  readonly step: GuideStep;
  readonly number: number;
  readonly done: boolean;
  readonly current: boolean;
  readonly onOpen: () => void;
};

function Step({ step, number, done, current, onOpen }: StepProps) {
  const { t, told } = useText();
  const go = useGo();
  const { language } = useLanguage();
  const spoken = stepIn(language, step);
  const path = stepPath(spoken);
  const line = lineOf(spoken);
  const leave = () => {
    onOpen();
    if (path === undefined) return;
    if (path.startsWith('/public/')) window.open(path, '_blank', 'noopener');
    else go(path);
  };
  return (
    <li data-done={done || undefined} aria-current={current ? 'step' : undefined}>
      <span className="r-guide-mark">
        <Icon name={done ? 'check' : 'circle'} />
        <Hidden>{t(done ? 'guide.stepDone' : 'guide.stepOpen')}</Hidden>
      </span>
      <div>
        <p>{told(step.text)}</p>
        {line !== undefined && !done && <p className="r-mono r-pre">{t('guide.type', { line })}</p>}
        {path !== undefined && (
          <Button look={current ? 'plain' : 'quiet'} aria-label={t('guide.openStep', { number })} onClick={leave}>
            {t('guide.open')}
          </Button>
        )}
      </div>
    </li>
  );
}

function useDone(steps: readonly GuideStep[], memory: GuideMemory): ReadonlySet<string> {
  const api = useApi();
  const { person } = useMe();
  const live = useEntryRows();
  // What was recorded while the page was reloaded is not live any more: it is read once.
  const own = useQuery({
    queryKey: ['own entries of the guide', person],
    queryFn: ({ signal }) => {
      const query = { person, limit: OWN_ROWS, order: 'desc', ...api.after };
      return api.get(ActsPage, '/api/acts', { query, signal });
    },
  });
  const counting = useRef<{ upTo: number; readonly rows: Map<number, Entry> }>({ upTo: -1, rows: new Map() });
  return useMemo(() => {
    const { current } = counting;
    for (const row of own.data?.rows ?? []) {
      if (mayCount(steps, row, person, memory.from)) current.rows.set(row.index, row);
    }
    // There may be tens of thousands: each is looked at once, from the end.
    for (let n = live.length - 1; n >= 0; n -= 1) {
      const row = live[n];
      if (row === undefined || row.index <= current.upTo || row.index < memory.from) break;
      if (mayCount(steps, row, person, memory.from)) current.rows.set(row.index, row);
    }
    current.upTo = Math.max(current.upTo, live.at(-1)?.index ?? -1);
    return stepsDone(steps, [...current.rows.values()], person, memory);
  }, [steps, own.data, live, person, memory]);
}

/**
 * Steps that are done by looking are done when their screen is come to, or something is signed there. The screen one is sent to after signing
 * in was not come to.
 */
function useVisits(
  steps: readonly GuideStep[],
  done: ReadonlySet<string>,
  memory: GuideMemory,
  keep: (next: GuideMemory) => void,
): void {
  const { pathname, searchStr } = useLocation();
  const path = pathname.replace(/^\/console(?=\/)/, '');
  const signed = steps.filter(({ id, doneWhen }) => doneWhen.kind !== undefined && done.has(id)).length;
  const last = useRef<{ readonly path: string; readonly search: string; readonly signed: number } | null>(null);
  useEffect(() => {
    const { current } = last;
    if (path === '/') return;
    last.current = { path, search: searchStr, signed };
    const sent = path === FIRST_SCREEN && (current === null || current.path === '/desk');
    const same = current !== null && current.path === path && current.search === searchStr && current.signed >= signed;
    if (sent || same) return;
    const here = stepsAt(steps, path, new URLSearchParams(searchStr), done).filter((id) => !memory.opened.includes(id));
    if (here.length > 0) keep({ ...memory, opened: [...memory.opened, ...here] });
  }, [steps, path, searchStr, signed, done, memory, keep]);
}

function useMemory(kind: string) {
  const { origin } = useRoom();
  const clock = useRoomClock();
  const { person } = useMe();
  const name = `remit.guide ${origin} ${person} ${kind}`;
  const [memory, setMemory] = useState(() => readMemory(localStorage.getItem(name), clock.state.size));
  const keep = useMemo(
    () => (next: GuideMemory) => {
      localStorage.setItem(name, JSON.stringify(next));
      setMemory(next);
    },
    [name],
  );
  // The first look is what the guide counts from, also after a reload before anything was done.
  useEffect(() => {
    if (localStorage.getItem(name) === null) localStorage.setItem(name, JSON.stringify(memory));
  }, [name, memory]);
  return { memory, keep };
}
