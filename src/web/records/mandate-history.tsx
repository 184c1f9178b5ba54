import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ActsPage } from '../../terms/api/acts.ts';
import { useKindName } from '../messages/kind-name.ts';
import { useText } from '../messages/language.tsx';
import { useAnswer } from '../session/services.tsx';
import { useNames } from '../session/vocabulary.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { EmptyState } from '../ui/frame.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TimeText } from '../ui/times.tsx';
import { usePersonName } from './person-name.ts';
import { useRowText } from './row-text.ts';

const SHOWN = 200;

/** All that was entered of a mandate and took effect, oldest first: every draft, opinion, signature, beginning and end of every version. Asked for once it is opened. */
export function MandateHistory({ id }: { readonly id: string }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <Disclosure summary={t('mandates.entered', { mandate: id })} onOpen={setOpen}>
      {open && <Entered id={id} />}
    </Disclosure>
  );
}

function Entered({ id }: { readonly id: string }) {
  const { t } = useText();
  const name = useNames();
  const kindName = useKindName();
  const personName = usePersonName();
  const rowText = useRowText();
  const query = { matter: id, order: 'asc', limit: SHOWN };
  const { data, error, refetch } = useAnswer(ActsPage, '/api/acts', query);
  if (error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <EmptyState>{t('ui.loading')}</EmptyState>;
  return (
    <>
      <ol className="r-list" aria-label={t('mandates.entered', { mandate: id })}>
        {data.rows.map((row) => (
          <li key={row.index} className="r-clause">
            <div className="r-row">
              <TimeText ms={row.at} />
              <Link to={`/entry/${row.index}` as string}>#{row.index}</Link>
              <strong>{kindName(row.kind)}</strong>
              {row.person !== null && <span className="r-mono">{personName(row.person)}</span>}
              {row.desk !== null && <span className="r-dim">{name(row.desk)}</span>}
            </div>
            <div className="r-pre">
              <bdi>{rowText(row)}</bdi>
            </div>
          </li>
        ))}
      </ol>
      {data.next !== null && <p className="r-dim">{t('mandates.enteredMore', { count: data.rows.length })}</p>}
    </>
  );
}
