import type * as z from 'zod';
import type { ClauseShown, NearMissShown } from '../../terms/api/parts.ts';
import { useText } from '../messages/language.tsx';
import { useNames } from '../session/vocabulary.ts';
import { ClauseLink } from './clause-link.tsx';

/** Stands in no message. */
const HERE = '\u0000';

/** Clauses with their text, what they rest on, and the sources. */
export function ClauseList({ clauses }: { readonly clauses: readonly ClauseShown[] }) {
  const { t } = useText();
  return (
    <ul className="r-list">
      {clauses.map(({ id, text, basis, source }) => (
        <li key={id} className="r-clause">
          <div>
            <ClauseLink id={id} /> <span className="r-dim">{t(`basis.${basis}`)}</span>
            {source.length > 0 && <span className="r-dim"> {t('ui.sources', { sources: source.join(', ') })}</span>}
          </div>
          <div className="r-pre">{text}</div>
        </li>
      ))}
    </ul>
  );
}

/** Permits that would have applied but for something, and for what. */
export function NearMissList({ near }: { readonly near: readonly z.infer<typeof NearMissShown>[] }) {
  const { t } = useText();
  const name = useNames();
  return (
    <ul className="r-list">
      {near.map(({ clause, failed }) => (
        <li key={clause} className="r-clause">
          <NearMiss clause={clause} />
          <ul className="r-list">
            {failed.map(({ axis, was, wanted }) => (
              <li key={axis} className="r-dim">
                {t('ui.nearMissAxis', { axis, was: name(was), wanted: wanted.map(name).join(', ') })}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** The clause stands where the sentence has it, as a link. */
function NearMiss({ clause }: { readonly clause: string }) {
  const { t } = useText();
  const [before, after] = t('ui.nearMiss', { clause: HERE }).split(HERE);
  return (
    <>
      {before}
      <ClauseLink id={clause} />
      {after}
    </>
  );
}
