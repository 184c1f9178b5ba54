import './log.css';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { Entry } from '../../live/entries.ts';
import { useEntryRows } from '../../live/live.tsx';
import { useKindName } from '../../messages/kind-name.ts';
import { useText } from '../../messages/language.tsx';
import { usePersonName } from '../../records/person-name.ts';
import { useRowText } from '../../records/row-text.ts';
import { useEveryName } from '../../session/vocabulary.ts';
import { useView } from '../../shell/router.tsx';
import { Select, TextField } from '../../ui/fields.tsx';
import { EmptyState, Page } from '../../ui/frame.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { CommandLine } from './command-line.tsx';
import { LogRows } from './log-rows.tsx';
import { fits, LogView, SHOWN } from './log-view.ts';
import { useOlder } from './older.ts';

/** The log as it grows: everything the reader may see, oldest first, with the command line below. */
export function LogScreen() {
  const { t } = useText();
  const [view, setView] = useView(LogView);
  const rows = useEntryRows();
  const older = useOlder();
  const [own, setOwn] = useState<number | null>(null);
  const { q, show } = useDeferredValue(view);
  const shownText = useShownText();
  const shown = useMemo(() => rows.filter(fits({ q, show }, shownText)), [rows, q, show, shownText]);
  const filters = (
    <div className="r-log-filters">
      <TextField
        label={t('log.filter')}
        labelHidden
        placeholder={t('log.filter')}
        value={view.q}
        maxLength={200}
        onChange={(next) => setView({ q: next })}
      />
      <Select
        label={t('log.show')}
        labelHidden
        value={view.show}
        choices={SHOWN.map((value) => ({ value, label: t(`log.${value}`) }))}
        onChange={(next) => setView({ show: next })}
      />
      <span className="r-dim">{t('log.count', { count: shown.length })}</span>
    </div>
  );
  return (
    <Page title={t('log.title')} beside={filters} fill>
      {older.error !== null && <ProblemNote error={older.error} onRetry={older.retry} />}
      {shown.length === 0 && older.more === undefined && !older.loading ? (
        <div className="r-panel r-log">
          <EmptyState>{t('log.none')}</EmptyState>
        </div>
      ) : (
        <LogRows rows={shown} all={rows} own={own} more={older.more} />
      )}
      <CommandLine onRecorded={setOwn} />
    </Page>
  );
}

/** What a row says on the screen: names, in every language, and words that its ids are shown as. */
function useShownText(): (row: Entry) => string {
  const everyName = useEveryName();
  const kindName = useKindName();
  const rowText = useRowText();
  const personName = usePersonName();
  return useCallback(
    (row) => {
      const { desk, place, kind, person } = row;
      return [
        kindName(kind),
        rowText(row),
        personName(person ?? ''),
        ...everyName(desk ?? ''),
        ...everyName(place ?? ''),
      ].join(' ');
    },
    [everyName, kindName, rowText, personName],
  );
}
