import { useEffect, useRef } from 'react';
import * as z from 'zod';
import { useDraft } from '../session/draft.ts';
import { useView } from '../shell/router.tsx';
import { prefilled } from './prefilled.ts';

const Search = z.record(z.string(), z.unknown());
type Search = z.infer<typeof Search>;

/**
 * As `useDraft`, and filled in from the address where nothing was typed yet: `const [form, setForm, clear] = useForm('occurrence', EMPTY)`. What was
 * typed before is never overwritten.
 * @param empty a constant
 * @param kind of the act, where a screen has forms for several: an address that names another kind fills in nothing here
 */
export function useForm<T extends object>(
  name: string,
  empty: T,
  kind?: string,
): [value: T, set: (next: T) => void, clear: () => void] {
  const [value, setValue, clear] = useDraft(name, empty);
  const [search] = useView(Search);
  const filledFrom = useRef<Search | null>(null);
  useEffect(() => {
    if (filledFrom.current === search) return;
    filledFrom.current = search;
    const meant = kind === undefined || search['kind'] === undefined || search['kind'] === kind;
    const filled = meant ? prefilled(empty, search) : undefined;
    if (filled !== undefined && JSON.stringify(value) === JSON.stringify(empty)) setValue(filled);
  }, [search, empty, kind, value, setValue]);
  return [value, setValue, clear];
}
