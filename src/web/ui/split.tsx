import './split.css';
import type { ReactNode } from 'react';

type SplitProps = {
  readonly main: ReactNode;
  readonly side: ReactNode;
};

/** A list and beside it what is done about it; one under the other where the window is narrow. */
export function Split({ main, side }: SplitProps) {
  return (
    <div className="r-split-around">
      <div className="r-split">
        <div>{main}</div>
        <div className="r-split-side">{side}</div>
      </div>
    </div>
  );
}
