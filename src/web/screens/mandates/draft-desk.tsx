import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Problem } from '../../../mandates/problem.ts';
import type { MandateDocumentsShown } from '../../../terms/api/mandate-documents.ts';
import { useRoomNow } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { useDraft } from '../../session/draft.ts';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Page, Panel, Row } from '../../ui/frame.tsx';
import { useNarrow } from '../../ui/narrow.ts';
import { Notice } from '../../ui/notice.tsx';
import { questionOf } from './analysis/play.ts';
import { type Analysis, useAnalysis } from './analysis/use-analysis.ts';
import { useRecorded } from './analysis/use-recorded.ts';
import { Standing } from './beside/standing.tsx';
import { Beside } from './draft-beside.tsx';
import type { DraftView } from './draft-view.ts';
import { useDrafting } from './drafting-context.tsx';
import { DraftText } from './editing/draft-text.ts';
import { type Missing, missingIn } from './editing/missing.ts';
import { usePlaceName } from './editing/place-name.ts';
import { placeOf } from './editing/place-of.ts';
import { DraftForm } from './form/draft-form.tsx';
import { textOf } from './form/head-form.tsx';
import type { MandateDraft } from './signing/acts.ts';
import { beginning, type DraftKey, isFree, KEPT_AS, keyOf, nextFree } from './start/begin.ts';
import { MissingList } from './text/missing-list.tsx';
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

const NO_PROBLEMS: readonly Problem[] = [];

/** One draft: its text, which is the draft, and what is to be said of it. */
export function DraftDesk({ draftKey, shown, drafts, error, view, setView }: DeskProps) {
  const { t } = useText();
  const drafting = useDrafting();
  const { until, holder, from } = view;
  const first = useMemo(
    () => beginning(draftKey, { until, holder, from }, drafting, drafts),
    [draftKey, until, holder, from, drafting, drafts],
  );
  const [kept, setKept, clear] = useDraft(`${KEPT_AS}${keyOf(draftKey)}`, first);
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
  const recorded = useRecorded(view.part === 'difference' ? view.period : null, now);
  const analysis = useAnalysis(shown, {
    text,
    against: view.against === 0 ? null : view.against,
    question,
    underDraft: view.under === 'draft',
    recorded: recorded.decisions,
  });
  const { reading } = analysis;
  const problems = reading?.problems ?? NO_PROBLEMS;
  // What was not written yet and what is wrong are told apart in the text that was read, not in one that is ahead of it.
  const wasRead = useMemo(() => {
    return reading === undefined || reading.text === text ? draft : new DraftText(reading.text);
  }, [reading, text, draft]);
  const { missing, faults } = useMemo(() => missingIn(wasRead, problems), [wasRead, problems]);
  const isNarrow = useNarrow();
  const placeName = usePlaceName();
  const goToLine = (line: number) => {
    setView({ as: 'text', ...(isNarrow ? { part: 'draft' } : {}) });
    setGoTo((before) => ({ line, time: (before?.time ?? 0) + 1 }));
  };
  const handedIn = asHandedIn ?? sameAs(analysis, text, drafts);
  // Whoever goes on under the same number begins with the text that was handed in, and changes it.
  const isClosed = asHandedIn !== undefined || (handedIn !== null && view.again === 0);
  // What the room has, to the letter or so that it means the same and nobody goes on from it, need not be kept here any longer.
  useClearedWhere(kept === first || (isClosed && asHandedIn === undefined), clear);
  const editor = (
    <Editor {...{ draft, faults, missing, view, setView, goTo, onDraft }} readOnly={isClosed} onText={setKept} />
  );
  const beside = (
    <Beside {...{ analysis, recorded, draft, now, error, view, setView, handedIn }} editor={isNarrow ? editor : null} />
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
      <Row>
        <Choices
          label={t('draft.as')}
          value={view.as}
          choices={(['form', 'text'] as const).map((value) => ({ value, label: t(`draft.as.${value}`) }))}
          onChange={(as) => setView({ as })}
        />
        <Standing analysis={analysis} faults={faults.length} exceptions={handedIn?.exceptions ?? []} />
      </Row>
      {isClosed && handedIn !== null ? (
        <GoOn from={handedIn} drafts={drafts} setView={setView} />
      ) : (
        <OtherHandedIn draftKey={draftKey} drafts={drafts} />
      )}
      <MissingList missing={missing} clauseId={(n) => textOf(draft.at(['clauses', n, 'id']))} />
      <ProblemList
        problems={faults}
        placeOf={view.as === 'form' ? (line) => placeName(placeOf(draft, line)) : undefined}
        onGoTo={goToLine}
      />
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

function useClearedWhere(isKeptInRoom: boolean, clear: () => void): void {
  useEffect(() => {
    if (isKeptInRoom) clear();
  }, [isKeptInRoom, clear]);
}

type EditorProps = Pick<DeskProps, 'view' | 'setView'> & {
  readonly draft: DraftText;
  readonly faults: readonly Problem[];
  readonly missing: Missing;
  readonly readOnly: boolean;
  readonly goTo: { readonly line: number; readonly time: number } | null;
  readonly onDraft: (draft: DraftText) => void;
  readonly onText: (text: string) => void;
};

/** The draft itself, as a form or as its text. */
function Editor({ draft, faults, missing, readOnly, goTo, view, setView, onDraft, onText }: EditorProps) {
  if (view.as === 'text') {
    return (
      <Panel>
        <TextEditor {...{ draft, readOnly, goTo, onText }} />
      </Panel>
    );
  }
  return (
    <DraftForm
      {...{ draft, missing, readOnly, onDraft }}
      problems={faults}
      open={view.clause}
      onOpen={(clause) => setView({ clause })}
    />
  );
}

type GoOnProps = Pick<DeskProps, 'drafts' | 'setView'> & { readonly from: MandateDraft };

/** That the text is as it was handed in, and how one goes on from it: under its number as long as that is free, else under the next. */
function GoOn({ from, drafts, setView }: GoOnProps) {
  const { t } = useText();
  const drafting = useDrafting();
  const again = isFree(from, drafting);
  const next = again ? from.version : nextFree(from.mandate, drafting, drafts);
  const draft = keyOf({ mandate: from.mandate, version: next });
  return (
    <Row>
      <span>{t('draft.asHandedIn')}</span>
      <Button
        onClick={() => setView({ draft, digest: '', from: from.digest, again: again ? 1 : 0, as: 'form' }, 'push')}
      >
        {t('draft.goOn', { draft })}
      </Button>
    </Row>
  );
}

/** That another text was handed in under this number, and what becomes of it. */
function OtherHandedIn({ draftKey, drafts }: Pick<DeskProps, 'draftKey' | 'drafts'>) {
  const { t } = useText();
  const drafting = useDrafting();
  const other = drafts.find(({ mandate, version }) => mandate === draftKey.mandate && version === draftKey.version);
  if (other === undefined) return null;
  const isTaken = !isFree(other, drafting);
  const next = nextFree(other.mandate, drafting, drafts);
  return (
    <Notice icon="triangle" tone={isTaken ? 'critical' : 'warning'}>
      {t(isTaken ? 'draft.numberTaken' : 'draft.another', {
        draft: keyOf(draftKey),
        status: t(`draft.status.${other.status}`),
        next,
      })}
    </Notice>
  );
}

/** What was handed in with this very text; null where nobody did. */
function sameAs({ reading, behind }: Analysis, text: string, drafts: readonly MandateDraft[]): MandateDraft | null {
  const byText = drafts.find(({ document }) => document === text);
  if (byText !== undefined || behind) return byText ?? null;
  const { document, digest } = reading ?? {};
  const same = drafts.find((draft) => {
    return draft.digest === digest && draft.mandate === document?.mandate && draft.version === document.version;
  });
  return same ?? null;
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
