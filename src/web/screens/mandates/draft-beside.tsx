import type { ReactNode } from 'react';
import { useText } from '../../messages/language.tsx';
import { Tabs } from '../../ui/layers.tsx';
import type { Excepted } from './analysis/excepted.ts';
import type { Analysis } from './analysis/use-analysis.ts';
import type { RecordedDecisions } from './analysis/use-recorded.ts';
import { ChecksPart } from './beside/checks-part.tsx';
import { DifferencePart } from './beside/difference-part.tsx';
import { PlayPart } from './beside/play-part.tsx';
import { ProsePart } from './beside/prose-part.tsx';
import { type DraftView, NARROW_PARTS, PARTS } from './draft-view.ts';
import type { DraftText } from './editing/draft-text.ts';
import { textOf } from './form/head-form.tsx';
import type { MandateDraft } from './signing/acts.ts';
import { StepsPart } from './signing/steps-part.tsx';

type BesideProps = {
  /** The drafts of the room could not be read. */
  readonly error: unknown;
  readonly view: DraftView;
  readonly setView: (change: Partial<DraftView>) => void;
  readonly analysis: Analysis;
  readonly recorded: RecordedDecisions;
  readonly draft: DraftText;
  readonly now: number;
  readonly handedIn: MandateDraft | null;
  /** Among the parts, where there is room for one thing at a time. */
  readonly editor: ReactNode;
};

/** The parts beside the text, one at a time. */
export function Beside({ analysis, recorded, draft, now, handedIn, editor, error, view, setView }: BesideProps) {
  const { t } = useText();
  const { reading, difference, otherwise, played } = analysis;
  const exceptions = handedIn?.exceptions ?? NONE;
  const open = view.as === 'form' ? textOf(draft.at(['clauses', view.clause, 'id'])) : '';
  const parts = editor === null ? PARTS : NARROW_PARTS;
  const contents = {
    draft: editor,
    prose: <ProsePart reading={reading} open={open === '' ? null : `${textOf(draft.at(['mandate']))}/${open}`} />,
    checks: <ChecksPart {...analysis} exceptions={exceptions} />,
    difference: (
      <DifferencePart
        {...{ reading, difference, exceptions }}
        against={view.against}
        onAgainst={(against) => setView({ against })}
        over={{ recorded, otherwise, period: view.period, onPeriod: (period) => setView({ period }) }}
      />
    ),
    play: (
      <PlayPart
        words={view.play}
        now={now}
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

const NONE: readonly Excepted[] = [];
