import './split.css';
import type { ReactNode } from 'react';

type SplitProps = {
  readonly main: ReactNode;
  readonly side: ReactNode;
  /** Which comes first where there is room for one only. */
  readonly first?: 'main' | 'side';
};

/** A list and beside it what is done about it; one under the other where the window is narrow. */
export function Split({ main, side, first = 'main' }: SplitProps) {
  return (
    <div className="r-split-around">
      <div className="r-split" data-first={first}>
        <div>{main}</div>
        <div className="r-split-side">{side}</div>
      </div>
    </div>
  );
}
