import { ActsPage } from '../../../terms/api/acts.ts';
import type { ActsRowShown } from '../../../terms/api/parts.ts';
import { useKindName } from '../../messages/kind-name.ts';
import { useText } from '../../messages/language.tsx';
import { useRowText } from '../../records/row-text.ts';
import { usePages } from '../../session/services.tsx';
import { useGo } from '../../shell/router.tsx';
import { EmptyState, Panel } from '../../ui/frame.tsx';
import { OutcomeBadge } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { TimeText } from '../../ui/times.tsx';

const SHOWN = 40;

/** Answers that were given, newest first, each with a name and a minute; refused attempts to answer are records too. */
export function AnsweredPanel() {
  const { t } = useText();
  const kindName = useKindName();
  const go = useGo();
  const signed = usePages(ActsPage, '/api/acts', { kind: 'approval.answer', limit: SHOWN });
  const oral = usePages(ActsPage, '/api/acts', { kind: 'approval.oral', limit: SHOWN });
  const rows = [...signed.rows, ...oral.rows].toSorted((a, b) => b.index - a.index);
  const failed = signed.error ?? oral.error;
  return (
    <Panel title={t('approvals.answered')}>
      {failed !== null && <ProblemNote error={failed} onRetry={signed.retry} />}
      {rows.length === 0 ? (
        <EmptyState>{signed.loading ? t('ui.loading') : t('approvals.noneAnswered')}</EmptyState>
      ) : (
        <Table
          label={t('approvals.answered')}
          rows={rows}
          keyOf={({ index }) => String(index)}
          onOpen={({ index }) => go(`/entry/${index}`)}
          columns={[
            {
              id: 'at',
              head: t('approvals.when'),
              narrow: true,
              cell: ({ at, person }) => (
                <>
                  <TimeText ms={at} />
                  <span className="r-only-phone r-mono r-dim">
                    <br />
                    {person ?? ''}
                  </span>
                </>
              ),
            },
            {
              id: 'who',
              head: t('approvals.byWhom'),
              narrow: true,
              wideOnly: true,
              cell: ({ person }) => <span className="r-mono">{person ?? ''}</span>,
            },
            {
              id: 'request',
              head: t('approvals.request'),
              narrow: true,
              wideOnly: true,
              cell: ({ matter }) => <span className="r-mono">{matter ?? ''}</span>,
            },
            { id: 'kind', head: t('entry.what'), wideOnly: true, cell: ({ kind }) => kindName(kind) },
            { id: 'text', head: t('approvals.said'), cell: (row) => <Answer row={row} /> },
          ]}
        />
      )}
    </Panel>
  );
}

/** What became of the answer stands before its words, on every width: words that were refused are no answer. */
function Answer({ row }: { readonly row: ActsRowShown }) {
  const rowText = useRowText();
  const { outcome, clauses } = row;
  return (
    <>
      <OutcomeBadge outcome={outcome} />{' '}
      {outcome !== 'permitted' && <span className="r-mono r-dim">{clauses.join(', ')} </span>}
      <bdi>{rowText(row)}</bdi>
    </>
  );
}
