import type { ReactNode } from 'react';
import { useText } from '../../messages/language.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState, Panel } from '../../ui/frame.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

type Listed<Kept> = {
  readonly records: readonly Kept[];
  readonly loading: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  /** Reads on; undefined where all are here. */
  readonly more: (() => void) | undefined;
};

/** What stands of one kind, as far as it was read, each told by `item`; and below it the form that makes another. */
export function PowersPanel<Kept extends { readonly row: { readonly id: string } }>(props: {
  /** @param count of those here, with a `+` where there are more */
  readonly title: (count: string) => string;
  readonly none: string;
  readonly list: Listed<Kept>;
  readonly item: (kept: Kept) => ReactNode;
  readonly children: ReactNode;
}) {
  const { t } = useText();
  const { records, loading, error, retry, more } = props.list;
  const title = props.title(`${records.length}${more === undefined ? '' : '+'}`);
  return (
    <Panel title={title}>
      {error !== null && <ProblemNote error={error} onRetry={retry} />}
      {records.length === 0 ? (
        <EmptyState>{loading ? t('ui.loading') : props.none}</EmptyState>
      ) : (
        <ul className="r-list" aria-label={title}>
          {records.map((kept) => (
            <li key={kept.row.id} aria-label={kept.row.id} className="r-clause">
              {props.item(kept)}
            </li>
          ))}
        </ul>
      )}
      {more !== undefined && (
        <Button look="quiet" onClick={more}>
          {t('oversight.more')}
        </Button>
      )}
      {props.children}
    </Panel>
  );
}
