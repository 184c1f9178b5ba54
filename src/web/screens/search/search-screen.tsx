import { useDeferredValue } from 'react';
import * as z from 'zod';
import { SearchAnswer } from '../../../terms/api/matters.ts';
import { useText } from '../../messages/language.tsx';
import { useToldRow } from '../../records/row-text.ts';
import { useToldMatter } from '../../records/told-matter.ts';
import { useAnswer } from '../../session/services.tsx';
import { useGo, useView } from '../../shell/router.tsx';
import { TextField } from '../../ui/fields.tsx';
import { EmptyState, Page, Panel } from '../../ui/frame.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { MATTER_PATHS } from '../screens.tsx';
import { type Found, foundActs, foundMatters, LETTERS_MIN } from './found.ts';
import { usePlaces } from './places.ts';

const FOUND_MAX = 100;
/** A number in the address is a word too. */
const SearchView = z.object({ q: z.union([z.string(), z.number()]).transform(String).catch('') });

/** All that is found, in groups; the words stand in the address. */
export function SearchScreen() {
  const { t } = useText();
  const told = useToldRow();
  const toldMatter = useToldMatter();
  const [view, setView] = useView(SearchView);
  const q = useDeferredValue(view.q.trim());
  const places = usePlaces(q);
  const enough = q.length >= LETTERS_MIN;
  const { data, error, isFetching, refetch } = useAnswer(
    SearchAnswer,
    '/api/search',
    { q: q.slice(0, 200), limit: FOUND_MAX },
    enough,
  );
  const matters = enough && data !== undefined ? foundMatters(data, MATTER_PATHS, toldMatter) : [];
  const acts = enough && data !== undefined ? foundActs(data, told) : [];
  const nothing = enough && !isFetching && error === null && matters.length + acts.length + places.length === 0;
  return (
    <Page title={t('search.title')}>
      <p className="r-dim r-reading">{t('search.lead')}</p>
      <TextField
        label={t('search.words')}
        value={view.q}
        maxLength={200}
        autoFocus
        onChange={(next) => setView({ q: next })}
      />
      {error !== null && enough && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!enough && <EmptyState>{t('search.type')}</EmptyState>}
      {nothing && <EmptyState>{t('shell.searchNothing')}</EmptyState>}
      <div role="status" aria-live="polite">
        {acts.length === FOUND_MAX && <p className="r-dim">{t('search.most', { count: FOUND_MAX })}</p>}
      </div>
      {enough && <Group title={t('search.screens')} found={places} />}
      <Group title={t('search.matters')} found={matters} />
      <Group title={t('search.acts')} found={acts} />
    </Page>
  );
}

function Group({ title, found }: { readonly title: string; readonly found: readonly Found[] }) {
  const go = useGo();
  const { t } = useText();
  if (found.length === 0) return null;
  return (
    <Panel title={title}>
      <Table
        label={title}
        rows={found}
        keyOf={({ id }) => id}
        onOpen={({ path }) => go(path)}
        columns={[
          {
            id: 'name',
            head: t('search.name'),
            narrow: true,
            cell: ({ name }) => <span className="r-mono">{name}</span>,
          },
          { id: 'text', head: t('search.what'), cell: ({ text }) => <bdi>{text}</bdi> },
        ]}
      />
    </Panel>
  );
}
