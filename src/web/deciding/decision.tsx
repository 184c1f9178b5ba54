import './deciding.css';
import type { ReactNode } from 'react';
import type { Preview } from '../../terms/api/acts.ts';
import { useText } from '../messages/language.tsx';
import { useMe } from '../session/session.tsx';
import { ClauseList, NearMissList } from '../ui/decided.tsx';
import { Row, Stack } from '../ui/frame.tsx';
import { Notice } from '../ui/notice.tsx';
import { OutcomeBadge } from '../ui/outcome-badge.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TimeText } from '../ui/times.tsx';
import { DecidedFor } from './decided-for.tsx';
import type { Previewed } from './preview.ts';

type DecisionProps = {
  readonly previewed: Previewed;
  /** What is still missing before anything can be decided, in words. */
  readonly missing?: readonly string[];
  /** What opens, where it is a request. */
  readonly opensRequest?: ReactNode;
  /** Of a report the decision is the verdict on the deed: it is accepted whatever that is. */
  readonly isReport?: boolean;
  /** When it takes effect, ms, where that is later than now. */
  readonly effectFrom?: number | undefined;
};

/** The decision on an act before it is signed: outcome, the clauses with their text, and what it nearly would have been inside of. */
export function Decision({ previewed, missing = [], opensRequest, isReport = false, effectFrom }: DecisionProps) {
  const { t, told } = useText();
  const { admitted } = useMe();
  const { preview, error, behind } = previewed;
  if (missing.length > 0) {
    return (
      <div className="r-decision r-dim" role="status">
        {t('deciding.missing', { what: missing.join(', ') })}
      </div>
    );
  }
  if (error !== null) return <ProblemNote error={error} />;
  return (
    <div className="r-decision" role="status" aria-busy={behind} aria-label={t('deciding.label')}>
      {preview === undefined ? (
        <span className="r-dim">{t('deciding.asking')}</span>
      ) : (
        <Stack>
          <Row>
            <OutcomeBadge outcome={preview.outcome} />
            {effectFrom !== undefined && preview.opens === 'effect' ? (
              <span className="r-dim">
                {t('deciding.opensLater')} <TimeText ms={effectFrom} local />
              </span>
            ) : (
              <span className="r-dim">{t(isReport ? 'deciding.report' : `deciding.opens.${preview.opens}`)}</span>
            )}
          </Row>
          {preview.opens === 'request' && opensRequest}
          {preview.unkept.map(({ commitment, mandate }) => (
            <Notice key={`${commitment} ${mandate}`} icon="triangle" tone="warning">
              {t('deciding.unkept', { commitment, mandate })}
            </Notice>
          ))}
          <DecidedFor within={preview.within} />
          {preview.unknown !== null && <p>{told(preview.unknown)}</p>}
          <ClauseList clauses={preview.clauses} />
          {preview.near.length > 0 && <NearMissList near={preview.near} cited={preview.clauses} />}
          {preview.clauses.length === 0 && preview.near.length === 0 && (
            <p>{t(admitted ? 'deciding.nothingNear' : 'deciding.notAdmitted')}</p>
          )}
          {preview.again !== null && <Again again={preview.again} />}
        </Stack>
      )}
    </div>
  );
}

/** What the deed itself would be decided as, where the act has it decided again. */
function Again({ again }: { readonly again: NonNullable<Preview['again']> }) {
  const { t, told } = useText();
  const { outcome, clauses, near, unknown, ends } = again;
  return (
    <section aria-label={t('deciding.again')}>
      <Stack>
        <Row>
          <strong>{t('deciding.again')}</strong>
          <OutcomeBadge outcome={outcome} />
        </Row>
        {ends && (
          <Notice icon="octagon" tone="warning">
            {t('deciding.againEnds')}
          </Notice>
        )}
        {unknown !== null && <p>{told(unknown)}</p>}
        <ClauseList clauses={clauses} />
        {near.length > 0 && <NearMissList near={near} cited={clauses} />}
        {clauses.length === 0 && near.length === 0 && <p>{t('deciding.nothingNear')}</p>}
      </Stack>
    </section>
  );
}
