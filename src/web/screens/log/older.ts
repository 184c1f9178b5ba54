import { useCallback, useEffect, useRef, useState } from 'react';
import { ActsPage } from '../../../terms/api/acts.ts';
import { useEntries } from '../../live/live.tsx';
import { useApi } from '../../session/services.tsx';

const PAGE_ROWS = 500;

export type Older = {
  /** Reads the next older page; undefined while one is read, and where there is none. */
  readonly more: (() => void) | undefined;
  readonly loading: boolean;
  readonly error: unknown;
  readonly retry: () => void;
};

/** What was recorded before the page was opened, newest page first, into the store of entries. */
export function useOlder(): Older {
  const api = useApi();
  const entries = useEntries();
  const cursor = useRef<string | null>(null);
  const [state, setState] = useState<{ loading: boolean; done: boolean; error: unknown }>({
    loading: false,
    done: false,
    error: null,
  });
  const read = useCallback(async () => {
    setState((before) => ({ ...before, loading: true, error: null }));
    try {
      const query = {
        limit: PAGE_ROWS,
        order: 'desc',
        ...(cursor.current === null ? api.after : { cursor: cursor.current }),
      };
      const page = await api.get(ActsPage, '/api/acts', { query });
      cursor.current = page.next;
      entries.add(page.rows);
      setState({ loading: false, done: page.next === null, error: null });
    } catch (error) {
      setState({ loading: false, done: false, error });
    }
  }, [api, entries]);
  useEffect(() => {
    void read();
  }, [read]);
  const { loading, done, error } = state;
  return {
    more: loading || done || error !== null ? undefined : () => void read(),
    loading,
    error,
    retry: () => void read(),
  };
}
