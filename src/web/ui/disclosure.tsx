import './disclosure.css';
import type { ReactNode } from 'react';

type DisclosureProps = {
  /** What is inside, in a word or two; with a count where that helps. */
  readonly summary: ReactNode;
  /** Open at first; afterwards as the reader has it. */
  readonly open?: boolean;
  /** Told when the reader opens or closes it. */
  readonly onOpen?: (open: boolean) => void;
  readonly children: ReactNode;
};

/** Something that opens and closes. */
export function Disclosure({ summary, open = false, onOpen, children }: DisclosureProps) {
  return (
    <details
      className="r-disclosure"
      open={open}
      onToggle={onOpen && (({ currentTarget }) => onOpen(currentTarget.open))}
    >
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  );
}
