import { Link } from '@tanstack/react-router';
import { useKindName } from '../messages/kind-name.ts';
import { useText } from '../messages/language.tsx';
import type { EndedBy } from './ended.ts';
import { usePersonName } from './person-name.ts';

/** That the room's clock brought something about, and who had set the time, where that was an order that the reader may see. */
export function ByClock({ ordered }: { readonly ordered: { readonly index: number; readonly kind: string } | null }) {
  const { t } = useText();
  const kindName = useKindName();
  return (
    <span>
      {t('said.byClock')}
      {ordered !== null && (
        <>
          {', '}
          {t('said.ordered')} <Link to={`/entry/${ordered.index}` as string}>#{ordered.index}</Link>{' '}
          {kindName(ordered.kind)}
        </>
      )}
    </span>
  );
}

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
