import { Link } from '@tanstack/react-router';
import { useKindName } from '../messages/kind-name.ts';
import { useText } from '../messages/language.tsx';
import type { EndedBy } from './ended.ts';
import { usePersonName } from './person-name.ts';

/** The act that brought something about: what it was, its entry, whose it is where the reader may know it, and why it was done. */
export function CausedBy({ by }: { readonly by: EndedBy }) {
  const { t } = useText();
  const kindName = useKindName();
  const personName = usePersonName();
  if (by === null) return <span className="r-dim">{t('said.byUnseen')}</span>;
  const { index, kind, person, reason } = by;
  return (
    <>
      <span>
        {t('said.by')} <Link to={`/entry/${index}` as string}>#{index}</Link> {kindName(kind)}
        {person !== null && (
          <>
            {', '}
            <span className="r-mono">{personName(person)}</span>
          </>
        )}
      </span>
      {reason !== null && reason !== '' && (
        <div className="r-pre">
          <strong>{t('act.reason')}</strong> {reason}
        </div>
      )}
    </>
  );
}
