import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { DAY, MINUTE } from '../../../../base/clock.ts';
import { DECISIONS_PAGE_MAX, type DecisionShown, DecisionsPage } from '../../../../terms/api/past-decisions.ts';
import { useApi } from '../../../session/services.tsx';
import type { Period } from '../draft-view.ts';

/** Pages that are read before somebody asks for more: 2,000 entries. */
const PAGES_AT_ONCE = 10;
const PATH = '/api/mandates/decisions';

/** Decisions that a draft is tried on, as far as they were read. */
export type RecordedDecisions = {
  /** Latest first; null while nothing is asked for, or there. */
  readonly decisions: readonly DecisionShown[] | null;
  readonly loading: boolean;
  /** Reads on, where the period holds more than was read; undefined where it does not. */
  readonly more: (() => void) | undefined;
  readonly error: unknown;
  readonly retry: () => void;
};

const BACK_MS: Readonly<Record<Period, number | null>> = { day: DAY, week: 7 * DAY, event: null };

/**
 * The decisions of a period until now, as the reader may know them, page by page and only so many at once.
 * @param period null: nothing is asked for
 * @param now room time, ms
 */
export function useRecorded(period: Period | null, now: number): RecordedDecisions {
  const api = useApi();
  const latest = useRef(now);
  latest.current = now;
  // A period ends when it is asked for; with every minute it would be read anew.
  const from = useMemo(() => beginning(period, latest.current), [period]);
  const [wanted, setWanted] = useState({ from, pages: PAGES_AT_ONCE });
  const pagesMax = wanted.from === from ? wanted.pages : PAGES_AT_ONCE;
  const { data, error, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: [PATH, { from }],
    queryFn: ({ signal, pageParam }) => {
      const where = pageParam === null ? api.after : { cursor: pageParam };
      return api.get(DecisionsPage, PATH, { query: { from, limit: DECISIONS_PAGE_MAX, ...where }, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: period !== null,
  });
  const pages = data?.pages.length ?? 0;
  const goesOn = hasNextPage && !isFetching && error === null && pages < pagesMax;
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, fetchNextPage]);
  const decisions = useMemo(() => data?.pages.flatMap(({ rows }) => rows) ?? null, [data]);
  const isCut = hasNextPage && !isFetching && pages >= pagesMax;
  return {
    decisions,
    loading: isFetching || goesOn,
    more: isCut ? () => setWanted({ from, pages: pages + PAGES_AT_ONCE }) : undefined,
    error,
    retry: () => void (pages === 0 ? refetch() : fetchNextPage()),
  };
}

/** Room time from which a period is looked at; undefined: all of it. */
function beginning(period: Period | null, now: number): number | undefined {
  const back = period === null ? null : BACK_MS[period];
  return back === null ? undefined : Math.max(0, Math.floor((now - back) / MINUTE) * MINUTE);
}
