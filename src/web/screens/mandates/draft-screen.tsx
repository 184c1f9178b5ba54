import './draft.css';
import { useMemo } from 'react';
import { MandateDocumentsShown } from '../../../terms/api/mandate-documents.ts';
import { MandateDrafts } from '../../../terms/api/mandate-drafts.ts';
import { useText } from '../../messages/language.tsx';
import { useDraftsAgain } from '../../records/records.ts';
import { useAnswer } from '../../session/services.tsx';
import { useView } from '../../shell/router.tsx';
import { EmptyState, Page } from '../../ui/frame.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { DraftDesk } from './draft-desk.tsx';
import { DraftView } from './draft-view.ts';
import { DraftingProvider } from './drafting-context.tsx';
import { draftingOf } from './reading/drafting.ts';
import { readKey } from './start/begin.ts';
import { DraftsPage } from './start/drafts-page.tsx';

/** Drafts of mandates: written as a form or as text, told in plain words, proved, compared, tried, and led into force. */
export function DraftScreen() {
  const { t } = useText();
  const [view, setView] = useView(DraftView);
  const shown = useAnswer(MandateDocumentsShown, '/api/mandates/documents');
  const handedIn = useAnswer(MandateDrafts, '/api/mandates/drafts', {}, true, useDraftsAgain());
  const drafting = useMemo(() => (shown.data === undefined ? undefined : draftingOf(shown.data)), [shown.data]);
  const drafts = handedIn.data?.drafts ?? NONE;
  const key = useMemo(() => readKey(view.draft), [view.draft]);
  if (drafting === undefined || shown.data === undefined) {
    return (
      <Page title={t('draft.screen')}>
        {shown.error === null ? (
          <EmptyState>{t('ui.loading')}</EmptyState>
        ) : (
          <ProblemNote error={shown.error} onRetry={() => void shown.refetch()} />
        )}
      </Page>
    );
  }
  return (
    <DraftingProvider value={drafting}>
      {key === undefined ? (
        <Page title={t('draft.screen')}>
          <DraftsPage
            drafts={drafts}
            error={handedIn.error}
            onBegin={(begun) => setView({ until: '', holder: '', from: '', again: 0, ...begun }, 'push')}
          />
        </Page>
      ) : // The first text of a draft is what was handed in last; whether anything was must be known before.
      handedIn.isPending ? (
        <Page title={view.draft}>
          <EmptyState>{t('ui.loading')}</EmptyState>
        </Page>
      ) : (
        <DraftDesk
          key={`${view.draft} ${view.digest}`}
          draftKey={key}
          shown={shown.data}
          drafts={drafts}
          error={handedIn.error}
          view={view}
          setView={setView}
        />
      )}
    </DraftingProvider>
  );
}

const NONE: MandateDrafts['drafts'] = [];
