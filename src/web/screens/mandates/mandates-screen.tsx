import './mandates.css';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useMemo } from 'react';
import { MandatesShown } from '../../../terms/api/event.ts';
import { useMayDo } from '../../deciding/may.ts';
import { useText } from '../../messages/language.tsx';
import { useClauseText } from '../../records/explained.ts';
import { useAnswer } from '../../session/services.tsx';
import { useMe } from '../../session/session.tsx';
import { useEveryName, useNames } from '../../session/vocabulary.ts';
import { useView } from '../../shell/router.tsx';
import { TextField } from '../../ui/fields.tsx';
import { EmptyState, Page, Panel } from '../../ui/frame.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { arrangementWith, isCitable, MandatesView, ownFirst } from './arrangement.ts';
import { Commitments, HouseRules, Questions, Sources } from './beside-mandates.tsx';
import { MandatePanel } from './mandate-panel.tsx';

/** The arrangement as text that can be read, searched and cited: `?clause=us-hsi/7` leads to that clause. */
export function MandatesScreen() {
  const { t } = useText();
  const [view, setView] = useView(MandatesView);
  const { data, error, refetch } = useAnswer(MandatesShown, '/api/mandates');
  const search = (
    <TextField
      label={t('mandates.search')}
      labelHidden
      placeholder={t('mandates.search')}
      value={view.q}
      maxLength={200}
      onChange={(q) => setView({ q, clause: '' })}
    />
  );
  const drafts = (
    <Link className="r-button" data-look="plain" to={'/mandates/draft' as string}>
      {t('draft.screen')}
    </Link>
  );
  return (
    <Page title={t('mandates.title')} beside={search} actions={drafts}>
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <EmptyState>{t('ui.loading')}</EmptyState>}
      {data !== undefined && <Arrangement all={data} view={view} setView={setView} />}
    </Page>
  );
}

type ArrangementProps = {
  readonly all: MandatesShown;
  readonly view: MandatesView;
  readonly setView: (change: Partial<MandatesView>) => void;
};

function Arrangement({ all, view, setView }: ArrangementProps) {
  const { t } = useText();
  const mayDo = useMayDo();
  const q = useDeferredValue(view.q);
  const { agency } = useMe();
  const everyName = useEveryName();
  const textOf = useClauseText();
  const read = useMemo(
    () => ({ ...all, houseRules: all.houseRules.map((rule) => ({ ...rule, text: textOf(rule) })) }),
    [all, textOf],
  );
  const shown = useMemo(
    () => arrangementWith(ownFirst(read, agency.id), q, everyName),
    [read, agency.id, q, everyName],
  );
  const cited = view.clause;
  useLeadTo(cited === '' ? '' : `cited-${cited}`, shown);
  const directs = mayDo('mandate.suspend') || mayDo('mandate.enforce');
  const { mandates, commitments, questions, houseRules, sources } = shown;
  const nothing = [mandates, commitments, questions, houseRules, sources].every(({ length }) => length === 0);
  return (
    <>
      {cited !== '' && !isCitable(all, cited) && (
        <Panel tone="warning">
          <Notice icon="triangle" tone="warning">
            {t('mandates.noClause', { id: cited })}
          </Notice>
        </Panel>
      )}
      <p className="r-dim r-reading">{t('mandates.lead')}</p>
      <Contents shown={shown} />
      {nothing && <EmptyState>{t('mandates.none')}</EmptyState>}
      {mandates.map((mandate) => (
        <MandatePanel
          key={`${mandate.id} ${mandate.version}`}
          all={all}
          mandate={mandate}
          cited={cited}
          directs={directs}
          direct={view.direct}
          onDirect={(direct) => setView({ direct })}
        />
      ))}
      <Commitments all={all} shown={commitments} cited={cited} />
      <Questions all={all} shown={questions} cited={cited} />
      <HouseRules shown={houseRules} cited={cited} />
      <Sources shown={sources} cited={cited} />
      <p className="r-dim">
        {t('mandates.set')} <span className="r-mono r-pre">{all.set}</span>
      </p>
    </>
  );
}

function Contents({ shown }: { readonly shown: MandatesShown }) {
  const { t } = useText();
  const called = useNames();
  const parts = [
    // One agency may hold several.
    ...shown.mandates.map(({ id, holder, version }) => ({
      id: `${id}-${version}`,
      name:
        shown.mandates.filter((other) => other.holder.id === holder.id).length > 1
          ? `${called(holder.id)} · ${id}`
          : called(holder.id),
    })),
    { id: 'commitments', name: t('mandates.commitments'), of: shown.commitments },
    { id: 'questions', name: t('mandates.questions'), of: shown.questions },
    { id: 'house-rules', name: t('mandates.houseRules'), of: shown.houseRules },
    { id: 'sources', name: t('mandates.sources'), of: shown.sources },
  ].filter((part) => !('of' in part) || part.of.length > 0);
  return (
    <nav aria-label={t('mandates.contents')}>
      <ul className="r-contents">
        {parts.map(({ id, name }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault();
                leadTo(document.getElementById(id));
              }}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Scrolls to what is looked for and puts the focus there, once it stands on the page. */
function useLeadTo(id: string, shown: MandatesShown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown must be drawn first
  useEffect(() => {
    if (id !== '') leadTo(document.getElementById(id));
  }, [id, shown.set]);
}

function leadTo(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'start' });
  element?.focus({ preventScroll: true });
}
