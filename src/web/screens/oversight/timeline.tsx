import { useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useEffect } from 'react';
import { OversightPage } from '../../../terms/api/acts.ts';
import { useRoom, useRoomClock } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { usePages } from '../../session/services.tsx';
import { useMe } from '../../session/session.tsx';
import { useView } from '../../shell/router.tsx';
import { Button } from '../../ui/button.tsx';
import { dayAndTime } from '../../ui/date-time.ts';
import { EmptyState, Panel } from '../../ui/frame.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useToast } from '../../ui/toasts.tsx';
import { csvName, oversightCsv } from './csv.ts';
import { Filters } from './filters.tsx';
import { askedOf, type ConsultationRow, OversightView, type Row, relatedOf } from './oversight-view.ts';
import { RelatedRecords, TimelineRow } from './timeline-row.tsx';

const PAGE_ROWS = 50;

/** What the record answers, entry by entry, and how it leaves the screen: on paper or as a file, both marked. */
export function Timeline({ grant }: { readonly grant: ConsultationRow }) {
  const { t } = useText();
  const [view, setView] = useView(OversightView);
  const asked = askedOf(useDeferredValue(view), PAGE_ROWS);
  useForgotten();
  const { rows, more, loading, error, retry } = usePages(OversightPage, '/api/oversight', asked);
  const exported = useExport(grant, rows, more !== undefined);
  const onMatter = (matter: string) => setView({ matter });
  const actions = (
    <span className="r-no-print">
      <Button disabled={rows.length === 0} onClick={exported}>
        {t('oversight.csv')}
      </Button>{' '}
      <Button disabled={rows.length === 0} onClick={() => window.print()}>
        {t('oversight.print')}
      </Button>
    </span>
  );
  return (
    <>
      <div className="r-no-print">
        <Filters view={view} setView={setView} />
      </div>
      <PrintHead grant={grant} />
      {error !== null && <ProblemNote error={error} onRetry={retry} />}
      {error === null && (
        <Panel title={t('oversight.timeline')} actions={actions}>
          <p className="r-dim" role="status">
            {loading
              ? t('ui.loading')
              : t('oversight.count', { count: rows.length, more: more === undefined ? 'no' : 'yes' })}
          </p>
          {!loading && rows.length === 0 && <EmptyState>{t('oversight.none')}</EmptyState>}
          {view.matter !== '' && <RelatedRecords related={relatedOf(rows, view.matter)} onMatter={onMatter} />}
          <ol className="r-timeline" aria-label={t('oversight.timeline')}>
            {rows.map((row) => (
              <TimelineRow key={row.index} row={row} onPerson={(person) => setView({ person })} onMatter={onMatter} />
            ))}
          </ol>
          {more !== undefined && (
            <span className="r-no-print">
              <Button onClick={more}>{t('oversight.more')}</Button>
            </span>
          )}
        </Panel>
      )}
    </>
  );
}

/** What a consultation showed is not kept for the time after it. */
function useForgotten(): void {
  const queries = useQueryClient();
  useEffect(() => () => queries.removeQueries({ queryKey: ['/api/oversight'] }), [queries]);
}

/** Only on paper: what the sheet is, and that it is an exercise where it is one. */
function PrintHead({ grant }: { readonly grant: ConsultationRow }) {
  const { t } = useText();
  const { mode, title, origin } = useRoom();
  const { person } = useMe();
  const clock = useRoomClock();
  return (
    <div className="r-print-only">
      <strong>{t(mode === 'exercise' ? 'shell.exercise' : 'shell.live')}</strong>{' '}
      {t('oversight.printed', { title, id: grant.id, person, time: `${dayAndTime(clock.now(), 'UTC')}Z` })}{' '}
      <span className="r-mono">{origin}</span>
    </div>
  );
}

function useExport(grant: ConsultationRow, rows: readonly Row[], partial: boolean): () => void {
  const { t } = useText();
  const { mode, title, origin } = useRoom();
  const { person } = useMe();
  const clock = useRoomClock();
  const say = useToast();
  return () => {
    const mark = { mode, title, origin, consultation: grant.id, person, at: clock.now(), partial };
    saveFile(csvName(mark), [oversightCsv(rows, mark)], 'text/csv;charset=utf-8');
    say(t('oversight.exported', { count: rows.length }));
  };
}
