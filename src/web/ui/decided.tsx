import type * as z from 'zod';
import type { ClauseShown, NearMissShown } from '../../terms/api/parts.ts';
import { useText } from '../messages/language.tsx';
import { useClauseText, useFailedAxis } from '../records/explained.ts';
import { ClauseLink } from './clause-link.tsx';

/** Clauses with their text, what they rest on, and the sources. */
export function ClauseList({ clauses }: { readonly clauses: readonly ClauseShown[] }) {
  const { t } = useText();
  const textOf = useClauseText();
  return (
    <ul className="r-list">
      {clauses.map(({ id, text, basis, source }) => (
        <li key={id} className="r-clause">
          <div>
            <ClauseLink id={id} /> <span className="r-dim">{t(`basis.${basis}`)}</span>
            {source.length > 0 && <span className="r-dim"> {t('ui.sources', { sources: source.join(', ') })}</span>}
          </div>
          <div className="r-pre">{textOf({ id, text })}</div>
        </li>
      ))}
    </ul>
  );
}

/** With the text of its clause, where the answer has it. */
type NearMiss = z.infer<typeof NearMissShown> & { readonly text?: string };

type NearMissListProps = {
  readonly near: readonly NearMiss[];
  /** Clauses whose text stands beside already. */
  readonly cited?: readonly ClauseShown[];
};

/** Permits that would have applied but for something, and for what. */
export function NearMissList({ near, cited = [] }: NearMissListProps) {
  const { t } = useText();
  const failedAxis = useFailedAxis();
  const textOf = useClauseText();
  return (
    <ul className="r-list">
      {near.map(({ clause, failed, text }) => (
        <li key={clause} className="r-clause">
          <ClauseLink id={clause} /> {t('ui.nearMiss')}
          {text !== undefined && !cited.some(({ id }) => id === clause) && (
            <div className="r-pre r-dim">{textOf({ id: clause, text })}</div>
          )}
          <ul className="r-items">
            {failed.map((one) => (
              <li key={one.axis}>{failedAxis(one)}</li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
