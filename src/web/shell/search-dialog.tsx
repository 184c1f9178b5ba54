import { useRef, useState } from 'react';
import { SearchAnswer } from '../../terms/api/matters.ts';
import { useText } from '../messages/language.tsx';
import { useToldRow } from '../records/row-text.ts';
import { useToldMatter } from '../records/told-matter.ts';
import { MATTER_PATHS } from '../screens/screens.tsx';
import { type Found, foundActs, foundMatters, LETTERS_MIN } from '../screens/search/found.ts';
import { usePlaces } from '../screens/search/places.ts';
import { useAnswer } from '../session/services.tsx';
import { TextField } from '../ui/fields.tsx';
import { EmptyState, Stack } from '../ui/frame.tsx';
import { Dialog } from '../ui/layers.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { moveRow, Table } from '../ui/table.tsx';
import { useGo } from './router.tsx';

const FOUND_MAX = 30;

/** Everything by its name: screens, entries by number, clauses as cited, and words in what the reader may see. Enter opens the first. */
export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const told = useToldRow();
  const toldMatter = useToldMatter();
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const go = useGo();
  const q = typed.trim();
  const enough = q.length >= LETTERS_MIN;
  const answer = useAnswer(SearchAnswer, '/api/search', { q, limit: FOUND_MAX }, enough);
  const places = usePlaces(q);
  const { data } = answer;
  // What is shown while another question is on its way was found by the one before: it is not opened by Enter.
  const found =
    enough && data !== undefined ? [...foundMatters(data, MATTER_PATHS, toldMatter), ...foundActs(data, told)] : [];
  const page = { id: 'all', name: t('search.title'), text: t('search.all', { q }), path: searchPath(q) };
  const rows: readonly Found[] = [...places, ...found, ...(enough ? [page] : [])];
  const first = places[0] ?? (answer.isPlaceholderData ? page : rows[0]);
  const open = ({ path }: Found) => {
    onClose();
    go(path);
  };
  return (
    <Dialog title={t('shell.search')} open onClose={onClose} wide>
      <Stack>
        <TextField
          label={t('shell.searchLabel')}
          value={typed}
          autoFocus
          inputRef={input}
          maxLength={200}
          onChange={setTyped}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && first !== undefined) open(first);
            if (event.key === 'ArrowDown') {
              event.preventDefault();
              moveRow(1);
            }
          }}
        />
        {answer.error !== null && enough && <ProblemNote error={answer.error} />}
        {enough && places.length + found.length === 0 && !answer.isFetching && (
          <EmptyState>{t('shell.searchNothing')}</EmptyState>
        )}
        <Table
          label={t('shell.search')}
          rows={rows}
          keyOf={({ id }) => id}
          onOpen={open}
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
      </Stack>
    </Dialog>
  );
}

function searchPath(q: string): string {
  return `/search?${new URLSearchParams({ q }).toString()}`;
}
