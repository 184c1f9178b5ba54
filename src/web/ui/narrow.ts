import { useSyncExternalStore } from 'react';

/** As wide as a phone; the style sheets say the same. */
const NARROW = '(max-width: 640px)';

/** Whether the window is as narrow as a phone; drawn again when it changes. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(NARROW);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => matchMedia(NARROW).matches,
  );
}
