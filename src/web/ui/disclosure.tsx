import './disclosure.css';
import type { ReactNode } from 'react';

type DisclosureProps = {
  /** What is inside, in a word or two; with a count where that helps. */
  readonly summary: ReactNode;
  /** Open at first; afterwards as the reader has it. */
  readonly open?: boolean;
  readonly children: ReactNode;
};

/** Something that opens and closes. */
export function Disclosure({ summary, open = false, children }: DisclosureProps) {
  return (
    <details className="r-disclosure" open={open}>
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  );
}
