import { keepPreviousData, QueryClient, QueryClientProvider, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import type * as z from 'zod';
import { type Api, type Query, RoomProblem } from './api.ts';

const ApiContext = createContext<Api | null>(null);

/** Answers stay as they are until an entry makes them old (live/affected.ts); what was turned away is not asked again. */
export function newQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        retry: (count, error) => count < 2 && !(error instanceof RoomProblem),
      },
    },
  });
}

type Services = { readonly api: Api; readonly queries: QueryClient; readonly children: ReactNode };

/** Gives the room's interface to everything inside. */
export function ServicesProvider({ api, queries, children }: Services) {
  return (
    <ApiContext value={api}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </ApiContext>
  );
}

/** The room's interface, for what is asked once; to show an answer use {@link useAnswer}. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === null) throw new RangeError('no interface around this component');
  return api;
}

/**
 * An answer of the room, kept fresh by the live events: `const { data, error } = useAnswer(Queue, '/api/queue')`. While another query loads,
 * the answer before stays.
 * @param enabled false: is not asked yet
 * @param againMs asked again so often, for who is not told by the live events that it is old
 */
export function useAnswer<T>(schema: z.ZodType<T>, path: string, query: Query = {}, enabled = true, againMs?: number) {
  const api = useApi();
  return useQuery({
    queryKey: [path, query],
    queryFn: ({ signal }) => api.get(schema, path, { query, signal }),
    placeholderData: keepPreviousData,
    enabled,
    refetchInterval: againMs ?? false,
  });
}

/**
 * A list of the room in pages, own writes included: `const { rows, more, error } = usePages(ActsPage, '/api/acts', { q })`. `more` is undefined
 * where nothing follows; `loading` is true until the first page is there.
 */
export function usePages<Row>(
  schema: z.ZodType<{ readonly view: number; readonly rows: Row[]; readonly next: string | null }>,
  path: string,
  query: Query = {},
  enabled = true,
) {
  const api = useApi();
  const pages = useInfiniteQuery({
    queryKey: [path, query],
    queryFn: ({ signal, pageParam }) => {
      const where = pageParam === null ? api.after : { cursor: pageParam };
      return api.get(schema, path, { query: { ...query, ...where }, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    enabled,
  });
  return {
    rows: pages.data?.pages.flatMap(({ rows }) => rows) ?? [],
    more: pages.hasNextPage && !pages.isFetchingNextPage ? () => void pages.fetchNextPage() : undefined,
    loading: pages.isPending,
    error: pages.error,
    retry: () => void pages.refetch(),
  };
}
