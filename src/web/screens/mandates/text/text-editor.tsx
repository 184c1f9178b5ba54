import { useEffect, useId, useRef } from 'react';
import { useText } from '../../../messages/language.tsx';
import type { DraftText } from '../editing/draft-text.ts';

type TextEditorProps = {
  readonly draft: DraftText;
  /** As it was handed in: to be read. */
  readonly readOnly: boolean;
  /** A line to go to, from 1, and the how manieth time one asked; the line is selected. */
  readonly goTo: { readonly line: number; readonly time: number } | null;
  readonly onText: (text: string) => void;
};

/** Rows that the field is high. */
const ROWS = 32;

/** The draft as text, with numbers of lines. */
export function TextEditor({ draft, readOnly, goTo, onText }: TextEditorProps) {
  const { t } = useText();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLPreElement>(null);
  const latest = useRef(draft);
  latest.current = draft;
  useEffect(() => {
    const area = field.current;
    if (area === null || goTo === null) return;
    const [from, until] = latest.current.offsetsOf(goTo.line);
    area.focus();
    area.setSelectionRange(from, until);
    const lineHeight = area.scrollHeight / Math.max(1, latest.current.text.split('\n').length);
    area.scrollTop = Math.max(0, (goTo.line - 5) * lineHeight);
  }, [goTo]);
  const count = draft.text.split('\n').length;
  return (
    <div className="r-code-around">
      <label htmlFor={id} className="r-dim">
        {t('draft.textLabel')}
      </label>
      <div className="r-code">
        <pre ref={gutter} aria-hidden="true">
          {Array.from({ length: count }, (_, n) => `${n + 1}\n`).join('')}
        </pre>
        <textarea
          id={id}
          ref={field}
          className="r-mono"
          value={draft.text}
          readOnly={readOnly}
          rows={ROWS}
          wrap="off"
          spellCheck={false}
          autoComplete="off"
          onScroll={({ currentTarget }) => {
            if (gutter.current !== null) gutter.current.scrollTop = currentTarget.scrollTop;
          }}
          onChange={(event) => onText(event.currentTarget.value)}
        />
      </div>
    </div>
  );
}
