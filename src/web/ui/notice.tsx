import type { IconName } from './icon.tsx';
import { Mark, type Tone } from './outcome-badge.tsx';

type NoticeProps = { readonly icon: IconName; readonly tone: Tone; readonly children: string };

/** A sentence with its shape; unlike a mark it goes on in the next line. */
export function Notice(props: NoticeProps) {
  return (
    <p className="r-notice">
      <Mark {...props} />
    </p>
  );
}
