import { useEffect, useRef } from 'react';
import { useText } from '../../../messages/language.tsx';
import { EmptyState } from '../../../ui/frame.tsx';
import type { Reading } from '../analysis/parts.ts';
import { useDrafting } from '../drafting-context.tsx';

type ProsePartProps = {
  readonly reading: Reading | undefined;
  /** Id of the clause that is open in the form. */
  readonly open: string | null;
};

/** What is left above the clause that is led to: the tabs. */
const ABOVE_PX = 60;

/** The draft in plain words, made from what it decides by and never from the text beside it. */
export function ProsePart({ reading, open }: ProsePartProps) {
  const { t, told } = useText();
  const { scenario } = useDrafting();
  const list = useRef<HTMLUListElement>(null);
  const isTold = reading?.document != null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clauses must be drawn first
  useEffect(() => {
    const clause = open === null ? null : list.current?.querySelector('[aria-current]');
    const panel = clause?.closest('.r-panel');
    // The panel alone moves: the page stays where somebody types.
    if (clause && panel)
      panel.scrollTop += clause.getBoundingClientRect().top - panel.getBoundingClientRect().top - ABOVE_PX;
  }, [open, isTold]);
  if (reading === undefined) return <EmptyState>{t('ui.loading')}</EmptyState>;
  if (reading.document === null) return <EmptyState>{t('draft.firstMend')}</EmptyState>;
  return (
    <div className="r-stack r-prose">
      <p className="r-dim">
        {t('draft.proseLead')} {t('draft.proseZone', { zone: scenario.timezone })}
      </p>
      <div>
        {reading.head.map((sentence) => (
          <p key={sentence.en}>{told(sentence)}</p>
        ))}
      </div>
      <ul ref={list} className="r-list" aria-label={t('mandates.clauses')}>
        {reading.clauses.map(({ id, told: sentences }) => (
          <li key={id} className="r-clause" aria-current={open === id ? 'true' : undefined}>
            <span className="r-mono">{id}</span>
            {sentences.map((sentence) => (
              <p key={sentence.en}>{told(sentence)}</p>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
