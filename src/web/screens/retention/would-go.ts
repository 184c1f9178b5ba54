import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { RecordAnswer, type RetentionShown } from '../../../terms/api/retention.ts';
import { useApi } from '../../session/services.tsx';
import { type Named, nameOf } from './retention-form.ts';

/** Between two questions how far the room is with reading. */
const AGAIN_MS = 500;

/**
 * What would be erased with a record, and what stands against it. The first answer wants the whole ledger to be read through, and only some are given in a
 * minute: so it is asked again only when a hold or the record's own review changed, or on request, and not by each live event.
 */
export function useWouldGo(named: Named, { due, extended, held }: RetentionShown) {
  const api = useApi();
  const of = nameOf(named);
  const reviews = [...due, ...extended]
    .filter((review) => review.of === of)
    .map(({ id, due: when }) => `${id} ${when}`);
  const standing = [...reviews, ...held.map(({ id }) => id)].join('\n');
  return useQuery({
    queryKey: ['what would go', of, standing],
    queryFn: ({ signal }) => api.get(RecordAnswer, '/api/retention/record', { query: { ...named }, signal }),
    placeholderData: keepPreviousData,
    retry: false,
    refetchInterval: ({ state: { data } }) => (data !== undefined && 'reading' in data ? AGAIN_MS : false),
    // What was so when it was last looked up says nothing: it may have been erased since.
    gcTime: 0,
    staleTime: 0,
  });
}
