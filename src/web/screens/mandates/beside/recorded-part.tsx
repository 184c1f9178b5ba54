import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { isReport } from '../../../../terms/reports.ts';
import { useKindName } from '../../../messages/kind-name.ts';
import { useText } from '../../../messages/language.tsx';
import { Button } from '../../../ui/button.tsx';
import { ClauseLink } from '../../../ui/clause-link.tsx';
import { Select } from '../../../ui/fields.tsx';
import { Row } from '../../../ui/frame.tsx';
import { OutcomeBadge } from '../../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { TimeText } from '../../../ui/times.tsx';
import type { Otherwise } from '../analysis/parts.ts';
import type { OtherwiseAnswer } from '../analysis/use-otherwise.ts';
import type { RecordedDecisions } from '../analysis/use-recorded.ts';
import { PERIODS, type Period } from '../draft-view.ts';
import { useTold } from '../drafting-context.tsx';

/** Acts of one change that are shown at first, and with every press. */
const SHOWN_AT_ONCE = 10;

export type RecordedProps = {
  readonly period: Period;
  readonly onPeriod: (period: Period) => void;
  readonly recorded: RecordedDecisions;
  readonly otherwise: OtherwiseAnswer;
};

/** Which recorded acts the draft would have decided otherwise, of those that the reader may know. */
export function RecordedPart({ period, onPeriod, recorded, otherwise }: RecordedProps) {
  const { t } = useText();
  const { decisions, loading, more, error, retry } = recorded;
  const looked = decisions?.length ?? 0;
  return (
    <section className="r-stack" aria-label={t('draft.recorded')}>
      <h2>{t('draft.recorded')}</h2>
      <p className="r-dim">{t('draft.recordedLead')}</p>
      <Select
        label={t('draft.period')}
        value={period}
        choices={PERIODS.map((value) => ({ value, label: t(`draft.period.${value}`) }))}
        onChange={onPeriod}
      />
      {error !== null && <ProblemNote error={error} onRetry={retry} />}
      {error === null && (loading || otherwise === undefined) ? (
        <p className="r-dim">{t('draft.working')}</p>
      ) : (
        otherwise && <Found {...{ looked, otherwise }} />
      )}
      {more !== undefined && (
        <Row>
          <span>{t('draft.recordedCut', { looked })}</span>
          <Button onClick={more}>{t('draft.recordedFurther')}</Button>
        </Row>
      )}
    </section>
  );
}

type FoundProps = { readonly looked: number; readonly otherwise: Otherwise };

function Found({ looked, otherwise: { count, anyway, changes } }: FoundProps) {
  const { t } = useText();
  return (
    <>
      <p>{looked === 0 ? t('draft.recordedNothing') : t('draft.recordedFound', { looked, count })}</p>
      {changes.map((change) => (
        <Change key={`${change.from} ${change.to}`} change={change} />
      ))}
      {anyway > 0 && <p className="r-dim">{t('draft.recordedAnyway', { count: anyway })}</p>}
    </>
  );
}

/** Acts whose outcome changes in one way, the latest first. */
function Change({ change: { from, to, acts } }: { readonly change: Otherwise['changes'][number] }) {
  const { t } = useText();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const more = acts.length - shown;
  const name = t('draft.recordedChange', { from: t(`outcome.${from}`), to: t(`outcome.${to}`) });
  return (
    <div className="r-stack">
      <Row>
        <strong>{acts.length}</strong>
        <OutcomeBadge outcome={from} />
        <span aria-hidden>→</span>
        <OutcomeBadge outcome={to} />
      </Row>
      <ul className="r-list" aria-label={name}>
        {acts.slice(0, shown).map((act) => (
          <Act key={act.index} act={act} />
        ))}
      </ul>
      {more > 0 && (
        <Button look="quiet" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          {t('draft.recordedMore', { count: more })}
        </Button>
      )}
    </div>
  );
}

function Act({ act }: { readonly act: Otherwise['changes'][number]['acts'][number] }) {
  const { t } = useText();
  const { word } = useTold();
  const kindName = useKindName();
  const { index, at, kind, agency, activity, clauses } = act;
  const what = kindName(kind);
  return (
    <li className="r-clause">
      <Row>
        <Link className="r-mono" to={`/entry/${index}` as string}>
          #{index}
        </Link>
        <TimeText ms={at} />
        <span>{activity === kind ? what : `${what}: ${word('activity', activity)}`}</span>
        <span className="r-dim">{word('agency', agency)}</span>
      </Row>
      <Row>
        <span className="r-dim">{t('draft.recordedBy')}</span>
        {clauses.length === 0 ? (
          <span>{t('draft.recordedByNone')}</span>
        ) : (
          clauses.map((clause) => <ClauseLink key={clause} id={clause} />)
        )}
        {isReport(act) && <span className="r-dim">{t('draft.recordedReport')}</span>}
      </Row>
    </li>
  );
}
