import { Link } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isoTime } from '../../../base/clock.ts';
import { parseTime } from '../../../mandates/document-schema.ts';
import type { MandateDocumentsShown } from '../../../terms/api/mandate-documents.ts';
import { useRoomNow } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { useDraft } from '../../session/draft.ts';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Page, Panel, Row } from '../../ui/frame.tsx';
import { Tabs } from '../../ui/layers.tsx';
import { useNarrow } from '../../ui/narrow.ts';
import { Notice } from '../../ui/notice.tsx';
import type { Reading } from './analysis/parts.ts';
import type { Question } from './analysis/play.ts';
import { type Analysis, useAnalysis } from './analysis/use-analysis.ts';
import { ChecksPart } from './beside/checks-part.tsx';
import { DifferencePart } from './beside/difference-part.tsx';
import { PlayPart } from './beside/play-part.tsx';
import { ProsePart } from './beside/prose-part.tsx';
import { Standing } from './beside/standing.tsx';
import { type DraftView, NARROW_PARTS, PARTS } from './draft-view.ts';
import { useDrafting } from './drafting-context.tsx';
import { DraftText } from './editing/draft-text.ts';
import { DraftForm } from './form/draft-form.tsx';
import { textOf } from './form/head-form.tsx';
import type { MandateDraft } from './signing/acts.ts';
import { StepsPart } from './signing/steps-part.tsx';
import { beginning, type DraftKey, KEPT_AS, keyOf } from './start/begin.ts';
import { ProblemList } from './text/problem-list.tsx';
import { TextEditor } from './text/text-editor.tsx';

type DeskProps = {
  readonly draftKey: DraftKey;
  readonly shown: MandateDocumentsShown;
  readonly drafts: readonly MandateDraft[];
  readonly error: unknown;
  readonly view: DraftView;
  readonly setView: (change: Partial<DraftView>, how?: 'replace' | 'push') => void;
};

/** Room time of a question in which none is typed: the clock's minute, so that it is not asked anew with every second. */
const NOW_EVERY_MS = 60_000;

/** One draft: its text, which is the draft, and what is to be said of it. */
export function DraftDesk({ draftKey, shown, drafts, error, view, setView }: DeskProps) {
  const { t } = useText();
  const drafting = useDrafting();
  const { until, holder } = view;
  const first = useMemo(
    () => beginning(draftKey, { until, holder }, drafting, drafts),
    [draftKey, until, holder, drafting, drafts],
  );
  const [kept, setKept, clear] = useDraft(`${KEPT_AS}${keyOf(draftKey)}`, first);
  useEffect(() => {
    // What the room has as it stands here need not be kept here any longer.
    if (kept === first) setKept(kept);
  }, [kept, first, setKept]);
  const asHandedIn = view.digest === '' ? undefined : drafts.find(({ digest }) => digest === view.digest);
  const text = asHandedIn?.document ?? kept;
  const [draft, keepDraft] = useDraftText(text);
  const onDraft = (next: DraftText) => {
    keepDraft(next);
    setKept(next.text);
  };
  const [goTo, setGoTo] = useState<{ readonly line: number; readonly time: number } | null>(null);
  const now = useRoomNow(NOW_EVERY_MS);
  const question = useMemo(() => questionOf(view.play, now), [view.play, now]);
  const analysis = useAnalysis(shown, {
    text,
    against: view.against === 0 ? null : view.against,
    question,
    underDraft: view.under === 'draft',
  });
  const { reading } = analysis;
  const problems = reading?.problems ?? [];
  const isNarrow = useNarrow();
  const goToLine = (line: number) => {
    setView({ as: 'text', ...(isNarrow ? { part: 'draft' } : {}) });
    setGoTo((before) => ({ line, time: (before?.time ?? 0) + 1 }));
  };
  const editor =
    view.as === 'text' || asHandedIn !== undefined ? (
      <Panel>
        <TextEditor draft={draft} readOnly={asHandedIn !== undefined} goTo={goTo} onText={setKept} />
      </Panel>
    ) : (
      <DraftForm
        draft={draft}
        problems={problems}
        open={view.clause}
        onOpen={(clause) => setView({ clause })}
        onDraft={onDraft}
      />
    );
  const beside = (
    <Beside
      {...{ analysis, draft, now, error, view, setView }}
      handedIn={asHandedIn ?? sameAs(reading, drafts)}
      editor={isNarrow ? editor : null}
    />
  );
  return (
    <Page
      title={t('draft.of', { draft: keyOf(draftKey) })}
      actions={<Actions changed={asHandedIn === undefined && kept !== first} onBack={clear} />}
    >
      {analysis.broken && (
        <Notice icon="octagon" tone="critical">
          {t('draft.broken')}
        </Notice>
      )}
      {asHandedIn === undefined ? (
        <Row>
          <Choices
            label={t('draft.as')}
            value={view.as}
            choices={(['form', 'text'] as const).map((value) => ({ value, label: t(`draft.as.${value}`) }))}
            onChange={(as) => setView({ as })}
          />
          <Standing analysis={analysis} />
        </Row>
      ) : (
        <Row>
          <span>{t('draft.asHandedIn')}</span>
          <Button onClick={() => setView({ digest: '' }, 'push')}>{t('draft.goOn')}</Button>
          <Standing analysis={analysis} />
        </Row>
      )}
      <ProblemList problems={problems} onGoTo={goToLine} />
      {isNarrow ? (
        beside
      ) : (
        <div className="r-draft-around">
          <div className="r-draft">
            <div>{editor}</div>
            <Panel>{beside}</Panel>
          </div>
        </div>
      )}
    </Page>
  );
}

/** What was handed in with this very text; null where nobody did. */
function sameAs(reading: Reading | undefined, drafts: readonly MandateDraft[]): MandateDraft | null {
  const { document, digest } = reading ?? {};
  const same = drafts.find((draft) => {
    return draft.digest === digest && draft.mandate === document?.mandate && draft.version === document.version;
  });
  return same ?? null;
}

type BesideProps = Pick<DeskProps, 'error' | 'view' | 'setView'> & {
  readonly analysis: Analysis;
  readonly draft: DraftText;
  readonly now: number;
  readonly handedIn: MandateDraft | null;
  /** Among the parts, where there is room for one thing at a time. */
  readonly editor: ReactNode;
};

/** The parts beside the text, one at a time. */
function Beside({ analysis, draft, now, handedIn, editor, error, view, setView }: BesideProps) {
  const { t } = useText();
  const { reading, difference, played } = analysis;
  const open = view.as === 'form' ? textOf(draft.at(['clauses', view.clause, 'id'])) : '';
  const parts = editor === null ? PARTS : NARROW_PARTS;
  const contents = {
    draft: editor,
    prose: <ProsePart reading={reading} open={open === '' ? null : `${textOf(draft.at(['mandate']))}/${open}`} />,
    checks: <ChecksPart {...analysis} />,
    difference: (
      <DifferencePart
        {...{ reading, difference }}
        against={view.against}
        onAgainst={(against) => setView({ against })}
      />
    ),
    play: (
      <PlayPart
        words={view.play}
        now={isoTime(now)}
        onWords={(play) => setView({ play })}
        underDraft={view.under === 'draft'}
        onUnder={(on) => setView({ under: on ? 'draft' : 'in-force' })}
        played={played}
      />
    ),
    steps: <StepsPart analysis={analysis} text={draft.text} draft={handedIn} error={error} />,
  };
  const shown = parts.find((one) => one === view.part) ?? 'prose';
  return (
    <Tabs
      label={t('draft.parts')}
      value={shown}
      onChange={(part) => setView({ part: NARROW_PARTS.find((one) => one === part) ?? 'draft' })}
      tabs={parts.map((id) => ({ id, label: t(`draft.part.${id}`), content: contents[id] }))}
    />
  );
}

function Actions({ changed, onBack }: { readonly changed: boolean; readonly onBack: () => void }) {
  const { t } = useText();
  const [sure, setSure] = useState(false);
  return (
    <>
      {changed &&
        (sure ? (
          <Button
            look="danger"
            onClick={() => {
              setSure(false);
              onBack();
            }}
          >
            {t('draft.forgetSure')}
          </Button>
        ) : (
          <Button look="quiet" onClick={() => setSure(true)}>
            {t('draft.forget')}
          </Button>
        ))}
      <Link className="r-button" data-look="quiet" to={'/mandates/draft' as string}>
        {t('draft.all')}
      </Link>
      <Link className="r-button" data-look="quiet" to={'/mandates' as string}>
        {t('mandates.title')}
      </Link>
    </>
  );
}

/** The text with what forms need of it, taken apart once a text; a form that took the next one apart already hands it in. */
function useDraftText(text: string): readonly [draft: DraftText, keep: (next: DraftText) => void] {
  const latest = useRef<DraftText>(undefined);
  if (latest.current?.text !== text) latest.current = new DraftText(text);
  const keep = useCallback((next: DraftText) => {
    latest.current = next;
  }, []);
  return [latest.current, keep];
}

function questionOf({ time, ...words }: DraftView['play'], now: number): Question | null {
  if (words['activity'] === undefined) return null;
  return { words, time: parseTime(time ?? '') ?? now };
}
