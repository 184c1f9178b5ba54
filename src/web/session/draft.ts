import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import type { Drafts } from './kept.ts';

const Kept = createContext<Drafts | null>(null);
/** Gives the drafts of who is signed in to everything inside. */
export const DraftsProvider = Kept.Provider;

/**
 * `const [value, setValue, clear] = useDraft('occurrence', EMPTY)`: as `useState`, but what is typed outlives reload, crash and sign-out, for this
 * person in this browser. `clear` once the act is recorded. A kept value that is no longer of the form of `initial` is dropped.
 * @param name of the form, with the matter where it is about one (`answer REQ-us-ice-1`)
 */
export function useDraft<T>(name: string, initial: T): [value: T, set: (next: T) => void, clear: () => void] {
  const drafts = useContext(Kept);
  if (drafts === null) throw new RangeError('no drafts around this component');
  const [value, setValue] = useState<T>(() => {
    const kept = drafts.get(name);
    return kept !== undefined && isLike(kept, initial) ? (kept as T) : initial;
  });
  const change = useCallback(
    (next: T) => {
      // A form that is as it was found holds nothing that could be lost.
      if (JSON.stringify(next) === JSON.stringify(initial)) drafts.drop(name);
      else drafts.set(name, next);
      setValue(next);
    },
    [drafts, name, initial],
  );
  const clear = useCallback(() => {
    drafts.drop(name);
    setValue(initial);
  }, [drafts, name, initial]);
  return [value, change, clear];
}

/** Reads, when it is called, how many forms of this person hold something unsigned in this browser. */
export function useDraftCount(): () => number {
  const drafts = useContext(Kept);
  return useCallback(() => drafts?.count ?? 0, [drafts]);
}

/** Forms of this person whose names begin so and that hold something unsigned here: the rest of each name, and what it holds; as they were when the screen was opened. */
export function useKeptDrafts(beginning: string): readonly (readonly [name: string, value: unknown])[] {
  const drafts = useContext(Kept);
  return useMemo(() => {
    const names = drafts?.names ?? [];
    return names
      .filter((name) => name.startsWith(beginning))
      .map((name) => [name.slice(beginning.length), drafts?.get(name)] as const);
  }, [drafts, beginning]);
}

/** Same type, and for objects the same members, so that a draft of an older version of a form cannot break the newer. */
function isLike(kept: unknown, initial: unknown): boolean {
  if (typeof kept !== typeof initial) return initial === null || kept === null;
  if (typeof kept !== 'object' || kept === null || initial === null || typeof initial !== 'object') return true;
  if (Array.isArray(kept) !== Array.isArray(initial)) return false;
  if (Array.isArray(kept)) return true;
  return Object.entries(initial).every(
    ([member, value]) => member in kept && isLike(kept[member as keyof object], value),
  );
}
