import { Link } from '@tanstack/react-router';
import { ActsPage } from '../../../terms/api/acts.ts';
import type { ActsRowShown } from '../../../terms/api/parts.ts';
import { useKindName } from '../../messages/kind-name.ts';
import { useText } from '../../messages/language.tsx';
import { sliceOfEnding } from '../../records/ended.ts';
import { usePersonName } from '../../records/person-name.ts';
import { RecordLink } from '../../records/record-link.tsx';
import { RowOutcome } from '../../records/row-outcome.tsx';
import { useRowText } from '../../records/row-text.ts';
import { usePages } from '../../session/services.tsx';
import { useMe } from '../../session/session.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { EmptyState, Panel } from '../../ui/frame.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TimeText } from '../../ui/times.tsx';

const LINES = 8;

/** The last entries of my room; without a desk, of everything I may see. */
export function RoomLines() {
  const { t } = useText();
  const kindName = useKindName();
  const { desk } = useMe();
  const rowText = useRowText();
  const query = { limit: LINES, ...(desk === null ? {} : { room: desk.room.id }) };
  const { rows, loading, error, retry } = usePages(ActsPage, '/api/acts', query);
  return (
    <Panel title={t('now.lines')} actions={<Link to={'/log' as string}>{t('now.wholeLog')}</Link>}>
      {error !== null && <ProblemNote error={error} onRetry={retry} />}
      {rows.length === 0 ? (
        <EmptyState>{t(loading ? 'ui.loading' : 'now.noLines')}</EmptyState>
      ) : (
        <ol className="r-lines" aria-label={t('now.lines')}>
          {rows.slice(0, LINES).map((row) => (
            <li key={row.index}>
              <Link to={`/entry/${row.index}` as string} className="r-mono">
                #{row.index}
              </Link>
              <span>
                <TimeText ms={row.at} /> <span className="r-dim">{kindName(row.kind)}</span>{' '}
                <Who person={row.person} desk={row.desk} /> <Ended row={row} />
                <bdi>{rowText(row)}</bdi> {row.outcome !== 'permitted' && <RowOutcome row={row} short />}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

/** What ended, where nobody ended it: a line that follows from an act has no words of its own that would say so. */
function Ended({ row: { kind, matter } }: { readonly row: Pick<ActsRowShown, 'kind' | 'matter'> }) {
  const slice = sliceOfEnding(kind);
  if (slice === undefined || matter === null) return null;
  return (
    <>
      <RecordLink id={matter} slice={slice} />{' '}
    </>
  );
}

/** The desk, as in the log; the person where nobody sat at one. */
function Who({ person, desk }: { readonly person: string | null; readonly desk: string | null }) {
  const name = useNames();
  const personName = usePersonName();
  if (desk === null) return person === null ? null : <span className="r-dim">{personName(person)}</span>;
  return (
    <span className="r-dim" title={person ?? undefined}>
      {name(desk)}
    </span>
  );
}
