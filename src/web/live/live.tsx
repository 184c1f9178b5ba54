import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useSession } from '../session/session.tsx';
import { affectedPaths } from './affected.ts';
import { Entries, type Entry } from './entries.ts';
import { LiveFeed, type LiveStatus } from './live-feed.ts';
import { useRoomClock } from './room-clock.tsx';

type Live = { readonly entries: Entries; readonly feed: LiveFeed };
const LiveContext = createContext<Live | null>(null);
/** Answers that became old are read again at most this often, however fast entries come. */
const REFRESH_MS = 700;
const CHECK_MS = 1_000;

/** The live events of who is signed in: fills the store of entries, sets the clock, makes old answers be read again, ends the session. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const clock = useRoomClock();
  const refresh = useRefresh();
  const { me, cut } = useSession();
  const csrf = me?.csrf ?? '';
  const queries = useQueryClient();
  const [entries] = useState(() => new Entries());
  const feed = useMemo(
    () =>
      new LiveFeed({
        open: (url) => new EventSource(url),
        now: () => performance.now(),
        later: (run, ms) => setTimeout(run, ms),
        onActs: (rows) => {
          entries.add(rows);
          refresh(rows);
        },
        onRoom: (state) => clock.hear(state),
        onReset: () => {
          entries.clear();
          void queries.invalidateQueries();
        },
        // One feed a session: where another takes its place, the room cuts the stream of the one before.
        onEnd: (end) => cut(csrf, end),
        // Whoever is no longer signed in is told so by this.
        onBroken: () => void queries.invalidateQueries({ queryKey: ['/api/session'] }),
      }),
    [clock, refresh, cut, csrf, queries, entries],
  );
  useEffect(() => {
    feed.open();
    const timer = setInterval(() => feed.check(), CHECK_MS);
    return () => {
      clearInterval(timer);
      feed.close();
    };
  }, [feed]);
  const live = useMemo(() => ({ entries, feed }), [entries, feed]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Reads old answers again: at once for the first entry, then no more often than {@link REFRESH_MS}. */
function useRefresh(): (rows: readonly Entry[]) => void {
  const queries = useQueryClient();
  const waiting = useRef<{ kinds: Set<string>; timer: ReturnType<typeof setTimeout> | undefined }>({
    kinds: new Set(),
    timer: undefined,
  });
  return useMemo(() => {
    const run = () => {
      const { current } = waiting;
      current.timer = undefined;
      if (current.kinds.size === 0) return;
      const paths = [...affectedPaths(current.kinds)];
      current.kinds.clear();
      current.timer = setTimeout(run, REFRESH_MS);
      void queries.invalidateQueries({
        predicate: ({ queryKey: [path] }) => typeof path === 'string' && paths.some((one) => path.startsWith(one)),
      });
    };
    return (rows) => {
      for (const { kind } of rows) waiting.current.kinds.add(kind);
      if (waiting.current.timer === undefined) run();
    };
  }, [queries]);
}

function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === null) throw new RangeError('no live events around this component');
  return live;
}

/** Whether the room is heard. */
export function useLiveStatus(): LiveStatus {
  const { feed } = useLive();
  return useSyncExternalStore(feed.subscribe, () => feed.status);
}

/** The store of entries, to add older ones to. */
export function useEntries(): Entries {
  return useLive().entries;
}

/** The entries that the page holds, oldest first. */
export function useEntryRows(): readonly Entry[] {
  const { entries } = useLive();
  return useSyncExternalStore(entries.subscribe, () => entries.rows);
}
