import { Link } from '@tanstack/react-router';
import { useIncluded } from '../live/room-clock.tsx';
import type { MessageId } from '../messages/catalog.ts';
import { useText } from '../messages/language.tsx';
import { useProblemWords } from '../messages/problem-words.ts';
import { ClauseLink } from '../ui/clause-link.tsx';
import { NearMissList } from '../ui/decided.tsx';
import { Mark, OutcomeBadge } from '../ui/outcome-badge.tsx';
import type { NotSigned, SentAct } from './acting.tsx';
import type { ActState } from './outbox.ts';

/** How far an act is, never ahead of what the room said: sending, recorded with its number, included. With outcome, clauses and near misses. */
export function ActProgress({ act }: { readonly act: Pick<SentAct, 'state' | 'reportsDeed'> }) {
  return (
    <div role="status" className="r-progress">
      {act.state !== null && <Progress state={act.state} reportsDeed={act.reportsDeed} />}
    </div>
  );
}

const NOT_SIGNED: Readonly<Partial<Record<string, MessageId>>> = { 'no-key': 'act.noKey', 'no-place': 'act.noPlace' };

type ProgressProps = { readonly state: ActState | NotSigned; readonly reportsDeed: boolean };

function Progress({ state, reportsDeed }: ProgressProps) {
  const { t } = useText();
  const problemWords = useProblemWords();
  switch (state.is) {
    case 'sending':
      return <span className="r-dim">{t('act.sending')}</span>;
    case 'waiting':
      return (
        <Mark icon="diamond" tone="warning">
          {t('act.waiting')}
        </Mark>
      );
    case 'turned-away':
      return (
        <Mark icon="triangle" tone="critical">
          {t('act.turnedAway', { words: problemWords(state.code), detail: state.detail })}
        </Mark>
      );
    case 'not-signed': {
      const why = NOT_SIGNED[state.why];
      return (
        <Mark icon="triangle" tone="critical">
          {t('act.unsignable', { reason: why === undefined ? state.why : t(why) })}
        </Mark>
      );
    }
    case 'recorded':
      return <Recorded answer={state.answer} reportsDeed={reportsDeed} />;
  }
}

type RecordedProps = {
  readonly answer: Extract<ActState, { is: 'recorded' }>['answer'];
  readonly reportsDeed: boolean;
};

function Recorded({ answer, reportsDeed }: RecordedProps) {
  const { t } = useText();
  const included = useIncluded();
  const { index, outcome, clauses, near, matter } = answer;
  return (
    <>
      {!reportsDeed && <OutcomeBadge outcome={outcome} />}{' '}
      <Link to={`/entry/${index}` as string}>{t('act.recorded', { number: `#${index}` })}</Link>{' '}
      {matter !== undefined && <span className="r-mono">{matter}</span>}{' '}
      <span className="r-dim">{index < included ? t('act.included') : t('act.notIncluded')}</span>{' '}
      {reportsDeed && (
        <>
          <span className="r-dim">{t('act.verdictBeside')}</span> <OutcomeBadge outcome={outcome} />{' '}
        </>
      )}
      {outcome !== 'permitted' &&
        clauses.map((clause) => (
          <span key={clause}>
            <ClauseLink id={clause} />{' '}
          </span>
        ))}
      {near.length > 0 && outcome === 'outside' && <NearMissList near={near} />}
    </>
  );
}
