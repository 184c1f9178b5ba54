import * as z from 'zod';
import type { RetentionShown } from '../../../terms/api/retention.ts';
import { SignedNote } from '../../deciding/signed-note.tsx';
import { useText } from '../../messages/language.tsx';
import { useRetention } from '../../records/retention.ts';
import { useMe } from '../../session/session.tsx';
import { useView } from '../../shell/router.tsx';
import { useAct } from '../../signing/acting.tsx';
import { EmptyState, Page, Stack } from '../../ui/frame.tsx';
import { Tabs } from '../../ui/layers.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { ErasedList } from './erased-list.tsx';
import { ExtendedList, HoldList } from './kept-lists.tsx';
import { LookUp } from './look-up.tsx';
import { RecordPanel } from './record-panel.tsx';
import { namedRecord, nameOf } from './retention-form.ts';
import { ReviewList } from './review-list.tsx';
import { RulesPart } from './rules-part.tsx';

const PARTS = ['due', 'kept', 'erased', 'rules'] as const;
const View = z.object({ part: z.enum(PARTS).catch('due'), of: z.string().or(z.number()).catch('') });

/** How long records are kept, what is up for review, and what is erased: for the host's data protection desk. */
export function RetentionScreen() {
  const { t } = useText();
  const { dataProtection } = useMe();
  return (
    <Page title={t('retention.title')}>
      {dataProtection ? <Keeping /> : <EmptyState>{t('retention.notYours')}</EmptyState>}
    </Page>
  );
}

function Keeping() {
  const { t } = useText();
  const { data, error, refetch } = useRetention();
  if (error !== null && data === undefined) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <EmptyState>{t('ui.loading')}</EmptyState>;
  return <Answered shown={data} />;
}

function Answered({ shown }: { readonly shown: RetentionShown }) {
  const { t } = useText();
  const [{ part, of: asked }, setView] = useView(View);
  // Of the screen: what was signed stays visible when the record has left the lists.
  const act = useAct();
  const named = namedRecord(String(asked));
  const of = named === undefined ? '' : nameOf(named);
  const choose = (next: string) => setView({ of: next });
  const counts = {
    due: shown.due.length + shown.moreDue,
    kept: shown.held.length + shown.moreHeld + shown.extended.length + shown.moreExtended,
  };
  const content = {
    due: <ReviewList shown={shown} chosen={of} onChoose={choose} />,
    kept: (
      <Stack>
        <HoldList shown={shown} act={act} />
        <ExtendedList shown={shown} chosen={of} onChoose={choose} />
      </Stack>
    ),
    erased: <ErasedList shown={shown} />,
    rules: <RulesPart shown={shown} act={act} />,
  };
  return (
    <>
      <p className="r-dim r-reading">{t('retention.lead')}</p>
      <LookUp key={`look up ${of}`} of={of} onLookUp={choose} />
      {named !== undefined && (
        <RecordPanel key={`record ${of}`} named={named} shown={shown} act={act} onClose={() => choose('')} />
      )}
      <SignedNote act={act} />
      <Tabs
        label={t('retention.parts')}
        value={part}
        onChange={(next) => setView({ part: PARTS.find((one) => one === next) ?? 'due' })}
        tabs={[
          { id: 'due', label: t('retention.part.due', { count: counts.due }), content: content.due },
          { id: 'kept', label: t('retention.part.kept', { count: counts.kept }), content: content.kept },
          { id: 'erased', label: t('retention.part.erased'), content: content.erased },
          { id: 'rules', label: t('retention.part.rules'), content: content.rules },
        ]}
      />
    </>
  );
}
